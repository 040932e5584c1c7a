"""What is read and watched, forms handed down and adapted, photographs, and who has the materials."""

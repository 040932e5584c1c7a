"""What is printed: minutes, sheets and reports as .docx and PDF."""

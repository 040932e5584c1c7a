"""The machine dies at any moment; what was acknowledged stays."""

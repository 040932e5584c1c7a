"""Forms of self-reviews as .docx, both ways: printed from their version, and read back when they were filled in Word."""

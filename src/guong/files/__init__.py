"""Uploaded bytes: hashed, stripped of place and device, refused when marked secret."""

"""Writes about study (`study`) and about meetings (`evening`)."""

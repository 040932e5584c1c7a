"""Makers of papers: pure functions from plain values to a Paper. An official paper is Vietnamese whatever the reader's language."""

"""Append-only, chained log of every write and of reads of personal files."""

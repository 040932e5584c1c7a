"""Gương: self-hosted software for the drives in which organisations look at themselves, correct, and are looked at again."""

__version__ = "0.1.0"

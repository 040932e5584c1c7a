"""Findings, division into shares, actions, re-checks."""

"""Reorganisations of the tree as single events, and members who move: what happens to everything that hangs on a unit."""

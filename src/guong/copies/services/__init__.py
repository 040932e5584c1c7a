"""Writes of this room, re-exported by name."""

from guong.copies.services.keeping import hand_in, put_item, refresh_prints
from guong.copies.services.sweeping import begin_sweeps, keep_found

__all__ = ["begin_sweeps", "hand_in", "keep_found", "put_item", "refresh_prints"]

"""Writes of the library, re-exported by name."""

from guong.library.services.frames import adapt, hand_down
from guong.library.services.items import put_item, withdraw_item
from guong.library.services.packs import note_receipts, receive, send_ahead
from guong.library.services.photos import hide_photo, publish_photo, put_photo, remove_due, remove_photo

__all__ = [
    "adapt", "hand_down", "hide_photo", "note_receipts", "publish_photo", "put_item", "put_photo", "receive", "remove_due", "remove_photo",
    "send_ahead", "withdraw_item",
]  # fmt: skip

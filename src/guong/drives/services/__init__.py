"""Writes about drives."""

from guong.drives.services.building import add_basis, change_drive, create_drive
from guong.drives.services.opening import close_drive, open_drive
from guong.drives.services.publishing import publish_rules
from guong.drives.services.registering import hold_registration, mark_missed, move_registration, register_meeting
from guong.drives.services.ward import assign_attender, end_assignment, remind, remind_unregistered

__all__ = [
    "add_basis",
    "assign_attender",
    "change_drive",
    "close_drive",
    "create_drive",
    "end_assignment",
    "hold_registration",
    "mark_missed",
    "move_registration",
    "open_drive",
    "publish_rules",
    "register_meeting",
    "remind",
    "remind_unregistered",
]

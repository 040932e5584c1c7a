"""Writes of this room: rights given and ended, rights that come with an office, a person's file opened for a time."""

from guong.access.services.grants import end_grant, give_grant
from guong.access.services.openings import (
    approve_opening,
    ask_opening,
    end_opening,
    note_openings_shown,
    refuse_opening,
    withdraw_opening,
)
from guong.access.services.posts import give_by_post

__all__ = [
    "approve_opening",
    "ask_opening",
    "end_grant",
    "end_opening",
    "give_by_post",
    "give_grant",
    "note_openings_shown",
    "refuse_opening",
    "withdraw_opening",
]

"""Writes of this room."""

from guong.reorganisation.services.deciding import apply, drop, look_again, pass_rights, prepare
from guong.reorganisation.services.introductions import (
    introduce_member,
    receive_member,
    send_back,
    withdraw_introduction,
)
from guong.reorganisation.services.transfers import note_transfer_seen, transfer_member, transfer_out

__all__ = [
    "apply",
    "drop",
    "introduce_member",
    "look_again",
    "note_transfer_seen",
    "pass_rights",
    "prepare",
    "receive_member",
    "send_back",
    "transfer_member",
    "transfer_out",
    "withdraw_introduction",
]

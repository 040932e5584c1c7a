"""Writes about drives."""

from guong.drives.services.building import add_basis, change_drive, create_drive
from guong.drives.services.chain import acknowledge, issue_document, pass_on, tie_document
from guong.drives.services.duty import accept_roster
from guong.drives.services.milestones import add_milestone, remove_milestone
from guong.drives.services.opening import close_drive, open_drive
from guong.drives.services.parts import divide_parts
from guong.drives.services.pilots import drop_pilot, name_pilot, open_block, write_lessons
from guong.drives.services.publishing import publish_rules
from guong.drives.services.registering import (
    Line,
    hold_registration,
    mark_missed,
    move_registration,
    note_held,
    register_list,
    register_meeting,
)
from guong.drives.services.tasks import give_task, remind_task, report_task, take_task, withdraw_task
from guong.drives.services.visiting import answer_visit, end_group, note_visit, set_up_group
from guong.drives.services.ward import assign_attender, end_assignment, remind, remind_unregistered

__all__ = [
    "Line",
    "accept_roster",
    "acknowledge",
    "add_basis",
    "add_milestone",
    "answer_visit",
    "assign_attender",
    "change_drive",
    "close_drive",
    "create_drive",
    "divide_parts",
    "drop_pilot",
    "end_assignment",
    "end_group",
    "give_task",
    "hold_registration",
    "issue_document",
    "mark_missed",
    "move_registration",
    "name_pilot",
    "note_held",
    "note_visit",
    "open_block",
    "open_drive",
    "pass_on",
    "publish_rules",
    "register_list",
    "register_meeting",
    "remind",
    "remind_task",
    "remind_unregistered",
    "remove_milestone",
    "report_task",
    "set_up_group",
    "take_task",
    "tie_document",
    "withdraw_task",
    "write_lessons",
]

"""Writes about findings, their division, what is done, and whether it held."""

from guong.corrections.services.actions import confirm_action, report_action, send_back_action, set_measure
from guong.corrections.services.division import ShareInput, answer_share, divide, expire_shares, settle_share
from guong.corrections.services.findings import (
    answer_finding,
    close_finding,
    close_small,
    note_shown,
    reopen_finding,
    settle_contest,
    state_finding,
)
from guong.corrections.services.rechecks import bind_rechecks, judge_item, open_later_rechecks, open_recheck

__all__ = [
    "ShareInput",
    "answer_finding",
    "answer_share",
    "bind_rechecks",
    "close_finding",
    "close_small",
    "confirm_action",
    "divide",
    "expire_shares",
    "judge_item",
    "note_shown",
    "open_later_rechecks",
    "open_recheck",
    "reopen_finding",
    "report_action",
    "send_back_action",
    "set_measure",
    "settle_contest",
    "settle_share",
    "state_finding",
]

"""Writes about findings, their division, what is done, and whether it held."""

from guong.corrections.services.actions import confirm_action, report_action, send_back_action, set_measure
from guong.corrections.services.appeals import file_appeal, name_judges, say_on_appeal
from guong.corrections.services.division import (
    ShareInput,
    answer_share,
    approve_share,
    divide,
    expire_shares,
    settle_share,
)
from guong.corrections.services.doing import (
    add_evidence,
    add_step,
    choose_rhythm,
    remove_evidence,
    remove_step,
    say_progress,
    tick_step,
)
from guong.corrections.services.extensions import ask_extension, decide_extension
from guong.corrections.services.findings import (
    answer_finding,
    close_finding,
    close_small,
    note_shown,
    reopen_finding,
    settle_contest,
    state_finding,
)
from guong.corrections.services.marking import add_target, mark_finding, publish_tags
from guong.corrections.services.monthly import answer_item
from guong.corrections.services.rechecks import bind_rechecks, judge_item, open_later_rechecks, open_recheck
from guong.corrections.services.recurrence import link_recurrence
from guong.corrections.services.revisits import revisit_finding

__all__ = [
    "ShareInput",
    "add_evidence",
    "add_step",
    "add_target",
    "answer_finding",
    "answer_item",
    "answer_share",
    "approve_share",
    "ask_extension",
    "bind_rechecks",
    "choose_rhythm",
    "close_finding",
    "close_small",
    "confirm_action",
    "decide_extension",
    "divide",
    "expire_shares",
    "file_appeal",
    "judge_item",
    "link_recurrence",
    "mark_finding",
    "name_judges",
    "note_shown",
    "open_later_rechecks",
    "open_recheck",
    "publish_tags",
    "remove_evidence",
    "remove_step",
    "reopen_finding",
    "report_action",
    "revisit_finding",
    "say_on_appeal",
    "say_progress",
    "send_back_action",
    "set_measure",
    "settle_contest",
    "settle_share",
    "state_finding",
    "tick_step",
]

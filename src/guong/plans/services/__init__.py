"""Writes of this room: the plan, its decisions, its copies, its posting, and what the Front remarks."""

from guong.plans.services.deciding import accept_plan, accept_plans, return_plan
from guong.plans.services.monitoring import monitor_remark, reply_monitor
from guong.plans.services.posting import add_posting_proof, post_plan, take_down
from guong.plans.services.routing import note_receipt
from guong.plans.services.writing import (
    add_findings,
    confirm_plan,
    present_plan,
    save_plan,
    start_plan,
    submit_plan,
    type_plan_for,
)

__all__ = [
    "accept_plan",
    "accept_plans",
    "add_findings",
    "add_posting_proof",
    "confirm_plan",
    "monitor_remark",
    "note_receipt",
    "post_plan",
    "present_plan",
    "reply_monitor",
    "return_plan",
    "save_plan",
    "start_plan",
    "submit_plan",
    "take_down",
    "type_plan_for",
]

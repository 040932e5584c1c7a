"""Writes of this room: the plan, its decisions, its copies, its posting, and what monitors and meetings say of it."""

from guong.plans.services.assessing import Said, assess_plans, reply_assessment
from guong.plans.services.deciding import accept_plan, accept_plans, return_plan
from guong.plans.services.monitoring import monitor_remark, reply_monitor
from guong.plans.services.pledging import note_pledges
from guong.plans.services.posting import add_posting_proof, post_plan, take_down
from guong.plans.services.programmes import adopt_programme
from guong.plans.services.routing import note_receipt
from guong.plans.services.supervising import answer_supervision, note_seen, plan_supervision
from guong.plans.services.tables import publish_routes
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
    "Said",
    "accept_plan",
    "accept_plans",
    "add_findings",
    "add_posting_proof",
    "adopt_programme",
    "answer_supervision",
    "assess_plans",
    "confirm_plan",
    "monitor_remark",
    "note_pledges",
    "note_receipt",
    "note_seen",
    "plan_supervision",
    "post_plan",
    "present_plan",
    "publish_routes",
    "reply_assessment",
    "reply_monitor",
    "return_plan",
    "save_plan",
    "start_plan",
    "submit_plan",
    "take_down",
    "type_plan_for",
]

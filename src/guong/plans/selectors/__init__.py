"""Reads of this room. Every public function takes an actor."""

from guong.plans.selectors.copies import copies_for, delivery, open_copy, remarks_made
from guong.plans.selectors.mine import (
    OwnPlan,
    my_open_drive,
    my_open_drives,
    my_plans,
    own_plan,
    remark_to_answer,
    remarks_waiting,
)
from guong.plans.selectors.posting import PublicPage, posting, postings, public_posting, to_post, waiting_to_post
from guong.plans.selectors.unit import (
    Change,
    Place,
    PlanPage,
    PlanRow,
    UnitPlans,
    member_to_help,
    open_plan,
    place,
    places,
    plans_of_unit,
    points,
    returns_of,
)

__all__ = [
    "Change",
    "OwnPlan",
    "Place",
    "PlanPage",
    "PlanRow",
    "PublicPage",
    "UnitPlans",
    "copies_for",
    "delivery",
    "member_to_help",
    "my_open_drive",
    "my_open_drives",
    "my_plans",
    "open_copy",
    "open_plan",
    "own_plan",
    "place",
    "places",
    "plans_of_unit",
    "points",
    "posting",
    "postings",
    "public_posting",
    "remark_to_answer",
    "remarks_made",
    "remarks_waiting",
    "returns_of",
    "to_post",
    "waiting_to_post",
]

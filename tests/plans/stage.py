"""A drive with plans at every step, over the cast's ward."""

from __future__ import annotations

from datetime import date
from typing import Any

from guong.drives.enums import MeetingMode
from guong.drives.models import Drive, Tally
from guong.kernel import clock
from guong.meetings.enums import MeetingKind, MeetingState
from guong.meetings.models import Meeting
from guong.org.models import Unit
from guong.plans.models import Delivery, Plan, Posting
from guong.plans.services import (
    accept_plan,
    post_plan,
    present_plan,
    return_plan,
    save_plan,
    start_plan,
    submit_plan,
)
from tests.cast import SYSTEM, Cast

ITEM = {
    "shortcoming": "Tháng 2 tôi vắng hai buổi tổng vệ sinh mà không báo tổ trưởng.",
    "measure": "Buổi nào vắng tôi báo trước một ngày.",
    "deadline": "2026-06-30",
    "finding": None,
}


def content(**changes: Any) -> dict[str, Any]:
    """A whole plan; `changes` replace its parts, or, as `measure=…`, the words of its one line."""
    item = {**ITEM, **{key: value for key, value in changes.items() if key in ITEM}}
    whole = {
        "example": "Mỗi tháng một buổi sáng tôi làm việc chung của tổ.",
        "pledge": "Tôi cam kết làm đúng kế hoạch này và báo cáo chi bộ cuối năm.",
        "items": [item],
    }
    return {**whole, **{key: value for key, value in changes.items() if key in whole}}


def held_meeting(drive: Drive, unit: Unit, state: str = MeetingState.CLOSED) -> Meeting:
    """The cell's meeting of the drive, held unless said otherwise."""
    return Meeting.objects.create(
        unit=unit, drive=drive, kind=MeetingKind.THEMATIC, state=state, starts_at=clock.now(),
        place="Nhà văn hóa tổ dân phố 1", mode=MeetingMode.IN_PERSON,
    )  # fmt: skip


def written(cast: Cast, drive: Drive, who: str = "member", **changes: Any) -> Plan:
    """A plan that is written and not yet presented."""
    plan = start_plan(actor=SYSTEM, drive=drive, person=cast.person(who))
    return save_plan(actor=SYSTEM, plan=plan, content=content(**changes), stamp=plan.stamp)


def presented(cast: Cast, drive: Drive, who: str = "member", **changes: Any) -> Plan:
    plan = written(cast, drive, who, **changes)
    return present_plan(actor=SYSTEM, plan=plan, meeting=held_meeting(drive, plan.unit))


def submitted(cast: Cast, drive: Drive, who: str = "member", **changes: Any) -> Plan:
    return submit_plan(actor=SYSTEM, plan=presented(cast, drive, who, **changes))


def committee_member(cast: Cast, plan: Plan) -> str:
    """Somebody of the cell committee who is not the plan's owner."""
    if plan.unit_id == cast.sibling.pk:
        return "sibling_secretary" if plan.person_id != cast.person("sibling_secretary").pk else "standing_member"
    return "cell_deputy" if plan.person_id == cast.person("cell_secretary").pk else "cell_secretary"


def accepted(cast: Cast, drive: Drive, who: str = "member", **changes: Any) -> Plan:
    plan = submitted(cast, drive, who, **changes)
    return accept_plan(actor=SYSTEM, plan=plan, by=cast.person(committee_member(cast, plan)))


def returned(cast: Cast, drive: Drive, who: str = "member") -> Plan:
    plan = submitted(cast, drive, who)
    return_plan(
        actor=SYSTEM, plan=plan, reason="Ghi rõ việc gì, ngày nào.", checklist=["no_fact"],
        by=cast.person(committee_member(cast, plan)),
    )  # fmt: skip
    plan.refresh_from_db()
    return plan


def front_copy(plan: Plan) -> Delivery:
    return Delivery.objects.get(plan=plan, route="front")


def posted(
    cast: Cast, drive: Drive, who: str = "ward_secretary", fields: tuple[str, ...] = ("example", "pledge")
) -> Posting:
    """A head's plan on the board from today for ten days."""
    today = clock.today()
    return post_plan(
        actor=cast.actor("clerk"), plan=accepted(cast, drive, who), place="Trụ sở phường", from_on=today,
        until_on=date.fromordinal(today.toordinal() + 9), fields=fields,
    )  # fmt: skip


def tally(drive: Drive, unit: Unit) -> Tally:
    return Tally.objects.get(drive=drive, unit=unit)

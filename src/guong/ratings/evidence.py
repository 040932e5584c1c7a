"""What the book of findings says about criteria 3.2 and 3.3: counts to be shown beside them, never turned into points (R32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from guong.corrections.enums import ActionState, FindingState, Subject
from guong.corrections.models import Finding
from guong.corrections.querysets import live_actions
from guong.kernel import clock
from guong.kernel.numbers import Ratio
from guong.ratings.models import Rating


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one year, up to a day: findings with a measure, due measures confirmed, of them in time, findings that came back."""

    planned: Ratio
    done: Ratio
    in_time: int
    came_back: int

    @property
    def all_fixed(self) -> bool:
        """Whether nothing that was due waits (R36)."""
        return self.done.n == self.done.of

    def as_json(self) -> dict[str, Any]:
        return {
            "planned": [self.planned.n, self.planned.of], "done": [self.done.n, self.done.of], "in_time": self.in_time,
            "came_back": self.came_back,
        }  # fmt: skip


def stored(kept: dict[str, Any]) -> Evidence | None:
    """The counts of a judgement as they stood on its day; None when there are none."""
    if not kept:
        return None
    return Evidence(Ratio(*kept["planned"]), Ratio(*kept["done"]), int(kept["in_time"]), int(kept["came_back"]))


def evidence(rating: Rating, today: date) -> Evidence:
    """The counts of the year of the drive, up to its last day."""
    year = rating.campaign.drive.year
    last, first = min(today, date(year, 12, 31)), clock.local(year, 1, 1)
    findings = _findings(rating, first)
    actions = live_actions().filter(deadline__lte=last)
    actions = actions.filter(Q(deadline__gte=date(year, 1, 1)) | Q(confirmed_at=None) | Q(confirmed_at__gte=first))
    if rating.person_id is not None:
        actions = actions.filter(owner_id=rating.person_id)
    else:
        actions = actions.filter(finding__unit=rating.unit_id, finding__subject=Subject.COLLECTIVE)
    due = list(actions.values_list("state", "deadline", "confirmed_at"))
    confirmed = [(deadline, at) for state, deadline, at in due if state == ActionState.CONFIRMED]
    in_time = sum(at is not None and at.astimezone(clock.ZONE).date() <= deadline for deadline, at in confirmed)
    with_measure = live_actions().filter(finding__in=[row[0] for row in findings]).values_list("finding_id", flat=True)
    return Evidence(
        planned=Ratio(len(set(with_measure)), len(findings)), done=Ratio(len(confirmed), len(due)), in_time=in_time,
        came_back=sum(recurs for _pk, recurs in findings),
    )  # fmt: skip


def _findings(rating: Rating, first: datetime) -> list[tuple[int, bool]]:
    """(id, whether it came back) of the findings of the year, and of earlier ones that were still open when it began."""
    rows = Finding.objects.exclude(state=FindingState.DROPPED)
    rows = rows.filter(Q(stated_at__gte=first) | Q(closed_at=None) | Q(closed_at__gte=first))
    if rating.person_id is not None:
        rows = rows.filter(person_id=rating.person_id)
    else:
        rows = rows.filter(unit=rating.unit_id, subject=Subject.COLLECTIVE)
    return [(pk, at is not None and at >= first) for pk, at in rows.values_list("pk", "recurs_at")]

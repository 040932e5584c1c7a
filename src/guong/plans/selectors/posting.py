"""The board: what hangs, what waits to be posted, and the one public page (D13, D21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from guong.audit.reads import restricted
from guong.drives import rulebook
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Post
from guong.org.querysets import in_scope
from guong.org.selectors import posts_of
from guong.plans import rules
from guong.plans.enums import PlanState, RouteCode
from guong.plans.models import Delivery, Posting
from guong.plans.perms import POST


def postings(*, actor: Actor) -> list[Posting]:
    """Sheets of the offices where I may post, what hangs first."""
    rows = in_scope(Posting.objects.all(), actor.scope(POST)).select_related("plan__person", "unit", "proof")
    return sorted(rows.order_by("-posted_at"), key=lambda row: row.taken_down_at is not None)


def waiting_to_post(*, actor: Actor) -> list[Delivery]:
    """Heads' accepted plans that routing sent for posting and that do not hang yet."""
    rows = in_scope(Delivery.objects.filter(route=RouteCode.POSTING), actor.scope(POST), "recipient__path")
    rows = rows.filter(plan__state=PlanState.ACCEPTED).exclude(plan__person_id=actor.person_id or 0)
    up = Posting.objects.all().values("plan_id")
    return list(rows.exclude(plan_id__in=up).select_related("plan__person", "recipient", "revision").order_by("pk"))


def to_post(*, actor: Actor, plan_id: int) -> tuple[Delivery, date]:
    """The delivery of a head's plan to my board, and the last day it may hang if it goes up today. NotFound otherwise."""
    rows = in_scope(Delivery.objects.filter(route=RouteCode.POSTING), actor.scope(POST), "recipient__path")
    rows = rows.exclude(plan__person_id=actor.person_id or 0)
    found = (
        rows.filter(plan_id=plan_id)
        .select_related("plan__person", "plan__drive__ruleset", "recipient", "revision")
        .first()
    )
    if found is None:
        raise NotFound
    longest = rulebook.value(found.plan.drive.ruleset, "plan_posting_days")
    return found, rules.last_posting_day(clock.today(), longest)


def posting(*, actor: Actor, posting_id: int) -> Posting:
    """One sheet of an office where I may post. NotFound / Forbidden otherwise."""
    found = Posting.objects.select_related("plan__person", "unit", "proof", "revision").filter(pk=posting_id).first()
    if found is None:
        raise NotFound
    actor.require(POST, found.unit.path)
    return found


@dataclass(frozen=True)
class PublicPage:
    """All that a passer-by sees: name, offices, unit, and the chosen parts (R45). No id of anything."""

    name: str
    posts: list[Post]
    unit: str
    cell: str
    year: int
    place: str
    from_on: date
    until_on: date
    parts: dict[str, Any]


def public_posting(*, actor: Actor, token: str) -> PublicPage:
    """The public page of a sheet that hangs today, for anybody. NotFound before, after, taken down or unknown alike (D21)."""
    found = Posting.objects.select_related("plan__person", "plan__unit", "unit", "revision").filter(token=token).first()
    if found is None or not rules.hangs(
        found.from_on, found.until_on, taken_down=found.taken_down_at is not None, today=clock.today()
    ):
        raise NotFound
    if restricted([found.plan.person_id]):
        raise NotFound
    day = found.posted_at.astimezone(clock.ZONE).date()
    return PublicPage(
        name=found.plan.person.full_name, posts=posts_of(found.plan.person_id, day), unit=found.unit.name,
        cell=found.plan.unit.name, year=found.plan.year, place=found.place, from_on=found.from_on,
        until_on=found.until_on, parts=rules.shown(found.revision.content, found.fields),
    )  # fmt: skip

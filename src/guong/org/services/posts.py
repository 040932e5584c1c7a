"""Writes about offices, and the fields of work that a committee divides among its members."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org import events  # noqa: F401  # registers the audit codes
from guong.org.enums import BODY_POSTS, CELL_POSTS, COMMITTEE_POSTS, PostKind, WorkField
from guong.org.models import Person, Portfolio, Post, Unit
from guong.org.querysets import valid_on
from guong.org.services.people import check_roster


@service
def end_post(*, actor: Actor, post: Post, until: date | None = None) -> Post:
    """End an office on a day (yesterday if not said). Invalid when it has ended, or would end before it began."""
    actor.require("org.unit:manage", post.unit.path)
    if post.to_on is not None:
        raise Invalid(_("This office has already ended."))
    last = until or clock.today() - timedelta(days=1)
    if until is not None and until < post.from_on:
        raise Invalid(_("The last day is before the first day. Correct one of the two."), field="until")
    post.to_on = last
    post.from_on = min(post.from_on, last)
    post.save(update_fields=["from_on", "to_on"])
    record(
        actor, "org.post.ended", post, unit_path=post.unit.path, person_id=post.person_id, changes={"kind": post.kind}
    )
    return post


@service
def give_post(*, actor: Actor, person: Person, unit: Unit, kind: str, since: date | None = None) -> Post:
    """Record an office. The same open office twice is Invalid."""
    actor.require("org.unit:manage", unit.path)
    check_roster(unit)
    if kind not in PostKind.values:
        raise Invalid(_("Unknown office: choose one from the list."), field="kind")
    if not _fits(kind, unit):
        raise Invalid(
            _("This office is not held in this kind of organisation. Choose another office, or another organisation."),
            field="kind",
        )
    if Post.objects.filter(person=person, unit=unit, kind=kind, to_on=None).exists():
        raise Invalid(_("%(name)s already holds this office."), field="kind", params={"name": person.full_name})
    post = Post.objects.create(person=person, unit=unit, kind=kind, from_on=since or clock.today())
    record(actor, "org.post.given", post, unit_path=unit.path, person_id=person.pk, changes={"kind": kind})
    return post


def _fits(kind: str, unit: Unit) -> bool:
    """Whether an office is held in this kind of organisation; offices that are none of the three kinds fit anywhere."""
    if kind in BODY_POSTS:
        return not unit.is_cell and not unit.is_committee
    return (kind in CELL_POSTS) == unit.is_cell or kind not in CELL_POSTS | COMMITTEE_POSTS


@service
def give_portfolio(
    *, actor: Actor, person: Person, unit: Unit, field: str, area: Unit | None = None, since: date | None = None
) -> Portfolio:
    """Say which field of work a committee member answers for (S76), and which organisation he or she follows, if any.

    Invalid for somebody without an office in the committee, an unknown field, or the same open field twice.
    """
    actor.require("org.unit:manage", unit.path)
    check_roster(unit)
    if field not in WorkField.values:
        raise Invalid(_("Unknown field of work: choose one from the list."), field="field")
    if not Post.objects.filter(valid_on(clock.today()), person=person, unit=unit).exists():
        raise Invalid(
            _("%(name)s holds no office in this committee. Record the office first."),
            field="person", params={"name": person.full_name},
        )  # fmt: skip
    if Portfolio.objects.filter(person=person, unit=unit, field=field, to_on=None).exists():
        raise Invalid(_("%(name)s already answers for this field."), field="field", params={"name": person.full_name})
    if area is not None:
        actor.require("org.unit:read", area.path)
    given = Portfolio.objects.create(person=person, unit=unit, field=field, area=area, from_on=since or clock.today())
    record(
        actor, "org.portfolio.given", given, unit_path=unit.path, person_id=person.pk,
        changes={"field": field, "area": area.code if area else ""},
    )  # fmt: skip
    return given


@service
def end_portfolio(*, actor: Actor, portfolio: Portfolio, until: date | None = None) -> Portfolio:
    """A field passes to somebody else: its last day is yesterday if not said. Invalid when it has ended."""
    actor.require("org.unit:manage", portfolio.unit.path)
    if portfolio.to_on is not None:
        raise Invalid(_("This field has already passed to somebody else."))
    last = until or clock.today() - timedelta(days=1)
    portfolio.to_on, portfolio.from_on = last, min(portfolio.from_on, last)
    portfolio.save(update_fields=["from_on", "to_on"])
    record(
        actor, "org.portfolio.ended", portfolio, unit_path=portfolio.unit.path, person_id=portfolio.person_id,
        changes={"field": portfolio.field},
    )  # fmt: skip
    return portfolio

"""Preparing an event with its report, carrying it out, laying it aside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service, unit_of_work
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Conflict, Invalid
from guong.kernel.machine import step
from guong.org.models import Unit
from guong.reorganisation import events  # noqa: F401  # registers the audit codes
from guong.reorganisation.enums import EVENT_TABLE, EventState, Kind
from guong.reorganisation.models import Reorganisation, Succession
from guong.reorganisation.perms import MANAGE
from guong.reorganisation.rules import fingerprint
from guong.reorganisation.services.acts import carry_out
from guong.reorganisation.services.settling import pass_rights_on
from guong.reorganisation.services.work import Work


class _Rehearsed(Exception):  # not an error: it carries the report out of a transaction that is undone
    def __init__(self, report: dict[str, Any]) -> None:
        self.report = report


def _rehearse(actor: Actor, event: Reorganisation) -> dict[str, Any]:
    """Carry the event out, read the report, undo everything: the dry run does exactly what the real one does.

    An event of a day to come is rehearsed as if that day were here.
    """
    noon = clock.local(event.on.year, event.on.month, event.on.day, 12)
    moved = clock.at(noon) if event.on > clock.today() else nullcontext()
    try:
        with moved, unit_of_work():
            work = Work(actor, event)
            carry_out(work)
            raise _Rehearsed(work.report.as_json())
    except _Rehearsed as done:
        return done.report


@service
def prepare(*, actor: Actor, under: Unit, kind: str, on: date, basis: str, order: Mapping[str, Any]) -> Reorganisation:
    """Write down an event with the report of its dry run; the tree stays as it is. Errors as the steps raise them.

    `order`: by kind: open {parent, code, name, kind, block, level}; close {units}; rename {unit, name}; move {units, parent};
    merge {units, parent, code, name, kind}; absorb {units, into}; split {unit, closes, parts: [{code, name, people,
    children}]}; abolish {top, kind}. Units and people by id.
    """
    actor.require(MANAGE, under.path)
    if kind not in Kind.values:
        raise Invalid(_("Unknown kind of reorganisation: choose one from the list."), field="kind")
    if not 1930 <= on.year <= clock.today().year + 5:
        raise Invalid(_("There is no such date. Write day/month/year, for example 19/05/1972."), field="on")
    basis = text.clean_line(basis)[:300]
    if not basis:
        raise Invalid(
            _("Name the decision it stands on, with number and day: it is kept with the history."), field="basis"
        )
    event = Reorganisation.objects.create(
        under=under, kind=kind, on=on, basis=basis, order=dict(order), report={}, prepared_at=clock.now(),
        prepared_by_label=actor.label,
    )  # fmt: skip
    event.report = _rehearse(actor, event)
    event.save(update_fields=["report"])
    record(actor, "reorganisation.event.prepared", event, unit_path=under.path, changes={"kind": kind, "on": on})
    return event


def _locked(event: Reorganisation) -> Reorganisation:
    return Reorganisation.objects.select_for_update(of=("self",)).select_related("under").get(pk=event.pk)


@service
def apply(
    *,
    actor: Actor,
    event: Reorganisation,
    mark: str,
    carry_posts: Collection[int] = (),
    carry_grants: Collection[int] = (),
) -> Reorganisation:
    """Carry a prepared event out, all of it or nothing. `mark`: of the report that the actor read.

    `carry_posts`, `carry_grants`: ids from the report that are given anew at once. Conflict when the event would by now do
    something else than what was read: the report is then to be read again.
    """
    event = _locked(event)
    actor.require(MANAGE, event.under.path)
    event.state = step(EVENT_TABLE, event.state, "apply", message=_("This was carried out or laid aside before."))
    if event.on > clock.today():
        raise Invalid(_("Its day has not come yet. It can be carried out from that day on."), field="on")
    if fingerprint(_rehearse(actor, event)) != mark:
        raise Conflict(_("Something has changed since this report was made. Read the new report, then confirm again."))
    work = Work(actor, event, frozenset(carry_posts), frozenset(carry_grants))
    carry_out(work)
    event.report = {**work.report.as_json(), "carried": sorted(work.carry_posts), "granted": sorted(work.carry_grants)}
    event.applied_at, event.applied_by_label = clock.now(), actor.label
    event.save(update_fields=["state", "report", "applied_at", "applied_by_label"])
    record(actor, "reorganisation.event.applied", event, unit_path=event.under.path, changes={"kind": event.kind, "on": event.on})  # fmt: skip
    return event


@service
def look_again(*, actor: Actor, event: Reorganisation) -> Reorganisation:
    """Make the report of a prepared event anew, as things stand now."""
    event = _locked(event)
    actor.require(MANAGE, event.under.path)
    if event.state == EventState.DRAFT:
        event.report = _rehearse(actor, event)
        event.save(update_fields=["report"])
    return event


@service
def drop(*, actor: Actor, event: Reorganisation) -> Reorganisation:
    """Lay a prepared event aside."""
    event = _locked(event)
    actor.require(MANAGE, event.under.path)
    event.state = step(EVENT_TABLE, event.state, "drop", message=_("This was carried out or laid aside before."))
    event.save(update_fields=["state"])
    record(actor, "reorganisation.event.dropped", event, unit_path=event.under.path)
    return event


@service
def pass_rights(*, actor: Actor, event: Reorganisation) -> int:
    """Give whoever holds a right at a successor by now the same over the records it keeps; how many rights were given."""
    event = _locked(event)
    actor.require(MANAGE, event.under.path)
    work, given = Work(actor, event), 0
    kept = Succession.objects.filter(event=event, keeps_records=True).values("successor_id")
    for keeper in Unit.objects.filter(pk__in=kept, closed_on=None).order_by("path"):
        actor.require(MANAGE, keeper.path)
        given += pass_rights_on(work, keeper)
    record(actor, "reorganisation.rights.passed", event, unit_path=event.under.path, changes={"given": given})
    return given

"""Events of a drive: planned by a body, held with their outcome, or called off (S35, S129)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step
from guong.meetings import events, rules  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import ACTIVITY_TABLE, ActivityKind
from guong.meetings.models import Activity
from guong.meetings.perms import ACTIVITY_WRITE
from guong.org.models import Unit

LIMIT = 4000
_LINES = {"name": 200, "place": 200, "audience": 300}
_MOST_PEOPLE = 1_000_000
_DAYS: dict[str, tuple[str, Any]] = {
    "order": ("to_on", _("The last day is before the first day. Correct one of the two.")),
    "early": ("from_on", _("This day lies before the drive began. Choose a later one.")),
    "late": ("from_on", _("This day lies after the end of the drive. Choose an earlier one.")),
}


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What is said of an event when it is planned. `to_on` is `from_on` for an event of one day."""

    kind: str
    name: str
    from_on: date
    to_on: date
    place: str
    audience: str


@service
def plan_activity(*, actor: Actor, drive: Drive, unit: Unit, facts: EventFacts) -> Activity:
    """A body plans an event of a drive. NotFound for a body outside the drive; Invalid names the field."""
    actor.require(ACTIVITY_WRITE, unit.path)
    if not DriveUnit.objects.filter(drive=drive, unit=unit).exists():
        raise NotFound
    found = Activity(drive=drive, unit=unit, noted_at=clock.now(), noted_by_label=actor.label[:200])
    _fill(found, facts)
    found.save(force_insert=True)
    _note(actor, "planned", found, {"kind": facts.kind, "from_on": facts.from_on.isoformat()})
    return found


@service
def change_activity(*, actor: Actor, activity: Activity, facts: EventFacts) -> Activity:
    """Change a planned event."""
    row = _locked(actor, activity)
    row.state = step(ACTIVITY_TABLE, row.state, "change", message=_("Only an event that is still planned is changed."))
    before = row.from_on
    _fill(row, facts)
    row.save()
    _note(actor, "changed", row, {"from_on": [before.isoformat(), row.from_on.isoformat()]})
    return row


@service
def hold_activity(*, actor: Actor, activity: Activity, outcome: str, people: int | None = None) -> Activity:
    """Say that an event was held, with its outcome; said again, the outcome is written anew. Invalid before its day."""
    row = _locked(actor, activity)
    row.state = step(ACTIVITY_TABLE, row.state, "hold", message=_("This event was called off. Plan another one."))
    if row.from_on > clock.today():
        raise Invalid(_("This day has not come yet. The outcome is written down afterwards."), field="outcome")
    words = text.clean_text(outcome)
    if not words:
        raise Invalid(_("Write what came out of it: one or two sentences are enough."), field="outcome")
    if len(words) > LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field="outcome", params={"limit": LIMIT})
    if people is not None and not 0 < people <= _MOST_PEOPLE:
        raise Invalid(_("Write how many people came as a number, or leave it empty."), field="people")
    row.outcome, row.people = words, people
    _settle(actor, row, "held", {"kind": row.kind, "people": people})
    return row


@service
def cancel_activity(*, actor: Actor, activity: Activity, reason: str) -> Activity:
    """Call a planned event off, with the reason."""
    row = _locked(actor, activity)
    words = text.clean_line(reason)[:300]
    if not words:
        raise Invalid(_("Say why the event is called off."), field="reason")
    row.state = step(
        ACTIVITY_TABLE, row.state, "cancel", message=_("Only an event that is still planned is called off.")
    )
    row.cancel_reason = words
    _settle(actor, row, "cancelled", {"kind": row.kind})
    return row


def _fill(row: Activity, facts: EventFacts) -> None:
    """Put checked facts into the row."""
    if row.drive.state != DriveState.OPEN:
        raise Invalid(_("This drive is not under way."))
    if facts.kind not in ActivityKind.values:
        raise Invalid(_("Choose what kind of event it is."), field="kind")
    lines = {name: text.clean_line(getattr(facts, name)) for name in _LINES}
    missing: dict[str, Any] = {
        "name": _("Give the event its name: what it is about."),
        "place": _("Say where it is held."),
        "audience": _("Say who is invited, for example “Bí thư các chi bộ, trưởng các đoàn thể”."),
    }
    for field, sentence in missing.items():
        if not lines[field]:
            raise Invalid(sentence, field=field)
        if len(lines[field]) > _LINES[field]:
            raise Invalid(_("Too long: at most %(limit)s characters."), field=field, params={"limit": _LINES[field]})
    fault = rules.event_fault(
        starts=facts.from_on, ends=facts.to_on, drive_from=row.drive.starts_on,
        drive_to=row.drive.ends_on,
    )  # fmt: skip
    if fault:
        field, sentence = _DAYS[fault]
        raise Invalid(sentence, field=field)
    row.kind, row.from_on, row.to_on = facts.kind, facts.from_on, facts.to_on
    row.name, row.place, row.audience = lines["name"], lines["place"], lines["audience"]


def _locked(actor: Actor, activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("unit", "drive")
    row = rows.get(pk=activity.pk)
    actor.require(ACTIVITY_WRITE, row.unit.path)
    return row


def _settle(actor: Actor, row: Activity, verb: str, changes: dict[str, object]) -> None:
    row.settled_at, row.settled_by_label = clock.now(), actor.label[:200]
    row.save()
    _note(actor, verb, row, changes)


def _note(actor: Actor, verb: str, row: Activity, changes: dict[str, object]) -> None:
    record(actor, f"meetings.activity.{verb}", row, unit_path=row.unit.path, changes=changes)

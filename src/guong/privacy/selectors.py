"""Reads of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from guong.audit.reads import restricted
from guong.drives.models import Drive, Participant
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.kernel.scope import Scope
from guong.org.models import Membership, Person, Unit
from guong.org.querysets import in_scope
from guong.privacy import rulebook, rules
from guong.privacy.classes import CLASSES
from guong.privacy.enums import OPEN_REQUESTS, RequestKind, RequestState
from guong.privacy.models import Certificate, Hold, Purpose, Request, Settings
from guong.privacy.perms import ANSWER, HOLD, RECORD
from guong.privacy.services.erasing import stands


def my_requests(*, actor: Actor) -> list[Request]:
    """What I asked, the newest first."""
    if actor.person_id is None:
        return []
    return list(Request.objects.filter(person_id=actor.person_id).select_related("unit").order_by("-asked_at", "-pk"))


def my_request(*, actor: Actor, request_id: int) -> Request:
    """One of mine; NotFound for anybody else's."""
    found = Request.objects.filter(pk=request_id, person_id=actor.person_id).first() if actor.person_id else None
    if found is None:
        raise NotFound
    return found


def my_restriction(*, actor: Actor) -> Request | None:
    """The fulfilled request by which my words are not used now, if they are not: where I may end that."""
    if actor.person_id is None or not restricted([actor.person_id]):
        return None
    rows = Request.objects.filter(person_id=actor.person_id, kind=RequestKind.RESTRICT, state=RequestState.FULFILLED)
    return rows.order_by("-answered_at", "-pk").first()


def is_restricted(request: Request) -> bool:
    """Whether the words of its asker are not used now because of such a request. For rooms above that may read it."""
    fulfilled = request.kind == RequestKind.RESTRICT and request.state == RequestState.FULFILLED
    return fulfilled and bool(restricted([request.person_id]))


def holds_on_me(*, actor: Actor) -> list[Hold]:
    """Holds that stand today over my own words: on me, or on a unit in which I take part or took part."""
    if actor.person_id is None:
        return []
    paths = list(Membership.objects.filter(person_id=actor.person_id).values_list("unit__path", flat=True))
    found = Hold.objects.filter(lifted_at=None).select_related("unit")
    return [one for one in found if stands(one, clock.today()) and _touches(one, actor.person_id, paths)]


def _touches(hold: Hold, person_id: int, paths: list[str]) -> bool:
    if hold.person_id is not None:
        return hold.person_id == person_id
    return any(treepath.contains(hold.unit.path, path) for path in paths)


@dataclass(frozen=True, slots=True)
class KeptUntil:
    """Until when one class of the words of one drive is kept."""

    label: object
    until: date
    over: bool


def kept_until(*, actor: Actor) -> list[tuple[Drive, list[KeptUntil]]]:
    """For each drive in which I took part, until when each class is kept."""
    if actor.person_id is None:
        return []
    mine = Participant.objects.filter(person_id=actor.person_id)
    drives = Drive.objects.filter(pk__in=mine.values("drive_id")).select_related("owner").order_by("-ends_on")
    today = clock.today()
    found = []
    for drive in drives:
        settings = rulebook.current(drive.owner.path)
        days = [(one.label, rules.keep_until(drive.ends_on, rulebook.value(settings, one.key))) for one in CLASSES]
        found.append((drive, [KeptUntil(label, day, rules.is_late(day, today)) for label, day in days]))
    return found


def requests(*, actor: Actor, open_only: bool = False) -> list[Request]:
    """What an office has to answer or has answered, the nearest day first; never one's own."""
    scope = actor.scope(ANSWER)
    if not scope:
        raise NotFound
    rows = in_scope(Request.objects.select_related("person", "unit"), scope).exclude(person_id=actor.person_id or 0)
    rows = rows.filter(state__in=OPEN_REQUESTS) if open_only else rows
    return sorted(rows[:500], key=lambda one: (one.state not in OPEN_REQUESTS, one.due_on, one.pk))


def request(*, actor: Actor, request_id: int) -> Request:
    """One request for the office that answers it. One's own is answered elsewhere: NotFound."""
    found = Request.objects.select_related("person", "unit", "settings").filter(pk=request_id).first()
    if found is None or found.person_id == actor.person_id:
        raise NotFound
    actor.require(ANSWER, found.unit.path)
    return found


def purposes() -> list[Purpose]:
    """The register. Every signed-in reader may read it, so no right is needed."""
    return list(Purpose.objects.order_by("position"))


def purpose(*, actor: Actor, purpose_id: int, perm: str) -> Purpose:
    """One entry, for whoever keeps the register."""
    found = Purpose.objects.filter(pk=purpose_id).first() if actor.scope(perm) else None
    if found is None:
        raise NotFound
    return found


def own_top(*, actor: Actor, perm: str) -> Unit:
    """The topmost unit in which the actor holds `perm`: where settings and the register are kept. NotFound without one."""
    found = in_scope(Unit.objects.all(), actor.scope(perm), "path").order_by("path").first()
    if found is None:
        raise NotFound
    return found


def settings_at(*, actor: Actor) -> tuple[Unit, Settings, list[Settings]]:
    """(unit, the version in force there, all versions that may concern it), for whoever reads the record."""
    unit = own_top(actor=actor, perm=RECORD)
    above = [*treepath.ancestors(unit.path), unit.path]
    current = rulebook.current(unit.path)
    versions = Settings.objects.filter(unit=None) | Settings.objects.filter(unit__path__in=above)
    return unit, current, list(versions.select_related("unit").order_by("-version"))


def holds(*, actor: Actor) -> list[tuple[Hold, bool]]:
    """(hold, whether it stands today), the newest first. One over myself is not shown among those I decide on."""
    scope = actor.scope(RECORD)
    if not scope:
        raise NotFound
    rows = in_scope(Hold.objects.select_related("unit", "person"), scope)
    return [(one, stands(one, clock.today())) for one in rows[:200]]


def hold(*, actor: Actor, hold_id: int) -> Hold:
    """One hold, for whoever manages holds there."""
    found = Hold.objects.select_related("unit", "person").filter(pk=hold_id).first()
    if found is None:
        raise NotFound
    actor.require(HOLD, found.unit.path)
    return found


def units_to_hold(*, actor: Actor) -> QuerySet[Unit]:
    """Units over which the actor may ask for a hold."""
    scope = actor.scope(HOLD)
    if not scope:
        raise NotFound
    return in_scope(Unit.objects.filter(closed_on=None), scope, "path").order_by("path")


def person_of(*, actor: Actor, unit: Unit, code: str) -> Person | None:
    """A member of `unit`, now or once, by the office's code; None when there is none."""
    actor.require(HOLD, unit.path)
    return Person.objects.filter(code=code.strip(), memberships__unit=unit).first()


def certificates(*, actor: Actor) -> QuerySet[Certificate]:
    """What was erased, the newest first."""
    scope: Scope = actor.scope(RECORD)
    if not scope:
        raise NotFound
    return in_scope(Certificate.objects.select_related("drive", "unit", "settings"), scope).order_by("-made_at", "-pk")


def certificate(*, actor: Actor, certificate_id: int) -> Certificate:
    """One of them, to be printed."""
    found = Certificate.objects.select_related("drive", "unit__parent", "settings").filter(pk=certificate_id).first()
    if found is None:
        raise NotFound
    actor.require(RECORD, found.unit.path)
    return found

"""Remarks: those about me, those I made, those of a body for whoever belongs to it."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from guong.audit.reads import log_read, unrestricted
from guong.drives.models import Drive, Participant
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings.models import Meeting
from guong.org.models import Person, Unit
from guong.org.querysets import in_scope
from guong.reviews import rules
from guong.reviews.enums import Addressee
from guong.reviews.models import Remark
from guong.reviews.ownership import made_by, own_q
from guong.reviews.selectors.common import REMARKS, SPEAK, me


def _remarks() -> QuerySet[Remark]:
    return Remark.objects.select_related("drive", "unit", "meeting", "author", "person", "reply", "reply__by").order_by(
        "-made_at", "-pk"
    )


def remarks_about_me(*, actor: Actor) -> list[Remark]:
    """Everything said of the actor, strengths too, each with the actor's reply; newest first (D1, D2)."""
    return list(_remarks().filter(person_id=me(actor=actor)))


def remarks_by_me(*, actor: Actor) -> list[Remark]:
    """What the actor said to others, with their replies."""
    return list(_remarks().filter(own_q(me(actor=actor))))


def remarks_of_meeting(*, actor: Actor, meeting: Meeting) -> list[Remark]:
    """What was said in a meeting, in order, with the replies: for the members of that body."""
    actor.require("meetings.meeting:read", meeting.unit.path)
    return unrestricted(actor, _remarks().filter(meeting=meeting).order_by("made_at", "pk"))


def remarks_of_unit(*, actor: Actor, drive: Drive, unit: Unit) -> list[Remark]:
    """All remarks of a cell in a drive, with their replies: for its secretary."""
    actor.require(REMARKS, unit.path)
    return unrestricted(actor, _remarks().filter(drive=drive, unit=unit).order_by("made_at", "pk"))


def remarks_awaiting_me(*, actor: Actor) -> list[Remark]:
    """Criticism that waits for the actor's answer: to the person, or to the committee for which the actor answers."""
    if actor.person_id is None:
        return []
    committee = in_scope(Remark.objects.filter(addressee=Addressee.COMMITTEE), actor.scope(REMARKS))
    own = Q(person_id=me(actor=actor)) | Q(pk__in=committee.exclude(own_q(me(actor=actor))).values("pk"))
    return list(_remarks().filter(own, is_strength=False, reply__isnull=True).order_by("made_at", "pk"))


def remark(*, actor: Actor, remark_id: int) -> Remark:
    """One remark: for the person addressed, its author, or whoever reads the remarks of the body (logged, D6)."""
    found = _remarks().filter(pk=remark_id).first()
    if found is None:
        raise NotFound
    mine = actor.person_id is not None and (actor.person_id == found.person_id or made_by(found, actor.person_id))
    if not mine:
        actor.require(REMARKS, found.unit.path)
        if found.person_id is not None:
            log_read(actor=actor, person_id=found.person_id, unit_path=found.unit.path, part="remarks", target=found)
    return found


def remark_to_answer(*, actor: Actor, remark_id: int) -> Remark:
    """A remark that the actor may answer or has answered: to the person, or to the committee for its secretary."""
    found = _remarks().filter(pk=remark_id).first()
    if found is None or actor.person_id is None or found.addressee == Addressee.HIGHER:
        raise NotFound
    if found.addressee == Addressee.PERSON:
        if found.person_id != actor.person_id:
            raise NotFound
    else:
        actor.require(REMARKS, found.unit.path)
    return found


def people_to_address(*, actor: Actor, drive: Drive, unit: Unit) -> list[Person]:
    """Members of the body to whom the actor may say something, in the order of names; not oneself."""
    actor.require(SPEAK, unit.path)
    ids = Participant.objects.filter(drive=drive, unit=unit).exclude(person_id=me(actor=actor)).values("person_id")
    return list(Person.objects.filter(pk__in=ids).order_by("name_key", "pk"))


def candour(*, actor: Actor, drive: Drive, unit: Unit) -> str:
    """ "empty", "praise" or "": whether a cell has said nothing at all, or nothing but praise (S82).

    For the chair only: whoever reads the remarks of the cell, or chairs one of its meetings. "" for everybody else.
    """
    chairs = Meeting.objects.filter(unit=unit, chair_id=actor.person_id or 0).exists()
    if not chairs and not actor.can(REMARKS, unit.path):
        return ""
    said = Remark.objects.filter(drive=drive, unit=unit)
    counted = said.aggregate(good=Count("pk", filter=Q(is_strength=True)), bad=Count("pk", filter=Q(is_strength=False)))
    return rules.candour(counted["good"], counted["bad"])


def coverage(*, actor: Actor, drive: Drive, unit: Unit) -> list[Person]:
    """Eligible members to whom nobody has said anything yet (S19), in the order of names: for the secretary, to help them."""
    actor.require(REMARKS, unit.path)
    addressed = Remark.objects.filter(drive=drive, unit=unit, person__isnull=False).values("person_id")
    roster = Participant.objects.filter(drive=drive, unit=unit, eligible=True).exclude(person_id__in=addressed)
    return list(Person.objects.filter(pk__in=roster.values("person_id")).order_by("name_key", "pk"))

"""Who sits at one meeting: the chair and the keeper of minutes that the secretary named (access/seats.py)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from guong.access.actors import AccountActor
from guong.access.roles import Seat
from guong.access.seats import SeatedActor
from guong.kernel.actor import Actor
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.meetings.perms import RUN
from guong.meetings.querysets import is_signed, may_speak


def named_in(actor: Actor, rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings that name the actor as chair or keeper."""
    who = actor.person_id or 0
    return rows.filter(Q(chair=who) | Q(secretary=who))


def seated(*, actor: AccountActor, **of: int) -> AccountActor:
    """The actor for the pages of one meeting: with the rights of the seat that it names him or her for, if there is one.

    `of`: which meeting, by its own id (`pk`) or that of its step (`steps`), vote (`votes`) or objection (`minutes__opinions`).

    No seat in a cancelled meeting, after the minutes are locked, for somebody who belongs to the body no more, nor for whoever
    runs the body's meetings anyhow.
    """
    row = named_in(actor, Meeting.objects.filter(**of)).select_related("unit").first()
    if row is None or actor.can(RUN, row.unit.path) or row.state == MeetingState.CANCELLED or actor.person is None:
        return actor
    if not may_speak(row, actor.person) or is_signed(row.minutes.order_by("-number").first()):
        return actor
    named = {Seat.CHAIR: row.chair_id, Seat.KEEPER: row.secretary_id}
    seats = [seat for seat, person_id in named.items() if person_id == actor.person_id]
    running = row.state == MeetingState.OPEN
    return SeatedActor(actor, path=row.unit.path, meeting_id=row.pk, seats=seats, running=running)

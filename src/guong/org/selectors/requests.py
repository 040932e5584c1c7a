"""Requests for a standing: read by the member and by whoever writes down the cell's decision (R3)."""

from __future__ import annotations

from django.db.models import QuerySet

from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.enums import RequestState
from guong.org.models import Membership, Portfolio, StandingRequest, Unit
from guong.org.querysets import in_scope

DECIDE = "org.standing:decide"


def own_requests(*, actor: Actor) -> QuerySet[StandingRequest]:
    """The actor's own requests, the newest first."""
    return StandingRequest.objects.filter(person_id=actor.person_id or 0).select_related("unit")


def own_request(*, actor: Actor, request_id: int) -> StandingRequest:
    """One request of the actor's own, or NotFound."""
    found = own_requests(actor=actor).filter(pk=request_id).first()
    if found is None:
        raise NotFound
    return found


def waiting_requests(*, actor: Actor, unit: Unit | None = None) -> QuerySet[StandingRequest]:
    """Requests that wait where the actor writes down decisions; never the actor's own (R42)."""
    members = in_scope(Membership.objects.filter(to_on=None), actor.scope(DECIDE))
    if unit is not None:
        members = members.filter(unit=unit)
    rows = StandingRequest.objects.filter(state=RequestState.ASKED, person_id__in=members.values("person_id"))
    return rows.exclude(person_id=actor.person_id or 0).select_related("person", "unit").order_by("asked_at")


def request_to_decide(*, actor: Actor, request_id: int) -> StandingRequest:
    """One request of a member of the actor's body. NotFound outside it and for the actor's own."""
    found = StandingRequest.objects.filter(pk=request_id).select_related("person", "unit").first()
    if found is None or found.person_id == actor.person_id:
        raise NotFound
    seat = Membership.objects.select_related("unit").filter(person=found.person_id, to_on=None).first()
    if seat is None:
        raise NotFound
    actor.require(DECIDE, seat.unit.path)
    return found


def portfolio(*, actor: Actor, portfolio_id: int) -> Portfolio:
    """One field of work, for whoever manages its committee."""
    found = Portfolio.objects.filter(pk=portfolio_id).select_related("unit", "person").first()
    if found is None:
        raise NotFound
    actor.require("org.unit:manage", found.unit.path)
    return found

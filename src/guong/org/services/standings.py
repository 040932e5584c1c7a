"""Exempt, suspended, away: by the office, or asked for by the member and decided by the cell (R3)."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.kernel.machine import step
from guong.org import events  # noqa: F401  # registers the audit codes
from guong.org.enums import REQUEST_TABLE, Ground, RequestState, StandingKind
from guong.org.models import Membership, Person, Standing, StandingRequest, Unit
from guong.org.services.people import seat_of

DECIDE = "org.standing:decide"
ASKABLE = frozenset({StandingKind.EXEMPT.value, StandingKind.AWAY.value})  # nobody asks to be suspended
_PAST = _("This request has been answered already. Open the page again to see how it stands.")


@service
def set_standing(*, actor: Actor, person: Person, kind: str, since: date | None = None) -> Standing | None:
    """End the present standing and begin another; kind "" makes the member simply eligible again."""
    place = seat_of(person)
    actor.require("org.unit:manage", place.path)
    if kind and kind not in StandingKind.values:
        raise Invalid(_("Unknown standing: choose one from the list."), field="kind")
    return put_standing(actor, person, place, kind, since or clock.today())


def put_standing(actor: Actor, person: Person, unit: Unit, kind: str, day: date) -> Standing | None:
    """The change itself, for whoever has checked the right. Invalid for a day that has not come."""
    if day > clock.today():
        raise Invalid(_("This day has not come yet. Choose today or a day before."), field="since")
    for old in Standing.objects.filter(person=person, to_on=None):
        old.to_on = day - timedelta(days=1)
        old.from_on = min(old.from_on, old.to_on)  # begun and ended on one day: no day counts twice
        old.save(update_fields=["from_on", "to_on"])
    standing = Standing.objects.create(person=person, kind=kind, from_on=day) if kind else None
    record(
        actor, "org.standing.set", person, unit_path=unit.path, person_id=person.pk,
        changes={"kind": kind, "since": day.isoformat()},
    )  # fmt: skip
    return standing


@service
def ask_standing(
    *, actor: Actor, wanted: str, ground: str, words: str = "", from_on: date | None = None, by: Person | None = None
) -> StandingRequest:
    """A member asks the cell to be exempt, or to take part from afar (R3). `by`: the secretary types it from paper.

    Invalid for an unknown wish or ground, while another request waits, or when the standing is already so.
    """
    person = _asker(actor, by)
    membership = Membership.objects.select_related("unit").filter(person=person, to_on=None).first()
    if membership is None:
        raise NotFound
    typed = person.pk != actor.person_id
    if typed:
        actor.require(DECIDE, membership.unit.path)
    if wanted not in ASKABLE:
        raise Invalid(_("Say what you ask for: choose one of the two."), field="wanted")
    if ground not in Ground.values:
        raise Invalid(_("Say why: old age, ill health, or work far away."), field="ground")
    if (wanted == StandingKind.AWAY) != (ground == Ground.FAR_WORK):
        raise Invalid(
            _("Work far away is a reason to take part from afar; age and health, to be exempt."), field="ground"
        )
    if StandingRequest.objects.filter(person=person, state=RequestState.ASKED).exists():
        raise Invalid(_("A request already waits for the cell. Take it back first to ask for something else."))
    if Standing.objects.filter(person=person, to_on=None, kind=wanted).exists():
        raise Invalid(_("This is already so; there is nothing to ask for."), field="wanted")
    asked = StandingRequest.objects.create(
        person=person, unit=membership.unit, wanted=wanted, ground=ground, words=text.clean_text(words)[:4000],
        from_on=from_on or clock.today(), asked_at=clock.now(), typed_by_label=actor.label if typed else "",
    )  # fmt: skip
    record(
        actor, "org.request.asked", asked, unit_path=membership.unit.path, person_id=person.pk,
        changes={"wanted": wanted, "ground": ground},
    )  # fmt: skip
    return asked


def _asker(actor: Actor, by: Person | None) -> Person:
    person = by or Person.objects.filter(pk=actor.person_id or 0).first()
    if person is None:
        raise NotFound
    return person


def _waiting(request: StandingRequest) -> StandingRequest:
    return StandingRequest.objects.select_for_update(of=("self",)).select_related("unit", "person").get(pk=request.pk)


@service
def withdraw_request(*, actor: Actor, request: StandingRequest) -> StandingRequest:
    """The member takes the request back while it waits."""
    request = _waiting(request)
    if request.person_id != actor.person_id and not isinstance(actor, SystemActor):
        raise NotFound
    request.state = step(REQUEST_TABLE, request.state, "withdraw", message=_PAST)
    request.save(update_fields=["state"])
    record(actor, "org.request.withdrawn", request, unit_path=request.unit.path, person_id=request.person_id)
    return request


@service
def decide_request(
    *, actor: Actor, request: StandingRequest, agree: bool, met_on: date, decision: str = "", by: Person | None = None
) -> StandingRequest:
    """Write down what the cell decided in its meeting (R3). When it agreed, the standing changes from the asked day.

    A refusal says why. Never by the member concerned (R42). The committee above sees it in the cell's roster and list.
    """
    request = _waiting(request)
    place = seat_of(request.person)
    actor.require(DECIDE, place.path)
    decider = by.pk if by else actor.person_id
    if request.person_id in {decider, actor.person_id}:
        raise Forbidden  # nobody decides on his own request
    decision = text.clean_text(decision)[:4000]
    if not agree and not decision:
        raise Invalid(_("Say why the cell did not agree: the comrade reads it."), field="decision")
    if met_on > clock.today():
        raise Invalid(_("This day has not come yet. Choose today or a day before."), field="met_on")
    request.state = step(REQUEST_TABLE, request.state, "agree" if agree else "refuse", message=_PAST)
    request.met_on, request.decided_at, request.decision = met_on, clock.now(), decision
    request.decided_by_id = decider
    request.save(update_fields=["state", "met_on", "decided_at", "decided_by", "decision"])
    record(
        actor, f"org.request.{request.state}", request, unit_path=place.path, person_id=request.person_id,
        changes={"met_on": met_on.isoformat()},
    )  # fmt: skip
    if agree:
        put_standing(actor, request.person, place, request.wanted, min(max(request.from_on, met_on), clock.today()))
    return request

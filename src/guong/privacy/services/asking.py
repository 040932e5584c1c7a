"""Asking about one's own data, and the answer by somebody else (D23; timers of decree 356/2025)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.reads import release_file, restrict_file
from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.kernel.machine import step
from guong.org.models import Membership
from guong.privacy import events, rulebook, rules  # noqa: F401  # events registers the audit codes
from guong.privacy.enums import OPEN_REQUESTS, REQUEST_TABLE, RequestKind, RequestState
from guong.privacy.models import Request
from guong.privacy.perms import ANSWER
from guong.privacy.services.erasing import erase_for_request

LIMIT = 4000
_OVER = _("This request has been answered already.")


@service
def ask(*, actor: Actor, kind: str, words: str) -> Request:
    """Ask for one's own data to be corrected, erased or restricted, or object to its use. The days to answer by are set now."""
    if actor.person_id is None or actor.id is None:
        raise NotFound
    if kind not in RequestKind.values:
        raise Invalid(_("Choose what you ask for."), field="kind")
    words = text.clean_text(words)[:LIMIT]
    if not words:
        raise Invalid(_("Say what it is about: which record, and what is wrong or unwanted in it."), field="words")
    where = Membership.objects.filter(person_id=actor.person_id).select_related("unit").order_by("-from_on").first()
    if where is None:
        raise NotFound
    settings, today = rulebook.current(where.unit.path), clock.today()
    made = Request.objects.create(
        person_id=actor.person_id, unit=where.unit, asked_account_id=actor.id, kind=kind, text=words, asked_at=clock.now(),
        take_in_due_on=rules.take_in_by(today, rulebook.value(settings, "take_in_days")),
        due_on=rules.answer_by(today, rulebook.value(settings, f"{kind}_days")), settings=settings,
    )  # fmt: skip
    _note(actor, "asked", made, {"kind": kind, "due_on": made.due_on})
    return made


@service
def take_in(*, actor: Actor, request: Request) -> Request:
    """Say that the request has arrived."""
    request = _locked(actor, request)
    request.state = step(REQUEST_TABLE, request.state, "take_in", message=_("This request was taken in already."))
    request.taken_in_at = clock.now()
    request.save(update_fields=["state", "taken_in_at"])
    _note(actor, "taken_in", request)
    return request


@service
def extend(*, actor: Actor, request: Request, reason: str) -> Request:
    """The one extension, with its reason, which the person reads."""
    request = _locked(actor, request)
    reason = text.clean_text(reason)
    if not reason:
        raise Invalid(_("Say why more time is needed: the comrade reads it."), field="reason")
    if request.state not in OPEN_REQUESTS:
        raise Invalid(_OVER)
    if request.extended_at is not None:
        raise Invalid(_("The time was extended once already; there is no second time."), field="reason")
    request.due_on = rules.extended(request.due_on, rulebook.value(request.settings, "extension_days"))
    request.extended_at, request.extended_reason = clock.now(), reason
    request.save(update_fields=["due_on", "extended_at", "extended_reason"])
    _note(actor, "extended", request, {"due_on": request.due_on})
    return request


@service
def answer(*, actor: Actor, request: Request, fulfil: bool, words: str) -> Request:
    """Answer with words; never one's own request. A request to erase that is fulfilled erases at once, with a certificate."""
    request = _locked(actor, request)
    words = text.clean_text(words)[:LIMIT]
    if not words:
        raise Invalid(
            _("Answer with words: the comrade has the right to know what was done, or why not."), field="words"
        )
    request.state = step(REQUEST_TABLE, request.state, "fulfil" if fulfil else "refuse", message=_OVER)
    request.answer, request.answered_at = words, clock.now()
    request.answered_account_id, request.answered_by_label = actor.id, actor.label
    request.save(update_fields=["state", "answer", "answered_at", "answered_account_id", "answered_by_label"])
    _note(actor, "answered", request, {"kind": request.kind, "fulfilled": fulfil})
    if fulfil and request.kind == RequestKind.DELETE:
        erase_for_request(actor=actor, request=request)
    if fulfil and request.kind == RequestKind.RESTRICT:
        restrict_file(actor=actor, person_id=request.person_id, unit_path=request.unit.path, target=request)
    return request


@service
def release(*, actor: Actor, request: Request, words: str = "") -> Request:
    """The restriction ends: by the person, or by the office with words that the person reads (in the log of the own file)."""
    request = Request.objects.select_for_update(of=("self",)).select_related("unit").get(pk=request.pk)
    if actor.person_id is None or request.person_id != actor.person_id:
        request = _locked(actor, request)
        words = text.clean_text(words)[:LIMIT]
        if not words:
            raise Invalid(_("Say why the restriction ends: the comrade reads it."), field="words")
        request.answer = f"{request.answer}\n{words}"
        request.save(update_fields=["answer"])
    if request.kind != RequestKind.RESTRICT or request.state != RequestState.FULFILLED:
        raise NotFound
    release_file(actor=actor, person_id=request.person_id, unit_path=request.unit.path, target=request)
    return request


@service
def withdraw(*, actor: Actor, request: Request) -> Request:
    """Take one's own request back."""
    request = Request.objects.select_for_update(of=("self",)).select_related("unit").get(pk=request.pk)
    if actor.person_id is None or request.person_id != actor.person_id:
        raise NotFound
    request.state = step(REQUEST_TABLE, request.state, "withdraw", message=_OVER)
    request.answered_at = clock.now()
    request.save(update_fields=["state", "answered_at"])
    _note(actor, "withdrawn", request)
    return request


def _locked(actor: Actor, request: Request) -> Request:
    """The request as it is now, for an office that answers there; nobody handles his own (R42)."""
    rows = Request.objects.select_for_update(of=("self",)).select_related("unit", "settings")
    request = rows.get(pk=request.pk)
    actor.require(ANSWER, request.unit.path)
    if request.person_id == actor.person_id or request.asked_account_id == actor.id:
        raise Forbidden
    return request


def _note(actor: Actor, verb: str, request: Request, changes: dict[str, Any] | None = None) -> None:
    record(
        actor, f"privacy.request.{verb}", request, unit_path=request.unit.path, person_id=request.person_id, changes=changes
    )  # fmt: skip

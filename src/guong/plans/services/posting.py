"""The heads' plans on the board of the office (S108, D13, D21)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives import rulebook
from guong.files.models import StoredFile
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.plans import rules, tallies
from guong.plans.enums import PlanState, RouteCode
from guong.plans.models import Delivery, Plan, Posting
from guong.plans.perms import POST
from guong.plans.services import common


@service
def post_plan(
    *, actor: Actor, plan: Plan, place: str, from_on: date, until_on: date, fields: Sequence[str]
) -> Posting:  # fmt: skip
    """Post a head's accepted plan: chosen fields, from-until, one sheet at a time.

    Needs `plans.post:write` at the office where routing sent it. Invalid for anybody who is no head (D13), for a plan that is
    not accepted, dates out of bounds, unknown fields; Forbidden for one's own plan (R42).
    """
    plan = common.locked(plan)
    delivery = (
        Delivery.objects.filter(plan=plan, route=RouteCode.POSTING).select_related("recipient", "revision").first()
    )
    at = delivery.recipient if delivery and delivery.recipient else plan.unit
    actor.require(POST, at.path)
    common.require_not_own(actor, plan)
    if delivery is None or plan.state != PlanState.ACCEPTED:
        raise Invalid(
            _("Only accepted plans of the secretary of the committee and of the chairman are posted, nobody else's.")
        )
    place = _check(plan, place, from_on, until_on, fields)
    posting = Posting.objects.create(
        plan=plan, revision=delivery.revision, unit=at, place=place, fields=[name for name in rules.FIELDS if name in fields],
        from_on=from_on, until_on=until_on, token=secrets.token_urlsafe(32), posted_at=clock.now(),
        posted_by_label=actor.label,
    )  # fmt: skip
    Delivery.objects.filter(pk=delivery.pk, received_at=None).update(received_at=clock.now())
    _note(actor, "plans.posting.posted", posting, {"from": from_on, "until": until_on, "fields": posting.fields})
    tallies.refresh(plan.drive_id, plan.unit_id)
    return posting


def _check(plan: Plan, place: str, from_on: date, until_on: date, fields: Sequence[str]) -> str:
    """The cleaned place, or the sentence of what is out of bounds."""
    place = text.clean_line(place)[:200]
    if not place:
        raise Invalid(_("Say where the sheet hangs, for example “Trụ sở phường”."), field="place")
    if not fields or set(fields) - set(rules.FIELDS):
        raise Invalid(_("Choose at least one part of the plan to post."), field="fields")
    if from_on < clock.today():
        raise Invalid(_("A sheet cannot go up on a day that has passed. Choose today or later."), field="from_on")
    if until_on < from_on:
        raise Invalid(_("The last day is before the first day. Correct one of the two."), field="until_on")
    longest = rulebook.value(plan.drive.ruleset, "plan_posting_days")
    if rules.posting_days(from_on, until_on) > longest:
        raise Invalid(
            _("A plan hangs for at most %(days)s days: until %(last)s."), field="until_on",
            params={"days": longest, "last": f"{rules.last_posting_day(from_on, longest):%d/%m/%Y}"},
        )  # fmt: skip
    if Posting.objects.filter(plan=plan, taken_down_at=None).exists():
        raise Invalid(_("This plan has a sheet already. Take that one down first."))
    return place


@service
def take_down(*, actor: Actor, posting: Posting) -> Posting:
    """Take a sheet down: its public page is gone with the next request (D21)."""
    posting = _locked(posting)
    actor.require(POST, posting.unit.path)
    if posting.taken_down_at is not None:
        raise Invalid(_("This sheet is down already."))
    posting.taken_down_at = clock.now()
    posting.save(update_fields=["taken_down_at"])
    _note(actor, "plans.posting.taken_down", posting)
    tallies.refresh(posting.plan.drive_id, posting.plan.unit_id)
    return posting


@service
def add_posting_proof(*, actor: Actor, posting: Posting, file: StoredFile) -> Posting:
    """Keep a photograph of the sheet on the board (S108); a newer one takes its place. Invalid for what is no picture."""
    posting = _locked(posting)
    actor.require(POST, posting.unit.path)
    if not file.media_type.startswith("image/"):
        raise Invalid(_("The proof is a photograph of the board. Choose a picture (JPG or PNG)."), field="photo")
    posting.proof = file
    posting.save(update_fields=["proof"])
    _note(actor, "plans.posting.proven", posting)
    return posting


def _locked(posting: Posting) -> Posting:
    return Posting.objects.select_for_update(of=("self",)).select_related("plan__unit", "unit").get(pk=posting.pk)


def _note(actor: Actor, code: str, posting: Posting, changes: dict[str, object] | None = None) -> None:
    record(actor, code, posting, unit_path=posting.unit.path, person_id=posting.plan.person_id, changes=changes)

"""Suggestions from above: made to a body or a comrade below, answered by them (S40, S65, S79, S80, R28)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.models import Drive, DriveUnit, Participant
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Person, Unit
from guong.reviews.enums import ReplyKind
from guong.reviews.models import Suggestion
from guong.reviews.perms import SUGGEST
from guong.reviews.services import common
from guong.reviews.services.collective import require_drafter
from guong.reviews.services.remarks import short


@service
def suggest(
    *, actor: Actor, drive: Drive, from_unit: Unit, unit: Unit, text: str, answer_by: date, person: Person | None = None
) -> Suggestion:
    """Suggest to a body below, or to one comrade of it, what to look at. The words go to them alone (law 1).

    Invalid without words, for a day that is past, for a body that is not below, or a comrade who is not on its roster.
    """
    actor.require(SUGGEST, from_unit.path)
    below = unit.path != from_unit.path and treepath.contains(from_unit.path, unit.path)
    if not below or not DriveUnit.objects.filter(drive=drive, unit=unit).exists():
        raise Invalid(_("Choose an organisation of this drive that stands below yours."), field="unit")
    if person is not None:
        if actor.person_id == person.pk:
            raise Invalid(_("What you see in yourself belongs in your own self-review."), field="person")
        if not Participant.objects.filter(drive=drive, unit=unit, person=person, eligible=True).exists():
            raise Invalid(_("This comrade writes no self-review in that organisation."), field="person")
    common.require_open(drive.pk)
    words = short(text, "text")
    if not words:
        raise Invalid(_("Say what to look at: which work, when, where."), field="text")
    if answer_by < clock.today():
        raise Invalid(_("This day is already past. Choose today or a later day."), field="answer_by")
    made = Suggestion.objects.create(
        drive=drive, from_unit=from_unit, unit=unit, person=person, text=words, answer_by=answer_by,
        made_at=clock.now(), made_by_label=actor.label[:200],
    )  # fmt: skip
    record(
        actor, "reviews.suggestion.made", made, unit_path=unit.path, person_id=person.pk if person else None,
        changes={"answer_by": answer_by},
    )  # fmt: skip
    return made


@service
def answer_suggestion(*, actor: Actor, suggestion: Suggestion, kind: str, text: str = "") -> Suggestion:
    """Answer once: accept, a part, or object with reasons (S80). By the comrade asked, or the committee of the body asked."""
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("unit", "from_unit", "drive")
    suggestion = rows.get(pk=suggestion.pk)
    if suggestion.person_id is not None:
        if actor.person_id != suggestion.person_id:
            raise NotFound
    else:
        require_drafter(actor, suggestion.unit)
    if kind not in ReplyKind.values:
        raise Invalid(_("Choose one of the three answers."), field="kind")
    words = short(text, "text")
    if kind != ReplyKind.ACCEPT and not words:
        raise Invalid(_("Say why, in a few words: whoever suggested it reads your reasons."), field="text")
    if suggestion.answered_at is not None:
        raise Invalid(_("This suggestion is already answered. An answer is kept as it was given."))
    suggestion.answer_kind, suggestion.answer = kind, words
    suggestion.answered_at = clock.now()
    suggestion.answered_by = Person.objects.filter(pk=actor.person_id or 0).first()
    suggestion.save(update_fields=["answer_kind", "answer", "answered_at", "answered_by"])
    record(
        actor, "reviews.suggestion.answered", suggestion, unit_path=suggestion.unit.path, person_id=suggestion.person_id,
        changes={"kind": kind},
    )  # fmt: skip
    return suggestion

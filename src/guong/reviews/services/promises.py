"""The register of promises: entered, put right, taken off, and answered in a self-review (S138)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Membership, Person, Unit
from guong.org.querysets import valid_on
from guong.reviews import rules
from guong.reviews.enums import PromiseKind, PromiseWord, ReviewState
from guong.reviews.models import Promise, PromiseAnswer, SelfReview
from guong.reviews.offices import nearest_office
from guong.reviews.perms import PROMISE
from guong.reviews.services import common
from guong.reviews.services.remarks import short

OCCASION = 200
EARLIEST = date(1930, 2, 3)


@service
def enter_promise(
    *, actor: Actor, person: Person, kind: str, occasion: str, made_on: date, text: str, duty: int | None = None
) -> Promise:
    """Enter a promise: by the member, or by the office that manages the member when an office is given to him or her.

    NotFound for anybody else. Invalid without words, occasion or day, and for a day that has not come.
    """
    unit = _unit_of(person)
    own = common.owns(actor, person.pk)
    from_unit = None if own else _office(actor, unit)
    said = _said(kind, occasion, made_on, text, duty)
    made = Promise.objects.create(
        person=person, unit=unit, from_unit=from_unit, entered_at=clock.now(), entered_by_label=actor.label[:200],
        seen_at=clock.now() if own else None, **said,
    )  # fmt: skip
    _note(actor, "reviews.promise.entered", made, {"kind": kind, "by_office": from_unit is not None})
    return made


def _office(actor: Actor, unit: Unit) -> Unit:
    """The office in whose name the actor enters it. NotFound / Forbidden without the right."""
    actor.require(PROMISE, unit.path)
    return nearest_office(actor, PROMISE, unit)


def _unit_of(person: Person) -> Unit:
    rows = Membership.objects.filter(valid_on(clock.today()), person=person).select_related("unit")
    found = rows.order_by("-from_on").first()
    if found is None:
        raise NotFound
    return found.unit


def _said(kind: str, occasion: str, made_on: date, words: str, duty: int | None) -> dict[str, object]:
    """The checked fields of a promise."""
    if kind not in PromiseKind.values:
        raise Invalid(_("Choose on which occasion it was promised."), field="kind")
    where = text.clean_line(occasion)
    if not where or len(where) > OCCASION:
        raise Invalid(
            _("Say in one line before whom it was promised, at most %(limit)s characters."),
            field="occasion", params={"limit": OCCASION},
        )  # fmt: skip
    if not EARLIEST <= made_on <= clock.today():
        raise Invalid(_("The day of the promise is not later than today. Look at the year again."), field="made_on")
    if duty is not None and duty not in range(1, 5):
        raise Invalid(_("Choose one of the four duties, or none."), field="duty")
    said = short(words, "text")
    if not said:
        raise Invalid(_("Write what was promised, word for word if you can."), field="text")
    return {"kind": kind, "occasion": where, "made_on": made_on, "text": said, "duty": duty}


@service
def correct_promise(
    *, actor: Actor, promise: Promise, kind: str, occasion: str, made_on: date, text: str, duty: int | None = None
) -> Promise:
    """The member puts a promise of his or her own right; what an office had entered stays beside it. NotFound for others."""
    row = _mine(actor, promise)
    said = _said(kind, occasion, made_on, text, duty)
    if row.from_unit_id is not None and not row.office_text and row.text != said["text"]:
        row.office_text = row.text
    for name, value in said.items():
        setattr(row, name, value)
    row.corrected_at = clock.now()
    row.save(update_fields=[*said, "office_text", "corrected_at"])
    _note(actor, "reviews.promise.corrected", row, {"kind": kind})
    return row


@service
def take_off_promise(*, actor: Actor, promise: Promise) -> None:
    """The member takes a promise off the register: it is asked no more. One's own that was never answered is gone at once."""
    row = _mine(actor, promise)
    _note(actor, "reviews.promise.taken_off", row)
    handed_in = row.answers.exclude(review__state=ReviewState.DRAFT, review__revisions__isnull=True)
    if row.from_unit_id is None and not handed_in.exists():
        row.answers.all().delete()
        row.delete()
        return
    row.ended_on = clock.today()
    row.save(update_fields=["ended_on"])


def _mine(actor: Actor, promise: Promise) -> Promise:
    """The member's own promise, fresh and locked, while it stands."""
    row = Promise.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=promise.pk).first()
    if row is None or not common.owns(actor, row.person_id):
        raise NotFound
    if row.ended_on is not None:
        raise Invalid(_("This promise was taken off the register. Enter it again if it stands."))
    return row


@service
def note_promises_shown(*, actor: Actor, promises: list[Promise]) -> None:
    """Note when a member was shown what an office had entered (D1). Those already noted, or of others, are left."""
    for one in promises:
        if one.seen_at is None and actor.person_id is not None and one.person_id == actor.person_id:
            one.seen_at = clock.now()
            one.save(update_fields=["seen_at"])
            _note(actor, "reviews.promise.shown", one)


@service
def answer_promise(*, actor: Actor, review: SelfReview, promise: Promise, word: str, fact: str) -> PromiseAnswer:
    """Say in one's own words what became of a promise: kept, a part, not yet, each with a fact. The last word counts.

    By the author, while the review is written, on a form that asks for promises. NotFound for what is not the author's own.
    """
    row = common.locked_own(actor, review)
    mine = Promise.objects.filter(pk=promise.pk, person_id=row.person_id, ended_on=None).first()
    if mine is None or not rules.asks_for_promises(row.template.sections):
        raise NotFound
    if row.state != ReviewState.DRAFT:
        raise Invalid(_("The self-review is handed in. Take it back first, then answer."))
    common.require_open_of(row)
    if word not in PromiseWord.values:
        raise Invalid(_("Choose one of the three answers."), field="word")
    words = short(fact, "fact")
    if not words:
        raise Invalid(_("Name one thing you did, or did not do: what, when, where."), field="fact")
    made, _new = PromiseAnswer.objects.update_or_create(
        review=row, promise=mine,
        defaults={"word": word, "fact": words, "promise_text": mine.text, "said_at": clock.now()},
    )  # fmt: skip
    record(
        actor, "reviews.promise.answered", made, unit_path=row.unit.path, person_id=row.person_id,
        changes={"promise": mine.pk, "word": word},
    )  # fmt: skip
    return made


def _note(actor: Actor, code: str, promise: Promise, changes: dict[str, object] | None = None) -> None:
    """The audit row: facts only, never a word of the promise."""
    record(actor, code, promise, unit_path=promise.unit.path, person_id=promise.person_id, changes=changes)

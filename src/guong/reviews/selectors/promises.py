"""Promises: one's own; those that the very office entered; and the answers beside a self-review (S138, S147)."""

from __future__ import annotations

from dataclasses import dataclass

from guong.audit.reads import log_read
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Person, Unit
from guong.org.selectors import person_facts
from guong.reviews import rules
from guong.reviews.enums import ReviewState
from guong.reviews.models import Promise, PromiseAnswer, SelfReview
from guong.reviews.offices import works_here
from guong.reviews.perms import PROMISE
from guong.reviews.selectors.common import READ, me


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise with what its author says of it in this self-review (None: not yet).

    `repeats`: the answer only repeats the promise or the form's sentence (S147): a hint for the author alone.
    """

    promise: Promise
    answer: PromiseAnswer | None
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class PromiseHints:
    """What the author should look at before handing in; all nought and False where nothing is worth a word."""

    waiting: int
    repeats: int
    section_repeats: bool

    def __bool__(self) -> bool:
        return bool(self.waiting or self.repeats or self.section_repeats)


def my_promises(*, actor: Actor) -> list[Promise]:
    """The actor's own register, the oldest first; what was taken off stands at the end."""
    rows = Promise.objects.filter(person_id=me(actor=actor)).select_related("from_unit")
    return sorted(rows, key=lambda one: (one.ended_on is not None, one.made_on, one.pk))


def my_promise(*, actor: Actor, promise_id: int) -> Promise:
    """One of the actor's own promises. NotFound for everybody else's."""
    found = Promise.objects.filter(pk=promise_id, person_id=me(actor=actor)).select_related("from_unit", "unit").first()
    if found is None:
        raise NotFound
    return found


def promises_to_look_at(*, actor: Actor) -> int:
    """How many promises an office entered that the actor was not shown yet (D1)."""
    return Promise.objects.filter(person_id=me(actor=actor), seen_at=None, ended_on=None).count()


def promises_entered(*, actor: Actor, person_id: int) -> tuple[Person, Unit, list[Promise]]:
    """A member below an office, and what this very office entered for him or her; never what the member wrote (law 1).

    The read is noted in the member's file (D6). NotFound / Forbidden.
    """
    facts = person_facts(actor=actor, person_id=person_id, on=clock.today(), perm=PROMISE)
    rows = Promise.objects.filter(person_id=person_id).exclude(from_unit=None).select_related("from_unit")
    shown = [one for one in rows if one.from_unit and works_here(actor, PROMISE, one.from_unit)]
    if shown:
        log_read(actor=actor, person_id=person_id, unit_path=facts.unit.path, part="promises", target=facts.person)
    return facts.person, facts.unit, shown


def promised(*, actor: Actor, review: SelfReview) -> list[Promised]:
    """Of a review being written: every standing promise, for its writer alone. Handed in: its answers, also for whoever reads
    reviews of the cell. Nothing on a form that does not ask for promises. The oldest first."""
    own = actor.person_id is not None and actor.person_id == review.person_id
    if not own:
        actor.require(READ, review.unit.path)
        if review.handed_in_at is None:
            raise NotFound
    if not rules.asks_for_promises(review.template.sections):
        return []
    answers = {one.promise_id: one for one in review.promise_answers.select_related("promise")}
    if review.state != ReviewState.DRAFT:
        return [Promised(one.promise, one) for one in answers.values()]
    standing = Promise.objects.filter(person_id=review.person_id, ended_on=None).select_related("from_unit")
    return [_looked_at(one, answers.get(one.pk), review) for one in standing]


def _looked_at(promise: Promise, answer: PromiseAnswer | None, review: SelfReview) -> Promised:
    repeats = answer is not None and rules.only_repeats(answer.fact, [promise.text, *_asked(review)])
    return Promised(promise, answer, repeats)


def _asked(review: SelfReview) -> list[str]:
    """The sentences of the form about promises."""
    return [
        str(section[part])
        for section in review.template.sections
        if section["key"] == rules.PROMISES_KEY
        for part in ("title", "ask", "hint")
    ]


def promise_hints(*, actor: Actor, review: SelfReview) -> PromiseHints:
    """What of the promises is unanswered or only repeated, for the writer of a draft. Letters only; nothing is refused by it."""
    rows = promised(actor=actor, review=review)
    said = str(review.draft.get(rules.PROMISES_KEY, ""))
    sources = [*(row.promise.text for row in rows), *_asked(review)]
    return PromiseHints(
        waiting=sum(row.answer is None for row in rows), repeats=sum(row.repeats for row in rows),
        section_repeats=bool(said) and rules.only_repeats(said, sources),
    )  # fmt: skip


def promise_asked(*, actor: Actor, review: SelfReview, promise_id: int) -> Promise:
    """One standing promise that this review asks about, for its writer, or NotFound."""
    if actor.person_id != review.person_id:
        raise NotFound
    found = next((row.promise for row in promised(actor=actor, review=review) if row.promise.pk == promise_id), None)
    if found is None:
        raise NotFound
    return found

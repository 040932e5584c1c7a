"""Writes: asking, passing on, answering many at once, publishing (S130, S144)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, record_many, service
from guong.directives.models import Directive
from guong.drives.models import Drive
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.kernel.machine import step
from guong.org.models import Unit
from guong.questions import events, selectors  # noqa: F401  # events registers the audit codes
from guong.questions.enums import QUESTION_TABLE, QuestionState, Topic
from guong.questions.models import Answer, Question
from guong.questions.perms import ANSWER, ASK

LONGEST = 4000  # letters of a question
_PAST = _("This question has been dealt with already. Open the page again to see how it stands.")


@service
def ask(
    *, actor: Actor, unit: Unit, topic: str, words: str, drive: Drive | None = None, follows: Question | None = None
) -> Question:
    """Ask from `unit`. A member's question lies with the cell first; what a body itself asks goes to the one above.

    `follows`: a question of one's own whose answer was not clear; it is closed. Invalid without words or topic, or where
    nobody stands above.
    """
    actor.require(ASK, unit.path)
    words = _words(words, LONGEST, "text", _("Write the question: what do you want to know?"))
    if topic not in Topic.values:
        raise Invalid(_("Choose what the question is about."), field="topic")
    speaks = actor.can(ANSWER, unit.path)
    at = unit.parent if speaks else unit
    if at is None:
        raise Invalid(_("Nobody stands above this body: there is nobody to ask."), field="unit")
    if follows is not None:
        _step(_own(actor, follows), "ask_again")
    asked = Question.objects.create(
        unit=unit, at=at, person_id=None if speaks else actor.person_id, topic=topic, drive=drive, text=words,
        asked_at=clock.now(), follows=follows,
    )  # fmt: skip
    record(actor, "questions.question.asked", asked, unit_path=unit.path, changes={"topic": topic, "at": at.code})
    return asked


def _words(value: str, limit: int, field: str, empty: object) -> str:
    cleaned = text.clean_text(value)
    if not cleaned:
        raise Invalid(empty, field=field)
    if len(cleaned) > limit:
        raise Invalid(_("This is longer than %(n)s letters. Make it shorter."), field=field, params={"n": limit})
    return cleaned


def _locked(question: Question) -> Question:
    return Question.objects.select_for_update(of=("self",)).select_related("unit", "at__parent").get(pk=question.pk)


def _own(actor: Actor, question: Question) -> Question:
    row = _locked(question)
    if not selectors.is_own(actor=actor, question=row):
        raise NotFound
    return row


def _step(row: Question, event: str) -> Question:
    row.state = QuestionState(step(QUESTION_TABLE, row.state, event, message=_PAST))
    row.save(update_fields=["state"])
    return row


@service
def withdraw(*, actor: Actor, question: Question) -> Question:
    """Whoever asked takes it back while it waits."""
    row = _step(_own(actor, question), "withdraw")
    record(actor, "questions.question.withdrawn", row, unit_path=row.unit.path)
    return row


@service
def close(*, actor: Actor, question: Question) -> Question:
    """Whoever asked says that the answer is clear."""
    row = _step(_own(actor, question), "close")
    record(actor, "questions.question.closed", row, unit_path=row.unit.path)
    return row


@service
def pass_on(*, actor: Actor, question: Question) -> Question:
    """The body with which it lies cannot answer: it goes one step up, as the question of its cell, without a name."""
    row = _on_desk(actor, [question])[0]
    above = row.at.parent
    if above is None:
        raise Invalid(_("Nobody stands above this body: the answer must be given here."))
    row.state = QuestionState(step(QUESTION_TABLE, row.state, "pass", message=_PAST))
    before, row.at, row.passed_at = row.at, above, clock.now()
    row.save(update_fields=["state", "at", "passed_at"])
    changes = {"at": [before.code, above.code]}
    record(actor, "questions.question.passed", row, unit_path=before.path, changes=changes)
    return row


def _on_desk(actor: Actor, questions: Sequence[Question]) -> list[Question]:
    """The same rows locked, in one order; NotFound unless they lie with a body for which the actor answers."""
    ids = sorted({one.pk for one in questions})
    waiting = Question.objects.select_for_update(of=("self",)).select_related("unit", "at__parent").filter(pk__in=ids)
    rows = list(waiting.order_by("pk"))
    scope = actor.scope(ANSWER)
    for row in rows:
        if not (scope.everything or row.at.path in scope.exact | scope.subtrees):
            raise NotFound
        if row.person_id is not None and row.person_id == actor.person_id:
            raise Forbidden  # nobody answers his own question
    return rows


@service
def give_answer(
    *, actor: Actor, questions: Sequence[Question], heading: str, words: str, publish: bool,
    basis: Directive | None = None,
) -> Answer:  # fmt: skip
    """One answer for all of these questions, which lie with one body. `heading` says the question without naming anybody.

    Invalid without words, when the questions lie with different bodies, or when one of them is dealt with already.
    """
    rows = _on_desk(actor, questions)
    if not rows:
        raise NotFound
    if len({row.at_id for row in rows}) > 1:
        raise Invalid(_("These questions lie with different bodies. Answer them one body at a time."))
    answer = _made(actor, rows[0], heading, words, publish, basis)
    _tie(actor, rows, answer)
    return answer


def _made(actor: Actor, first: Question, heading: str, words: str, publish: bool, basis: Directive | None) -> Answer:
    answer = Answer(
        unit=first.at, topic=first.topic, drive=first.drive, basis=basis, given_at=clock.now(), by_label=actor.label[:200],
        published_at=clock.now() if publish else None,
    )  # fmt: skip
    _fill(answer, heading, words)
    answer.save(force_insert=True)
    changes = {"topic": answer.topic, "published": publish}
    record(actor, "questions.answer.given", answer, unit_path=first.at.path, changes=changes)
    return answer


def _fill(answer: Answer, heading: str, words: str) -> None:
    answer.heading = text.clean_line(_words(heading, 300, "heading", _("Put the question in one line, without names.")))
    answer.text = _words(words, 20_000, "words", _("Write the answer."))
    answer.search_text = text.fold(f"{answer.heading} {answer.text}")


def _tie(actor: Actor, rows: Sequence[Question], answer: Answer) -> None:
    for row in rows:
        row.state = QuestionState(step(QUESTION_TABLE, row.state, "answer", message=_PAST))
        row.answer = answer
    Question.objects.bulk_update(rows, ["state", "answer"])
    record_many(
        actor, "questions.question.answered", Question,
        [(row.pk, str(row), row.unit.path, row.person_id, {"answer": answer.pk}) for row in rows],
    )  # fmt: skip


@service
def answer_with(*, actor: Actor, questions: Sequence[Question], answer: Answer) -> Answer:
    """Give questions an answer that is there already: one's own, or a published one that those below may read."""
    rows = _on_desk(actor, questions)
    known = selectors.answer(actor=actor, answer_id=answer.pk)
    if known.published_at is None and not selectors.may_change(actor=actor, answer=known):
        raise NotFound
    _tie(actor, rows, known)
    return known


@service
def change_answer(
    *, actor: Actor, answer: Answer, heading: str, words: str, publish: bool, basis: Directive | None = None
) -> Answer:
    """Put an answer better, or put it among the common questions, or take it from there. Those who asked keep it."""
    row = Answer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=answer.pk)
    actor.require(ANSWER, row.unit.path)
    if not selectors.may_change(actor=actor, answer=row):
        raise NotFound
    was = row.published_at is not None
    _fill(row, heading, words)
    row.basis, row.changed_at = basis, clock.now()
    if was != publish:
        row.published_at = clock.now() if publish else None
        code = "questions.answer.published" if publish else "questions.answer.taken_down"
        record(actor, code, row, unit_path=row.unit.path)
    row.save()
    record(actor, "questions.answer.changed", row, unit_path=row.unit.path)
    return row

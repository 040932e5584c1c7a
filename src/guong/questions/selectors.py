"""Reads: the common questions, what lies on a desk, and what became of one's own question (S130, S144)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from guong.kernel import text
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Unit
from guong.questions import rules
from guong.questions.enums import QuestionState, Topic
from guong.questions.models import Answer, Question
from guong.questions.perms import ANSWER, ASK
from guong.questions.querysets import desk_q, on_desk, own_q, published

COMPARED = 500  # newest answers looked through for one alike
ON_SCREEN = 5  # answers in the fold of a screen


@dataclass(frozen=True, slots=True)
class Lying:
    """Alike questions on a desk: the first asked, and all of them."""

    first: Question
    all: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """For the list of tasks: questions on the actor's desk, and answers that the actor has not looked at."""

    desk: tuple[Question, ...]
    mine: tuple[Question, ...]


def answers(*, actor: Actor, query: str = "", topic: str = "") -> QuerySet[Answer]:
    """Common questions with their answers, found with or without marks; the newest first."""
    rows = published(actor).select_related("unit", "basis")
    if topic in Topic.values:
        rows = rows.filter(topic=topic)
    for word in text.fold(query).split()[:12]:
        rows = rows.filter(search_text__contains=word)
    return rows


def help_on(*, actor: Actor, topic: str, drive_id: int | None = None) -> list[Answer]:
    """Answers that concern one screen: of its topic, and of this drive or of any."""
    about = Q(drive=None) if drive_id is None else Q(drive=None) | Q(drive=drive_id)
    return list(published(actor).filter(about, topic=topic).select_related("unit")[:ON_SCREEN])


def alike(*, actor: Actor, words: str) -> list[Answer]:
    """Common questions that ask much the same as `words`: shown before a question is sent."""
    known = {one.pk: one for one in published(actor)[:COMPARED]}
    found = rules.nearest(words, ((key, f"{one.heading} {one.text}") for key, one in known.items()))
    return [known[key] for key in found]


def answer(*, actor: Actor, answer_id: int) -> Answer:
    """One answer: published above or below, one's own, or given to one's question. NotFound for all others alike (Z7)."""
    rows = Answer.objects.select_related("unit", "basis", "drive")
    mine = Question.objects.filter(own_q(actor), answer_id=answer_id)
    may = Q(pk__in=published(actor).values("pk")) | Q(pk__in=mine.values("answer_id")) | desk_q(actor, "unit__path")
    found = rows.filter(pk=answer_id).filter(may).first()
    if found is None:
        raise NotFound
    return found


def answer_to_change(*, actor: Actor, answer_id: int) -> Answer:
    """One answer for whoever gave it; Forbidden for its readers."""
    found = answer(actor=actor, answer_id=answer_id)
    actor.require(ANSWER, found.unit.path)
    if not _at_desk(actor, found.unit):
        raise NotFound
    return found


def may_change(*, actor: Actor, answer: Answer) -> bool:
    """Whether the actor answers for the body that gave it: shows the buttons, decides nothing."""
    return actor.can(ANSWER, answer.unit.path) and _at_desk(actor, answer.unit)


def _at_desk(actor: Actor, unit: Unit) -> bool:
    scope = actor.scope(ANSWER)
    return scope.everything or unit.path in scope.exact | scope.subtrees


def my_questions(*, actor: Actor) -> list[Question]:
    """What the actor asked, as a member or for a body, the newest first."""
    rows = Question.objects.filter(own_q(actor)).select_related("unit", "at", "answer__unit")
    return list(rows.order_by("-asked_at", "-pk"))


def question(*, actor: Actor, question_id: int) -> Question:
    """One question for whoever asked it and for the desk with which it lies. NotFound for everybody else."""
    rows = Question.objects.select_related("unit", "at", "person", "drive", "answer__unit", "follows")
    found = rows.filter(own_q(actor) | Q(pk__in=on_desk(actor).values("pk")), pk=question_id).first()
    if found is None:
        raise NotFound
    return found


def is_own(*, actor: Actor, question: Question) -> bool:
    """Whether the actor asked it, or speaks for the body that did."""
    if question.person_id is not None:
        return question.person_id == actor.person_id
    return _at_desk(actor, question.unit)


def asker(*, actor: Actor, question: Question) -> str:
    """The name of whoever asked, for the own cell only; one step up a question is the cell's (law 1)."""
    known = question.person is not None and (
        question.at_id == question.unit_id or is_own(actor=actor, question=question)
    )
    return question.person.full_name if known and question.person else ""


def desk(*, actor: Actor) -> list[Lying]:
    """Questions that wait with the actor's bodies, alike ones together, never the actor's own."""
    rows = _waiting_on_desk(actor).select_related("unit", "at", "drive", "person")
    by_id = {one.pk: one for one in rows}
    found = rules.groups([(one.pk, f"{one.topic} {one.at_id}", one.text) for one in by_id.values()])
    return [Lying(by_id[ids[0]], tuple(by_id[key] for key in ids)) for ids in found]


def _waiting_on_desk(actor: Actor) -> QuerySet[Question]:
    rows = on_desk(actor).filter(state=QuestionState.ASKED)
    return rows if actor.person_id is None else rows.exclude(person_id=actor.person_id)


def chosen(*, actor: Actor, ids: Sequence[int]) -> list[Question]:
    """Questions to be answered together; NotFound when one of them does not wait on the actor's desk."""
    rows = list(_waiting_on_desk(actor).filter(pk__in=ids).select_related("unit", "at", "drive", "person"))
    if not rows or len(rows) != len(set(ids)):
        raise NotFound
    return rows


def answers_of_desk(*, actor: Actor) -> QuerySet[Answer]:
    """What the actor's bodies answered, published or not, the newest first."""
    return Answer.objects.filter(desk_q(actor, "unit__path")).select_related("unit")


def askers(*, actor: Actor) -> list[Unit]:
    """Bodies from which the actor may ask: the very ones where the right is held."""
    scope = actor.scope(ASK)
    rows = Unit.objects.filter(closed_on=None)
    if not scope.everything:
        rows = rows.filter(path__in=sorted(scope.exact | scope.subtrees))
    return list(rows.exclude(parent=None).order_by("-path"))


def answers_questions(*, actor: Actor) -> bool:
    """Whether the actor has a desk at all."""
    return bool(actor.scope(ANSWER))


def waiting(*, actor: Actor) -> Waiting:
    """What is to be done about questions, in one read."""
    if not actor.scope(ANSWER) and actor.person_id is None:
        return Waiting((), ())
    lying = Q(pk__in=_waiting_on_desk(actor).values("pk"))
    back = own_q(actor) & Q(state=QuestionState.ANSWERED)
    rows = list(Question.objects.filter(lying | back).select_related("unit", "at"))
    desk = tuple(one for one in rows if one.state == QuestionState.ASKED)
    return Waiting(desk, tuple(one for one in rows if one.state == QuestionState.ANSWERED))

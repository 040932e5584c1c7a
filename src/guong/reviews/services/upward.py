"""Remarks to a committee: received, answered, and judged by whoever asked (R27). A withheld name stays withheld (D14)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.reviews import tallies
from guong.reviews.enums import Addressee, Kept, ReplyKind, Verdict
from guong.reviews.models import Remark, Reply, UpwardCourse
from guong.reviews.ownership import made_by
from guong.reviews.perms import ANSWER, REMARKS
from guong.reviews.services.remarks import WITHHELD, reply_to_remark, short


def spoken_by(actor: Actor, remark: Remark) -> Actor:
    """Who stands in the log for an act of the author: nobody, when the name is withheld (D14)."""
    return SystemActor(WITHHELD) if remark.unnamed else actor


@service
def acknowledge_upward(*, actor: Actor, remark: Remark) -> UpwardCourse:
    """Say that the committee has the remark. A second time changes nothing. NotFound for any other body."""
    remark = _addressed(actor, remark)
    found = UpwardCourse.objects.filter(remark=remark).first()
    if found is not None:
        return found
    record(actor, "reviews.upward.acknowledged", remark, unit_path=remark.unit.path)
    return _course(remark, clock.now(), actor.label)


@service
def answer_upward(
    *, actor: Actor, remark: Remark, kind: str, text: str, commitment: str = "", commit_on: date | None = None
) -> Reply:
    """Answer once, always with words; a promise names its day, which is not past. The answer goes back to the cell.

    Forbidden to the author; NotFound for any other body than the one addressed.
    """
    remark = _addressed(actor, remark)
    if kind not in ReplyKind.values:
        raise Invalid(_("Choose one of the three answers: accept, accept a part, or explain."), field="kind")
    words = short(text, "text")
    if not words:
        raise Invalid(_("Answer in words: the whole cell reads them."), field="text")
    promise = _promise(commitment, commit_on)
    if Reply.objects.filter(remark=remark).exists():
        raise Invalid(_("This remark is already answered. An answer is kept as it was given."))
    if remark.addressee == Addressee.COMMITTEE:
        reply = reply_to_remark(actor=actor, remark=remark, kind=kind, text=words)
    else:
        reply = _of_committee(remark, kind, words)
    course = UpwardCourse.objects.filter(remark=remark).first() or _course(remark, reply.at, actor.label)
    course.commitment, course.commit_on = promise, commit_on if promise else None
    course.save(update_fields=["commitment", "commit_on"])
    record(
        actor, "reviews.upward.answered", remark, unit_path=remark.unit.path,
        changes={"kind": kind, "commit_on": commit_on if promise else None},
    )  # fmt: skip
    tallies.refresh(remark.drive_id, remark.unit_id)
    return reply


def _of_committee(remark: Remark, kind: str, words: str) -> Reply:
    parent = remark.unit.parent
    name = parent.name if parent else ""
    return Reply.objects.create(remark=remark, kind=kind, text=words, by=None, body_label=name, at=clock.now())


@service
def judge_answer(*, actor: Actor, remark: Remark, verdict: str) -> UpwardCourse:
    """The author alone says, once, whether the answer answers. NotFound for everybody else."""
    remark = Remark.objects.select_for_update(of=("self",)).select_related("unit").get(pk=remark.pk)
    if actor.person_id is None or not made_by(remark, actor.person_id) or remark.addressee == Addressee.PERSON:
        raise NotFound
    if verdict not in Verdict.values:
        raise Invalid(_("Choose one: it answers, or it does not."), field="verdict")
    reply = Reply.objects.select_related("by").filter(remark=remark).first()
    if reply is None:
        raise Invalid(_("There is no answer yet, so nothing can be said of it."), field="verdict")
    course = UpwardCourse.objects.filter(remark=remark).first() or _course(remark, reply.at, reply.who)
    if course.verdict:
        raise Invalid(_("You have already said what you think of this answer."), field="verdict")
    course.verdict, course.verdict_at = verdict, clock.now()
    course.save(update_fields=["verdict", "verdict_at"])
    record(
        spoken_by(actor, remark), "reviews.upward.judged", remark, unit_path=remark.unit.path,
        changes={"verdict": verdict},
    )  # fmt: skip
    return course


@service
def judge_promise(*, actor: Actor, remark: Remark, kept: str) -> UpwardCourse:
    """The author alone says, once and from the promised day on, whether the promise was kept. NotFound for everybody else."""
    remark = Remark.objects.select_for_update(of=("self",)).select_related("unit").get(pk=remark.pk)
    if actor.person_id is None or not made_by(remark, actor.person_id):
        raise NotFound
    course = UpwardCourse.objects.filter(remark=remark).exclude(commitment="").first()
    if course is None or course.commit_on is None:
        raise Invalid(_("Nothing was promised here."), field="kept")
    if kept not in Kept.values:
        raise Invalid(_("Choose one: it was kept, or it was not."), field="kept")
    if clock.today() < course.commit_on:
        raise Invalid(
            _("The promise names %(day)s. Say from that day on whether it was kept."),
            field="kept", params={"day": f"{course.commit_on:%d/%m/%Y}"},
        )  # fmt: skip
    if course.kept:
        raise Invalid(_("You have already said whether it was kept."), field="kept")
    course.kept, course.kept_at = kept, clock.now()
    course.save(update_fields=["kept", "kept_at"])
    record(
        spoken_by(actor, remark), "reviews.upward.promise_judged", remark, unit_path=remark.unit.path,
        changes={"kept": kept},
    )  # fmt: skip
    tallies.refresh(remark.drive_id, remark.unit_id)
    return course


def _course(remark: Remark, at: datetime, label: str) -> UpwardCourse:
    return UpwardCourse.objects.create(remark=remark, acknowledged_at=at, acknowledged_by_label=label[:200])


def _addressed(actor: Actor, remark: Remark) -> Remark:
    """The locked remark, for the very body to which it is addressed; nobody answers his own."""
    remark = Remark.objects.select_for_update(of=("self",)).select_related("unit").get(pk=remark.pk)
    if not answers_for(actor, remark):
        raise NotFound
    if actor.person_id is not None and made_by(remark, actor.person_id):
        raise Forbidden
    return remark


def answers_for(actor: Actor, remark: Remark) -> bool:
    """Whether the actor holds the answering right at the very body addressed; what lies below another body is not his (law 1)."""
    if remark.is_strength or remark.addressee == Addressee.PERSON:
        return False
    if remark.addressee == Addressee.COMMITTEE:
        return actor.can(REMARKS, remark.unit.path)
    scope, parent = actor.scope(ANSWER), remark.unit.parent
    return parent is not None and (scope.everything or parent.path in scope.subtrees | scope.exact)


def _promise(commitment: str, commit_on: date | None) -> str:
    words = short(commitment, "commitment")
    if words and commit_on is None:
        raise Invalid(_("A promise needs its day: by when will it be done?"), field="commit_on")
    if commit_on is not None and not words:
        raise Invalid(_("Say what will be done by that day, or leave the day empty."), field="commitment")
    if commit_on is not None and commit_on < clock.today():
        raise Invalid(_("This day is already past. Choose today or a later day."), field="commit_on")
    return words

"""What is not settled at once: fields and targets of the findings, later days, appeals, a promise of the level above."""

from __future__ import annotations

from datetime import timedelta

from guong.audit.work import unit_of_work
from guong.corrections.enums import ActionState, Source, Subject, TargetScope
from guong.corrections.models import Action, Finding
from guong.corrections.services import answer_finding, settle_contest, state_finding
from guong.corrections.services.appeals import file_appeal, name_judges, outside_the_line, say_on_appeal
from guong.corrections.services.extensions import ask_extension, decide_extension
from guong.corrections.services.marking import add_target, mark_finding, publish_tags
from guong.demo import books, texts
from guong.demo.calendar import Calendar
from guong.demo.cellcast import CellCast
from guong.demo.stage import Stage
from guong.demo.ward import Ward
from guong.kernel import clock
from guong.org.querysets import subtree_q
from guong.reviews.enums import Addressee
from guong.reviews.models import Remark
from guong.reviews.services import make_remark
from guong.reviews.services.upward import acknowledge_upward, answer_upward, judge_answer

HOME = "TDP-07"
DESK, HEAD = "vanphong", "bithu-phuong"


def tell(stage: Stage, ward: Ward, casts: dict[str, CellCast], when: Calendar) -> None:
    """Live all of it, up to this morning."""
    _fields(stage, ward, when)
    _later_days(stage, casts, when)
    _appeals(stage, casts, when)
    _promise(stage, casts[HOME], when)


def _fields(stage: Stage, ward: Ward, when: Calendar) -> None:
    """The office publishes the fields and the targets; the findings of the bodies are marked with them."""
    with clock.at(when.at(-30)), unit_of_work():
        fields = publish_tags(
            actor=stage.actor(DESK), unit=ward.ward, names=books.TAGS, note="Theo đề nghị của các chi bộ"
        )
        targets = [
            add_target(
                actor=stage.actor(HEAD), unit=ward.ward, scope=TargetScope(scope), name=name, from_year=when.today.year,
                to_year=when.today.year + years, source=source,
            )
            for scope, name, years, source in books.TARGETS
        ]  # fmt: skip
    tags = list(fields.tags.order_by("position"))
    rows = Finding.objects.filter(subtree_q(ward.ward.path, "unit__path"), drive__year=when.today.year)
    with clock.at(when.at(-1, 15)), unit_of_work():
        for index, finding in enumerate(rows.select_related("unit").order_by("pk")):
            whole = finding.subject == Subject.COLLECTIVE
            mark_finding(
                actor=stage.system, finding=finding, tags=[tags[(index * 3 + finding.unit_id) % len(tags)].pk],
                priority_why="Bà con hỏi nhiều nhất" if whole and index % 2 else "", target=targets[finding.unit_id != ward.ward.pk] if whole else None,
            )  # fmt: skip


def _later_days(stage: Stage, casts: dict[str, CellCast], when: Calendar) -> None:
    """In the home cell one request for a later day waits for the secretary; in another one was allowed."""
    for number, code in enumerate((HOME, "TDP-03")):
        cell = casts[code]
        found = Action.objects.filter(
            finding__unit=cell.unit, finding__drive=cell.drive, finding__subject=Subject.PERSON
        )
        action = found.filter(state=ActionState.OPEN).select_related("finding", "owner").order_by("-pk").first()
        if action is None or action.owner is None:
            continue
        later = max(action.deadline, when.today) + timedelta(days=14)
        with clock.at(when.at(-4, 20)):
            asked = ask_extension(
                actor=stage.system, action=action, to_day=later, reason=books.LATER[number], by=action.owner
            )
        if code != HOME:
            with clock.at(when.at(-2, 20)):
                decide_extension(actor=cell.chair(), extension=asked, grant=True, by=cell.secretary)


def _appeals(stage: Stage, casts: dict[str, CellCast], when: Calendar) -> None:
    """Two comrades appeal: for one the committee has still to name the three, for the other one of the three has spoken."""
    for number, code in enumerate(("TDP-06", "TDP-04")):
        cell = casts[code]
        fact, said, why, words = books.CONTESTED[number]
        person = cell.others()[8]
        with clock.at(when.at(-9, 20)), unit_of_work():
            finding = state_finding(
                actor=cell.chair(), drive=cell.drive, unit=cell.unit, subject=Subject.PERSON, kind="work", fact=fact,
                source=Source.REVIEW, person=person,
            )  # fmt: skip
            finding = answer_finding(actor=cell.chair(), finding=finding, accept=False, text=said, by=person)
        with clock.at(when.at(-7, 20)):
            finding = settle_contest(actor=cell.chair(), finding=finding, uphold=True, text=why, by=cell.secretary)
        with clock.at(when.at(-5, 20)):
            appeal = file_appeal(actor=cell.chair(), finding=finding, text=words, by=person)
        if number == 0:
            continue
        with clock.at(when.at(-4, 9)), unit_of_work():
            free = outside_the_line(finding)
            known = list(free.filter(account__isnull=False)[:1])
            three = [*known, *free.exclude(pk__in=[one.pk for one in known])[: 3 - len(known)]]
            name_judges(actor=stage.actor(HEAD), appeal=appeal, people=three)
        if known and known[0].account is not None:
            with clock.at(when.at(-1, 9)):
                say_on_appeal(
                    actor=stage.actor(known[0].account.username), appeal=appeal, word="overturn", text=books.JUDGED
                )


def _promise(stage: Stage, home: CellCast, when: Calendar) -> None:
    """A member asked the committee above; it promised a day, which is over: he says whether the promise was kept."""
    member = stage.actor("dang-vien")
    with clock.at(when.at(-32, 20)):
        remark = make_remark(
            actor=member, drive=home.drive, unit=home.unit, addressee=Addressee.HIGHER, fact=books.UPWARD,
            judgement=books.UPWARD_WISH, topic="land",
        )  # fmt: skip
    with clock.at(when.at(-27)):
        answer_upward(
            actor=stage.actor(DESK), remark=remark, kind="accept", text=books.UPWARD_ANSWER,
            commitment=books.UPWARD_PROMISE, commit_on=when.day(-1),
        )  # fmt: skip
    with clock.at(when.at(-25, 20)):
        judge_answer(actor=member, remark=remark, verdict="answered")
    told = Remark.objects.filter(drive=home.drive, addressee=Addressee.HIGHER, is_strength=False).exclude(pk=remark.pk)
    rows = list(told.select_related("unit__parent").order_by("pk"))
    with clock.at(when.at(-6)), unit_of_work():
        for index, row in enumerate(rows[:-2]):
            if index % 3 == 2:
                acknowledge_upward(actor=stage.actor(DESK), remark=row)
            else:
                kind = ("accept", "partly")[index % 2]
                said = texts.UPWARD_ANSWERS[index % len(texts.UPWARD_ANSWERS)]
                answer_upward(actor=stage.actor(DESK), remark=row, kind=kind, text=said)

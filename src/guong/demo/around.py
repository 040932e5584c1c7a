"""What happens around the meetings of today's drive: the shelf, questions, suggestions, reports of a body, visits, lessons."""

from __future__ import annotations

from datetime import timedelta

from guong.audit.work import unit_of_work
from guong.demo import books
from guong.demo.calendar import Calendar
from guong.demo.cellcast import CellCast
from guong.demo.stage import Stage
from guong.demo.ward import Ward
from guong.drives.enums import MeetingMode, MilestoneKind, VisitKind
from guong.drives.models import Drive
from guong.drives.services import add_milestone, answer_visit, note_visit
from guong.files.services import store_file
from guong.kernel import clock
from guong.library.models import Item
from guong.library.services.frames import StepInput, hand_down
from guong.library.services.items import put_item
from guong.library.services.packs import send_ahead
from guong.meetings.enums import MeetingKind, StepKind
from guong.meetings.models import Conference, Meeting
from guong.meetings.services.lessons import approve_lesson, offer_lesson
from guong.org.enums import Ground, StandingKind
from guong.org.services import ask_standing
from guong.papers import docx
from guong.papers.collective import begin_report
from guong.papers.shapes import Head, Paper, Para
from guong.plans.models import Delivery
from guong.plans.services import note_receipt
from guong.plans.services.supervising import answer_supervision, note_seen, plan_supervision
from guong.questions.services import ask, give_answer
from guong.reviews.models import CollectiveReport
from guong.reviews.services.collective import (
    answer_opinion,
    circulate_report,
    finalise_report,
    save_report,
    say_of_report,
)
from guong.reviews.services.suggestions import answer_suggestion, suggest

HOME = "TDP-07"
DESK, HEAD = "vanphong", "bithu-phuong"


def shelf(stage: Stage, ward: Ward, drive: Drive, when: Calendar) -> list[Item]:
    """The office puts what will be read on the shelf before anybody studies, and sends two things ahead of the conference."""
    with clock.at(when.at(-49)), unit_of_work():
        clerk, items = stage.actor(DESK), []
        for kind, title, about, words, required in books.SHELF:
            paper = Paper(
                head=Head("Thành ủy Hồng Giang", ward.ward.name, "Mai Khê", when.day(-49)), kind="TÀI LIỆU", subject=(title,),
                blocks=tuple(Para(line) for line in words),
            )  # fmt: skip
            data = docx.render(paper)
            stored = store_file(
                actor=clerk, unit_path=ward.ward.path, name=f"{title}.docx", data=data, purpose="document"
            )
            items.append(
                put_item(
                    actor=clerk, unit=ward.ward, kind=kind, title=title, about=about, drive=drive, required=required,
                    file=stored,
                )
            )  # fmt: skip
        return items


def sent_ahead(stage: Stage, items: list[Item], conference: Conference, when: Calendar) -> None:
    """Everybody who was convened has the two texts of the conference before the day."""
    with clock.at(when.at(-48, 10)):
        send_ahead(actor=stage.actor(DESK), items=items[:2], conference=conference)


def days(stage: Stage, drive: Drive, when: Calendar) -> None:
    """The days of the drive that everybody should know."""
    with clock.at(when.at(-49)), unit_of_work():
        for name, kind, offset in books.DAYS:
            add_milestone(
                actor=stage.actor(DESK), drive=drive, name=name, kind=MilestoneKind(kind), from_on=when.day(offset)
            )


def tell(stage: Stage, ward: Ward, casts: dict[str, CellCast], items: list[Item], when: Calendar) -> None:
    """Live the rest, up to this morning."""
    home = casts[HOME]
    _questions(stage, ward, casts, when)
    _report_of_the_committee(stage, home, when)
    _report_of_the_cell(stage, home, when)
    _suggestions(stage, ward, casts, when)
    _visits(stage, ward, casts, when)
    _lessons(casts, stage, when)
    _watched(stage, ward, home, when)
    _tonight(stage, ward, home, items, when)


def _questions(stage: Stage, ward: Ward, casts: dict[str, CellCast], when: Calendar) -> None:
    """Four were answered for everybody, two wait for the office, one of a member waits for his cell."""
    for offset, code, topic, asked, heading, answer in books.ANSWERED:
        with clock.at(when.at(offset, 20)):
            question = ask(
                actor=casts[code].chair(), unit=casts[code].unit, topic=topic, words=asked, drive=casts[code].drive
            )
        with clock.at(when.at(offset + 2, 10)):
            give_answer(actor=stage.actor(DESK), questions=[question], heading=heading, words=answer, publish=True)
    for offset, code, topic, asked in books.WAITING:
        with clock.at(when.at(offset, 20)):
            ask(actor=casts[code].chair(), unit=casts[code].unit, topic=topic, words=asked, drive=casts[code].drive)
    home = casts[HOME]
    with clock.at(when.at(-2, 21)):
        ask(actor=stage.actor("di-xa"), unit=home.unit, topic="study", words=books.FROM_AFAR, drive=home.drive)


def _suggestions(stage: Stage, ward: Ward, casts: dict[str, CellCast], when: Calendar) -> None:
    """The committee suggests to four cells: accepted, objected with reasons, and two that wait."""
    for offset, code, words, kind, answer in books.SUGGESTED:
        cell = casts[code]
        with clock.at(when.at(offset, 15)):
            made = suggest(
                actor=stage.actor(HEAD), drive=cell.drive, from_unit=ward.ward, unit=cell.unit, text=words,
                answer_by=when.day(offset + 10),
            )  # fmt: skip
        if kind:
            with clock.at(when.at(offset + 4, 20)):
                answer_suggestion(actor=cell.chair(), suggestion=made, kind=kind, text=answer)


def _drafted(cell: CellCast, kind: str, words: dict[str, str]) -> CollectiveReport:
    """Begun from the books of the body, completed by hand, given to the members."""
    report = begin_report(actor=cell.chair(), drive=cell.drive, unit=cell.unit, kind=kind)
    sections = [section["key"] for section in report.template.sections]
    filled = {key: "\n".join(filter(None, (report.draft.get(key), words.get(key)))) for key in sections}
    report = save_report(actor=cell.chair(), report=report, content=filled, stamp=report.stamp)
    return circulate_report(actor=cell.chair(), report=report)


def _report_of_the_committee(stage: Stage, home: CellCast, when: Calendar) -> None:
    """Of the committee of the home cell: read, spoken of, answered, finalised; it is read out tonight."""
    with clock.at(when.at(-14)):
        report = _drafted(home, "cell_committee", books.OF_COMMITTEE)
    with clock.at(when.at(-12, 20)):
        opinion = say_of_report(actor=stage.actor("dang-vien"), report=report, text=books.OPINION)
    with clock.at(when.at(-11, 20)):
        answer_opinion(actor=home.chair(), opinion=opinion, kind="accept", text=books.OPINION_ANSWER)
    with clock.at(when.at(-5)):
        finalise_report(actor=home.chair(), report=report)


def _report_of_the_cell(stage: Stage, home: CellCast, when: Calendar) -> None:
    """Of the cell: the members are reading it now."""
    with clock.at(when.at(-1, 9)):
        report = _drafted(home, "cell", books.OF_CELL)
    with clock.at(when.at(-1, 21)):
        say_of_report(actor=stage.actor("di-xa"), report=report, text=books.OPINION_FROM_AFAR)


def _visits(stage: Stage, ward: Ward, casts: dict[str, CellCast], when: Calendar) -> None:
    """Members of the committee have been to three cells; one has still to say what it did about what was asked."""
    for number, (offset, code, kind, found, asked, answer) in enumerate(books.VISITS):
        cell = casts[code]
        with clock.at(when.at(offset, 17)):
            visit = note_visit(
                actor=stage.actor(HEAD), drive=cell.drive, unit=cell.unit, kind=VisitKind(kind), visited_on=when.day(offset),
                mode=MeetingMode.IN_PERSON, found=found, people=[ward.committee[3 + number]], asked=asked,
                due_on=when.day(offset + 12) if asked else None,
            )  # fmt: skip
        if answer:
            with clock.at(when.at(offset + 6, 20)):
                answer_visit(actor=cell.chair(), visit=visit, text_given=answer)


def _lessons(casts: dict[str, CellCast], stage: Stage, when: Calendar) -> None:
    """What the first evenings taught: one is read by everybody, one waits for the committee."""
    for code, offset, course, lessons, approved in books.LESSONS:
        cell = casts[code]
        meeting = Meeting.objects.get(unit=cell.unit, drive=cell.drive, kind=MeetingKind.THEMATIC)
        with clock.at(when.at(offset, 20)):
            lesson = offer_lesson(actor=cell.chair(), meeting=meeting, course=course, lessons=lessons)
        if approved:
            with clock.at(when.at(offset + 2)):
                approve_lesson(actor=stage.actor(HEAD), lesson=lesson)


def _watched(stage: Stage, ward: Ward, home: CellCast, when: Calendar) -> None:
    """The Front's committee of the quarter: seen and answered, seen and waiting, and still to be done; three plans are new."""
    front, watcher = ward.fronts[HOME], "mat-tran"
    copies = Delivery.objects.filter(recipient=front, received_at=None).order_by("pk")
    with clock.at(when.at(-2, 18)), unit_of_work():
        for copy in list(copies)[:-3]:
            note_receipt(actor=stage.actor(watcher), delivery=copy)
    for offset, due, what, seen, answer in books.WATCHED:
        with clock.at(when.at(offset, 9)):
            line = plan_supervision(
                actor=stage.actor(watcher),
                body=front,
                drive=home.drive,
                cell=home.unit,
                what=what,
                due_on=when.day(due),
            )
        if seen:
            with clock.at(when.at(offset, 9) + timedelta(days=3)):
                note_seen(actor=stage.actor(watcher), line=line, seen=seen)
        if answer:
            with clock.at(when.at(offset, 20) + timedelta(days=5)):
                answer_supervision(actor=home.chair(), line=line, answer=answer)


def _tonight(stage: Stage, ward: Ward, home: CellCast, items: list[Item], when: Calendar) -> None:
    """What tonight's members find: a text to read before, the agenda that the office hands down, a member who asks for rest."""
    with clock.at(when.at(-3, 20)):
        ask_standing(
            actor=home.chair(), wanted=StandingKind.EXEMPT, ground=Ground.HEALTH, words=books.ASKS_FOR_REST,
            by=home.members[-2],
        )  # fmt: skip
    with clock.at(when.at(-1, 20)):
        meeting = Meeting.objects.filter(unit=home.unit, kind=MeetingKind.REGULAR, starts_at__date=when.today).first()
        if meeting is not None:
            send_ahead(actor=home.chair(), items=[items[0], items[2]], meeting=meeting)
        steps = [
            StepInput(StepKind(kind), title, minutes, least, most, fixed)
            for kind, title, minutes, least, most, fixed in books.AGENDA
        ]
        hand_down(
            actor=stage.actor(DESK), unit=ward.ward, kind=MeetingKind.THEMATIC, name="Buổi sinh hoạt chuyên đề “Tự soi, tự sửa”",
            steps=steps, least=90, most=180, drive=home.drive,
        )  # fmt: skip

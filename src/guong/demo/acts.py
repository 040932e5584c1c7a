"""The steps that a cell goes through, each by the service that a person's click would call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from guong.audit.work import unit_of_work
from guong.corrections.enums import FindingKind, Source, Subject
from guong.corrections.models import Finding
from guong.corrections.services import (
    ShareInput,
    answer_finding,
    answer_share,
    divide,
    set_measure,
    state_finding,
)
from guong.corrections.services.carry import hand_in
from guong.demo import planacts, spoken, texts
from guong.demo.cellcast import CellCast
from guong.drives.enums import MeetingMode
from guong.drives.models import Registration
from guong.drives.services import register_meeting
from guong.kernel import clock
from guong.meetings.enums import AbsenceReason, MeetingKind, Presence, StepKind
from guong.meetings.models import Meeting
from guong.meetings.services.evening import (
    add_note,
    finish_step,
    mark_attendance,
    open_meeting,
    plan_meeting,
    start_step,
)
from guong.org.models import Person
from guong.papers.services import conclude_meeting
from guong.plans.models import Plan
from guong.reviews.enums import Addressee
from guong.reviews.models import SelfReview
from guong.reviews.services import (
    make_remark,
    present_review,
    reply_to_remark,
    save_draft,
    start_review,
)


def place_of(cell: CellCast) -> str:
    """Where a cell meets."""
    if cell.unit.kind == "cell_school":
        return "Phòng họp nhà trường"
    if cell.unit.kind == "cell_police":
        return "Trụ sở Công an phường"
    return f"Nhà văn hóa {cell.unit.name.removeprefix('Chi bộ ')}"


def register(cell: CellCast, starts_at: datetime) -> Registration:
    """The secretary registers the evening."""
    return register_meeting(
        actor=cell.chair(), drive=cell.drive, unit=cell.unit, starts_at=starts_at, place=place_of(cell),
        mode=MeetingMode.IN_PERSON, chair=cell.secretary,
    )  # fmt: skip


def review_content(cell: CellCast, review: SelfReview, index: int) -> dict[str, str]:
    """What a member writes on his form: one fault told as it happened, its cause, what will be done."""
    fault = spoken.fault(cell, review.person, index)
    by_side = {
        "strength": spoken.several(cell, texts.STRENGTHS, index, 2),
        "shortcoming": fault.fact,
        "cause": f"{fault.circumstances} {fault.cause}",
        "direction": fault.measure,
    }
    return {
        section["key"]: by_side.get(section["side"], spoken.several(cell, texts.EXAMPLES, index, 1))
        for section in review.template.sections
        if section["side"] in by_side or section["required"]
    }


def write_review(cell: CellCast, person: Person, index: int) -> SelfReview:
    """Begin, write and hand in."""
    system = cell.stage.system
    review = start_review(actor=system, drive=cell.drive, person=person)
    review = save_draft(actor=system, review=review, content=review_content(cell, review, index), stamp=review.stamp)
    return hand_in(actor=system, review=review)


def write_reviews(
    cell: CellCast, when: datetime, *, leave_out: set[int] | None = None, copied: Mapping[int, int] | None = None
) -> dict[int, SelfReview]:
    """Every member of the cell hands in, but for those left out; by person id. `copied`: whose words somebody took over,
    by place among the members."""
    left, taken = leave_out or set(), copied or {}
    with clock.at(when), unit_of_work():
        return {
            person.pk: write_review(cell, person, taken.get(index, index))
            for index, person in enumerate(cell.members)
            if person.pk not in left
        }


def call_the_roll(cell: CellCast, meeting: Meeting, ill: set[int]) -> None:
    marks: list[tuple[int, str, str]] = []
    for person in cell.members:
        if person.pk in cell.away:
            marks.append((person.pk, Presence.EXCUSED, AbsenceReason.AWAY))
        elif person.pk in ill:
            marks.append((person.pk, Presence.EXCUSED, AbsenceReason.ILLNESS))
        else:
            marks.append((person.pk, Presence.PRESENT, ""))
    mark_attendance(actor=cell.chair(), meeting=meeting, marks=marks)


def begin(cell: CellCast, when: datetime, kind: str, registration: Registration | None) -> Meeting:
    """Plan and open a meeting at its hour."""
    with clock.at(when - timedelta(days=3)):
        meeting = plan_meeting(
            actor=cell.chair(), unit=cell.unit, kind=kind, starts_at=when, place=place_of(cell),
            mode=MeetingMode.IN_PERSON, drive=cell.drive, registration=registration, chair=cell.secretary,
            secretary=cell.third,
        )  # fmt: skip
    with clock.at(when):
        return open_meeting(actor=cell.chair(), meeting=meeting)


def remarks(cell: CellCast, meeting: Meeting, count: int, *, unanswered: set[int] | None = None) -> None:
    """Members speak to members, to the committee and upward; those addressed answer, but for `unanswered` person ids."""
    chair, here, seed = cell.chair(), cell.others(), spoken.seed_of(cell)
    for index in range(count):
        say = spoken.filler(cell, index)
        fact, judgement = texts.REMARKS[(index + seed) % len(texts.REMARKS)]
        person = here[(index * 5 + 3) % len(here)]
        author = here[(index * 7 + 1) % len(here)]
        if author.pk == person.pk:
            author = here[(index * 7 + 2) % len(here)]
        remark = make_remark(
            actor=chair, drive=cell.drive, unit=cell.unit, addressee=Addressee.PERSON, person=person, meeting=meeting,
            fact=say(fact), judgement=judgement, by=author,
        )  # fmt: skip
        if person.pk not in (unanswered or set()):
            kind = ("accept", "accept", "partly", "explain")[index % 4]
            answer = say(cell.random.choice(texts.REPLIES[kind]))
            reply_to_remark(actor=chair, remark=remark, kind=kind, text=answer, by=person)
    make_remark(
        actor=chair, drive=cell.drive, unit=cell.unit, addressee=Addressee.PERSON, person=here[4], meeting=meeting,
        fact=spoken.several(cell, texts.PRAISE, 0, 1), is_strength=True, by=here[6],
    )  # fmt: skip
    say, (fact, judgement) = spoken.filler(cell, 0), cell.random.choice(texts.COMMITTEE_REMARKS)
    to_committee = make_remark(
        actor=chair, drive=cell.drive, unit=cell.unit, addressee=Addressee.COMMITTEE, meeting=meeting, fact=say(fact),
        judgement=judgement, by=here[5],
    )  # fmt: skip
    reply_to_remark(
        actor=chair, remark=to_committee, kind="accept", text="Chi ủy nhận và sửa từ kỳ họp sau.", by=cell.secretary
    )
    fact, judgement = cell.random.choice(texts.UPWARD_REMARKS)
    make_remark(
        actor=chair, drive=cell.drive, unit=cell.unit, addressee=Addressee.HIGHER, meeting=meeting, fact=say(fact),
        judgement=judgement, by=here[7],
    )  # fmt: skip


def personal_findings(cell: CellCast, meeting: Meeting, people: list[Person], deadline: date) -> list[Finding]:
    """What the collective states of some members; each accepts it and names a measure and a date."""
    found = []
    for person in people:
        fault = spoken.fault(cell, person, cell.members.index(person))
        finding = state_finding(
            actor=cell.chair(), drive=cell.drive, unit=cell.unit, subject=Subject.PERSON, kind=fault.kind, fact=fault.fact,
            source=Source.SELF, person=person, meeting=meeting,
        )  # fmt: skip
        finding = answer_finding(
            actor=cell.chair(), finding=finding, accept=True, text="Tôi nhận khuyết điểm này.", by=person
        )
        set_measure(
            actor=cell.chair(), finding=finding, measure=fault.measure, deadline=deadline, cause_kind="objective",
            cause=f"{fault.circumstances} {fault.cause}",
        )  # fmt: skip
        found.append(finding)
    return found


def collective_finding(cell: CellCast, meeting: Meeting, deadline: date, *, waiting: bool = False) -> Finding:
    """One finding of the cell, divided to the last hundredth among its committee; all accept, unless one still waits."""
    kind, fact, cause, measures = texts.COLLECTIVE[spoken.seed_of(cell) % len(texts.COLLECTIVE)]
    say = spoken.filler(cell, 0)
    chair = cell.chair()
    finding = state_finding(
        actor=chair, drive=cell.drive, unit=cell.unit, subject=Subject.COLLECTIVE, kind=FindingKind(kind), fact=say(fact),
        source=Source.REVIEW, meeting=meeting, cause_kind="objective", cause=cause,
    )  # fmt: skip
    people = [cell.secretary, cell.deputy, cell.third]
    shares = [
        ShareInput(person_id=person.pk, hundredths=hundredths, measure=say(measure), deadline=deadline)
        for person, hundredths, measure in zip(people, (5000, 2500, 2500), measures, strict=True)
    ]
    finding = divide(actor=chair, finding=finding, shares=shares, stamp=finding.stamp)
    for share in finding.shares.filter(removed_at=None).order_by("pk"):
        if not (waiting and share.person_id == cell.third.pk):
            answer_share(actor=chair, share=share, accept=True, by=share.person)
    finding.refresh_from_db()
    return finding


def walk_steps(cell: CellCast, meeting: Meeting) -> None:
    """Begin and finish the steps of the agenda, with what was said at some of them."""
    for index, step in enumerate(meeting.steps.order_by("position")):
        start_step(actor=cell.chair(), step=step)
        if step.kind in {StepKind.OPEN_ITEMS, StepKind.REVIEWS, StepKind.COLLECTIVE}:
            speaker = cell.others()[(index * 3) % len(cell.others())]
            said = spoken.several(cell, texts.SPEECHES, index, 1)
            add_note(actor=cell.chair(), meeting=meeting, speaker=speaker, step=step, text=said)
        finish_step(actor=cell.chair(), step=step)


def thematic_evening(
    cell: CellCast, registration: Registration, reviews: dict[int, SelfReview], plans: list[Plan], *, deadline: date,
    unanswered: set[int] | None = None, waiting: bool = False,
) -> Meeting:  # fmt: skip
    """The whole evening: roll, reviews, remarks, plans, findings, conclusion, minutes; the re-check is set a month later.

    `unanswered`: person ids whose remarks wait for their reply; `waiting`: one share of the cell's finding is not answered.
    """
    when = registration.starts_at
    with unit_of_work():
        meeting = begin(cell, when, MeetingKind.THEMATIC, registration)
        with clock.at(when + timedelta(minutes=5)):
            call_the_roll(cell, meeting, ill={cell.members[-1].pk})
            walk_steps(cell, meeting)
        with clock.at(when + timedelta(minutes=40)):
            for review in reviews.values():
                present_review(actor=cell.chair(), review=review, meeting=meeting)
            remarks(cell, meeting, 8, unanswered=unanswered)
            planacts.present_all(cell, meeting, plans)
        with clock.at(when + timedelta(minutes=100)):
            personal_findings(cell, meeting, cell.others(cell.secretary)[2:6], deadline)
            collective_finding(cell, meeting, deadline, waiting=waiting)
        with clock.at(when + timedelta(minutes=125)):
            end(cell, meeting)
    return meeting


def end(cell: CellCast, meeting: Meeting) -> None:
    """The chair concludes: the meeting closes, its minutes are drafted, the re-check gets its day."""
    words = texts.CONCLUSIONS[spoken.seed_of(cell) % len(texts.CONCLUSIONS)]
    conclude_meeting(actor=cell.chair(), meeting=meeting, conclusion=words)

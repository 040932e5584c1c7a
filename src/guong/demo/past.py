"""The article's drive, February-May 2022, in the invented ward: its figures are the article's (S88-S118)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from guong.audit.work import unit_of_work
from guong.corrections.enums import FindingKind, Outcome, Source, Subject
from guong.corrections.models import Finding, RecheckItem
from guong.corrections.services import (
    ShareInput,
    answer_share,
    close_finding,
    divide,
    judge_item,
    report_action,
    state_finding,
)
from guong.demo import acts, documents, planacts, rechecks, texts
from guong.demo.cellcast import CellCast, cast_of
from guong.demo.stage import Stage
from guong.demo.ward import Ward
from guong.directives.models import Directive
from guong.drives.enums import DriveMode, MeetingMode, PhasePurpose
from guong.drives.models import Drive, Participant, Registration
from guong.drives.services import (
    assign_attender,
    close_drive,
    create_drive,
    move_registration,
    open_drive,
    remind_unregistered,
)
from guong.kernel import clock
from guong.meetings.enums import AbsenceReason, MeetingKind, Presence
from guong.meetings.models import Conference, MakeUp, Meeting
from guong.meetings.services.evening import mark_attendance, open_meeting, plan_meeting
from guong.meetings.services.study import (
    confirm_makeup,
    convene,
    give_proof,
    mark_presence,
    note_studied,
    send_materials,
)
from guong.papers.services import conclude_meeting
from guong.plans.models import Delivery, Plan, Posting
from guong.plans.services import post_plan, take_down

CODE = "TSTS-2022"
ABSENT = 13  # 551 convened, 538 came (S92)
RETURNS = [2, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0]  # sixteen lượt in all (S105)
HELD = [19, 19, 20, 21, 22, 22, 23, 24, 25, 26, 26, 28, 29, 30, 31, 32, 33]  # March days; 32 = 1 April
DEADLINE = date(2022, 4, 30)


def tell(stage: Stage, ward: Ward, progress: Callable[[str], None]) -> Drive:
    """Live the drive from its documents to its close; at every step the clock stands where the article says."""
    progress("Đợt năm 2022: văn bản, học tập / the drive of 2022: documents, study")
    basis = documents.register_2022(stage, ward)
    drive = _open(stage, ward, basis)
    _study(stage, ward, drive)
    documents.register_ward_plan(stage, ward, basis)
    casts = [cast_of(stage, ward, drive, unit) for unit in ward.cells]
    registrations = _register(stage, ward, drive, casts)
    for index, cell in enumerate(casts):
        progress(f"2022: {cell.unit.name}")
        _cell(cell, registrations[index], RETURNS[index])
    _ward_conference(stage, ward, drive)
    _post(stage, ward, drive)
    progress("2022: soi lại sau một tháng / the re-checks a month later")
    for cell in casts:
        early, late = clock.local(2022, 5, 4 + cell.unit.pk % 3, 19, 30), clock.local(2022, 5, 26, 19, 30)
        rechecks.evening(cell, early, 1, [Outcome.DONE, Outcome.DONE, Outcome.DONE, Outcome.PARTLY, Outcome.NOT])
        rechecks.evening(cell, late, 2, [Outcome.DONE])
    _ward_recheck(stage, ward, drive)
    _take_down(stage, drive)
    with clock.at(clock.local(2022, 5, 31, 16)):
        close_drive(actor=stage.actor("vanphong"), drive=drive)
    return drive


def _open(stage: Stage, ward: Ward, basis: list[Directive]) -> Drive:
    with clock.at(clock.local(2022, 2, 25, 9)), unit_of_work():
        clerk = stage.actor("vanphong")
        drive = create_drive(
            actor=clerk, code=CODE, name="Đợt sinh hoạt chính trị “Tự soi, tự sửa” năm 2022", theme="Tự soi, tự sửa",
            mode=DriveMode.POLITICAL, year=2022, owner=ward.ward, scope_unit=ward.ward, starts_on=date(2022, 2, 25),
            ends_on=date(2022, 5, 31), window_from=date(2022, 3, 15), window_to=date(2022, 4, 5), basis=basis,
            contents=[
                "Quan điểm công tác xây dựng, chỉnh đốn Đảng qua các kỳ đại hội",
                "Nội dung mới của Hội nghị Trung ương 4 khóa XIII",
                "Kết luận số 21-KL/TW và Quy định số 37-QĐ/TW",
            ],
            phases=[
                ("Tháng 3: soi", PhasePurpose.SEE, date(2022, 3, 1), date(2022, 3, 31)),
                ("Tháng 4: sửa", PhasePurpose.CORRECT, date(2022, 4, 1), date(2022, 4, 30)),
            ],
        )  # fmt: skip
        return open_drive(actor=clerk, drive=drive) or drive


def _study(stage: Stage, ward: Ward, drive: Drive) -> Conference:
    """Five sittings; 551 convened, 538 came, the 13 absent studied at home and the cells confirmed it."""
    rows = Participant.objects.filter(drive=drive, eligible=True).exclude(standing="away")
    people = [row.person for row in rows.select_related("person").order_by("unit_id", "person__code")]
    days = [date(2022, 2, 28) + timedelta(days=offset) for offset in range(5)]
    with clock.at(clock.local(2022, 2, 26, 9)):
        conference = convene(
            actor=stage.actor("vanphong"), drive=drive, unit=ward.ward,
            name="Hội nghị học tập, quán triệt và triển khai các kết luận, quy định", mode=MeetingMode.IN_PERSON,
            sittings=[(clock.local(day.year, day.month, day.day, 8), "Hội trường UBND phường") for day in days],
            makeup_due_on=date(2022, 3, 12), people=people,
        )  # fmt: skip
    ill = {person.pk for person in people[20 :: len(people) // ABSENT][:ABSENT]}
    sittings = list(conference.sittings.order_by("starts_at"))
    size = -(-len(people) // len(sittings))
    for index, sitting in enumerate(sittings):
        marks = [
            (person.pk, Presence.EXCUSED, AbsenceReason.ISOLATION, "F0") if person.pk in ill
            else (person.pk, Presence.PRESENT, "", "")
            for person in people[index * size : (index + 1) * size]
        ]  # fmt: skip
        with clock.at(sitting.starts_at + timedelta(minutes=10)):
            mark_presence(actor=stage.actor("vanphong"), conference=conference, marks=marks, sitting=sitting)
    _make_up(stage, ward, conference, sorted(ill))
    return conference


def _make_up(stage: Stage, ward: Ward, conference: Conference, ill: list[int]) -> None:
    with clock.at(clock.local(2022, 3, 5, 9)):
        send_materials(actor=stage.actor("vanphong"), conference=conference, person_ids=ill)
    rows = MakeUp.objects.filter(invitation__conference=conference).select_related(
        "invitation__person", "invitation__unit"
    )
    for index, makeup in enumerate(rows.order_by("pk")):
        heads = ward.heads[makeup.invitation.unit_id]
        person = makeup.invitation.person
        by = heads["deputy"] if person.pk == heads["secretary"].pk else heads["secretary"]
        with clock.at(clock.local(2022, 3, 7, 20)):
            note_studied(actor=stage.system, makeup=makeup)
        with clock.at(clock.local(2022, 3, 8, 20)):
            makeup.refresh_from_db()
            give_proof(actor=stage.system, makeup=makeup, note=texts.MAKEUP_NOTES[index % len(texts.MAKEUP_NOTES)])
        with clock.at(clock.local(2022, 3, 10, 9)):
            makeup.refresh_from_db()
            confirm_makeup(actor=stage.confirmer(heads["secretary"], person), makeup=makeup, by=by)


def _held_at(index: int) -> datetime:
    """The evening (for schools the afternoon) on which a cell met."""
    day = date(2022, 3, 1) + timedelta(days=HELD[index] - 1)
    hour, minute = (19, 30) if index < 11 else (14, 0)
    return clock.local(day.year, day.month, day.day, hour, minute)


def _register(stage: Stage, ward: Ward, drive: Drive, casts: list[CellCast]) -> list[Registration]:
    """Fourteen register at once; three are reminded and follow; two move; the committee's members are assigned."""
    rows: dict[int, Registration] = {}
    with clock.at(clock.local(2022, 3, 16, 20)), unit_of_work():
        for index, cell in enumerate(casts[:14]):
            first = _held_at(index) + (timedelta(days=1) if index in (3, 8) else timedelta())
            rows[index] = acts.register(cell, first)
    with clock.at(clock.local(2022, 3, 17, 16)):
        remind_unregistered(actor=stage.actor("vanphong"), drive=drive)
        for index, person in enumerate(ward.committee * 2):
            if index < len(casts):
                assign_attender(actor=stage.actor("bithu-phuong"), drive=drive, unit=casts[index].unit, person=person)
    with clock.at(clock.local(2022, 3, 18, 20)), unit_of_work():
        for index in range(14, len(casts)):
            rows[index] = acts.register(casts[index], _held_at(index))
        for index in (3, 8):
            row = rows[index]
            rows[index] = move_registration(
                actor=casts[index].chair(), registration=row, starts_at=_held_at(index), place=row.place, mode=row.mode,
                reason="Nhà văn hóa có lịch tiêm chủng ngày đã đăng ký",
            )  # fmt: skip
    return [rows[index] for index in range(len(casts))]


def _cell(cell: CellCast, registration: Registration, returns: int) -> None:
    """Reviews and plans are written, the evening is held, plans go back and are accepted."""
    when = registration.starts_at
    reviews = acts.write_reviews(cell, when - timedelta(days=2))
    plans = planacts.draft_all(cell, when - timedelta(days=1), DEADLINE, vague=returns)
    acts.thematic_evening(cell, registration, reviews, plans, deadline=DEADLINE)
    planacts.submit_all(cell, when + timedelta(days=4), plans)
    planacts.decide_all(cell, when + timedelta(days=7), plans, returns, DEADLINE)


def _ward_conference(stage: Stage, ward: Ward, drive: Drive) -> Meeting:
    """The committee's own conference divides its finding among four named members, who accept."""
    when = clock.local(2022, 4, 10, 14)
    secretary = ward.people["bithu-phuong"]
    with clock.at(when), unit_of_work():
        head = stage.actor("bithu-phuong")
        meeting = plan_meeting(
            actor=head, unit=ward.ward, kind=MeetingKind.COMMITTEE, starts_at=when, place="Hội trường UBND phường",
            mode=MeetingMode.IN_PERSON, drive=drive, chair=secretary, secretary=ward.committee[1],
        )  # fmt: skip
        meeting = open_meeting(actor=head, meeting=meeting)
        mark_attendance(
            actor=head, meeting=meeting, marks=[(person.pk, Presence.PRESENT, "") for person in ward.committee]
        )
        kind, fact, cause = texts.WARD_FAULT
        finding = state_finding(
            actor=head, drive=drive, unit=ward.ward, subject=Subject.COLLECTIVE, kind=FindingKind(kind), fact=fact,
            source=Source.REVIEW, meeting=meeting, cause_kind="objective", cause=cause,
        )  # fmt: skip
        by_name = {person.full_name: person for person in ward.committee}
        parts = [
            ("Hoàng Đức Lâm", 4000, "Họp rà hồ sơ vào sáng thứ Hai hằng tuần"),
            ("Phùng Thế Toàn", 2500, "Ký trong ngày, ủy quyền khi vắng"),
            ("Lại Thị Ngân", 2000, "Lập sổ hẹn chung, báo hồ sơ sắp quá hạn"),
            ("Vũ Thị Minh Nguyệt", 1500, "Kiểm tra sổ hẹn mỗi tháng một lần"),
        ]
        shares = [
            ShareInput(person_id=by_name[name].pk, hundredths=hundredths, measure=measure, deadline=date(2022, 5, 10))
            for name, hundredths, measure in parts
        ]
        finding = divide(actor=head, finding=finding, shares=shares, stamp=finding.stamp)
        for share in finding.shares.order_by("pk"):
            answer_share(actor=head, share=share, accept=True, by=share.person)
    with clock.at(when + timedelta(hours=2)):
        words = "Khuyết điểm của tập thể đã chia hết cho bốn đồng chí."
        conclude_meeting(actor=head, meeting=meeting, conclusion=words)
    return meeting


def _post(stage: Stage, ward: Ward, drive: Drive) -> None:
    """The heads' plans hang at the ward's office from 21 April (S108)."""
    with clock.at(clock.local(2022, 4, 21, 9)):
        heads = Delivery.objects.filter(plan__drive=drive, route="posting").values("plan_id")
        for plan in Plan.objects.filter(pk__in=heads).order_by("pk"):
            post_plan(
                actor=stage.actor("vanphong"), plan=plan, place="Trụ sở UBND phường Mai Khê", from_on=date(2022, 4, 21),
                until_on=date(2022, 5, 20), fields=["example", "items", "pledge"],
            )  # fmt: skip


def _take_down(stage: Stage, drive: Drive) -> None:
    """Their time is over on 20 May."""
    with clock.at(clock.local(2022, 5, 20, 16)):
        for posting in Posting.objects.filter(plan__drive=drive).order_by("pk"):
            take_down(actor=stage.actor("vanphong"), posting=posting)


def _ward_recheck(stage: Stage, ward: Ward, drive: Drive) -> None:
    """The committee looks again at its own four measures on 12 May: all held."""
    when, head = clock.local(2022, 5, 12, 14), stage.actor("bithu-phuong")
    items = RecheckItem.objects.filter(recheck__drive=drive, recheck__unit=ward.ward).select_related("action", "doer")
    with clock.at(when - timedelta(days=3)), unit_of_work():
        for item in items.order_by("pk"):
            report_action(actor=stage.system, action=item.action, evidence="Quý I còn 3 hồ sơ quá hạn.", by=item.doer)
    with clock.at(when), unit_of_work():
        for item in items.order_by("pk"):
            judge_item(actor=head, item=item, outcome=Outcome.DONE, reason="Số hồ sơ quá hạn giảm từ 46 còn 3.")
        for finding in Finding.objects.filter(drive=drive, unit=ward.ward).order_by("pk"):
            close_finding(actor=head, finding=finding)

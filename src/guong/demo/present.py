"""A drive that runs today in the same ward: cells at every step, somebody late, something overdue, something for every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from guong.audit.work import unit_of_work
from guong.corrections.enums import FindingKind, Outcome, Source, Subject
from guong.corrections.services import (
    ShareInput,
    answer_share,
    bind_rechecks,
    divide,
    state_finding,
)
from guong.demo import acts, around, desk, disputes, documents, pilots, planacts, rechecks, texts
from guong.demo.calendar import Calendar
from guong.demo.cellcast import CellCast, cast_of
from guong.demo.stage import Stage
from guong.demo.ward import Ward
from guong.directives.models import Directive
from guong.drives.enums import DriveMode, MeetingMode, PhasePurpose
from guong.drives.models import Drive, Participant, Registration
from guong.drives.services import (
    assign_attender,
    create_drive,
    mark_missed,
    move_registration,
    open_drive,
    remind_unregistered,
)
from guong.kernel import clock
from guong.library.models import Item
from guong.meetings.enums import AbsenceReason, MeetingKind, Presence
from guong.meetings.models import MakeUp
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
from guong.plans.models import Delivery, Plan
from guong.plans.services import monitor_remark, post_plan
from guong.reviews.services import start_review, type_for
from guong.reviews.services.ending import finalise_presented

# days before today on which a cell met; None: not yet
HELD: dict[str, int] = {
    "TDP-01": 43, "TDP-02": 40, "TDP-03": 38, "TDP-04": 36, "TDP-05": 35, "TDP-06": 20, "TDP-07": 34,
    "CONG-AN": 15, "MN-HOA-SEN": 12, "TH-DONG-THINH": 8,
}  # fmt: skip
AHEAD: dict[str, int] = {"TDP-08": 2, "TDP-09": 3, "TH-MAI-KHE": 1, "THCS-MAI-KHE": 6}
MISSED = "MN-BAN-MAI"
HOME = "TDP-07"
COPIED = {"TDP-07": {14: 12, 21: 20}, "TDP-03": {9: 7}}
"""Who handed in somebody else's words, by place among the members of the cell."""


def tell(stage: Stage, ward: Ward, progress: Callable[[str], None]) -> Drive:
    """Live the drive up to this morning."""
    when = Calendar(clock.today())
    progress("Đợt đang chạy: văn bản, học tập / the drive of today: documents, study")
    basis = documents.register_now(stage, ward, when.today, when.day(-52))
    drive = _open(stage, ward, when, basis)
    desk.own_document(stage, ward, drive, basis[-1], when)
    around.days(stage, drive, when)
    items = around.shelf(stage, ward, drive, when)
    _study(stage, ward, drive, when, items)
    casts = {unit.code: cast_of(stage, ward, drive, unit) for unit in ward.cells}
    _assign(stage, ward, drive, when)
    rows = _pilots(stage, drive, casts, when, progress)
    _register(stage, drive, casts, rows, when)
    for code, ago in HELD.items():
        if code not in pilots.PILOTS:
            progress(f"{when.today.year}: {casts[code].unit.name}")
            _cell(casts[code], rows[code], when, ago)
    _later_cells(stage, casts, rows, when)
    _rechecks(casts, when)
    _ward_conference(stage, ward, drive, when)
    _home_cell(stage, ward, casts[HOME], when)
    _post(stage, ward, drive, when)
    around.tell(stage, ward, casts, items, when)
    disputes.tell(stage, ward, casts, when)
    desk.tell(stage, ward, drive, casts, when)
    return drive


def _open(stage: Stage, ward: Ward, when: Calendar, basis: list[Directive]) -> Drive:
    year = when.today.year
    with clock.at(when.at(-50)), unit_of_work():
        clerk = stage.actor("vanphong")
        drive = create_drive(
            actor=clerk, code=f"TSTS-{year}", name=f"Đợt sinh hoạt “Tự soi, tự sửa” năm {year}", theme="Tự soi, tự sửa",
            mode=DriveMode.POLITICAL, year=year, owner=ward.ward, scope_unit=ward.ward, starts_on=when.day(-50),
            ends_on=when.day(60), window_from=when.day(-44), window_to=when.day(7), basis=basis, pilots=True,
            contents=[
                "Nghị quyết về công tác kiểm tra: thường xuyên tự soi, tự sửa",
                "Những điều đảng viên không được làm",
                "Kết quả khắc phục khuyết điểm của kỳ trước",
            ],
            phases=[
                ("Soi", PhasePurpose.SEE, when.day(-44), when.day(7)),
                ("Sửa", PhasePurpose.CORRECT, when.day(8), when.day(60)),
            ],
        )  # fmt: skip
        return open_drive(actor=clerk, drive=drive) or drive


def _study(stage: Stage, ward: Ward, drive: Drive, when: Calendar, items: list[Item]) -> None:
    """Two sittings, in the hall and online; the absent are at every step of making up."""
    rows = Participant.objects.filter(drive=drive, eligible=True).select_related("person").order_by("unit_id", "pk")
    people = [row.person for row in rows]
    away = {row.person_id for row in rows if row.standing == "away"}
    with clock.at(when.at(-48)):
        conference = convene(
            actor=stage.actor("vanphong"), drive=drive, unit=ward.ward, name="Hội nghị học tập, quán triệt đầu đợt",
            mode=MeetingMode.HYBRID, makeup_due_on=when.day(5), people=people,
            sittings=[(when.at(-46, 8), "Hội trường UBND phường"), (when.at(-45, 8), "Hội trường UBND phường")],
        )  # fmt: skip
    around.sent_ahead(stage, items, conference, when)
    ill = {person.pk for person in people[11::40]}
    for index, sitting in enumerate(conference.sittings.order_by("starts_at")):
        marks: list[tuple[int, str, str, str]] = []
        for person in people[index::2]:
            if person.pk in away:
                marks.append((person.pk, Presence.EXCUSED, AbsenceReason.AWAY, ""))
            elif person.pk in ill:
                marks.append((person.pk, Presence.EXCUSED, AbsenceReason.ILLNESS, ""))
            else:
                marks.append((person.pk, Presence.PRESENT, "", ""))
        with clock.at(sitting.starts_at + timedelta(minutes=15)):
            mark_presence(actor=stage.actor("vanphong"), conference=conference, marks=marks, sitting=sitting)
    with clock.at(when.at(-43)), unit_of_work():
        send_materials(actor=stage.actor("vanphong"), conference=conference, person_ids=sorted(away | ill))
    makeups = MakeUp.objects.filter(invitation__conference=conference).select_related(
        "invitation__person", "invitation__unit"
    )
    fixed = ward.people["di-xa"].pk
    for index, makeup in enumerate(makeups.order_by("pk")):
        if makeup.invitation.person_id != fixed:
            _make_up(stage, ward, makeup, index % 5, when)


def _make_up(stage: Stage, ward: Ward, makeup: MakeUp, step: int, when: Calendar) -> None:
    """Go so many steps: 0 sent only, 1 studied, 2 proof given, 3 and 4 confirmed."""
    heads = ward.heads[makeup.invitation.unit_id]
    if step >= 1:
        with clock.at(when.at(-38, 20)):
            note_studied(actor=stage.system, makeup=makeup)
    if step >= 2:
        makeup.refresh_from_db()
        with clock.at(when.at(-37, 20)):
            give_proof(actor=stage.system, makeup=makeup, note=texts.MAKEUP_NOTES[step % len(texts.MAKEUP_NOTES)])
    if step >= 3:
        makeup.refresh_from_db()
        person = makeup.invitation.person
        by = heads["deputy"] if person.pk == heads["secretary"].pk else heads["secretary"]
        with clock.at(when.at(-36, 9)):
            confirm_makeup(actor=stage.confirmer(heads["secretary"], person), makeup=makeup, by=by)


def _assign(stage: Stage, ward: Ward, drive: Drive, when: Calendar) -> None:
    """A member of the committee for every cell."""
    with clock.at(when.at(-44, 8)), unit_of_work():
        for index, unit in enumerate(ward.cells):
            person = ward.committee[(index + 3) % len(ward.committee)]
            assign_attender(actor=stage.actor("bithu-phuong"), drive=drive, unit=unit, person=person)


def _pilots(
    stage: Stage, drive: Drive, casts: dict[str, CellCast], when: Calendar, progress: Callable[[str], None]
) -> dict[str, Registration]:
    """One cell of each block has met before the others could register."""
    rows: dict[str, Registration] = {}
    pilots.name(stage, drive, casts, when)
    for code, day in pilots.PILOTS.items():
        progress(f"{when.today.year}: {casts[code].unit.name}")
        with clock.at(when.at(day, 20)):
            rows[code] = acts.register(casts[code], when.at(-HELD[code], 19, 30))
        _cell(casts[code], rows[code], when, HELD[code])
        pilots.learned(stage, casts[code], when, 1 - HELD[code])
    return rows


def _register(
    stage: Stage, drive: Drive, casts: dict[str, CellCast], rows: dict[str, Registration], when: Calendar
) -> None:
    """The other cells follow, each after its block was opened; two have not, and were reminded two days ago."""
    days = {**{code: -ago for code, ago in HELD.items()}, **AHEAD, MISSED: -5}
    for block, day in (("tổ dân phố", -42), ("trường học", -11)):
        with clock.at(when.at(day, 20)), unit_of_work():
            for code in days:
                if code not in rows and casts[code].unit.block == block:
                    hour, minute = (14, 0) if code == MISSED else (19, 30)
                    rows[code] = acts.register(casts[code], when.at(days[code], hour, minute))
    with clock.at(when.at(-6, 10)):
        rows["TDP-09"] = move_registration(
            actor=casts["TDP-09"].chair(), registration=rows["TDP-09"], starts_at=when.at(4, 19, 30),
            place=rows["TDP-09"].place, mode=rows["TDP-09"].mode, reason="Trùng lịch họp tổ dân phố về đường thoát nước",
        )  # fmt: skip
    with clock.at(when.at(-4, 9)):
        mark_missed(actor=stage.actor("vanphong"), registration=rows[MISSED])
    with clock.at(when.at(-2, 15)):
        remind_unregistered(actor=stage.actor("vanphong"), drive=drive)


def _cell(cell: CellCast, registration: Registration, when: Calendar, ago: int) -> None:
    """A cell that has met: the earlier it met, the further its plans are."""
    evening = registration.starts_at
    late = ago % 2 == 0
    deadline = when.day(-3) if late and ago > 30 else when.day(25)
    left_out = _left_out(cell)
    reviews = acts.write_reviews(
        cell, evening - timedelta(days=2), leave_out=left_out, copied=COPIED.get(cell.unit.code)
    )
    plans = planacts.draft_all(cell, evening - timedelta(days=1), when.day(40), vague=1)
    waiting_reply = {person.pk for person in cell.others()[5:7]} | _fixed(cell, "dang-vien")
    acts.thematic_evening(
        cell,
        registration,
        reviews,
        plans,
        deadline=deadline,
        unanswered=waiting_reply if ago < 35 else set(),
        waiting=ago < 20,
    )
    if ago <= 10:
        return
    kept = [plan for plan in plans if plan.person_id not in left_out]
    planacts.submit_all(cell, evening + timedelta(days=3), kept)
    if ago > 30 and cell.unit.code != HOME:
        planacts.decide_all(cell, evening + timedelta(days=7), kept, 1, when.day(40))


def _fixed(cell: CellCast, *logins: str) -> set[int]:
    """Ids of members of the cast who live in this cell."""
    people = {person.account.username: person.pk for person in cell.members if person.account}
    return {people[login] for login in logins if login in people}


def _left_out(cell: CellCast) -> set[int]:
    """Whose self-review was not in when the cell met: the two of the cast, and three who handed in later."""
    if cell.unit.code != HOME:
        return set()
    return _fixed(cell, "cu-hoi", "di-xa") | {person.pk for person in cell.members[-4:-1]}


def _later_cells(stage: Stage, casts: dict[str, CellCast], rows: dict[str, Registration], when: Calendar) -> None:
    """Cells that meet in the coming days: part of their members have handed in."""
    for code in AHEAD:
        cell = casts[code]
        waiting = {person.pk for person in cell.members[len(cell.members) // 2 :]}
        acts.write_reviews(cell, when.at(-1, 20), leave_out=waiting)


def _rechecks(casts: dict[str, CellCast], when: Calendar) -> None:
    """Two cells have looked again; three are late; the home cell does so tonight."""
    outcomes = [Outcome.DONE, Outcome.DONE, Outcome.DONE, Outcome.PARTLY, Outcome.DONE]
    for code, ago in (("TDP-01", 9), ("TDP-02", 8)):
        rechecks.evening(casts[code], when.at(-ago, 19, 30), 1, outcomes)


def _ward_conference(stage: Stage, ward: Ward, drive: Drive, when: Calendar) -> None:
    """The committee divides its finding; two have accepted, one has a say, one has not answered yet."""
    with clock.at(when.at(-2, 14)), unit_of_work():
        head = stage.actor("bithu-phuong")
        meeting = plan_meeting(
            actor=head, unit=ward.ward, kind=MeetingKind.COMMITTEE, starts_at=when.at(-2, 14), place="Hội trường UBND phường",
            mode=MeetingMode.IN_PERSON, drive=drive, chair=ward.people["bithu-phuong"], secretary=ward.committee[1],
        )  # fmt: skip
        meeting = open_meeting(actor=head, meeting=meeting)
        marks = [(person.pk, Presence.PRESENT, "") for person in ward.committee]
        mark_attendance(actor=head, meeting=meeting, marks=marks)
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
            ShareInput(person_id=by_name[name].pk, hundredths=hundredths, measure=measure, deadline=when.day(40))
            for name, hundredths, measure in parts
        ]
        finding = divide(actor=head, finding=finding, shares=shares, stamp=finding.stamp)
        by_person = {share.person_id: share for share in finding.shares.filter(removed_at=None)}
        answer_share(actor=head, share=by_person[by_name["Hoàng Đức Lâm"].pk], accept=True, by=by_name["Hoàng Đức Lâm"])
        contested = (
            "Tôi nhận việc từ cuối năm ngoái; 31 trong 46 hồ sơ chậm nộp trước ngày đó. Đề nghị xem lại còn 10 %."
        )
        answer_share(
            actor=head,
            share=by_person[by_name["Lại Thị Ngân"].pk],
            accept=False,
            text=contested,
            by=by_name["Lại Thị Ngân"],
        )
    with clock.at(when.at(-2, 16, 10)):
        conclude_meeting(actor=head, meeting=meeting, conclusion="Tiếp tục chia cho hết trong tuần.")


def _home_cell(stage: Stage, ward: Ward, cell: CellCast, when: Calendar) -> None:
    """What the members of the cast find on their pages this morning."""
    plans = list(Plan.objects.filter(drive=cell.drive, unit=cell.unit, state="submitted").order_by("pk"))
    mine = _fixed(cell, "dang-vien")
    with clock.at(when.at(-6, 20)), unit_of_work():
        for plan in plans:
            if plan.person_id in mine:
                planacts.send_back(cell, plan, 0)
        others = [plan for plan in plans if plan.person_id not in mine]
        planacts.accept_all(cell, others[:-3])  # three still wait for the cell committee
        finalise_presented(actor=cell.chair(), drive=cell.drive, unit=cell.unit)
    with clock.at(when.at(-3, 20)), unit_of_work():
        for index, person in enumerate(cell.members[-4:-1]):
            acts.write_review(cell, person, index + 40)
        helped = ward.people["cu-hoi"]
        review = start_review(actor=stage.system, drive=cell.drive, person=helped)
        content = acts.review_content(cell, review, 45)
        type_for(actor=cell.chair(), drive=cell.drive, person=helped, content=content)
    with clock.at(when.at(-2, 19)):
        delivery = (
            Delivery.objects.filter(plan__drive=cell.drive, plan__person=cell.secretary, route="front").first()
            or Delivery.objects.filter(plan__drive=cell.drive, plan__unit=cell.unit, route="front").first()
        )
        if delivery is not None:
            monitor_remark(
                actor=stage.actor("mat-tran"), delivery=delivery,
                text="Vỉa hè trước cổng chợ sáng thứ Bảy vẫn còn xe đỗ; kế hoạch ghi xong trong tháng. Đề nghị cho biết ngày làm.",
            )  # fmt: skip
    with clock.at(when.at(-1, 20)):
        plan_meeting(
            actor=cell.chair(), unit=cell.unit, kind=MeetingKind.REGULAR, starts_at=when.at(0, 19, 30),
            place=acts.place_of(cell), mode=MeetingMode.IN_PERSON, drive=cell.drive, chair=cell.secretary, secretary=cell.third,
        )  # fmt: skip
        bind_rechecks(actor=cell.chair(), unit=cell.unit)


def _post(stage: Stage, ward: Ward, drive: Drive, when: Calendar) -> None:
    with clock.at(when.at(-1, 9)):
        for delivery in (
            Delivery.objects.filter(plan__drive=drive, route="posting").select_related("plan").order_by("pk")
        ):
            post_plan(
                actor=stage.actor("vanphong"), plan=delivery.plan, place="Trụ sở UBND phường Mai Khê", from_on=when.day(-1),
                until_on=when.day(28), fields=["example", "items", "pledge"],
            )  # fmt: skip

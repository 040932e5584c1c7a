"""A small drive lived through by the services, from a seed: who comes, who answers, what is done when, is drawn by lot.

Everything that happens is put on a calendar and done in order; at the end of each day the figures are kept.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from guong.corrections import services as corrections
from guong.corrections.models import Action, Finding, RecheckItem
from guong.drives.models import Drive
from guong.drives.services import move_registration, register_meeting
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.meetings.models import MakeUp
from guong.meetings.services import evening, study
from guong.org.models import Person, Unit
from guong.plans import services as plans
from guong.plans.models import Plan
from guong.plans.querysets import deciders
from guong.reviews import services as reviews
from guong.reviews.models import Remark, SelfReview
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

CONTENT = {"example": "Nói đi đôi với làm.", "pledge": "Tôi cam kết.", "items": [
    {"shortcoming": "Trả lời dân chậm trong quý I", "measure": "Chiều thứ Sáu xem lại sổ", "deadline": "2026-05-30", "finding": None},
]}  # fmt: skip
Snapshot = dict[str, dict[str, Any]]
END = date(2026, 5, 25)


class Life:
    """The calendar of one drive. `live()` returns the figures of each unit at the end of each day."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast = cast
        self.random = random.Random(seed)
        self._numbers = itertools.count()
        self.drive: Drive = open_test_drive(cast)
        self.acts: list[tuple[datetime, int, Callable[[], None]]] = []
        self.units: dict[str, Unit] = {"ward": cast.ward, "cell": cast.cell, "sibling": cast.sibling}

    def at(self, day: date, hour: int, act: Callable[[], None]) -> None:
        self.acts.append((clock.local(day.year, day.month, day.day, hour), next(self._numbers), act))

    def some_day(self, start: date, end: date) -> date:
        return start + timedelta(days=self.random.randrange((end - start).days + 1))

    def live(self) -> dict[date, Snapshot]:
        self._study()
        for unit in (self.cast.cell, self.cast.sibling):
            Cell(self, unit).plan_all()
        kept: dict[date, Snapshot] = {}
        day = date(2026, 3, 2)
        while day <= END:
            self._day(day)
            with clock.at(clock.local(day.year, day.month, day.day, 23, 30)):
                kept[day] = {
                    name: figures(actor=SYSTEM, drive=self.drive, unit=unit) for name, unit in self.units.items()
                }
            day += timedelta(days=1)
        return kept

    def _day(self, day: date) -> None:
        """Acts of the day in order; an act may put more on the calendar."""
        while True:
            due = sorted(one for one in self.acts if one[0].date() == day)
            if not due:
                return
            moment, number, act = due[0]
            self.acts = [one for one in self.acts if one[1] != number]
            with clock.at(moment):
                act()

    def _study(self) -> None:
        people = [person for who, person in self.cast.people.items() if who != "exempt"]
        monday, wednesday = date(2026, 3, 2), date(2026, 3, 4)

        def convene() -> None:
            conference = study.convene(
                actor=SYSTEM, drive=self.drive, unit=self.cast.ward, name="Học tập Kết luận", mode="in_person",
                sittings=[(clock.local(2026, 3, 2, 14), "Hội trường"), (clock.local(2026, 3, 4, 14), "Hội trường")],
                makeup_due_on=date(2026, 3, 20), people=people,
            )  # fmt: skip
            self.at(wednesday, 17, lambda: self._roll(conference, people))

        self.at(monday, 8, convene)

    def _roll(self, conference: Any, people: list[Person]) -> None:
        marks = []
        for person in people:
            came = self.random.random() < 0.7
            marks.append((person.pk, "present", "", "") if came else (person.pk, "excused", "isolation", ""))
        study.mark_presence(actor=SYSTEM, conference=conference, marks=marks)
        study.send_materials(
            actor=SYSTEM,
            conference=conference,
            person_ids=[pk for pk, presence, _, _ in marks if presence == "excused"],
        )
        for makeup in MakeUp.objects.all():
            if self.random.random() < 0.8:
                self.at(
                    self.some_day(date(2026, 3, 6), date(2026, 3, 18)), 9, lambda makeup=makeup: self._make_up(makeup)
                )

    def _make_up(self, makeup: MakeUp) -> None:
        study.note_studied(actor=SYSTEM, makeup=makeup)
        study.give_proof(actor=SYSTEM, makeup=makeup, note="Đã gửi ảnh vở ghi")
        judge = self.cast.person(
            "cell_deputy" if makeup.invitation.person_id != self.cast.person("cell_deputy").pk else "member"
        )
        study.confirm_makeup(actor=SYSTEM, makeup=makeup, by=judge)


class Cell:
    """What one cell does."""

    def __init__(self, life: Life, unit: Unit) -> None:
        self.life, self.unit, self.cast, self.random = life, unit, life.cast, life.random
        mine = {"cell": ["cell_secretary", "cell_deputy", "member", "member2", "ward_secretary", "helped"],
                "sibling": ["sibling_secretary", "sibling_member", "standing_member", "chairman"]}  # fmt: skip
        self.people = [self.cast.person(who) for who in mine["cell" if unit == self.cast.cell else "sibling"]]
        self.evening = life.some_day(date(2026, 3, 17), date(2026, 3, 22))
        self.meeting: Any = None
        self.registration: Any = None

    def other(self, *than: Person) -> Person:
        return self.random.choice([person for person in self.people if person.pk not in {one.pk for one in than}])

    def plan_all(self) -> None:
        life = self.life
        life.at(life.some_day(date(2026, 3, 3), date(2026, 3, 9)), 10, self.register)
        for person in self.people:
            if self.random.random() < 0.85:
                life.at(
                    life.some_day(date(2026, 3, 10), date(2026, 3, 16)), 20, lambda person=person: self.write(person)
                )
        life.at(self.evening, 20, self.meet)

    def register(self) -> None:
        first = self.evening - timedelta(days=self.random.choice([0, 0, 2]))
        self.registration = register_meeting(
            actor=SYSTEM, drive=self.life.drive, unit=self.unit, starts_at=clock.local(2026, 3, first.day, 19, 30),
            place="Nhà văn hóa", mode="in_person", chair=self.people[0],
        )  # fmt: skip
        if first != self.evening:
            self.life.at(date(2026, 3, 12), 9, self.move)

    def move(self) -> None:
        self.registration = move_registration(
            actor=SYSTEM, registration=self.registration, starts_at=clock.local(2026, 3, self.evening.day, 19, 30),
            place="Nhà văn hóa", mode="in_person", reason="Trùng lịch họp phường",
        )  # fmt: skip

    def write(self, person: Person) -> None:
        review = reviews.start_review(actor=SYSTEM, drive=self.life.drive, person=person)
        content = {one["key"]: "Quý I trả lời dân chậm 3 lần, đã xin lỗi." for one in review.template.sections}
        review = reviews.save_draft(actor=SYSTEM, review=review, content=content, stamp=review.stamp)
        reviews.hand_in(actor=SYSTEM, review=review)
        plan = plans.start_plan(actor=SYSTEM, drive=self.life.drive, person=person)
        plans.save_plan(actor=SYSTEM, plan=plan, content=CONTENT, stamp=plan.stamp)

    def meet(self) -> None:
        meeting = evening.plan_meeting(
            actor=SYSTEM, unit=self.unit, kind="thematic", starts_at=self.registration.starts_at, place="Nhà văn hóa",
            mode="in_person", drive=self.life.drive, registration=self.registration, chair=self.people[0],
            secretary=self.people[1],
        )  # fmt: skip
        meeting = self.meeting = evening.open_meeting(actor=SYSTEM, meeting=meeting)
        marks = [(person.pk, "present", "") for person in self.people]
        if self.unit == self.cast.cell:
            marks.append((self.cast.person("away").pk, "excused", "away"))
        evening.mark_attendance(actor=SYSTEM, meeting=meeting, marks=marks)
        for review in SelfReview.objects.filter(unit=self.unit, state="handed_in"):
            if self.random.random() < 0.9:
                reviews.present_review(actor=SYSTEM, review=review, meeting=meeting)
        for plan in Plan.objects.filter(unit=self.unit, state="draft"):
            plans.present_plan(actor=SYSTEM, plan=plan, meeting=meeting)
            self.later(25, lambda plan=plan: self.submit(plan))
        for _ in range(self.random.randrange(3, 7)):
            self.remark()
        for _ in range(self.random.randrange(2, 6)):
            self.personal()
        for _ in range(self.random.randrange(1, 3)):
            self.collective()
        evening.close_meeting(actor=SYSTEM, meeting=meeting, conclusion="Chi bộ nhất trí.")
        corrections.open_recheck(actor=SYSTEM, meeting=meeting)
        self.life.at(self.life.some_day(date(2026, 4, 16), date(2026, 4, 28)), 20, self.look_again)
        self.life.at(self.life.some_day(date(2026, 5, 16), date(2026, 5, 24)), 20, self.look_again)

    def later(self, most: int, act: Callable[[], None]) -> None:
        self.life.at(clock.today() + timedelta(days=self.random.randrange(1, most)), 9, act)

    def remark(self) -> None:
        person = self.random.choice(self.people)
        remark = reviews.make_remark(
            actor=SYSTEM, drive=self.life.drive, unit=self.unit, addressee="person", fact="Quý I ba lần đến muộn.",
            person=person, meeting=self.meeting, by=self.other(person), is_strength=self.random.random() < 0.2,
        )  # fmt: skip
        if self.random.random() < 0.7:
            self.later(10, lambda: self.answer(remark, person))

    def answer(self, remark: Remark, person: Person) -> None:
        reviews.reply_to_remark(actor=SYSTEM, remark=remark, kind="accept", text="Tôi tiếp thu.", by=person)

    def state(self, subject: str, person: Person | None) -> Finding:
        return corrections.state_finding(
            actor=SYSTEM, drive=self.life.drive, unit=self.unit, subject=subject, kind="work", source="review",
            fact="Hồ sơ trả chậm 5 ngày trong tháng 2.", person=person, meeting=self.meeting,
        )  # fmt: skip

    def personal(self) -> None:
        person = self.random.choice(self.people)
        finding = self.state("person", person)
        if self.random.random() < 0.15:
            self.contest(finding, person)
            return
        finding = corrections.answer_finding(actor=SYSTEM, finding=finding, accept=True, text="Tôi nhận.", by=person)
        deadline = self.life.some_day(date(2026, 4, 1), date(2026, 5, 10))
        action = corrections.set_measure(
            actor=SYSTEM, finding=finding, measure="Trả hồ sơ đúng hẹn", deadline=deadline, cause_kind="objective",
            cause="Thiếu người.",
        )  # fmt: skip
        self.work(action)

    def contest(self, finding: Finding, person: Person) -> None:
        finding = corrections.answer_finding(
            actor=SYSTEM, finding=finding, accept=False, text="Không đúng ngày.", by=person
        )
        judge = self.other(person)
        uphold = self.random.random() < 0.5
        self.later(9, lambda: corrections.settle_contest(
            actor=SYSTEM, finding=finding, uphold=uphold, text="Chi bộ đã xem lại sổ.", by=judge
        ))  # fmt: skip

    def collective(self) -> None:
        finding = self.state("collective", None)
        people = self.random.sample(self.people, 2)
        deadline = self.life.some_day(date(2026, 4, 1), date(2026, 5, 10))
        shares = [corrections.ShareInput(person.pk, 5000, "Phân công lại trực", deadline) for person in people]
        finding = corrections.divide(actor=SYSTEM, finding=finding, shares=shares, stamp=finding.stamp)
        for share in finding.shares.all():
            if self.random.random() < 0.8:
                self.later(4, lambda share=share: corrections.answer_share(
                    actor=SYSTEM, share=share, accept=True, by=share.person
                ))  # fmt: skip
        for action in Action.objects.filter(finding=finding):
            self.later(30, lambda action=action: self.do(action))

    def work(self, action: Action) -> None:
        if self.random.random() < 0.8:
            self.later(30, lambda: self.do(action))

    def do(self, action: Action) -> None:
        action.refresh_from_db()
        counts = action.share is None or action.share.state == "confirmed"
        if action.state != "open" or not counts:
            return
        corrections.report_action(actor=SYSTEM, action=action, evidence="Đã trả đủ 12 hồ sơ.", by=action.owner)
        if self.random.random() < 0.6:
            self.later(8, lambda: self.judge(action))

    def judge(self, action: Action) -> None:
        action.refresh_from_db()
        if action.state == "reported":
            corrections.confirm_action(actor=SYSTEM, action=action, by=self.other(action.owner))

    def look_again(self) -> None:
        for item in RecheckItem.objects.filter(recheck__unit=self.unit, outcome="").select_related("action__owner"):
            if self.random.random() < 0.75:
                outcome = self.random.choice(["done", "done", "partly", "not"])
                corrections.judge_item(
                    actor=SYSTEM, item=item, outcome=outcome, reason="Chi bộ xem sổ.", by=self.other(item.action.owner)
                )

    def submit(self, plan: Plan) -> None:
        plan.refresh_from_db()
        if plan.state == "returned":
            mended = {**CONTENT, "example": f"Nói đi đôi với làm, lần {plan.returns.count() + 1}."}
            plan = plans.save_plan(actor=SYSTEM, plan=plan, content=mended, stamp=plan.stamp)
        plans.submit_plan(actor=SYSTEM, plan=plan)
        approver = deciders(plan.unit, clock.today(), owner_id=plan.person_id)[0]
        if self.random.random() < 0.3:
            self.later(4, lambda: self.send_back(plan, approver))
        elif self.random.random() < 0.9:
            self.later(6, lambda: self.accept(plan, approver))

    def send_back(self, plan: Plan, approver: Person) -> None:
        plan.refresh_from_db()
        plans.return_plan(actor=SYSTEM, plan=plan, reason="Chưa nêu việc cụ thể.", checklist=["no_fact"], by=approver)
        self.later(6, lambda: self.submit(plan))

    def accept(self, plan: Plan, approver: Person) -> None:
        plan.refresh_from_db()
        plan = plans.accept_plan(actor=SYSTEM, plan=plan, by=approver)
        if plan.deliveries.filter(route="posting").exists():
            self.later(5, lambda: self.post(plan))

    def post(self, plan: Plan) -> None:
        today = clock.today()
        plans.post_plan(
            actor=SYSTEM, plan=plan, place="Trụ sở phường", from_on=today, until_on=today + timedelta(days=20),
            fields=["example", "items"],
        )  # fmt: skip

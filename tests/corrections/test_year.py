"""A year that passes: the drive of 2022, its year-end review, the drive of 2023, with the clock moved through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from guong.corrections import services
from guong.corrections.models import Action, Finding, Recheck
from guong.corrections.querysets import carried_findings
from guong.corrections.services.carry import answer_carried, hand_in
from guong.drives.models import Drive
from guong.drives.services import close_drive, create_drive, open_drive
from guong.figures.asof.recount import counts_on, overdue_and_done_on
from guong.figures.rules import from_counts
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.meetings.models import Meeting
from guong.reviews import services as reviews
from guong.reviews.models import SelfReview
from guong.reviews.services import ensure_templates
from tests.cast import SYSTEM, Cast
from tests.corrections import stage
from tests.corrections.stage import part

KEYS = ("findings.total", "findings.closed", "findings.held_1m", "findings.held_3m", "findings.held_12m", "actions.on_time",
        "actions.on_first_day")  # fmt: skip
WORDS = "Tháng 2 vắng hai buổi tổng vệ sinh của tổ."


def _drive(cast: Cast, year: int, mode: str, first: date, last: date) -> Drive:
    with clock.at(clock.local(first.year, first.month, first.day, 7)):
        made = create_drive(
            actor=SYSTEM, code=f"{mode.upper()}-{year}".replace("_", "-"), name=f"Đợt {year}", theme="Tự soi, tự sửa",
            mode=mode, year=year, owner=cast.ward, scope_unit=cast.ward, starts_on=first, ends_on=last, window_from=first,
            window_to=last,
        )  # fmt: skip
        return open_drive(actor=SYSTEM, drive=made)


@dataclass
class Year:
    """The cast with its secretary, and shorter words for what happens in it."""

    cast: Cast

    def say(self, what: Any, **values: Any) -> Any:
        """A service in the name of the cell's secretary."""
        return what(actor=self.cast.actor("cell_secretary", clock.today()), **values)

    def by(self, who: str, what: Any, **values: Any) -> Any:
        return what(actor=self.cast.actor(who, clock.today()), **values)

    def fault(self, drive: Drive, meeting: Meeting, who: str, fact: str, deadline: date) -> Action:
        """Stated in the meeting, accepted, with its measure."""
        finding = self.say(
            services.state_finding, drive=drive, unit=self.cast.cell, subject="person", kind="discipline", fact=fact,
            source="review", person=self.cast.person(who), meeting=meeting,
        )  # fmt: skip
        finding = self.by(who, services.answer_finding, finding=finding, accept=True)
        action: Action = self.by(
            who, services.set_measure, finding=finding, measure="Đến trước giờ họp 10 phút.", deadline=deadline,
            cause_kind="objective", cause="Ca làm tan muộn.",
        )  # fmt: skip
        return action

    def shared(self, drive: Drive, meeting: Meeting) -> Finding:
        """A fault of the cell, divided in halves and taken on."""
        whole = self.say(
            services.state_finding, drive=drive, unit=self.cast.cell, subject="collective", kind="people",
            fact="Quý I có 9 kiến nghị của dân trả lời quá hạn.", source="review", meeting=meeting,
        )  # fmt: skip
        parts = [part(self.cast.person(who), 5000, deadline=date(2022, 5, 31)) for who in ("member", "member2")]
        self.say(services.divide, finding=whole, shares=parts, stamp=whole.stamp)
        for share in whole.shares.all():
            self.by(_name(self.cast, share.person_id), services.answer_share, share=share, accept=True)
        found: Finding = whole
        return found

    def judge(self, recheck: Recheck, outcomes: dict[int, str]) -> None:
        """Every line of a second look; `outcomes` by finding, "done" where nothing is said."""
        for item in recheck.items.order_by("pk"):
            outcome = outcomes.get(item.action.finding_id, "done")
            self.say(services.judge_item, item=item, outcome=outcome, reason="Đã xem lại.")

    def figures(self, drive: Drive, on: date) -> dict[str, Any]:
        """The figures of the cell at the end of a day, looked back on."""
        cells = [self.cast.cell.pk]
        counts = counts_on(drive, cells, on)[self.cast.cell.pk]
        counts["actions_overdue"] = overdue_and_done_on(drive, cells, on)[0].get(self.cast.cell.pk, 0)
        found = from_counts(counts)
        return {key: _plain(found[key]) for key in KEYS}


def _plain(figure: Any) -> Any:
    return figure if isinstance(figure, int) else (figure.n, figure.of)


def _name(cast: Cast, person_id: int) -> str:
    return next(who for who, person in cast.people.items() if person.pk == person_id)


def _recheck(months: int) -> Recheck:
    found = Recheck.objects.filter(months=months).order_by("-round_no").first()
    assert found is not None
    return found


def _review(cast: Cast, drive: Drive, at: datetime) -> SelfReview:
    with cast.at(at):
        member = cast.actor("member", clock.today())
        review = reviews.start_review(actor=member, drive=drive, person=cast.person("member"))
        content = {section["key"]: WORDS for section in review.template.sections}
        return reviews.save_draft(actor=member, review=review, content=content, stamp=review.stamp)


def _spring(year: Year) -> tuple[Drive, Action, Action, Finding]:
    """March to June 2022: three findings; a month later one had not held, one was given a later day."""
    cast = year.cast
    drive = _drive(cast, 2022, "political", date(2022, 3, 1), date(2022, 6, 30))
    with cast.at(clock.local(2022, 4, 5, 20)):
        meeting = stage.meet(cast.cell, drive, clock.local(2022, 4, 5, 19, 30))
        early = year.fault(drive, meeting, "member", "Ba buổi quý I đến muộn 20 phút.", date(2022, 5, 1))
        late = year.fault(drive, meeting, "member2", "Hai buổi quý I không ghi sổ.", date(2022, 5, 1))
        whole = year.shared(drive, meeting)
        year.say(services.open_recheck, meeting=meeting)
    with cast.at(clock.local(2022, 4, 28, 20)):
        year.by("member", services.report_action, action=early, evidence="Cả tháng đúng giờ.")
        asked = year.by("member2", services.ask_extension, action=late, to_day=date(2022, 6, 10), reason="Chờ sổ mới.")
        year.say(services.decide_extension, extension=asked, grant=True)
    with cast.at(clock.local(2022, 5, 9, 20)):
        year.judge(_recheck(1), {late.finding_id: "not"})
    with cast.at(clock.local(2022, 6, 8, 20)):
        year.by("member2", services.report_action, action=late, evidence="Ghi đủ sáu buổi.")
        year.judge(_recheck(1), {})
        for finding in (early.finding, late.finding, whole):
            year.say(services.close_finding, finding=finding)
    with cast.at(clock.local(2022, 7, 6, 20)):
        year.say(services.open_later_rechecks, unit=cast.cell)
        year.judge(_recheck(3), {})
        close_drive(actor=SYSTEM, drive=drive)
    return drive, early, late, whole


def _printed(year: Year, drive: Drive) -> dict[str, dict[str, Any]]:
    days = {
        "may": date(2022, 5, 8),
        "june": date(2022, 6, 30),
        "july": date(2022, 7, 31),
        "december": date(2022, 12, 31),
    }
    return {name: year.figures(drive, day) for name, day in days.items()}


def test_S69_S64_a_year_passes_and_every_date_keeps_its_figures(cast: Cast) -> None:
    """2022: stated, divided, looked at after 1, 3 and 12 months; year-end and 2023 ask after it; one comes back in 2023."""
    ensure_templates(actor=SYSTEM)
    year = Year(cast)
    drive, early, late, whole = _spring(year)
    with cast.at(clock.local(2023, 1, 2, 9)):
        printed = _printed(year, drive)
    # 8 May: all four measures are due or will be; nobody has been looked at; one is past its first day but has a later one
    assert printed["may"]["findings.held_1m"] == (0, 0)
    assert printed["may"]["actions.on_time"] == (0, 1)
    # June: looked at after a month, the second round does not mend the first; late by the first promise, in time by the later
    assert printed["june"]["findings.closed"] == (3, 3)
    assert printed["june"]["findings.held_1m"] == (2, 3)
    assert printed["june"]["actions.on_time"] == (4, 4)
    assert printed["june"]["actions.on_first_day"] == (3, 4)
    assert printed["july"]["findings.held_3m"] == (3, 3)
    assert printed["december"]["findings.held_12m"] == (0, 0)

    end = _drive(cast, 2022, "year_end", date(2022, 12, 1), date(2023, 1, 15))
    review = _review(cast, end, clock.local(2022, 12, 5, 9))
    assert set(carried_findings(review)) == {early.finding, whole}  # his own and his share, by reference (S64)
    _answered(cast, review, clock.local(2022, 12, 6, 9), {early.finding: "held", whole: "still"})

    spring = _drive(cast, 2023, "political", date(2023, 3, 1), date(2023, 6, 30))
    review = _review(cast, spring, clock.local(2023, 3, 20, 9))
    assert set(carried_findings(review)) == {early.finding, whole}  # closed last year: it may have come back (S69, R24)
    _answered(cast, review, clock.local(2023, 3, 21, 9), {early.finding: "again", whole: "held"})
    with cast.at(clock.local(2023, 3, 25, 20)):
        meeting = stage.meet(cast.cell, spring, clock.local(2023, 3, 25, 19, 30))
        again = year.fault(spring, meeting, "member", "Quý I lại đến muộn hai buổi.", date(2023, 4, 30))
        year.say(services.link_recurrence, finding=again.finding, earlier=early.finding)
    with cast.at(clock.local(2023, 4, 3, 20)):
        year.say(services.open_later_rechecks, unit=cast.cell)
        year.judge(_recheck(12), {})
    with cast.at(clock.local(2023, 4, 30, 9)):
        assert _printed(year, drive) == printed  # what was printed of 2022 reads the same in 2023
        assert year.figures(drive, date(2023, 3, 24))["findings.held_12m"] == (0, 0)
        assert year.figures(drive, date(2023, 3, 25))["findings.held_12m"] == (0, 1)  # it came back within the year
        now = year.figures(drive, date(2023, 4, 30))
    assert (now["findings.held_1m"], now["findings.held_3m"], now["findings.held_12m"]) == ((2, 3), (3, 3), (2, 3))
    assert late.finding.recurrences.count() == 0

    with cast.at(clock.local(2024, 3, 1, 9)):  # a fault ends: closed two years ago, it is asked after no more (D20)
        following = _drive(cast, 2024, "political", date(2024, 3, 1), date(2024, 6, 30))
    review = _review(cast, following, clock.local(2024, 3, 20, 9))
    assert set(carried_findings(review)) == {again.finding}


def _answered(cast: Cast, review: SelfReview, at: datetime, words: dict[Finding, str]) -> None:
    """Unanswered, the self-review is not handed in; answered, it is."""
    with cast.at(at):
        member = cast.actor("member", clock.today())
        with pytest.raises(Invalid) as error:
            hand_in(actor=member, review=review)
        assert error.value.params == {"count": len(words), "carried": len(words)}
        for finding, word in words.items():
            answer_carried(actor=member, review=review, finding=finding, word=word, text="Còn một việc.")
        assert hand_in(actor=member, review=review).handed_in_at is not None

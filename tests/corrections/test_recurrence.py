"""What came back: the old closing did not hold, and the holding figures say so; closed on confidence, looked at again (R20)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from guong.corrections import rules, selectors, services, tallies
from guong.corrections.models import Finding, RecheckItem
from guong.figures.asof.recount import counts_on
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from tests.cast import Cast
from tests.corrections import stage

MAY = clock.local(2026, 5, 4, 19, 30)
HELD = ("findings_held", "findings_judged_1m", "findings_held_1m", "findings_judged_3m", "findings_held_3m",
        "findings_judged_12m", "findings_held_12m")  # fmt: skip


def _held(drive_id: int, unit_id: int) -> tuple[int, ...]:
    counts = tallies.count(drive_id, unit_id)
    return tuple(counts[name] for name in HELD)


def _closed(cast: Cast) -> Finding:
    """A finding of the meeting of 01/04, judged "held" a month later and closed."""
    with cast.at():
        drive = stage.open_drive(cast)
        meeting = stage.meet(cast.cell, drive)
        action = stage.planned(cast, drive)
        services.open_recheck(actor=cast.actor("cell_secretary"), meeting=meeting)
    with cast.at(MAY):
        services.report_action(actor=cast.actor("member"), action=action, evidence="Cả tháng đúng giờ.")
        item = RecheckItem.objects.get()
        services.judge_item(actor=cast.actor("cell_secretary"), item=item, outcome="done")
        services.close_finding(actor=cast.actor("cell_secretary"), finding=action.finding)
    return Finding.objects.get()


def _again(cast: Cast, earlier: Finding, at: datetime) -> Finding:
    with cast.at(at):
        return stage.personal(cast, earlier.drive, fact="Lại đến muộn hai buổi.", recurs=earlier)


def test_R20_what_comes_back_marks_the_old_closing_and_the_figures_from_its_horizon_on(cast: Cast) -> None:
    """Held after a month; came back in November: 1 and 3 months are over and untouched, 12 months did not hold."""
    earlier = _closed(cast)
    drive, cell = earlier.drive_id, earlier.unit_id
    assert _held(drive, cell) == (1, 1, 1, 0, 0, 0, 0)
    later = _again(cast, earlier, clock.local(2026, 11, 20, 19))
    assert _held(drive, cell) == (0, 1, 1, 0, 0, 1, 0)
    assert list(earlier.history.values_list("event", flat=True))[-1] == "did_not_hold"
    assert later.recurs == earlier
    with cast.at(clock.local(2026, 12, 1, 9)):
        before = counts_on(earlier.drive, [cell], date(2026, 11, 19))[cell]
        after = counts_on(earlier.drive, [cell], date(2026, 11, 21))[cell]
    assert (before["findings_held"], before.get("findings_judged_12m", 0)) == (1, 0)  # a past day says what it said
    assert (after["findings_held"], after["findings_judged_12m"], after["findings_held_12m"]) == (0, 1, 0)


def test_R20_what_comes_back_at_once_did_not_hold_at_any_horizon(cast: Cast) -> None:
    earlier = _closed(cast)
    _again(cast, earlier, clock.local(2026, 5, 5, 9))
    assert _held(earlier.drive_id, earlier.unit_id) == (0, 1, 1, 1, 0, 1, 0)  # the month was over the day before
    assert rules.came_back_within(date(2026, 4, 1), date(2026, 5, 1)) == {1, 3, 12}
    assert rules.came_back_within(date(2026, 4, 1), date(2027, 4, 2)) == frozenset()


def test_R20_only_the_same_comrade_of_the_same_body_and_only_what_was_closed(cast: Cast) -> None:
    earlier = _closed(cast)
    with cast.at(clock.local(2026, 6, 1, 9)):
        secretary = cast.actor("cell_secretary")
        later = stage.personal(cast, earlier.drive)
        other = stage.personal(cast, earlier.drive, "member2")
        for wrong, old in ((other, earlier), (earlier, later), (other, later), (later, later)):
            with pytest.raises(Invalid):
                services.link_recurrence(actor=secretary, finding=wrong, earlier=old)
        with pytest.raises(NotFound):
            services.link_recurrence(actor=cast.actor("sibling_secretary"), finding=later, earlier=earlier)
        assert [one.pk for one in selectors.may_have_come_back(actor=secretary, finding=later)] == [earlier.pk]
        services.link_recurrence(actor=secretary, finding=later, earlier=earlier)
        with pytest.raises(Invalid):
            services.link_recurrence(actor=secretary, finding=later, earlier=earlier)
        later.refresh_from_db()
        assert selectors.may_have_come_back(actor=secretary, finding=later) == []


def _confident(cast: Cast) -> Finding:
    with cast.at():
        action = stage.planned(cast, stage.open_drive(cast))
        services.report_action(actor=cast.actor("member"), action=action, evidence="Đã đổi ca.")
        services.confirm_action(actor=cast.actor("cell_secretary"), action=action)
        for words, day, field in (
            (" ", date(2026, 7, 1), "words"),
            ("Tiến bộ rõ.", date(2026, 4, 1), "revisit_on"),
            ("Tiến bộ rõ.", date(2027, 4, 2), "revisit_on"),
        ):
            with pytest.raises(Invalid) as error:
                services.close_finding(
                    actor=cast.actor("cell_secretary"), finding=action.finding, words=words, revisit_on=day
                )
            assert error.value.field == field
        return services.close_finding(
            actor=cast.actor("cell_secretary"), finding=action.finding, words="Tiến bộ rõ.", revisit_on=date(2026, 7, 1)
        )


def test_R20_what_was_closed_on_confidence_is_looked_at_again_and_holds(cast: Cast) -> None:
    finding = _confident(cast)
    assert (finding.closed_basis, finding.revisit_on) == ("confidence", date(2026, 7, 1))
    with cast.at(clock.local(2026, 6, 25, 9)):
        assert selectors.waiting_in_bodies(actor=cast.actor("cell_secretary")).revisits == [finding]
        assert selectors.waiting_in_bodies(actor=cast.actor("member")).revisits == []
        with pytest.raises(Invalid):
            services.revisit_finding(actor=cast.actor("cell_secretary"), finding=finding, holds=True, text=" ")
        services.revisit_finding(actor=cast.actor("cell_secretary"), finding=finding, holds=True, text="Vẫn đúng giờ.")
        assert selectors.waiting_in_bodies(actor=cast.actor("cell_secretary")).revisits == []
        with pytest.raises(Invalid):
            services.revisit_finding(actor=cast.actor("cell_secretary"), finding=finding, holds=True, text="Vẫn thế.")
    finding.refresh_from_db()
    assert (finding.state, finding.closed_basis) == ("closed", "proved")


def test_R20_what_was_closed_on_confidence_and_does_not_hold_is_opened_again(cast: Cast) -> None:
    finding = _confident(cast)
    with cast.at(clock.local(2026, 7, 1, 9)):
        services.revisit_finding(actor=cast.actor("cell_secretary"), finding=finding, holds=False, text="Lại muộn.")
    finding.refresh_from_db()
    assert (finding.state, finding.closed_basis, finding.revisit_on, finding.round_no) == ("in_progress", "", None, 2)

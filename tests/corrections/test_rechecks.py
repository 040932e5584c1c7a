"""A month later: opening, binding, judging (R22, R23, S14, S15, S22)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guong.corrections import selectors, services, tallies
from guong.corrections.models import Recheck, RecheckItem
from guong.drives.models import Tally
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from tests.cast import Cast
from tests.corrections import stage

MAY = clock.local(2026, 5, 4, 19, 30)


def _opened(cast: Cast) -> tuple[Recheck, list[RecheckItem]]:
    """A meeting of 01/04 with measures of two members and of the secretary, and its re-check."""
    drive = stage.open_drive(cast)
    meeting = stage.meet(cast.cell, drive)
    for who in ("member", "member2", "cell_secretary"):
        stage.planned(cast, drive, who)
    recheck = services.open_recheck(actor=cast.actor("cell_secretary"), meeting=meeting)
    assert recheck is not None
    return recheck, list(recheck.items.order_by("pk"))


def test_S14_a_recheck_is_made_one_month_after_the_meeting_with_every_open_item(cast: Cast) -> None:
    with cast.at():
        recheck, items = _opened(cast)
        again = services.open_recheck(actor=cast.actor("cell_secretary"), meeting=recheck.after)
    assert again == recheck
    assert recheck.due_on == date(2026, 5, 1)
    assert {item.doer for item in items} == {cast.person(who) for who in ("member", "member2", "cell_secretary")}
    tally = Tally.objects.get(drive=recheck.drive, unit=cast.cell)
    assert (tally.rechecks_due, tally.rechecks_answered) == (3, 0)


def test_S14_nothing_to_look_at_makes_no_recheck_and_a_foreign_meeting_is_refused(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        meeting = stage.meet(cast.cell, drive)
        assert services.open_recheck(actor=cast.actor("cell_secretary"), meeting=meeting) is None
        with pytest.raises(NotFound):
            services.open_recheck(actor=cast.actor("sibling_secretary"), meeting=meeting)
        assert services.open_recheck(actor=cast.actor("cell_secretary"), meeting=stage.meet(cast.cell, None)) is None


def test_R22_a_measure_set_later_in_the_month_joins_the_waiting_list(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        meeting = stage.meet(cast.cell, drive)
        finding = stage.collective(cast, drive, meeting=meeting)
        recheck = services.open_recheck(actor=cast.actor("cell_secretary"), meeting=meeting)
        assert recheck is not None
        assert recheck.items.count() == 0
        stage.halves(cast, finding)
        stage.planned(cast, drive, "helped")
    assert recheck.items.count() == 3


def test_R22_it_is_bound_to_the_first_regular_meeting_from_a_week_before_its_day(cast: Cast) -> None:
    with cast.at():
        recheck, _items = _opened(cast)
        secretary = cast.actor("cell_secretary")
        stage.meet(cast.cell, None, clock.local(2026, 4, 23, 19), "regular", "planned")  # eight days before: too early
        stage.meet(cast.cell, None, clock.local(2026, 4, 25, 19), "thematic", "planned")
        stage.meet(cast.sibling, None, clock.local(2026, 4, 25, 19), "regular", "planned")
        assert services.bind_rechecks(actor=secretary, unit=cast.cell) == []
        first = stage.meet(cast.cell, None, clock.local(2026, 4, 24, 19), "regular", "planned")
        stage.meet(cast.cell, None, clock.local(2026, 5, 24, 19), "regular", "planned")
        assert services.bind_rechecks(actor=secretary, unit=cast.cell) == [recheck]
        assert services.bind_rechecks(actor=secretary, unit=cast.cell) == []
        with pytest.raises(Forbidden):
            services.bind_rechecks(actor=cast.actor("member"), unit=cast.cell)
    recheck.refresh_from_db()
    assert recheck.meeting == first


def test_R22_a_recheck_left_unanswered_moves_to_the_next_meeting(cast: Cast) -> None:
    with cast.at():
        recheck, _items = _opened(cast)
        secretary = cast.actor("cell_secretary")
        first = stage.meet(cast.cell, None, clock.local(2026, 5, 2, 19), "regular", "planned")
        services.bind_rechecks(actor=secretary, unit=cast.cell)
        first.state = "closed"
        first.save()
        assert services.bind_rechecks(actor=secretary, unit=cast.cell) == []
        following = stage.meet(cast.cell, None, clock.local(2026, 6, 2, 19), "regular", "planned")
        services.bind_rechecks(actor=secretary, unit=cast.cell)
    recheck.refresh_from_db()
    assert recheck.meeting == following


def test_S15_each_item_gets_an_answer_and_not_opens_the_next_round(cast: Cast) -> None:
    with cast.at():
        recheck, (one, two, own) = _opened(cast)
    with cast.at(MAY):
        secretary, deputy = cast.actor("cell_secretary"), cast.actor("cell_deputy")
        services.report_action(actor=cast.actor("member"), action=one.action, evidence="Cả tháng đúng giờ.")
        services.judge_item(actor=secretary, item=one, outcome="done", reason="Sổ họp ghi đúng giờ.")
        for outcome in ("partly", "not"):
            with pytest.raises(Invalid) as error:
                services.judge_item(actor=secretary, item=two, outcome=outcome, reason=" ")
            assert error.value.field == "reason"
        with pytest.raises(Invalid) as error:
            services.judge_item(actor=secretary, item=two, outcome="maybe", reason="…")
        assert error.value.field == "outcome"
        services.judge_item(
            actor=secretary, item=two, outcome="not", reason="Vẫn muộn hai buổi.", new_deadline=date(2026, 5, 30)
        )
        recheck.refresh_from_db()
        assert recheck.answered_at is None
        services.judge_item(actor=deputy, item=own, outcome="partly", reason="Còn một buổi muộn.")
    recheck.refresh_from_db()
    assert recheck.answered_at is not None
    following = Recheck.objects.get(after=recheck.after, round_no=2)
    assert following.due_on == date(2026, 6, 4)
    assert {item.action for item in following.items.all()} == {two.action, own.action}
    one.action.refresh_from_db()
    two.action.refresh_from_db()
    assert (one.action.state, one.action.confirmed_by) == ("confirmed", cast.person("cell_secretary"))
    assert (two.action.state, two.action.deadline) == ("open", date(2026, 5, 30))
    counts = tallies.count(recheck.drive_id, cast.cell.pk)
    assert (counts["findings_held"], counts["rechecks_due"], counts["rechecks_answered"]) == (1, 5, 3)
    assert counts["actions_open"] == 2
    stored = Tally.objects.get(drive=recheck.drive, unit=cast.cell)
    assert all(getattr(stored, name) == value for name, value in counts.items())


def test_D12_nobody_judges_what_he_did_himself_nor_types_anothers_verdict_on_it(cast: Cast) -> None:
    with cast.at():
        _recheck, (one, _two, own) = _opened(cast)
        for by in (None, cast.person("cell_secretary"), cast.person("cell_deputy")):
            with pytest.raises(Invalid):
                services.judge_item(actor=cast.actor("cell_secretary"), item=own, outcome="done", reason="", by=by)
        with pytest.raises(Invalid):
            services.judge_item(actor=cast.actor("cell_secretary"), item=one, outcome="done", by=cast.person("member"))
        with pytest.raises(Forbidden):
            services.judge_item(actor=cast.actor("member"), item=own, outcome="done")
        with pytest.raises(NotFound):
            services.judge_item(actor=cast.actor("sibling_secretary"), item=own, outcome="done")
        with pytest.raises(Invalid):  # a stranger to the collective
            services.judge_item(
                actor=cast.actor("cell_secretary"), item=one, outcome="done", by=cast.person("sibling_member")
            )
        services.judge_item(actor=cast.actor("cell_secretary"), item=one, outcome="done", by=cast.person("member2"))
        with pytest.raises(Invalid):  # judged already
            services.judge_item(actor=cast.actor("cell_deputy"), item=one, outcome="not", reason="…")
    one.refresh_from_db()
    assert one.judged_by == cast.person("member2")


def test_D12_the_database_refuses_a_line_judged_by_its_doer(cast: Cast) -> None:
    with cast.at():
        _recheck, (one, *_rest) = _opened(cast)
        with pytest.raises(IntegrityError), transaction.atomic():
            RecheckItem.objects.filter(pk=one.pk).update(judged_by=one.doer, outcome="done")
        with pytest.raises(IntegrityError), transaction.atomic():
            RecheckItem.objects.filter(pk=one.pk).update(outcome="done")


def test_R23_what_did_not_hold_after_closing_is_open_again(cast: Cast) -> None:
    with cast.at():
        recheck, (one, *_rest) = _opened(cast)
        secretary = cast.actor("cell_secretary")
        services.confirm_action(actor=secretary, action=one.action)
        services.close_finding(actor=secretary, finding=one.action.finding)
    with cast.at(MAY):
        services.judge_item(actor=secretary, item=one, outcome="not", reason="Đầu tháng 5 lại muộn.")
    finding = one.action.finding
    finding.refresh_from_db()
    assert (finding.state, finding.closed_at, finding.round_no) == ("in_progress", None, recheck.round_no + 1)


def test_who_reads_a_recheck(cast: Cast) -> None:
    with cast.at():
        recheck, items = _opened(cast)
        for who, lines in {"cell_secretary": 3, "cell_deputy": 3, "member": 1, "helped": 0}.items():
            page = selectors.recheck(actor=cast.actor(who), recheck_id=recheck.pk)
            assert len(page.items) == lines, who
        for who in ("sibling_member", "outsider"):
            with pytest.raises(NotFound):
                selectors.recheck(actor=cast.actor(who), recheck_id=recheck.pk)
        with pytest.raises(NotFound):
            selectors.recheck_item(actor=cast.actor("helped"), item_id=items[0].pk)
        rows = selectors.rechecks_of_unit(actor=cast.actor("member"), unit=cast.cell)
        assert [(row.due_items, row.judged_items) for row in rows] == [(3, 0)]  # type: ignore[attr-defined]

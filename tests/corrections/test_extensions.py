"""A later day: asked by its doer, decided by another, counted; the first promise is never forgotten (R23, D12)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guong.corrections import selectors, services, tallies
from guong.corrections.models import Action, Extension
from guong.corrections.rules import is_overdue
from guong.figures.asof.recount import counts_on, overdue_and_done_on
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from tests.cast import Cast
from tests.corrections import stage

LATE = date(2026, 5, 20)
WHY = "Chờ phân công ca trực mới."


def _action(cast: Cast) -> Action:
    return stage.planned(cast, stage.open_drive(cast))


def test_R23_a_later_day_is_asked_by_its_doer_and_decided_by_another(cast: Cast) -> None:
    with cast.at():
        action = _action(cast)
        asked = services.ask_extension(actor=cast.actor("member"), action=action, to_day=LATE, reason=WHY)
        action.refresh_from_db()
        assert action.deadline == stage.LATER  # nothing has moved yet
        assert [one.pk for one in selectors.extensions_waiting(actor=cast.actor("cell_secretary"))] == [asked.pk]
        assert selectors.extensions_waiting(actor=cast.actor("member")) == []
        with pytest.raises(Invalid):
            services.ask_extension(actor=cast.actor("member"), action=action, to_day=date(2026, 6, 1), reason=WHY)
        services.decide_extension(actor=cast.actor("cell_secretary"), extension=asked, grant=True)
        with pytest.raises(Invalid):
            services.decide_extension(actor=cast.actor("cell_deputy"), extension=asked, grant=True)
    action.refresh_from_db()
    assert (action.deadline, action.promised_first) == (LATE, stage.LATER)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("granted", cast.person("cell_secretary"))
    assert not is_overdue(action.deadline, action.state, date(2026, 5, 20))
    assert is_overdue(action.deadline, action.state, date(2026, 5, 21))
    said = list(action.history.values_list("event", flat=True))
    assert said == ["measure", "extension_asked", "extended"]


def test_D12_nobody_allows_himself_a_later_day_and_the_database_says_so_too(cast: Cast) -> None:
    with cast.at():
        drive = stage.open_drive(cast)
        own = stage.planned(cast, drive, "cell_secretary")
        asked = services.ask_extension(actor=cast.actor("cell_secretary"), action=own, to_day=LATE, reason=WHY)
        assert [one.pk for one in selectors.extensions_waiting(actor=cast.actor("cell_deputy"))] == [asked.pk]
        assert selectors.extensions_waiting(actor=cast.actor("cell_secretary")) == []
        for by in (None, cast.person("cell_deputy")):
            with pytest.raises(Invalid):
                services.decide_extension(actor=cast.actor("cell_secretary"), extension=asked, grant=True, by=by)
        with pytest.raises(IntegrityError), transaction.atomic():
            Extension.objects.filter(pk=asked.pk).update(state="granted", decided_by=cast.person("cell_secretary"))
        services.decide_extension(actor=cast.actor("cell_deputy"), extension=asked, grant=True)


def test_R23_a_refusal_needs_its_reason_and_leaves_the_day(cast: Cast) -> None:
    with cast.at():
        action = _action(cast)
        asked = services.ask_extension(actor=cast.actor("member"), action=action, to_day=LATE, reason=WHY)
        with pytest.raises(Invalid) as error:
            services.decide_extension(actor=cast.actor("cell_secretary"), extension=asked, grant=False, text=" ")
        assert error.value.field == "text"
        services.decide_extension(
            actor=cast.actor("cell_secretary"), extension=asked, grant=False, text="Ca trực đã đổi."
        )
        action.refresh_from_db()
        assert (action.deadline, action.first_deadline) == (stage.LATER, None)
        again = services.ask_extension(actor=cast.actor("member"), action=action, to_day=LATE, reason=WHY)
    assert again.pk != asked.pk


@pytest.mark.parametrize(
    ("day", "why", "field"),
    [
        (stage.LATER, WHY, "new_deadline"),
        (date(2026, 4, 20), WHY, "new_deadline"),
        (LATE, " \x00 ", "reason"),
    ],
)
def test_R23_a_later_day_is_later_and_has_a_reason(cast: Cast, day: date, why: str, field: str) -> None:
    with cast.at():
        action = _action(cast)
        with pytest.raises(Invalid) as error:
            services.ask_extension(actor=cast.actor("member"), action=action, to_day=day, reason=why)
        assert error.value.field == field
    assert not Extension.objects.exists()


def test_R23_only_the_doer_asks_and_strangers_see_nothing(cast: Cast) -> None:
    with cast.at():
        action = _action(cast)
        with pytest.raises(Invalid):
            services.ask_extension(actor=cast.actor("cell_secretary"), action=action, to_day=LATE, reason=WHY)
        with pytest.raises(Forbidden):
            services.ask_extension(actor=cast.actor("member2"), action=action, to_day=LATE, reason=WHY)
        with pytest.raises(NotFound):
            services.ask_extension(actor=cast.actor("sibling_secretary"), action=action, to_day=LATE, reason=WHY)
        typed = services.ask_extension(
            actor=cast.actor("cell_secretary"), action=action, to_day=LATE, reason=WHY, by=cast.person("member")
        )
        with pytest.raises(NotFound):
            services.decide_extension(actor=cast.actor("sibling_secretary"), extension=typed, grant=True)
        services.report_action(actor=cast.actor("member"), action=action, evidence="Cả tháng đúng giờ.")
        with pytest.raises(Invalid):  # what is reported needs no later day
            services.decide_extension(actor=cast.actor("cell_secretary"), extension=typed, grant=True)


def test_S60_figures_keep_the_first_promise_and_every_past_day(cast: Cast) -> None:
    """Allowed until 20/05, done on 10/05: on time by the day in force, not by the first; 05/05 still says overdue."""
    with cast.at():
        drive = stage.open_drive(cast)
        action = stage.planned(cast, drive)
    with cast.at(clock.local(2026, 5, 6, 9)):
        asked = services.ask_extension(actor=cast.actor("member"), action=action, to_day=LATE, reason=WHY)
        services.decide_extension(actor=cast.actor("cell_secretary"), extension=asked, grant=True)
    with cast.at(clock.local(2026, 5, 10, 9)):
        services.report_action(actor=cast.actor("member"), action=action, evidence="Cả tháng đúng giờ.")
        services.confirm_action(actor=cast.actor("cell_secretary"), action=action)
        now = tallies.count(drive.pk, cast.cell.pk)
    assert (now["actions_on_time"], now["actions_on_first_day"]) == (1, 0)
    with cast.at(clock.local(2026, 6, 1, 9)):
        cells = [cast.cell.pk]
        assert overdue_and_done_on(drive, cells, date(2026, 5, 5))[0] == {cast.cell.pk: 1}
        assert overdue_and_done_on(drive, cells, date(2026, 5, 7))[0] == {cast.cell.pk: 0}
        then = counts_on(drive, cells, date(2026, 5, 31))[cast.cell.pk]
    assert {name: then.get(name, 0) for name in now} == now


def test_R23_dividing_anew_is_no_way_round_the_first_promise(cast: Cast) -> None:
    with cast.at():
        drive = stage.open_drive(cast)
        finding = stage.collective(cast, drive)
        stage.halves(cast, finding)
        one, two = stage.split(
            cast,
            finding,
            stage.part(cast.person("member"), 5000, deadline=LATE),
            stage.part(cast.person("member2"), 5000),
        )
    days = {share.person_id: (share.action.deadline, share.action.promised_first) for share in (one, two)}
    assert days == {
        cast.person("member").pk: (LATE, stage.LATER),
        cast.person("member2").pk: (stage.LATER, stage.LATER),
    }

"""Three and twelve months later: did it hold? (S14, R22); and what is watched beside findings (R31)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guong.corrections import rules, selectors, services
from guong.corrections.models import Indicator, IndicatorValue, Recheck
from guong.corrections.services.indicators import define_indicator, note_indicator
from guong.drives.models import Tally
from guong.figures.asof import counts_on
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from tests.cast import Cast
from tests.corrections import stage

MAY = clock.local(2026, 5, 1, 20)
JULY = clock.local(2026, 7, 1, 20)
AUGUST = clock.local(2026, 8, 1, 20)
NEXT_YEAR = clock.local(2027, 4, 1, 20)
YEAR_2019 = {"from_on": date(2019, 1, 1), "to_on": date(2019, 12, 31)}


def _judge(cast: Cast, recheck: Recheck, *outcomes: str) -> None:
    for item, outcome in zip(recheck.items.order_by("pk"), outcomes, strict=True):
        judge = "cell_deputy" if item.doer == cast.person("cell_secretary") else "cell_secretary"
        services.judge_item(
            actor=cast.actor("cell_secretary"), item=item, outcome=outcome, reason="Đã xem lại.", by=cast.person(judge)
        )


def _a_month_later(cast: Cast, *outcomes: str) -> Recheck:
    """Findings of two members, judged on 1 May."""
    with cast.at():
        drive = stage.open_drive(cast)
        meeting = stage.meet(cast.cell, drive)
        for who in ("member", "member2"):
            stage.planned(cast, drive, who)
        recheck = services.open_recheck(actor=cast.actor("cell_secretary"), meeting=meeting)
    assert recheck is not None
    with cast.at(MAY):
        _judge(cast, recheck, *outcomes)
    return recheck


def _later(cast: Cast, months: int) -> Recheck | None:
    services.open_later_rechecks(actor=cast.actor("cell_secretary"), unit=cast.cell)
    return Recheck.objects.filter(months=months).order_by("round_no").last()


@pytest.mark.parametrize(
    ("rows", "judged", "held"),
    [
        ([(1, 1, 1, 1, "done")], {1}, {1}),
        ([(1, 1, 1, 1, "not"), (1, 1, 1, 2, "done")], {1}, set()),  # put right in the second round: it had not held
        ([(1, 1, 1, 1, "done"), (1, 2, 1, 1, "")], set(), set()),
        ([(1, 1, 1, 1, "done"), (1, 2, 1, 1, "partly")], {1}, set()),
        ([(1, 1, 3, 1, "done")], set(), set()),
    ],
)
def test_R22_a_finding_held_when_each_first_judgement_was_done(rows: Any, judged: set[int], held: set[int]) -> None:
    assert rules.looked_at(rows)[1] == (judged, held)


def test_R31_seventeen_to_nine_is_eight_places_up() -> None:
    assert rules.rank_change(17, 9) == 8


def test_S14_what_was_put_right_is_looked_at_after_three_and_twelve_months(cast: Cast) -> None:
    first = _a_month_later(cast, "done", "not")
    with cast.at(clock.local(2026, 6, 23, 12)):
        assert _later(cast, 3) is None  # a week before 1 July at the earliest
    with cast.at(JULY):
        third = _later(cast, 3)
        assert third is not None
        assert _later(cast, 3) == third
        assert third.due_on == date(2026, 7, 1)
        assert [item.action.owner for item in third.items.all()] == [cast.person("member")]
        _judge(cast, third, "done")
    with cast.at(NEXT_YEAR):
        last = _later(cast, 12)
        assert last is not None
        _judge(cast, last, "not")
        again = Recheck.objects.get(months=12, round_no=2)
    assert again.due_on == date(2027, 5, 1)
    tally = Tally.objects.get(drive=first.drive, unit=cast.cell)
    found = [(getattr(tally, f"findings_judged_{m}m"), getattr(tally, f"findings_held_{m}m")) for m in rules.HORIZONS]
    assert found == [(2, 1), (1, 1), (1, 0)]


def test_S133_a_past_day_says_what_had_held_by_then(cast: Cast) -> None:
    first = _a_month_later(cast, "done", "done")
    with cast.at(JULY):
        third = _later(cast, 3)
        assert third is not None
        _judge(cast, third, "done", "partly")
    before, after = (
        counts_on(first.drive, [cast.cell.pk], day)[cast.cell.pk] for day in (date(2026, 6, 30), date(2026, 7, 1))
    )
    assert (before["findings_judged_3m"], after["findings_judged_3m"], after["findings_held_3m"]) == (0, 2, 1)
    assert before["findings_held_1m"] == 2


def test_an_action_confirmed_by_its_day_is_on_time(cast: Cast) -> None:
    with cast.at():
        drive = stage.open_drive(cast)
        early, late = stage.planned(cast, drive, "member"), stage.planned(cast, drive, "member2")
    with cast.at(clock.local(2026, 4, 30, 22)):
        services.report_action(actor=cast.actor("member"), action=early, evidence="Đã đến đúng giờ.")
    with cast.at(clock.local(2026, 5, 2, 8)):
        services.report_action(actor=cast.actor("member2"), action=late, evidence="Đã đến đúng giờ.")
        for one in (early, late):
            services.confirm_action(actor=cast.actor("cell_secretary"), action=one)
    tally = Tally.objects.get(drive=drive, unit=cast.cell)
    assert (tally.actions, tally.actions_on_time) == (2, 1)


def _rank(cast: Cast) -> Indicator:
    return define_indicator(actor=cast.actor("clerk"), unit=cast.ward, code="par-index", name="Cải cách", kind="rank")


def test_R31_a_rank_and_a_count_with_its_running_total(cast: Cast) -> None:
    clerk = cast.actor("clerk")
    with cast.at():
        rank = _rank(cast)
        for year, place in ((2020, 9), (2019, 17)):
            note_indicator(
                actor=clerk,
                indicator=rank,
                from_on=date(year, 1, 1),
                to_on=date(year, 12, 31),
                n=place,
                of=21,
                source="QĐ",
            )
        count = define_indicator(
            actor=clerk, unit=cast.ward, code="DU-AN", name="Dự án", kind="count", since_on=date(2020, 1, 1)
        )
        for first, last, number in (
            (date(2020, 1, 1), date(2021, 12, 31), 11),
            (date(2022, 1, 1), date(2022, 5, 31), 7),
        ):
            note_indicator(actor=clerk, indicator=count, from_on=first, to_on=last, n=number, source="BC")
        found = [one.as_json() for one in selectors.indicators(actor=clerk, unit=cast.ward)]
        past = selectors.indicators(actor=clerk, unit=cast.ward, on=date(2021, 12, 31))[0]
    assert found == [
        {"code": "DU-AN", "kind": "count", "period": 7, "total": 18},
        {"code": "PAR-INDEX", "kind": "rank", "before": {"k": 17, "of": 21}, "after": {"k": 9, "of": 21}, "change": 8},
    ]
    assert past.total == 11


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"to_on": date(2018, 1, 1)}, "to_on"),
        ({"to_on": date(2026, 12, 31)}, "to_on"),
        ({"from_on": date(2019, 6, 1)}, "from_on"),
        ({"n": 0}, "n"),
        ({"n": 22}, "n"),
        ({"n": -1}, "n"),
        ({"of": None}, "of"),
        ({"of": 0}, "n"),
        ({"source": " "}, "source"),
    ],
)
def test_R31_a_wrong_value_is_refused_with_its_field(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with cast.at():
        rank = _rank(cast)
        right: dict[str, Any] = {
            "actor": cast.actor("clerk"),
            "indicator": rank,
            "n": 17,
            "of": 21,
            "source": "QĐ",
            **YEAR_2019,
        }
        note_indicator(**right)
        with pytest.raises(Invalid) as error:
            note_indicator(**(right | wrong))
    assert error.value.field == field
    assert IndicatorValue.objects.count() == 1


def test_R31_the_same_period_replaces_the_value_and_keeps_the_old_one(cast: Cast) -> None:
    with cast.at():
        rank = _rank(cast)
        for place in (18, 17):
            note_indicator(actor=cast.actor("clerk"), indicator=rank, n=place, of=21, source="QĐ", **YEAR_2019)
        shown = selectors.indicators(actor=cast.actor("clerk"), unit=cast.ward)[0]
    assert [one.n for one in shown.values] == [17]
    assert IndicatorValue.objects.filter(indicator=rank).count() == 2


def test_R31_only_the_office_notes_and_a_foreign_unit_is_not_found(cast: Cast) -> None:
    with cast.at():
        with pytest.raises(Forbidden):
            define_indicator(actor=cast.actor("cell_secretary"), unit=cast.cell, code="A", name="B", kind="ratio")
        with pytest.raises(NotFound):
            define_indicator(actor=cast.actor("cell_secretary"), unit=cast.sibling, code="A", name="B", kind="ratio")
        rank = _rank(cast)
        for wrong in ({"code": "PAR-INDEX"}, {"code": "Mã số"}, {"name": " "}, {"kind": "x"}, {"kind": "count"}):
            with pytest.raises(Invalid):
                define_indicator(
                    actor=cast.actor("clerk"), unit=rank.unit, **({"code": "B", "name": "B", "kind": "ratio"} | wrong)
                )


def test_R31_the_clerk_watches_and_notes_in_the_browser(client: Client, cast: Cast) -> None:
    with cast.at():
        client.force_login(cast.accounts["clerk"])
        url = reverse("unit-indicators", args=[cast.ward.pk])
        refused = client.post(url, {"name": "Chỉ số cải cách", "code": "Mã số", "kind": "rank"})
        assert (refused.status_code, "Chỉ số cải cách" in refused.content.decode()) == (422, True)
        made = client.post(url, {"name": "Chỉ số cải cách", "code": "PAR-INDEX", "kind": "rank"})
        value = {"from_on": "01/01/2019", "to_on": "31/12/2019", "n": "17", "of": "21", "source": "Quyết định của tỉnh"}
        assert client.post(made.headers["Location"], value | {"to_on": "31/02/2019"}).status_code == 422
        assert client.post(made.headers["Location"], value).status_code == 302
        later = value | {"from_on": "01/01/2020", "to_on": "31/12/2020", "n": "9"}
        assert client.post(made.headers["Location"], later).status_code == 302
        shown = client.get(url).content.decode()
    assert "tăng 8 bậc" in shown

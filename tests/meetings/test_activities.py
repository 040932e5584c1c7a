"""Events of a drive: planned, held, counted by kind as of a day, and who has not (S35, S129)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guong.drives.models import Drive, Tally
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings import rules, selectors
from guong.meetings.models import Activity
from guong.meetings.services import activities
from guong.meetings.services.activities import EventFacts
from guong.org.models import Unit
from guong.web import tasks_meetings
from tests.cast import Cast
from tests.drives.factory import open_test_drive

MORNING = clock.local(2026, 3, 20, 9)
LATER = clock.local(2026, 4, 2, 9)


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


def facts(kind: str = "workshop", on: date = date(2026, 3, 25), **more: object) -> EventFacts:
    asked: dict[str, object] = {
        "kind": kind, "name": "Hội thảo nêu gương", "from_on": on, "to_on": on, "place": "Hội trường phường",
        "audience": "Bí thư các chi bộ", **more,
    }  # fmt: skip
    return EventFacts(**asked)  # type: ignore[arg-type]


def planned(cast: Cast, drive: Drive, unit: Unit | None = None, who: str = "clerk", **more: object) -> Activity:
    with cast.at(MORNING):
        return activities.plan_activity(actor=cast.actor(who), drive=drive, unit=unit or cast.cell, facts=facts(**more))  # type: ignore[arg-type]


def held(cast: Cast, drive: Drive, unit: Unit | None = None, **more: object) -> Activity:
    found = planned(cast, drive, unit, **more)
    with cast.at(LATER):
        return activities.hold_activity(actor=cast.actor("clerk"), activity=found, outcome="Mười tham luận.", people=42)


def test_S129_a_body_is_counted_once_for_a_kind_from_the_day_on_which_it_began() -> None:
    rows = [(1, "workshop", date(2026, 3, 5)), (1, "workshop", date(2026, 3, 1)), (2, "study", date(2026, 3, 9))]
    assert rules.holders([2, 1, 3], rows, "workshop", date(2026, 3, 1)) == (1,)
    assert rules.holders([2, 1, 3], rows, "study", date(2026, 3, 8)) == ()
    assert rules.holders([2, 1, 3], rows, "", date(2026, 3, 9)) == (2, 1)


def test_S35_the_days_of_an_event_lie_in_order_and_begin_in_the_drive() -> None:
    span = {"drive_from": date(2026, 3, 1), "drive_to": date(2026, 6, 30)}
    fault = rules.event_fault
    assert fault(starts=date(2026, 3, 2), ends=date(2026, 3, 1), **span) == "order"
    assert fault(starts=date(2026, 2, 28), ends=date(2026, 3, 1), **span) == "early"
    assert fault(starts=date(2026, 7, 1), ends=date(2026, 7, 1), **span) == "late"
    assert fault(starts=date(2026, 6, 30), ends=date(2026, 7, 1), **span) == ""


def test_S129_units_are_counted_by_kind_as_of_any_day_with_those_who_have_not(cast: Cast, drive: Drive) -> None:
    held(cast, drive, cast.cell)
    held(cast, drive, cast.cell, on=date(2026, 3, 26))
    held(cast, drive, cast.front)
    planned(cast, drive, cast.sibling)
    with cast.at(LATER):
        seen = selectors.event_board(actor=cast.actor("clerk"), drive=drive, kind="workshop")
        before = selectors.event_board(actor=cast.actor("clerk"), drive=drive, kind="workshop", day=date(2026, 3, 24))
        study = selectors.event_board(actor=cast.actor("clerk"), drive=drive, kind="study")
    line = next(one for one in seen.kinds if one.kind == "workshop")
    assert (line.bodies.n, line.bodies.of, line.held, line.holders) == (1, 3, 3, 2)
    assert [one.unit.unit_id for one in seen.done] == [cast.cell.pk]
    assert {one.unit.unit_id for one in seen.left} == {cast.sibling.pk, cast.inspection.pk}
    assert before.done == ()
    assert next(one for one in before.kinds if one.kind == "workshop").held == 0
    assert (study.done, len(study.left)) == ((), 3)


def test_S35_an_event_changes_no_figure_of_the_cells(cast: Cast, drive: Drive) -> None:
    before = list(Tally.objects.filter(drive=drive).order_by("pk").values())
    held(cast, drive, cast.cell, kind="study")
    assert list(Tally.objects.filter(drive=drive).order_by("pk").values()) == before


def test_S35_bad_facts_name_their_field_and_keep_nothing(cast: Cast, drive: Drive) -> None:
    bad: list[tuple[str, dict[str, object]]] = [
        ("kind", {"kind": "²"}), ("name", {"name": " "}), ("place", {"place": ""}), ("audience", {"audience": "\0 "}),
        ("name", {"name": "a" * 201}), ("from_on", {"on": date(2026, 2, 1)}), ("to_on", {"to_on": date(2026, 3, 1)}),
    ]  # fmt: skip
    for field, more in bad:
        with pytest.raises(Invalid) as caught:
            planned(cast, drive, **more)
        assert caught.value.field == field, more
    assert not Activity.objects.exists()


def test_S35_who_writes_and_who_does_not(cast: Cast, drive: Drive) -> None:
    found = planned(cast, drive, who="cell_secretary")
    with pytest.raises(Forbidden):
        planned(cast, drive, who="member")
    with pytest.raises(NotFound):
        planned(cast, drive, cast.sibling, who="cell_secretary")
    with pytest.raises(NotFound):
        planned(cast, drive, cast.district, who="clerk")
    with cast.at(LATER), pytest.raises(NotFound):
        selectors.activity(actor=cast.actor("sibling_secretary"), activity_id=found.pk)


def test_S35_it_is_held_after_its_day_and_called_off_with_a_reason(cast: Cast, drive: Drive) -> None:
    clerk = cast.actor("clerk")
    found, other = planned(cast, drive), planned(cast, drive)
    with cast.at(MORNING), pytest.raises(Invalid):
        activities.hold_activity(actor=clerk, activity=found, outcome="Tốt")
    with cast.at(LATER):
        with pytest.raises(Invalid):
            activities.hold_activity(actor=clerk, activity=found, outcome="\0")
        with pytest.raises(Invalid):
            activities.cancel_activity(actor=clerk, activity=other, reason=" ")
        activities.cancel_activity(actor=clerk, activity=other, reason="Trùng lịch")
        with pytest.raises(Invalid):
            activities.hold_activity(actor=clerk, activity=other, outcome="Tốt")
        activities.hold_activity(actor=clerk, activity=found, outcome="Tốt", people=5)
        with pytest.raises(Invalid):
            activities.change_activity(actor=clerk, activity=found, facts=facts())
    assert set(Activity.objects.values_list("state", flat=True)) == {"held", "cancelled"}


def test_S35_in_the_browser_planned_due_written_down_and_counted(cast: Cast, drive: Drive, client: Client) -> None:
    client.force_login(cast.accounts["cell_secretary"])
    url = reverse("event-new", args=[drive.pk, cast.cell.pk])
    typed = {
        "kind": "seminar", "name": "Tọa đàm nói đi đôi với làm", "from_on": "25/03/2026", "place": "Nhà văn hóa",
        "audience": "Đảng viên, quần chúng",
    }  # fmt: skip
    with cast.at(MORNING):
        assert "tháng 13" in client.post(url, {**typed, "name": "tháng 13", "from_on": "1/13/2026"}).content.decode()
        assert client.post(url, {**typed, "from_on": "9/9/9999"}).status_code == 422
        made = client.post(url, typed)
    page = made["Location"]
    with cast.at(LATER):
        due = tasks_meetings.tasks(cast.actor("cell_secretary"), LATER.date())
        assert page in [one.url for one in due]
        assert client.post(page, {"act": "hold", "outcome": "", "people": "²"}).status_code == 422
        assert client.post(page, {"act": "hold", "outcome": "Tám ý kiến.", "people": "30"}).status_code == 302
        assert "Tám ý kiến." in client.get(page).content.decode()
        assert page not in [one.url for one in tasks_meetings.tasks(cast.actor("cell_secretary"), LATER.date())]
        client.force_login(cast.accounts["clerk"])
        board = client.get(reverse("events", args=[drive.pk]), {"loai": "seminar"}).content.decode()
        assert page in board
        assert "1/3" in board
        wrong = client.get(reverse("events", args=[drive.pk]), {"ngay": "²"})
        future = client.get(reverse("events", args=[drive.pk]), {"ngay": str(LATER.date() + timedelta(days=1))})
        foreign = client.get(reverse("events", args=[drive.pk]), {"to-chuc": "999999"})
    assert (wrong.status_code, future.status_code, foreign.status_code) == (422, 422, 404)

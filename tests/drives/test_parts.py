"""A meeting in parts: disjoint, their union all the eligible, done only when all are held (S135, R17)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from guong.drives import rules
from guong.drives.models import Drive, Participant, PartMember, Tally
from guong.drives.selectors import cell_states, part_people, undivided
from guong.drives.services import divide_parts, hold_registration
from guong.figures.asof.drive_rows import columns
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings.querysets import expected_people
from guong.meetings.services.planning import plan_meeting
from guong.web import tasks_drives
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.drives.test_pages import client, words
from tests.drives.test_registering import divide, register


def two_parts(cast: Cast) -> Drive:
    drive = open_test_drive(cast)
    register(cast, drive)
    register(cast, drive, part_no=2, starts_at=clock.local(2026, 4, 21, 19, 30))
    return drive


def eligible(cast: Cast, drive: Drive) -> list[int]:
    rows = Participant.objects.filter(drive=drive, unit=cast.cell, eligible=True)
    return list(rows.order_by("person__name_key").values_list("person_id", flat=True))


def test_R17_coverage_names_who_stands_in_none_and_who_in_two() -> None:
    assert rules.coverage([1, 2, 3], [1, 2], [(1, 1), (2, 2), (3, 2)]).whole
    found = rules.coverage([1, 2, 3], [1, 2], [(1, 1), (1, 2)])
    assert (found.nowhere, found.twice, found.empty) == ((2, 3), (1,), ())
    assert rules.coverage([1], [1, 2], [(1, 1)]).empty == (2,)
    assert rules.coverage([1, 2], [1], []).whole
    assert rules.coverage([1], [1, 2], [(1, 1), (9, 2), (9, 1)]).twice == (9,)
    assert rules.coverage([1, 2], [1, 2], [(1, 1), (2, 3)]).nowhere == (2,)


@given(n=st.integers(0, 60), k=st.integers(1, 9))
def test_S135_the_proposal_gives_everybody_one_part_and_sizes_differ_by_one_at_most(n: int, k: int) -> None:
    parts = list(range(1, k + 1))
    pairs = rules.even_split(list(range(n)), parts)
    sizes = [sum(part == one for _person, part in pairs) for one in parts]
    assert [person for person, _part in pairs] == list(range(n))
    assert max(sizes) - min(sizes) <= 1
    assert n < k or rules.coverage(range(n), parts, pairs).whole


def test_R17_the_cell_is_done_only_when_all_parts_are_held_and_everybody_had_one(cast: Cast) -> None:
    drive = two_parts(cast)
    for row in drive.registrations.order_by("part_no"):
        day = row.starts_at.astimezone(clock.ZONE).date()
        with clock.at(clock.local(2026, 4, 22, 9)):
            hold_registration(actor=cast.actor("cell_secretary"), registration=row, held_on=day)
    assert Tally.objects.get(drive=drive, unit=cast.cell).held == 0
    assert undivided(drive.pk, [cast.cell.pk, cast.sibling.pk]) == {cast.cell.pk}
    with clock.at(clock.local(2026, 4, 23, 9)):
        state = cell_states(actor=cast.actor("clerk"), drive=drive)[0]
        assert (state.divided, state.held) == (False, False)
        pairs = [(pk, 1 + index % 2) for index, pk in enumerate(eligible(cast, drive))]
        divide_parts(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell, pairs=pairs)
        assert cell_states(actor=cast.actor("clerk"), drive=drive)[0].held
        with pytest.raises(Invalid):
            divide_parts(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell, pairs=pairs)
    assert Tally.objects.get(drive=drive, unit=cast.cell).held == 1
    held = [
        columns(drive, [cast.cell.pk], date(2026, 4, day), clock.local(2026, 4, day + 1))["held"][cast.cell.pk]
        for day in (20, 22, 23)
    ]
    assert held == [0, 0, 1]  # as of a past day, too (S133)


def test_R17_a_list_with_somebody_in_none_in_two_or_an_empty_part_keeps_nothing(cast: Cast) -> None:
    drive = two_parts(cast)
    people = eligible(cast, drive)
    whole = [(pk, 1 + index % 2) for index, pk in enumerate(people)]
    bad = {
        "không": (whole[1:], "Chưa đứng ở kỳ nào"),
        "hai": ([*whole, (people[0], 2)], "Đang đứng ở hai kỳ"),
        "trống": ([(pk, 1) for pk in people], "chưa có ai dự"),
        "lạ": ([*whole, (people[0], 5)], "chưa đăng ký"),
    }
    with cast.at():
        for pairs, said in bad.values():
            with pytest.raises(Invalid) as error:
                divide_parts(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell, pairs=pairs)
            assert said in str(error.value)
        foreign = cast.person("sibling_member").pk
        with pytest.raises(NotFound):
            divide_parts(actor=cast.actor("clerk"), drive=drive, unit=cast.cell, pairs=[*whole, (foreign, 1)])
        with pytest.raises(Forbidden):
            divide_parts(actor=cast.actor("member"), drive=drive, unit=cast.cell, pairs=whole)
        with pytest.raises(NotFound):
            divide_parts(actor=cast.actor("sibling_secretary"), drive=drive, unit=cast.cell, pairs=whole)
    assert not PartMember.objects.exists()


def test_R17_the_roll_of_a_part_awaits_those_of_that_part(cast: Cast) -> None:
    drive = two_parts(cast)
    first = drive.registrations.get(part_no=1)
    with clock.at(clock.local(2026, 4, 20, 19, 30)):
        meeting = plan_meeting(
            actor=SYSTEM, unit=cast.cell, kind="thematic", starts_at=first.starts_at, place="Nhà văn hóa", mode="in_person",
            drive=drive, registration=first,
        )  # fmt: skip
    assert expected_people(meeting).count() == len(eligible(cast, drive))
    divide(cast, drive)
    mine = part_people(drive.pk, cast.cell.pk, 1)
    assert mine
    assert set(expected_people(meeting).values_list("pk", flat=True)) == mine


def test_S135_the_secretary_divides_the_cell_on_its_page(cast: Cast) -> None:
    drive = two_parts(cast)
    url = reverse("registration-parts", args=[drive.pk, cast.cell.pk])
    with cast.at():
        secretary = client(cast, "cell_secretary")
        titles = [str(task.url) for task in tasks_drives.tasks(cast.actor("cell_secretary"), clock.today())]
        assert url in titles
        assert url in words(secretary.get(reverse("registration", args=[drive.pk, cast.cell.pk])))
        page = secretary.get(url)
        assert words(page).count(" checked") == len(eligible(cast, drive))
        pairs = [f"{pk}-{1 + index % 2}" for index, pk in enumerate(eligible(cast, drive))]
        twice = secretary.post(url, {"ky": [*pairs, f"{pairs[0].split('-')[0]}-2", "²-1"]})
        assert twice.status_code == 404  # "²" names nobody
        twice = secretary.post(url, {"ky": [*pairs, f"{pairs[0].split('-')[0]}-2"]})
        assert twice.status_code == 422
        assert "ở hai kỳ" in words(twice)
        assert words(twice).count(" checked") == len(pairs) + 1  # what was ticked stays
        assert secretary.post(url, {"ky": pairs}).status_code == 302
        assert url not in [str(task.url) for task in tasks_drives.tasks(cast.actor("cell_secretary"), clock.today())]
    assert PartMember.objects.filter(drive=drive, unit=cast.cell).count() == len(pairs)

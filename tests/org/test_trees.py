"""The table of organisations: whole when small, level by level when large, with the same numbers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guong.org.models import Unit
from guong.org.selectors import trees
from tests.cast import DAY, Cast


def _numbers(rows: list[trees.UnitRow]) -> dict[str, tuple[int, int | None, int | None]]:
    return {row.unit.code: (row.cells, row.total, row.exempt) for row in rows}


@pytest.fixture
def below(cast: Cast) -> dict[str, tuple[int, int | None, int | None]]:
    """The numbers of the whole tree, read while it is small."""
    return _numbers(trees.unit_rows(actor=cast.actor("clerk"), on=DAY))


def test_a_large_tree_shows_its_top_and_what_stands_directly_below_with_the_same_numbers(
    cast: Cast, below: dict[str, tuple[int, int | None, int | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trees, "WHOLE", 1)
    rows = trees.unit_rows(actor=cast.actor("clerk"), on=DAY)
    near = {unit.code for unit in Unit.objects.filter(parent=cast.ward)} | {cast.ward.code}
    assert _numbers(rows) == {code: numbers for code, numbers in below.items() if code in near}
    assert rows[0].unit == cast.ward
    assert rows[0].cells == 2
    assert rows[0].total
    inside = trees.unit_rows(actor=cast.actor("clerk"), on=DAY, top=cast.ward)
    assert _numbers(inside) == _numbers(rows)


def test_of_a_very_large_tree_the_members_are_not_counted_and_nobody_is_told_that_there_are_none(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trees, "WHOLE", 1)
    monkeypatch.setattr(trees, "COUNTED", 1)
    rows = trees.unit_rows(actor=cast.actor("clerk"), on=DAY)
    assert {row.total for row in rows} == {None}
    client = Client()
    client.force_login(cast.accounts["clerk"])
    with cast.at():
        page = client.get(reverse("unit", args=[cast.ward.pk])).content.decode()
    assert "Ở đây chưa có đảng viên nào" not in page
    assert reverse("unit", args=[cast.cell.pk]) in page


def test_one_cell_alone_is_the_top_of_what_its_secretary_sees(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _numbers(trees.unit_rows(actor=cast.actor("cell_secretary"), on=DAY))
    monkeypatch.setattr(trees, "WHOLE", 0)
    assert _numbers(trees.unit_rows(actor=cast.actor("cell_secretary"), on=DAY)) == whole

"""The funnel by unit and kind: equal to the board's figures, and nothing small is given away (D9)."""

from __future__ import annotations

import random
from collections import Counter
from itertools import product

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from scipy.optimize import linprog

from guong.corrections import services as corrections
from guong.drives.models import Drive
from guong.figures import funnels, selectors
from guong.figures.disclosure.groups import hide
from guong.figures.rules import Few
from guong.kernel.errors import NotFound
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.figures.test_disclosure import LIMIT, TOP, found, place, veil_today

KINDS = ["work"] * 6 + ["style"] * 2 + ["people"] * 5


@pytest.fixture
def drive(cast: Cast) -> Drive:
    drive = open_test_drive(cast)
    with cast.at():
        for number, kind in enumerate(KINDS):
            unit, who = (cast.cell, "member") if number % 2 else (cast.sibling, "sibling_member")
            corrections.state_finding(
                actor=SYSTEM, drive=drive, unit=unit, subject="person", person=cast.person(who), kind=kind,
                fact=f"Ngày {number + 1}/3 để dân chờ quá hai giờ.", source="review",
            )  # fmt: skip
    return drive


def test_the_kinds_add_up_to_the_figures_of_the_board(cast: Cast, drive: Drive) -> None:
    with cast.at():
        figures = selectors.figures(actor=SYSTEM, drive=drive, unit=cast.ward)
        counts = funnels.by_kind(drive, cast.ward.path)
        seen = funnels.funnel_of(actor=SYSTEM, drive=drive, unit=cast.ward)
    assert {kind: row["findings"] for kind, row in counts.items()} == Counter(KINDS)
    assert seen.whole.values == [figures[key] for key in funnels.STAGES]
    assert sum(line.values[0] for line in seen.kinds) == sum(line.values[0] for line in seen.units) == len(KINDS)


def test_D9_a_small_kind_is_not_stated_nor_the_one_that_gives_it_away(cast: Cast, drive: Drive) -> None:
    """2 of style; the total less 6 and 5 would say so, so a second kind is withheld too."""
    with cast.at():
        seen = funnels.funnel_of(actor=cast.actor("clerk"), drive=drive, unit=cast.ward)
        inside = funnels.funnel_of(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell)
        beside = funnels.funnel_of(actor=cast.actor("clerk"), drive=drive, unit=cast.cell)
        one = funnels.funnel_of(actor=cast.actor("clerk"), drive=drive, unit=cast.ward, kind="work")
        with pytest.raises(NotFound):
            funnels.funnel_of(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.ward)
    assert sorted(str(line.values[0]) for line in seen.kinds) == sorted([str(Few(5)), str(Few(5)), "6"])
    assert {str(line.values[0]) for line in inside.kinds} == {"3", "1", "2"}
    assert beside.kinds == []
    assert len(one.kinds) == 1
    assert one.kinds[0].values == seen.kinds[0].values  # a filter shows nothing that the whole list withholds


def test_the_page_of_the_funnel(cast: Cast, drive: Drive) -> None:
    client = Client()
    client.force_login(cast.accounts["clerk"])
    with cast.at():
        for query in ("", "?loai=work", "?loai=x"):
            page = client.get(reverse("board-funnel", args=[drive.pk, cast.ward.pk]) + query)
            assert page.status_code == 200
    assert "không nêu" in page.content.decode()


@pytest.mark.parametrize("seed", [1, 4])
def test_Q6_cells_and_kinds_together_give_nothing_away(seed: int) -> None:
    """Both margins of one ward, cells and kinds, with what is withheld of each: a solver over the inner table."""
    choose = random.Random(seed)
    cells, kinds = range(5), range(4)
    inner = {(cell, kind): choose.choice([0, 0, 1, 2, 5, 9]) for cell, kind in product(cells, kinds)}
    by_cell = [sum(inner[cell, kind] for kind in kinds) for cell in cells]
    by_kind = [sum(inner[cell, kind] for cell in cells) for kind in kinds]
    tree = found(*by_cell)
    veil = veil_today(tree, LIMIT)
    hidden = hide([{"findings": number} for number in by_kind], LIMIT).hidden
    margins = [
        ([(cell, kind) for kind in kinds], by_cell[cell], "findings" in veil.of(place(cell + 1))) for cell in cells
    ]
    margins += [([(cell, kind) for cell in cells], by_kind[kind], "findings" in hidden[kind]) for kind in kinds]
    margins.append((list(inner), sum(by_cell), "findings" in veil.of(TOP)))
    order = {key: index for index, key in enumerate(inner)}
    rows = [[float(key in set(keys)) for key in order] for keys, _number, _hidden in margins]
    known = [index for index, margin in enumerate(margins) if not margin[2]]
    for index, (_keys, _number, is_hidden) in enumerate(margins):
        if is_hidden:
            low, high = (_extreme(rows, margins, known, index, sign) for sign in (1, -1))
            assert high - low >= LIMIT


def _extreme(rows: list[list[float]], margins: list[tuple], known: list[int], index: int, sign: int) -> float:  # type: ignore[type-arg]
    goal = sign * np.array(rows[index])
    made = linprog(goal, A_eq=[rows[one] for one in known], b_eq=[margins[one][1] for one in known], method="highs")
    return float(sign * made.fun)

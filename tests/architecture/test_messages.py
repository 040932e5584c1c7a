"""Nothing on a Vietnamese page is English: every marked string has its translation, complete and not fuzzy."""

from __future__ import annotations

import pytest
from tools import messages

AREAS = ["shell", *messages.ROOMS]


@pytest.mark.parametrize("area", AREAS)
def test_every_marked_string_is_vietnamese(area: str) -> None:
    assert messages.problems(area) == []


def test_every_catalogue_belongs_to_an_area() -> None:
    assert set(messages.catalogues()) <= set(AREAS)


def test_a_string_is_said_one_way_by_all_areas() -> None:
    """Two areas that translate one string differently would let the order of folders decide."""
    said: dict[tuple[str, str], tuple[str, ...]] = {}
    differ = []
    for catalogue in messages.catalogues().values():
        for key, words in messages.entries(catalogue).items():
            if said.setdefault(key, words) != words:
                differ.append((key[1], said[key], words))
    assert differ == []


def test_blocks_become_the_same_msgid_that_django_makes() -> None:
    assert messages._block_text("\n  A {{ name }}\n  100 %\n", trimmed=True) == "A %(name)s 100 %%"

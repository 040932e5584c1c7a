"""The cast stands on the ground floors: units, people, grants, scopes, audit."""

from __future__ import annotations

import pytest

from guong.audit.selectors import verify
from guong.kernel.errors import Forbidden, NotFound
from guong.org import selectors
from tests.cast import DAY, Cast


def test_a_cell_secretary_reads_the_roster_of_the_own_cell_only(cast: Cast) -> None:
    secretary = cast.actor("cell_secretary")
    names = [person.full_name for person in selectors.members(actor=secretary, unit=cast.cell, on=DAY)]
    assert names[0] == "Phạm Văn Bường"  # given name first: B before Đ
    assert names[1] == "Vũ Thị Đào"
    with pytest.raises(NotFound):
        selectors.members(actor=secretary, unit=cast.sibling, on=DAY)


def test_a_member_sees_the_cell_but_not_the_roster(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        selectors.members(actor=cast.actor("member"), unit=cast.cell, on=DAY)


def test_every_write_of_the_cast_is_in_an_unbroken_chain(cast: Cast) -> None:
    rows, breaks = verify()
    assert rows > 40
    assert breaks == []

"""How far a right reaches, and how long."""

from __future__ import annotations

from datetime import date

from guong.access.roles import Role
from guong.access.services import give_grant
from tests.cast import SYSTEM, Cast

READ = "reviews.review:read"


def test_R44_a_right_reaches_its_node_and_below_between_two_days(cast: Cast) -> None:
    """Never the neighbour, never upward, and not a day longer than given."""
    with cast.at():
        secretary = cast.actor("cell_secretary")
        assert secretary.can(READ, cast.cell.path)
        assert not secretary.can(READ, cast.sibling.path)
        assert not secretary.can(READ, cast.ward.path)
        give_grant(
            actor=SYSTEM, account=cast.accounts["member"], role=Role.SECRETARY, unit=cast.cell, reason="ủy quyền",
            since=date(2026, 4, 1), until=date(2026, 4, 30),
        )  # fmt: skip
    reach = {
        day: cast.actor("member", day).can(READ, cast.cell.path)
        for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 1))
    }
    assert list(reach.values()) == [False, True, True, False]

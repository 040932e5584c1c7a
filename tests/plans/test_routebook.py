"""Where copies go is data: published, versioned, frozen by a drive when it opens, and marked until it is confirmed (R26)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guong.audit.models import Entry
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.plans import routebook, rules
from guong.plans.models import Delivery, RouteTable
from guong.plans.rules import DEFAULT_ROUTES, Route
from guong.plans.selectors import routes_page
from guong.plans.services import publish_routes
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.plans import stage


def _lines(**changes: Route) -> list[Route]:
    return [changes.get(one.code, one) for one in DEFAULT_ROUTES]


NO_FRONT = _lines(front=Route("front", on=False))
DEPUTIES = _lines(
    posting=Route("posting", on=True, posts=frozenset({"committee_deputy", "people_chair"}), confirmed=True)
)


def test_R26_the_programs_own_table_is_not_confirmed_by_anybody() -> None:
    assert [one.confirmed for one in DEFAULT_ROUTES] == [False] * 5
    assert routebook.lines_of(RouteTable(rows=routebook.as_rows(NO_FRONT))) == tuple(NO_FRONT)


def test_R26_a_line_may_be_for_other_offices_and_lines_add_up() -> None:
    assert rules.routes({"committee_deputy"}, managed_by_higher=True, table=DEPUTIES) == list(rules.ROUTES)
    assert "posting" not in rules.routes({"committee_secretary"}, managed_by_higher=False, table=DEPUTIES)
    assert rules.routes(set(), managed_by_higher=False, table=NO_FRONT) == ["cell"]


@pytest.mark.parametrize(
    "line",
    [
        Route("cell", on=False),
        Route("cell", on=True, posts=frozenset({"cell_secretary"})),
        Route("posting", on=True),  # everybody's plan on the board
        Route("posting", on=True, posts=frozenset({"cell_secretary"})),
        Route("committee", on=True, posts=frozenset({"king"})),
    ],
)
def test_D13_no_table_posts_an_ordinary_member_or_leaves_the_cell_out(cast: Cast, line: Route) -> None:
    with cast.at(), pytest.raises(Invalid) as refused:
        publish_routes(actor=cast.actor("clerk"), unit=cast.ward, lines=_lines(**{line.code: line}), note="Thử")
    assert refused.value.field == line.code
    assert not RouteTable.objects.exists()


def test_R26_a_drive_keeps_the_table_with_which_it_was_opened(cast: Cast) -> None:
    """Published before the opening it holds; published after it, only the next drive knows it."""
    with cast.at(clock.local(2026, 2, 20, 8)):
        publish_routes(actor=cast.actor("clerk"), unit=cast.ward, lines=DEPUTIES, note="Kế hoạch 121-KH/ĐU")
    drive = open_test_drive(cast)
    with cast.at():
        publish_routes(actor=cast.actor("clerk"), unit=cast.ward, lines=NO_FRONT, note="Đổi giữa chừng")
        plan = stage.accepted(cast, drive, "chairman")
        page = routes_page(actor=cast.actor("clerk"), unit=cast.cell)
    assert set(Delivery.objects.filter(plan=plan).values_list("route", flat=True)) == set(rules.ROUTES)
    assert (page.table.number, [one.on for one in page.lines][-1], len(page.versions)) == (2, False, 2)
    assert Entry.objects.filter(code="plans.routes.published").count() == 2


def test_R26_who_publishes_and_what_is_refused(cast: Cast) -> None:
    with cast.at():
        for who, answer in (("member", NotFound), ("inspector", Forbidden), ("outsider", NotFound)):
            with pytest.raises(answer):
                publish_routes(actor=cast.actor(who), unit=cast.ward, lines=NO_FRONT, note="Thử")
        for lines, note in ((NO_FRONT, " "), (list(DEFAULT_ROUTES), "Không đổi gì")):
            with pytest.raises(Invalid):
                publish_routes(actor=cast.actor("clerk"), unit=cast.ward, lines=lines, note=note)
        publish_routes(actor=cast.actor("clerk"), unit=cast.ward, lines=NO_FRONT, note="Theo hướng dẫn")
        confirmed = [replace(one, confirmed=True) for one in NO_FRONT]
        publish_routes(actor=cast.actor("clerk"), unit=cast.ward, lines=confirmed, note="Văn phòng đã xác nhận")
    assert [one.confirmed for one in routebook.lines_of(routebook.in_force(cast.cell.path))] == [True] * 5

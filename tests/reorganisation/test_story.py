"""Three communes become one, the district disappears, a cell splits in the middle of a drive: nothing published changes."""

from __future__ import annotations

from datetime import date

import pytest

from guong.access.models import Grant
from guong.audit.models import Entry
from guong.drives.models import DriveUnit
from guong.figures.checks import drift
from guong.kernel import clock
from guong.org.models import Membership, Post, Unit
from guong.org.selectors import above_on, name_on, path_on
from guong.reorganisation import selectors
from guong.reorganisation.models import Reorganisation, Succession, Transfer
from guong.reorganisation.services.settling import records_of
from tests.cast import SYSTEM
from tests.reorganisation.land import BEFORE, DAY, DURING, Land, build, do, every_figure, open_over

pytestmark = pytest.mark.django_db


def _merge(land: Land) -> Unit:
    ids = [land.unit(f"XA-{name}").pk for name in "ABC"]
    order = {"units": ids, "parent": land.unit("HUYEN").pk, "code": "XA-MOI", "name": "Đảng ủy xã Liên Hợp"}
    do(land.actor("clerk"), land.unit("TINH"), "merge", order)
    return Unit.objects.get(code="XA-MOI")


def _abolish(land: Land) -> None:
    do(land.actor("clerk"), land.unit("TINH"), "abolish", {"top": land.unit("TINH").pk, "kind": "district"})


def _split(land: Land) -> None:
    going = [
        land.people[who].pk for who in ("a1-2", "a1-3")
    ]  # the secretary stays with the part that keeps the records
    parts = [
        {"code": "A1-1", "name": "Chi bộ thôn A1 Đông"},
        {"code": "A1-2", "name": "Chi bộ thôn A1 Tây", "people": going},
    ]
    order = {"unit": land.unit("A1").pk, "closes": True, "parts": parts}
    post, grant = Post.objects.get(unit=land.units["A1"], to_on=None), Grant.objects.get(unit=land.units["A1"])
    do(land.actor("clerk"), land.unit("TINH"), "split", order, carry_posts=[post.pk], carry_grants=[grant.pk])


@pytest.fixture
def told() -> tuple[Land, dict[int, dict[str, str]]]:
    """The whole story, and the figures of every frozen node before it."""
    land = build()
    drive = open_over(land)
    with clock.at(DURING):
        before = every_figure(drive)
        _merge(land)
        _abolish(land)
        _split(land)
    return land, before


def test_figures_at_every_frozen_node_are_equal_before_and_after(told: tuple[Land, dict[int, dict[str, str]]]) -> None:
    land, before = told
    assert land.drive is not None
    with clock.at(DURING):
        after = every_figure(land.drive)
        assert after == before
        assert len(before) == 12
        assert drift(actor=SYSTEM) == []
    assert {node.name for node in DriveUnit.objects.filter(drive=land.drive)} == {
        unit.name for unit in land.units.values()
    }


def test_the_tree_of_today_is_as_ordered(told: tuple[Land, object]) -> None:
    land, _before = told
    new, province = Unit.objects.get(code="XA-MOI"), land.unit("TINH")
    assert new.parent_id == province.pk
    ended = set(Unit.objects.exclude(closed_on=None).values_list("code", flat=True))
    assert ended == {"XA-A", "XA-B", "XA-C", "HUYEN", "MTH", "A1"}
    cells = Unit.objects.filter(parent=new, closed_on=None).values_list("code", flat=True)
    assert set(cells) == {"A1-1", "A1-2", "A2", "B1", "B2", "C1", "C2"}
    for unit in Unit.objects.exclude(parent=None).select_related("parent"):
        assert unit.parent is not None
        assert unit.path[:-5] == unit.parent.path


def test_history_answers_for_any_day(told: tuple[Land, object]) -> None:
    land, _before = told
    cell, winter = land.unit("B1"), date(2026, 1, 31)
    assert [unit.code for unit in above_on(cell, winter)] == ["TINH", "HUYEN", "XA-B"]
    assert [unit.code for unit in above_on(cell, DAY)] == ["TINH", "XA-MOI"]
    assert path_on(cell, DAY) == cell.path
    assert path_on(cell, winter) != cell.path
    assert path_on(land.unit("HUYEN"), DAY) == ""
    assert name_on(land.unit("XA-A"), winter) == "Tổ chức XA-A"


def test_members_are_in_their_new_cells_and_were_told(told: tuple[Land, object]) -> None:
    land, _before = told
    now = dict(Membership.objects.filter(to_on=None).values_list("person__code", "unit__code"))
    assert {who: now[who] for who in ("a1-0", "a1-1", "a1-2", "a1-3")} == {
        "a1-0": "A1-1", "a1-1": "A1-1", "a1-2": "A1-2", "a1-3": "A1-2",
    }  # fmt: skip
    assert Transfer.objects.count() == 4
    last = Membership.objects.get(person=land.people["a1-2"], unit=land.units["A1"])
    assert last.to_on == date(2026, 4, 9)
    lines = Entry.objects.filter(code="reorganisation.member.moved")
    assert lines.count() == 4
    assert Post.objects.filter(unit__code="A1-1", kind="cell_secretary", to_on=None).exists()


def test_rights_end_and_pass_by_explicit_grants(told: tuple[Land, object]) -> None:
    land, _before = told
    old = Grant.objects.filter(unit=land.units["A1"]).order_by("pk")
    assert old[0].ended_at is not None
    with clock.at(DURING):
        secretary = land.actor("a1-0")
        assert secretary.can("reviews.review:read", land.unit("A1").path)
        assert secretary.can("reviews.review:read", Unit.objects.get(code="A1-1").path)
        assert not secretary.can("reviews.review:read", Unit.objects.get(code="A1-2").path)
        assert not land.actor("clerk-a").can("org.unit:manage", land.unit("XA-A").path)
    assert Grant.objects.filter(account=land.accounts["clerk-a"], ended_at=None).count() == 0
    assert Entry.objects.filter(code="access.grant.ended").count() == 2


def test_who_is_named_later_gets_the_old_records_by_one_button(told: tuple[Land, object]) -> None:
    land, _before = told
    from guong.reorganisation.services import pass_rights

    with clock.at(DURING):
        land.units["XA-MOI"] = Unit.objects.get(code="XA-MOI")
        land.account("clerk-new", "clerk", "XA-MOI", subtree=True)
        event = Reorganisation.objects.get(kind="merge")
        assert not land.actor("clerk-new").can("org.unit:read", land.unit("XA-B").path)
        assert pass_rights(actor=land.actor("clerk"), event=event) == 3
        assert pass_rights(actor=land.actor("clerk"), event=event) == 0
        assert land.actor("clerk-new").can("org.unit:read", land.unit("XA-B").path)


def test_todays_view_gathers_the_frozen_cells_under_who_keeps_them(told: tuple[Land, object]) -> None:
    land, _before = told
    assert land.drive is not None
    new = Unit.objects.get(code="XA-MOI")
    with clock.at(DURING):
        seen = selectors.today(actor=land.actor("clerk"), drive=land.drive, unit=new)
    assert seen.total["eligible"] == 24
    assert seen.total["registered"] == 2
    assert {row.today.code for row in seen.rows} == {"A1-1", "A2", "B1", "B2", "C1", "C2"}
    assert records_of(new.pk) == [new.pk, *sorted(land.units[f"XA-{name}"].pk for name in "ABC")]
    assert Succession.objects.filter(keeps_records=True).count() == 5


def test_a_place_that_was_left_is_never_given_again() -> None:
    land = build(members=1)
    with clock.at(DURING):
        left = land.unit("XA-C").path
        do(SYSTEM, land.unit("TINH"), "move", {"units": [land.unit("XA-C").pk], "parent": land.unit("TINH").pk})
        order = {"parent": land.unit("HUYEN").pk, "code": "XA-D", "name": "Xã mới", "kind": "commune"}
        do(SYSTEM, land.unit("TINH"), "open", order)
        assert Unit.objects.get(code="XA-D").path > left
    assert BEFORE < DURING

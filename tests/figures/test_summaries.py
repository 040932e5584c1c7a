"""Summaries of the bodies above the cells: always the recount, however writes and folds follow one another."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.drives.models import Drive, Tally
from guong.drives.services import (
    create_drive,
    hold_registration,
    mark_missed,
    move_registration,
    open_drive,
    register_meeting,
)
from guong.figures import selectors
from guong.figures.counting import part
from guong.figures.models import Fold, NodeSummary
from guong.figures.rules import Few
from guong.figures.summaries import folding, reading, refresh_summaries, summary_drift
from guong.figures.summaries.folding import fold
from guong.figures.summaries.nodes import bodies_above, gaps, nearest
from guong.kernel import clock, treepath
from guong.kernel.numbers import Ratio
from guong.org.enums import UnitKind
from guong.org.models import Unit
from guong.org.services import create_unit
from tests.cast import SYSTEM, Cast
from tests.figures.history import END, Life

DAY = clock.local(2026, 3, 20, 9)


# -- which stretch of the tree is whose


def _random_tree(seed: int) -> tuple[set[str], set[str]]:
    """(bodies, cells) of a random tree four levels deep."""
    rng = random.Random(seed)
    bodies, cells, open_paths = {"00001"}, set(), ["00001"]
    for _number in range(40):
        path = treepath.child(rng.choice(open_paths), rng.randrange(1, 9))
        if path in bodies or path in cells or treepath.depth(path) > 4:
            continue
        if rng.random() < 0.3:
            bodies.add(path)
            open_paths.append(path)
        else:
            cells.add(path)
    return bodies, cells


@pytest.mark.parametrize("seed", range(25))
def test_every_path_lies_in_exactly_one_stretch(seed: int) -> None:
    bodies, cells = _random_tree(seed)
    nodes = bodies_above(cells, bodies)
    for path in bodies | cells:
        owners = [node for node in nodes for start, end in gaps(node, nodes) if start <= path < end]
        assert owners == [nearest(path, nodes)] if nearest(path, nodes) else owners == []


def test_children_side_by_side_leave_no_stretch_between_them() -> None:
    nodes = ["00001", "0000100001", "0000100002", "0000100003"]
    assert gaps("00001", nodes) == [("00001", "0000100001"), ("0000100004", "00002")]


def test_a_body_without_cells_has_no_summary() -> None:
    assert bodies_above(["000010000100001"], {"00001", "0000100001", "0000100002"}) == {"00001", "0000100001"}


# -- a tree with bodies below bodies, cells beside bodies, and a body at the side without cells


@pytest.fixture
def drive(cast: Cast) -> Drive:
    with cast.at(clock.local(2026, 2, 1, 8)):
        make = create_unit
        base = make(actor=SYSTEM, code="CO-SO", name="Đảng ủy cơ sở Bến Tràm", kind=UnitKind.BASE, parent=cast.ward)
        for number in (1, 2, 3):
            make(actor=SYSTEM, code=f"CS-{number}", name=f"Chi bộ {number}", kind=UnitKind.CELL_OFFICE, parent=base)
        make(actor=SYSTEM, code="VP-QU", name="Chi bộ Văn phòng", kind=UnitKind.CELL_OFFICE, parent=cast.district)
        made = create_drive(
            actor=SYSTEM, code="TSTS-SAU", name="Đợt thử nhiều cấp", theme="Tự soi, tự sửa", mode="political", year=2026,
            owner=cast.district, scope_unit=cast.district, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30),
            window_from=date(2026, 3, 10), window_to=date(2026, 4, 30),
        )  # fmt: skip
    with cast.at(clock.local(2026, 3, 1, 8)):
        return open_drive(actor=SYSTEM, drive=made)


def _write(drive: Drive, rng: random.Random) -> None:
    """One act of one cell, whichever fits."""
    cell = rng.choice(list(drive.units.filter(is_cell=True).select_related("unit").order_by("pk"))).unit
    row = drive.registrations.filter(unit=cell).first()
    day = clock.today() + timedelta(days=rng.randrange(0, 5))
    starts_at = clock.local(day.year, day.month, day.day, 19)
    if row is None:
        register_meeting(
            actor=SYSTEM, drive=drive, unit=cell, starts_at=starts_at, place="Nhà văn hóa", mode="in_person"
        )
    elif row.state != "held" and row.starts_at < clock.now() and rng.random() < 0.5:
        hold_registration(actor=SYSTEM, registration=row, held_on=clock.today())
    elif row.state in {"registered", "moved"} and row.starts_at < clock.now():
        mark_missed(actor=SYSTEM, registration=row)
    elif row.state != "held":
        move_registration(
            actor=SYSTEM, registration=row, starts_at=starts_at, place=f"Phòng {rng.randrange(99)}", mode="in_person",
            reason="mưa to",
        )  # fmt: skip


def _recounted(drive: Drive) -> Iterator[tuple[NodeSummary, dict[str, int], dict[str, int]]]:
    """(row, its counts, the counts of the board's own code) of every body."""
    for node in NodeSummary.objects.filter(drive=drive).select_related("unit"):
        by_hand = part(drive, node.unit, None).total
        kept = reading.Whole(drive, drive.units.get(unit=node.unit), clock.today(), node.counts, clock.now(), node)
        yield node, {name: kept.total.get(name, 0) for name in by_hand}, by_hand


@pytest.mark.parametrize("seed", range(3))
def test_P1_after_any_writes_and_folds_every_summary_is_the_recount(drive: Drive, seed: int) -> None:
    rng = random.Random(seed)
    moment = DAY
    for _day in range(4):
        with clock.at(moment):
            for _act in range(rng.randrange(1, 6)):
                _write(drive, rng)
                if rng.random() < 0.3:
                    fold(drive)
            fold(drive)
            for node, kept, by_hand in _recounted(drive):
                assert kept == by_hand, node.name
            assert list(summary_drift(actor=SYSTEM, drive=drive)) == []
        moment += timedelta(days=rng.randrange(1, 15))
    assert NodeSummary.objects.filter(drive=drive).count() == 3


@pytest.mark.parametrize("seed", [2])
def test_P1_a_whole_life_of_a_drive_is_summed_as_it_is_counted(cast: Cast, seed: int) -> None:
    """Study, meetings, remarks, findings, re-checks, plans: everything that the board shows of two cells."""
    life = Life(cast, seed)
    life.live()
    with clock.at(clock.local(END.year, END.month, END.day, 23, 45)):
        refresh_summaries(actor=SYSTEM, drive=life.drive)
        ((_node, kept, by_hand),) = _recounted(life.drive)
        assert kept == by_hand
        assert kept["findings"] > 0
        assert list(summary_drift(actor=SYSTEM)) == []


def test_a_wrong_summary_is_reported(drive: Drive) -> None:
    """`guong check` names drive, body, column and both numbers."""
    with clock.at(DAY):
        fold(drive)
        node = NodeSummary.objects.get(drive=drive, unit__code="CO-SO")
        NodeSummary.objects.filter(pk=node.pk).update(counts={**node.counts, "held": 7})
        assert list(summary_drift(actor=SYSTEM, drive=drive)) == ["TSTS-SAU CO-SO Σ held: 7 ≠ 0"]


def test_a_fold_that_dies_between_claim_and_keep_loses_nothing(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    with clock.at(DAY):
        fold(drive)
        _write(drive, random.Random(1))
        with monkeypatch.context() as broken:
            broken.setattr(folding, "_keep", die)
            with pytest.raises(KeyboardInterrupt):
                fold(drive)
        assert not Tally.objects.filter(drive=drive, changed=True).exists()
        assert fold(drive) is None  # the claim still stands
    with clock.at(DAY + timedelta(minutes=11)):
        assert fold(drive) == 1
        assert list(summary_drift(actor=SYSTEM, drive=drive)) == []


def test_a_claim_that_ran_out_drops_its_result(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody slow must not put an older sum over a newer one."""
    keep = folding._keep

    def late(*args: object) -> None:
        Fold.objects.filter(drive=drive).update(turn=99)
        keep(*args)  # type: ignore[arg-type]

    with clock.at(DAY):
        fold(drive)
        _write(drive, random.Random(1))
        before = NodeSummary.objects.get(drive=drive, unit=drive.scope_unit).counts
        with monkeypatch.context() as slow:
            slow.setattr(folding, "_keep", late)
            fold(drive)
        assert NodeSummary.objects.get(drive=drive, unit=drive.scope_unit).counts == before


def test_a_new_day_counts_lateness_anew(drive: Drive) -> None:
    with clock.at(clock.local(2026, 3, 10, 9)):
        fold(drive)
        assert _root(drive).counts["late_registration"] == 0
    with clock.at(clock.local(2026, 3, 11, 9)):
        assert fold(drive) == 3
        assert _root(drive).counts["late_registration"] == 6


def test_a_reader_folds_a_few_and_says_how_old_the_rest_is(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WIDE", 2)
    monkeypatch.setattr(reading, "MOST", 1)
    with clock.at(DAY):
        refresh_summaries(actor=SYSTEM)
        for unit in Unit.objects.filter(code__in=["CS-1", "TDP-01"]):
            register_meeting(
                actor=SYSTEM, drive=drive, unit=unit, starts_at=clock.local(2026, 3, 25, 19), place="Nhà văn hóa",
                mode="in_person",
            )  # fmt: skip
        asked = {"actor": SYSTEM, "drive": drive, "unit": drive.scope_unit}
        assert selectors.figures(**asked)["meetings.registered"] == Ratio(0, 6)  # not twenty seconds yet
        assert selectors.figures(**asked, exact=True)["meetings.registered"] == Ratio(2, 6)
    with clock.at(DAY + timedelta(seconds=30)):
        board = selectors.board(**asked)
        assert (board.figures["meetings.registered"], board.at) == (Ratio(1, 6), DAY)
    with clock.at(DAY + timedelta(seconds=60)):
        board = selectors.board(**asked)
        assert (board.figures["meetings.registered"], board.at) == (Ratio(2, 6), DAY + timedelta(seconds=60))


def _root(drive: Drive) -> NodeSummary:
    return NodeSummary.objects.get(drive=drive, unit=drive.scope_unit)


# -- what a large body shows


def test_P1_a_large_board_lists_the_bodies_below_and_its_own_cells(
    cast: Cast, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(DAY):
        small = selectors.board(actor=SYSTEM, drive=drive, unit=drive.scope_unit)
        strip = selectors.loop(actor=SYSTEM, drive=drive, unit=drive.scope_unit)
        monkeypatch.setattr(reading, "WIDE", 2)
        large = selectors.board(actor=SYSTEM, drive=drive, unit=drive.scope_unit)
        assert large.figures == small.figures
        assert large.steps == small.steps == strip
        assert [(one.name, one.figures["units.cells"]) for one in large.branches] == [
            (cast.ward.name, 5),
            (gettext("Cells directly below"), 1),
        ]
        assert [row.name for group in large.groups for row in group.rows] == ["Chi bộ Văn phòng"]
        assert (large.cells, large.late_cells["registration"], large.pages) == (6, 6, 1)
        ward = selectors.board(actor=SYSTEM, drive=drive, unit=cast.ward)
        assert [one.name for one in ward.branches] == ["Đảng ủy cơ sở Bến Tràm", gettext("Cells directly below")]


def test_a_past_day_of_a_large_body_is_counted_from_its_cells(
    cast: Cast, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(DAY):
        _write(drive, random.Random(3))
        small = selectors.figures(actor=SYSTEM, drive=drive, unit=drive.scope_unit, on=date(2026, 3, 19))
        monkeypatch.setattr(reading, "WIDE", 2)
        assert selectors.figures(actor=SYSTEM, drive=drive, unit=drive.scope_unit, on=date(2026, 3, 19)) == small
        board = selectors.board(actor=SYSTEM, drive=drive, unit=drive.scope_unit, on=date(2026, 3, 19))
        assert board.figures == small


def test_D9_a_small_body_is_hidden_and_one_beside_it_too(
    cast: Cast, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3 and 9 findings: were 9 shown, the total would give 3 away; on the page of either they are hidden too."""
    monkeypatch.setattr(reading, "WIDE", 2)
    for code, number in (("CS-1", 3), ("TDP-01", 9)):
        Tally.objects.filter(drive=drive, unit__code=code).update(findings=number, changed=True)
    with clock.at(DAY):
        refresh_summaries(actor=SYSTEM)
        give_grant(
            actor=SYSTEM,
            account=cast.accounts["clerk"],
            role=Role.CLERK,
            unit=cast.district,
            subtree=True,
            reason="thử",
        )
        board = selectors.board(actor=cast.actor("clerk"), drive=drive, unit=cast.ward)
        assert board.figures["findings.total"] == 12
        assert [one.figures["findings.total"] for one in board.branches] == [Few(5), Few(5)]
        base = Unit.objects.get(code="CO-SO")
        assert selectors.figures(actor=cast.actor("clerk"), drive=drive, unit=base)["findings.total"] == Few(5)


@pytest.mark.parametrize("query", ["?trang=1", "?trang=x", "?ngay=2026-03-19"])
def test_the_page_of_a_large_body(
    cast: Cast, drive: Drive, client: Client, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(reading, "WIDE", 2)
    with clock.at(clock.local(2026, 3, 2, 8)):
        give_grant(
            actor=SYSTEM,
            account=cast.accounts["clerk"],
            role=Role.CLERK,
            unit=cast.district,
            subtree=True,
            reason="thử",
        )
    client.force_login(cast.accounts["clerk"])
    with clock.at(DAY):
        response = client.get(reverse("board", args=[drive.pk, cast.district.pk]) + query)
        home = client.get(reverse("home"))
    assert response.status_code == home.status_code == 200
    if "ngay" not in query:
        assert cast.ward.name in response.content.decode()
        assert "6 chi bộ" in response.content.decode()

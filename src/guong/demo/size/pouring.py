"""Filling an empty database with one open drive of a given size (`guong demo --size`)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

from django.db import connection, transaction

from guong.audit.work import record, unit_of_work
from guong.demo.size import cast
from guong.demo.size.book import Book
from guong.demo.size.cell import Cell, write
from guong.demo.size.days import Days
from guong.demo.size.people import Name, name_pool, place_names
from guong.demo.size.sheets import orphans, set_sequences
from guong.demo.size.sizes import SIZES, Size, headcounts, spread
from guong.drives.counts import count
from guong.drives.models import Drive, DriveUnit, Tally
from guong.drives.services import create_drive
from guong.figures.summaries import refresh_summaries
from guong.kernel import clock, text, treepath
from guong.kernel.actor import SystemActor
from guong.kernel.errors import Invalid
from guong.org.enums import UnitKind
from guong.org.models import Unit
from guong.org.services import create_unit

CODE = "TSTS-LON"
_SEED = 2026
_CELLS = [
    *[(UnitKind.CELL_RESIDENTIAL, "tổ dân phố", "Chi bộ tổ dân phố {n}")] * 7,
    *[(UnitKind.CELL_VILLAGE, "thôn", "Chi bộ thôn {n}")] * 7,
    *[(UnitKind.CELL_SCHOOL, "trường học", "Chi bộ Trường Tiểu học số {n}")] * 3,
    *[(UnitKind.CELL_OFFICE, "cơ quan", "Chi bộ cơ quan số {n}")] * 2,
    (UnitKind.CELL_POLICE, "công an", "Chi bộ Công an số {n}"),
]
Progress = Callable[[str], None]


def pour(*, actor: SystemActor, size: Size, progress: Progress) -> None:
    """All or nothing, in one transaction. Invalid when the database is not empty, or the embedded one is asked for a nation."""
    if size.postgres and connection.vendor != "postgresql":
        raise Invalid(
            "Cỡ cả nước cần PostgreSQL: đặt GUONG_DATABASE_URL=postgres://…, hoặc chọn --size province. / "
            "The size of the nation needs PostgreSQL: set GUONG_DATABASE_URL=postgres://…, or choose --size province."
        )
    if Unit.objects.exists():
        raise Invalid(
            "Cơ sở dữ liệu này đã có dữ liệu; hãy dùng một cơ sở dữ liệu trống. / "
            "This database holds data already; use an empty one."
        )
    begin = time.monotonic()
    with unit_of_work():
        _let_checks_wait()
        drive = _drive(actor, size)
        book = Book()  # counts on from the keys that exist
        tree = _Tree(book, drive, size, progress, begin)
        tree.build()
        book.pour(everything=True)
        set_sequences(book.sheets)
        _count_bodies(drive)
        _check(book, progress)
        cast.sign_in(actor, drive)
        _open(actor, drive, tree)
    _tidy(progress)
    progress("Đang cộng số liệu lên các cấp / summing the figures up the tree")
    refresh_summaries(actor=actor, drive=drive)
    rows = sum(sheet.poured for sheet in book.sheets)
    minutes = _minutes(begin)
    progress(f"Xong: {_n(rows)} dòng, {minutes} phút / done: {rows:,} rows, {minutes} minutes")


def _let_checks_wait() -> None:
    """PostgreSQL checks each foreign key row by row; where we may, the whole is checked by joins at the end instead."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
            if cursor.fetchone() == (True,):
                cursor.execute("SET LOCAL session_replication_role = replica")


def _count_bodies(drive: Drive) -> None:
    """A committee's own row is counted as when a drive is opened."""
    nodes = DriveUnit.objects.filter(drive=drive, is_cell=False).values("unit_id")
    for tally in Tally.objects.filter(drive=drive, unit_id__in=nodes):
        Tally.objects.filter(pk=tally.pk).update(**count(drive.pk, tally.unit_id))


def _check(book: Book, progress: Progress) -> None:
    progress("Đang soát các mối nối giữa các bảng / checking what rows lean on")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    if lost := orphans(book.sheets):
        raise RuntimeError(f"rows without what they lean on: {lost}")


def _tidy(progress: Progress) -> None:
    """Statistics and the map of visible rows, so that the first reader does not pay for them."""
    progress("Đang dọn và lập thống kê / tidying up")
    if connection.vendor == "postgresql" and not transaction.get_connection().in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
    else:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _drive(actor: SystemActor, size: Size) -> Drive:
    days = _days()
    if size.provinces:
        root = create_unit(actor=actor, code="TRUNG-UONG", name="Toàn Đảng bộ", kind=UnitKind.CENTRAL)
    else:
        root = create_unit(actor=actor, code="TINH", name="Tỉnh ủy Hồng Giang", kind=UnitKind.PROVINCE)
    return create_drive(
        actor=actor, code=CODE, name=f"Đợt tự soi, tự sửa năm {days.today.year}", theme="Tự soi, tự sửa", mode="political",
        year=days.today.year, owner=root, scope_unit=root, starts_on=days.opened, ends_on=days.ends,
        window_from=days.window_from, window_to=days.window_to,
    )  # fmt: skip


def _days() -> Days:
    return Days(clock.today(), "+00" if connection.vendor == "postgresql" else "")


def _open(actor: SystemActor, drive: Drive, tree: _Tree) -> None:
    drive.state = "open"
    drive.opened_at = clock.now() - timedelta(days=(clock.today() - _days().opened).days)
    drive.save(update_fields=["state", "opened_at"])
    record(
        actor, "drives.drive.opened", drive, unit_path=drive.scope_unit.path,
        changes={"units": tree.units, "cells": tree.cells, "rules": drive.ruleset.version},
    )  # fmt: skip


class _Tree:
    """Walks the tree from the root and writes what belongs to each unit."""

    def __init__(self, book: Book, drive: Drive, size: Size, progress: Progress, begin: float) -> None:
        self.book, self.drive, self.size, self.progress, self.begin = book, drive, size, progress, begin
        self.days = _days()
        self.names: list[Name] = name_pool(_SEED)
        self.places = place_names(_SEED)
        self.members: Iterator[int] = headcounts(size)
        self.units = self.cells = self.people = self.communes = 0
        self._cells = iter(spread(size.cells, size.communes))

    def build(self) -> None:
        root = self.drive.scope_unit
        self._freeze(root.pk, root.path, root.name, root.name_key, root.kind, "", cell=False)
        if not self.size.provinces:
            self._province(root.pk, root.path, root.code, self.size.communes)
            return
        for number, communes in enumerate(spread(self.size.communes, self.size.provinces), start=1):
            path, code = treepath.child(root.path, number), f"T{number:02d}"
            name = f"Tỉnh ủy {self.places[number - 1]}"
            unit = self._unit(code, UnitKind.PROVINCE, "", name, root.pk, path, cell=False)
            self._province(unit, path, code, communes)

    def _province(self, unit: int, path: str, code: str, communes: int) -> None:
        for number in range(1, communes + 1):
            place = f"{self.places[number % len(self.places)]} {number}"
            kind, word = (UnitKind.WARD, "phường") if number % 3 == 0 else (UnitKind.COMMUNE, "xã")
            below, own = treepath.child(path, number), f"{code}-X{number:03d}"
            commune = self._unit(own, kind, "", f"Đảng ủy {word} {place}", unit, below, cell=False)
            self._commune(commune, below, own)
            if self.communes % 20 == 0:
                self._tell()
        self._tell()

    def _commune(self, unit: int, path: str, code: str) -> None:
        self.communes += 1
        random = Random(f"{_SEED} {code}")  # noqa: S311  # a repeatable demonstration
        for number in range(1, next(self._cells) + 1):
            kind, block, words = _CELLS[number % len(_CELLS)]
            below, own = treepath.child(path, number), f"{code}-C{number:03d}"
            cell = self._unit(own, kind, block, words.format(n=number), unit, below, cell=True)
            members = next(self.members)
            write(Cell(self.book, random, self.days, self.drive.pk, cell, own, below), members, self.names)
            self.cells += 1
            self.people += members
        self.book.pour()

    def _unit(self, code: str, kind: str, block: str, name: str, parent: int, path: str, *, cell: bool) -> int:
        key = text.natural_key(name)
        unit = self.book.units.add(code, str(kind), block, name, key, parent, path, "2025-07-01")
        self._freeze(unit, path, name, key, str(kind), block, cell=cell)
        return unit

    def _freeze(self, unit: int, path: str, name: str, key: str, kind: str, block: str, *, cell: bool) -> None:
        self.units += 1
        self.book.nodes.add(self.drive.pk, unit, path, name, key, kind, block, int(cell))
        if not cell:
            self.book.tallies.add(self.drive.pk, unit, path, *[0] * 22)

    def _tell(self) -> None:
        self.progress(
            f"{self.communes}/{self.size.communes} xã, phường; {_n(self.cells)} chi bộ, {_n(self.people)} đảng viên "
            f"({_minutes(self.begin)} phút)"
        )


def _n(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _minutes(begin: float) -> str:
    return f"{(time.monotonic() - begin) / 60:.1f}".replace(".", ",")


__all__ = ["CODE", "SIZES", "pour"]

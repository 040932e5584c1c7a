"""Lists that go out: the members of an organisation as the office keeps them, and a refused list with what to mend.

An exported list is the form in which a list comes in. Each row carries a hidden code, so that a changed name or a changed birth
date is a change and not another person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from guong.audit.reads import log_reads
from guong.audit.work import record, service
from guong.exchange import (
    events,  # noqa: F401  # registers the audit codes
    tickets,
)
from guong.exchange.cells import AmbiguousCell, CellBook, UnknownCell
from guong.exchange.models import PendingImport
from guong.exchange.reading.headers import heading_at
from guong.exchange.reading.shapes import Cell, Problem
from guong.exchange.roster import PERM
from guong.exchange.sheets import Book
from guong.exchange.shelf import Block, Shelf
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.enums import CELL_KINDS, CELL_POSTS, PostKind, StandingKind
from guong.org.models import Membership, Post, Standing, Unit
from guong.org.querysets import in_scope, subtree_q

HEADINGS = ("STT", "Mã đảng viên", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Ngày chính thức", "Chi bộ", "Chức vụ",
            "Diện", "Nghề nghiệp", "Ghi chú", "Mã hệ thống (xin để nguyên)")  # fmt: skip
POSTS = {
    PostKind.COMMITTEE_SECRETARY: "Bí thư Đảng ủy", PostKind.COMMITTEE_STANDING_DEPUTY: "Phó Bí thư thường trực Đảng ủy",
    PostKind.COMMITTEE_DEPUTY: "Phó Bí thư Đảng ủy", PostKind.STANDING_MEMBER: "Ủy viên Ban Thường vụ",
    PostKind.COMMITTEE_MEMBER: "Đảng ủy viên", PostKind.PEOPLE_CHAIR: "Chủ tịch UBND", PostKind.FRONT_HEAD: "Chủ tịch UBMTTQ",
    PostKind.MASS_HEAD: "Chủ tịch Hội", PostKind.CELL_SECRETARY: "Bí thư chi bộ", PostKind.CELL_DEPUTY: "Phó Bí thư chi bộ",
    PostKind.CELL_COMMITTEE: "Chi ủy viên",
}  # fmt: skip
"""Offices in the words of a list; `reading.values.read_posts` understands each."""
STANDINGS = {
    StandingKind.EXEMPT: "Miễn sinh hoạt", StandingKind.AWAY: "Đi làm ăn xa", StandingKind.SUSPENDED: "Đình chỉ sinh hoạt",
}  # fmt: skip
_GENDERS = {"m": "Nam", "f": "Nữ"}
_MANAGED = "Diện cấp trên quản lý"
_WIDTHS = (6, 16, 28, 12, 9, 13, 13, 34, 34, 20, 22, 24, 24)
_PERSON = ("pk", "code", "full_name", "birth_date", "birth_year", "gender", "admitted_on", "official_on", "occupation",
           "managed_by_higher")  # fmt: skip


@service
def export_members(*, actor: Actor, under: Unit) -> bytes:
    """The members of the cells below `under` as an .xlsx that can be mended and sent back. Noted as a read of each of them."""
    actor.require(PERM, under.path)
    people: list[tuple[int, str]] = []
    book = Book()
    sheet = book.sheet("Danh sách đảng viên", _WIDTHS, hidden=(len(HEADINGS) - 1,))
    sheet.row(HEADINGS, "head")
    sheet.freeze()
    for number, (pk, path, values) in enumerate(_rows(actor, under), 1):
        sheet.row([number, *values, tickets.write(under, pk)])
        people.append((pk, path))
    log_reads(actor=actor, people=people, part="roster", target=under)
    record(actor, "exchange.members.exported", under, unit_path=under.path, changes={"rows": len(people)})
    return book.close()


def _rows(actor: Actor, under: Unit) -> Iterator[tuple[int, str, list[Cell]]]:
    """(person, path of the cell, values in the order of HEADINGS without the number and the hidden code)."""
    inside = Membership.objects.filter(
        subtree_q(under.path, "unit__path"), to_on=None, unit__kind__in=sorted(CELL_KINDS), unit__closed_on=None
    )
    inside = in_scope(inside, actor.scope(PERM))
    ids = inside.values("person_id")
    standings = dict(Standing.objects.filter(person_id__in=ids, to_on=None).values_list("person_id", "kind"))
    posts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    held = Post.objects.filter(subtree_q(under.path, "unit__path"), person_id__in=ids, to_on=None).order_by("pk")
    for person_id, unit_id, kind in held.values_list("person_id", "unit_id", "kind"):
        posts[person_id].append((unit_id, kind))
    cells = _cell_words(actor, under)
    names = [f"person__{name}" for name in _PERSON]
    rows = inside.order_by("unit__path", "person__name_key", "person_id").values_list("unit_id", "unit__path", *names)
    for unit_id, path, pk, code, name, born, year, gender, admitted, official, work, managed in rows.iterator(5000):
        birth: date | int | None = born or year
        offices = [
            POSTS[PostKind(kind)] for place, kind in posts.get(pk, ())
            if kind in POSTS and place == (unit_id if kind in CELL_POSTS else under.pk)
            and (kind in CELL_POSTS or not under.is_cell)
        ]  # fmt: skip
        yield pk, path, [
            code, name, birth, _GENDERS.get(gender, ""), admitted, official, cells[unit_id], "; ".join(offices),
            STANDINGS[StandingKind(standings[pk])] if pk in standings else "", work, _MANAGED if managed else "",
        ]  # fmt: skip


def _cell_words(actor: Actor, under: Unit) -> dict[int, str]:
    """How each cell is named in the list: by its name, and with its code behind when others are named alike."""
    rows = Unit.objects.filter(subtree_q(under.path), kind__in=sorted(CELL_KINDS), closed_on=None)
    cells = list(in_scope(rows, actor.scope(PERM), "path").order_by("path"))
    book = CellBook(cells, create=False)
    words = {}
    for cell in cells:
        try:
            alone = book.find((cell.name,)) == cell
        except (AmbiguousCell, UnknownCell):
            alone = False
        words[cell.pk] = cell.name if alone else f"{cell.name} [{cell.code}]"
    return words


def list_with_errors(*, actor: Actor, pending: PendingImport) -> bytes:
    """The rows of the actor's own waiting list as they were sent, with a column that says what to mend in each."""
    actor.require(PERM, pending.under.path)
    shelf = Shelf(pending.token)
    book = Book()
    try:
        said = _by_row(shelf.report().errors)
        sheet, number, column = None, -1, 0
        for block in shelf.blocks():
            if sheet is None or block.number != number:
                number, sheet = block.number, book.sheet(block.grid.sheet)
                column = _remark_column(block)
            for at, values in enumerate(block.grid.rows[: block.stop]):
                words = said.get((block.grid.sheet, block.grid.start + at + 1), "")
                style = "wrong"
                if not words and heading_at(block.grid.rows, at) is not None:
                    words, style = "Lỗi", "head"
                sheet.row(values[:column], last=(column, words, style) if words else None)
    except FileNotFoundError:
        raise NotFound from None
    return book.close()


def _by_row(errors: list[Problem]) -> dict[tuple[str, int], str]:
    said: dict[tuple[str, int], str] = {}
    for problem in errors:
        place = (problem.sheet, problem.row)
        words = f"{problem.column}: {problem.message}" if problem.column else problem.message
        said[place] = f"{said[place]} {words}" if place in said else words
    return said


def _remark_column(block: Block) -> int:
    """Behind everything else; a list that comes back with its old remarks gets the new ones in their place."""
    for at in range(min(len(block.grid.rows), 100)):
        heading = heading_at(block.grid.rows, at)
        if heading is not None and heading.has("remark") and heading.columns["remark"][0] == block.width - 1:
            return block.width - 1
    return block.width

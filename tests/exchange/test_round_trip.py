"""A list goes out, is mended in a spreadsheet, and comes back: what was changed changes, and nothing else."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from guong.audit.models import Entry
from guong.audit.reads import CODE
from guong.exchange import tickets
from guong.exchange.export import HEADINGS, POSTS, STANDINGS, export_members, list_with_errors
from guong.exchange.pending import hold_list
from guong.exchange.reading.headers import meaning_of
from guong.exchange.reading.values import read_posts, read_standing
from guong.exchange.report import ImportReport
from guong.exchange.services import import_members
from guong.kernel.errors import Forbidden, NotFound
from guong.org.models import Membership, Person, Post, Standing, Unit
from guong.org.services import create_unit
from tests.cast import SYSTEM, Cast
from tests.exchange.samples import HEADINGS as SENT
from tests.exchange.samples import small, ward_file, workbook

TICKET = HEADINGS[-1]


@pytest.fixture
def ward(db: None) -> Unit:
    return create_unit(actor=SYSTEM, code="PHUONG-X", name="Đảng ủy phường Suối Hoa", kind="ward")


def table(data: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[cell.value.date() if hasattr(cell.value, "date") else cell.value for cell in row] for row in sheet.rows]


def send(under: Unit, rows: list[list[Any]]) -> ImportReport:
    data = workbook({"Danh sách": rows})
    return import_members(actor=SYSTEM, under=under, name="ds.xlsx", data=data, create_units=False)


def row_of(rows: list[list[Any]], code: str) -> list[Any]:
    return next(row for row in rows if row[1] == code)


def test_what_goes_out_untouched_changes_nothing(ward: Unit) -> None:
    """All 700 members, with offices of cells and of the committee, standings, years alone and the tier above."""
    import_members(actor=SYSTEM, under=ward, name="a.xlsx", data=ward_file(), create_units=True)
    data = export_members(actor=SYSTEM, under=ward)
    entries = Entry.objects.count()
    report = import_members(actor=SYSTEM, under=ward, name="b.xlsx", data=data, create_units=False)
    assert (report.unchanged, report.created, report.updated, report.errors) == (700, 0, 0, [])
    assert (report.unread_columns, report.warnings) == ([], [])
    assert Entry.objects.count() == entries


def test_only_what_was_mended_changes(cast: Cast) -> None:
    """A name and a date of birth together, a code, a standing, a cell, an office: all of one person, found by the hidden code."""
    import_members(
        actor=SYSTEM, under=cast.ward, name="a.xlsx", data=small((1, "Chức vụ", "Phó Bí thư")), create_units=True
    )
    rows = table(export_members(actor=SYSTEM, under=cast.ward))
    assert tuple(rows[0]) == HEADINGS
    first, second = row_of(rows, "A-1"), row_of(rows, "A-2")
    first[2], first[3] = "Lê Thị Thu Hoài", date(1981, 6, 1)
    second[1], second[9], second[8] = "B-22", "", ""
    row_of(rows, "A-3")[7] = cast.cell.name
    before = Person.objects.count()
    report = send(cast.ward, rows)
    assert (report.updated, report.created, report.errors) == (3, 0, [])
    assert Person.objects.count() == before
    mended = Person.objects.get(code="A-1")
    assert (mended.full_name, mended.birth_date) == ("Lê Thị Thu Hoài", date(1981, 6, 1))
    other = Person.objects.get(code="B-22")
    assert not Standing.objects.filter(person=other, to_on=None).exists()
    assert not Post.objects.filter(person=other, to_on=None).exists()
    assert Membership.objects.get(person__code="A-3", to_on=None).unit == cast.cell
    assert send(cast.ward, table(export_members(actor=SYSTEM, under=cast.ward))).updated == 0


def test_codes_may_be_swapped_but_not_taken(cast: Cast) -> None:
    import_members(actor=SYSTEM, under=cast.ward, name="a.xlsx", data=small(), create_units=True)
    rows = table(export_members(actor=SYSTEM, under=cast.ward))
    first, second = row_of(rows, "A-1"), row_of(rows, "A-2")
    first[1], second[1] = "A-2", "A-1"
    assert send(cast.ward, rows).updated == 2
    assert Person.objects.get(code="A-2").full_name == "Lê Thị Hoài"
    report = send(cast.ward, [rows[0], [*first[:1], "A-3", *first[2:]]])
    assert [error.column for error in report.errors] == [HEADINGS[1]]


@pytest.mark.parametrize("kind", ["forged", "other office", "twice", "changed"])
def test_a_hidden_code_cannot_be_made_up(cast: Cast, kind: str) -> None:
    """A forged code, one of another organisation's list, and a copied row are refused by place; nothing is written."""
    other = create_unit(actor=SYSTEM, code="XA-B", name="Đảng ủy xã Bến Lau", kind="commune", parent=cast.district)
    import_members(actor=SYSTEM, under=cast.ward, name="a.xlsx", data=small(), create_units=True)
    rows = table(export_members(actor=SYSTEM, under=cast.ward))
    row = row_of(rows, "A-3")
    pk = Person.objects.get(code="A-1").pk
    row[-1] = {
        "forged": f"{pk}.AAAAAAAAAAAAAAAA", "other office": tickets.write(other, pk), "twice": row_of(rows, "A-1")[-1],
        "changed": "mã ấy",
    }[kind]  # fmt: skip
    entries = Entry.objects.count()
    report = send(cast.ward, rows)
    places = [rows.index(row), rows.index(row_of(rows, "A-1"))]
    wrong = max(places) if kind == "twice" else places[0]
    assert [(error.row, error.column) for error in report.errors] == [(wrong + 1, TICKET)]
    assert Entry.objects.count() == entries


def test_the_row_of_somebody_who_left_is_refused(cast: Cast) -> None:
    """A code that was given out once reaches nobody whom the sender may no longer import."""
    other = create_unit(actor=SYSTEM, code="XA-B", name="Đảng ủy xã Bến Lau", kind="commune", parent=cast.district)
    far = create_unit(actor=SYSTEM, code="XA-B-1", name="Chi bộ thôn Thượng", kind="cell_village", parent=other)
    import_members(actor=SYSTEM, under=cast.ward, name="a.xlsx", data=small(), create_units=True)
    rows = table(export_members(actor=SYSTEM, under=cast.ward))
    Membership.objects.filter(person__code="A-1").update(unit=far)
    report = send(cast.ward, [rows[0], row_of(rows, "A-1")])
    assert [error.column for error in report.errors] == [TICKET]


def test_only_the_importer_takes_a_list_out_and_everybody_in_it_is_told(cast: Cast) -> None:
    for who, unit, refusal in (("outsider", cast.ward, NotFound), ("cell_secretary", cast.cell, Forbidden)):
        with pytest.raises(refusal):
            export_members(actor=cast.actor(who), under=unit)
    export_members(actor=cast.actor("clerk"), under=cast.ward)
    told = set(Entry.objects.filter(code=CODE, changes__part="roster").values_list("person_id", flat=True))
    inside = Membership.objects.filter(to_on=None, unit__in=[cast.cell, cast.sibling]).values_list(
        "person_id", flat=True
    )
    assert told == set(inside) - {cast.actor("clerk").person_id}
    assert Entry.objects.filter(code="exchange.members.exported").count() == 1


def test_Z8_nothing_that_goes_out_is_a_formula(cast: Cast) -> None:
    """Names and occupations that begin like a formula go out as plain text that stays text when it is edited."""
    person = Person.objects.filter(memberships__unit=cast.cell).order_by("pk")[0]
    Person.objects.filter(pk=person.pk).update(full_name="=cmd|' /C calc'!A0", occupation="@SUM(A1)", code="+84")
    sheet = openpyxl.load_workbook(io.BytesIO(export_members(actor=SYSTEM, under=cast.ward))).worksheets[0]
    risky = [cell for row in sheet.rows for cell in row if str(cell.value or "")[:1] in "=+-@" and cell.value]
    assert len(risky) == 3
    assert all(cell.data_type != "f" and cell.quotePrefix for cell in risky)
    assert sheet.column_dimensions["M"].hidden


def test_every_word_of_an_exported_list_is_understood() -> None:
    meanings = [meaning_of(heading) for heading in HEADINGS]
    assert all(meanings)
    assert len(set(meanings)) == len(meanings)
    assert {kind: read_posts(words) for kind, words in POSTS.items()} == {kind: ([str(kind)], []) for kind in POSTS}
    assert {read_standing(words) for words in STANDINGS.values()} == {str(kind) for kind in STANDINGS}


def test_cells_of_one_name_keep_their_members_apart(cast: Cast) -> None:
    """Two wards have a cell of the same name: in the list of the district each stands with its code."""
    other = create_unit(actor=SYSTEM, code="XA-B", name="Đảng ủy xã Bến Lau", kind="commune", parent=cast.district)
    create_unit(actor=SYSTEM, code="XA-B-1", name=cast.cell.name, kind="cell_residential", parent=other)
    data = export_members(actor=SYSTEM, under=cast.district)
    report = import_members(actor=SYSTEM, under=cast.district, name="a.xlsx", data=data, create_units=False)
    assert (report.errors, report.updated, report.created) == ([], 0, 0)
    assert f"{cast.cell.name} [{cast.cell.code}]" in {row[7] for row in table(data)}


def test_the_refused_list_comes_back_with_what_to_mend(cast: Cast) -> None:
    """The same rows with a column “Lỗi”; mended there and sent again, they are taken, and the column is not in the way."""
    wrong = small((0, "Ngày, tháng, năm sinh", "31/02/1980"), (2, "Họ và tên", "=1+1"))
    actor = cast.actor("clerk")
    pending = hold_list(actor=actor, under=cast.ward, name="ds.xlsx", data=wrong, create_units=False)
    rows = table(list_with_errors(actor=actor, pending=pending))
    assert rows[0] == [*SENT, "Lỗi"]
    assert [bool(row[-1]) for row in rows] == [True, True, False, True]
    assert "Ngày, tháng, năm sinh" in rows[1][-1]
    assert rows[2][:3] == [2, "A-2", "Bùi Quốc Khánh"]
    rows[1][3], rows[3][2] = date(1980, 5, 19), "Đặng Văn Dũng"
    report = send(cast.ward, rows)
    assert (report.created, report.errors, report.unread_columns) == (3, [], [])
    again = hold_list(
        actor=actor,
        under=cast.ward,
        name="ds.xlsx",
        data=list_with_errors(actor=actor, pending=pending),
        create_units=False,
    )
    twice = table(list_with_errors(actor=actor, pending=again))
    assert twice[0] == rows[0], "the old remarks make room for the new"

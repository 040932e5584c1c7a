"""Lists come in whole or not at all (issue 2, parts 1 and "Bad input")."""

from __future__ import annotations

from datetime import date

import pytest

from guong.audit.models import Entry
from guong.exchange.report import ImportReport
from guong.exchange.services import import_members
from guong.kernel.errors import Forbidden, NotFound
from guong.org.models import Membership, Person, Post, Standing, Unit
from guong.org.services import create_unit
from tests.cast import SYSTEM, Cast
from tests.exchange.samples import CELLS, HEADINGS, csv_file, small, ward_file, ward_rows, workbook


@pytest.fixture
def ward(db: None) -> Unit:
    return create_unit(actor=SYSTEM, code="PHUONG-X", name="Đảng ủy phường Suối Hoa", kind="ward")


def run(under: Unit, data: bytes, *, create: bool = True, name: str = "ds.xlsx", dry: bool = False) -> ImportReport:
    return import_members(actor=SYSTEM, under=under, name=name, data=data, create_units=create, dry_run=dry)


def test_the_whole_ward_comes_in(ward: Unit) -> None:
    """700 members, 17 cells of the right kinds, 125 exempt, 24 away, offices recognised, whatever the disorder."""
    report = run(ward, ward_file())
    assert report.as_json() == {"rows": 700, "created": 700, "updated": 0, "unchanged": 0, "errors": []}
    kinds = [unit.kind for unit in Unit.objects.filter(parent=ward)]
    assert (kinds.count("cell_residential"), kinds.count("cell_police"), kinds.count("cell_school")) == (11, 1, 5)
    assert sorted(Unit.objects.filter(parent=ward).values_list("name", flat=True)) == sorted(CELLS)
    standings = list(Standing.objects.filter(to_on=None).values_list("kind", flat=True))
    assert (standings.count("exempt"), standings.count("away")) == (125, 24)
    at_ward = list(Post.objects.filter(unit=ward).values_list("kind", flat=True))
    assert at_ward.count("committee_member") == 8
    assert {"committee_secretary", "committee_standing_deputy", "committee_deputy", "people_chair"} <= set(at_ward)
    assert Post.objects.filter(kind="cell_secretary").count() == 17
    assert Membership.objects.filter(from_on=date(2022, 2, 28)).count() == 700
    assert not [name for name in Person.objects.values_list("full_name", flat=True) if name.isupper() or "  " in name]


def test_S89_tier_managed_above_is_kept(ward: Unit) -> None:
    """S89/S107: who is managed by the standing committee above comes with the list, and heads review as leaders."""
    run(ward, ward_file())
    assert Person.objects.filter(managed_by_higher=True).count() == 3
    assert Person.objects.filter(posts__kind="committee_secretary", kind="leader").count() == 1


def test_S90_R1_R3_total_exempt_and_eligible(ward: Unit) -> None:
    """R1, R3, S90: 700 total, 125 exempt and so not eligible; those away stay eligible."""
    report = run(ward, ward_file(), dry=True)
    assert (report.rows, report.standings) == (700, {"exempt": 125, "away": 24})
    assert report.rows - report.standings["exempt"] == 575


def test_the_same_file_again_changes_nothing(ward: Unit) -> None:
    run(ward, ward_file())
    before = Entry.objects.count()
    report = run(ward, ward_file())
    assert (report.created, report.updated, report.unchanged, report.errors) == (0, 0, 700, [])
    assert Entry.objects.count() == before


def test_a_rehearsal_writes_nothing(ward: Unit) -> None:
    report = run(ward, ward_file(), dry=True)
    assert report.created == 700
    assert not Person.objects.exists()
    assert Unit.objects.count() == 1


def test_a_corrected_file_updates_by_code(cast: Cast) -> None:
    run(cast.ward, small())
    report = run(cast.ward, small((0, "Họ và tên", "Lê Thị Hoài An"), (2, "Diện", "Miễn sinh hoạt")))
    assert (report.created, report.updated, report.unchanged) == (0, 2, 1)
    assert Person.objects.get(code="A-1").full_name == "Lê Thị Hoài An"
    assert Standing.objects.get(person__code="A-3", to_on=None).kind == "exempt"


def test_a_list_without_codes_is_matched_by_name_and_birth(cast: Cast) -> None:
    run(cast.ward, small())
    rows = [["Họ tên", "Ngày sinh", "Chi bộ", "Nghề"], ["BÙI QUỐC KHÁNH", "2/9/1950", "TDP 1", "Làm vườn"]]
    report = run(cast.ward, csv_file(rows), name="a.csv")
    assert (report.created, report.updated, report.errors) == (0, 1, [])
    assert Person.objects.get(code="A-2").occupation == "Làm vườn"


def test_moving_to_another_cell_ends_one_membership_and_opens_another(cast: Cast) -> None:
    with cast.at():
        run(cast.ward, small())
        run(cast.ward, small((0, "Chi bộ", "Chi bộ tổ dân phố 2")))
    rows = Membership.objects.filter(person__code="A-1").order_by("from_on", "pk")
    assert [(row.unit, row.to_on is None) for row in rows] == [(cast.cell, False), (cast.sibling, True)]
    assert rows[0].to_on is not None
    assert rows[0].to_on < rows[1].from_on, "no day in two cells"


def test_a_standing_that_ends_is_dated(cast: Cast) -> None:
    run(cast.ward, small())
    run(cast.ward, small((1, "Diện", "")))
    assert Standing.objects.get(person__code="A-2").to_on is not None


def test_a_post_that_ends_is_dated_and_none_is_doubled(cast: Cast) -> None:
    run(cast.ward, small((0, "Chức vụ", "Phó Bí thư")))
    run(cast.ward, small((0, "Chức vụ", "Bí thư")))
    posts = Post.objects.filter(person__code="A-1").order_by("pk")
    assert [(post.kind, post.to_on is None) for post in posts] == [("cell_deputy", False), ("cell_secretary", True)]


@pytest.mark.parametrize(
    ("changes", "row", "column", "said"),
    [
        ([(0, "Ngày, tháng, năm sinh", "31/02/1980")], 2, "Ngày, tháng, năm sinh", "31/02/1980"),
        ([(1, "Ngày vào Đảng", "32/13/1990")], 3, "Ngày vào Đảng", "32/13/1990"),
        ([(1, "Họ và tên", "")], 3, "Họ và tên", ""),
        ([(1, "Họ và tên", "Lê 123")], 3, "Họ và tên", "Lê 123"),
        ([(1, "Mã ĐV", "a-1")], 3, "Mã ĐV", "a-1"),
        ([(2, "Chi bộ", "Chi bộ tổ dân phố 9")], 4, "Chi bộ", "Chi bộ tổ dân phố 9"),
        ([(2, "Chi bộ", "")], 4, "Chi bộ", ""),
        ([(2, "Họ và tên", "=1+1")], 4, "Họ và tên", "0"),
        ([(2, "Ngày chính thức", date(1989, 1, 1))], 4, "Ngày chính thức", "01/01/1989"),
        ([(0, "Ngày, tháng, năm sinh", date(2010, 1, 1))], 2, "Ngày, tháng, năm sinh", "01/01/2010"),
        ([(0, "Diện", "Đã chuyển đi nơi khác")], 2, "Diện", "Đã chuyển đi nơi khác"),
        ([(0, "Giới tính", "khác thường")], 2, "Giới tính", "khác thường"),
    ],
)
def test_one_wrong_row_and_nothing_is_written(cast: Cast, changes: list, row: int, column: str, said: str) -> None:  # type: ignore[type-arg]
    """31/02, unknown cells, duplicate codes, empty names, formulas: each named with row, column, value, and nothing half-written."""
    before = (Person.objects.count(), Entry.objects.count())
    report = run(cast.ward, small(*changes), create=False)
    assert [(e.sheet, e.row, e.column, e.value) for e in report.errors] == [("Sheet1", row, column, said)]
    assert len(report.errors[0].message) > 20
    assert report.created == 0
    assert (Person.objects.count(), Entry.objects.count()) == before


def test_an_unknown_cell_names_the_nearest(cast: Cast) -> None:
    report = run(cast.ward, small((2, "Chi bộ", "Chi bộ tổ dân phô hai")), create=False)
    assert "Chi bộ tổ dân phố 2" in report.errors[0].message


def test_two_rows_of_one_person_name_both_rows(cast: Cast) -> None:
    twin = [(2, "Họ và tên", "LÊ THỊ HOÀI"), (2, "Ngày, tháng, năm sinh", "19.05.1980")]
    report = run(cast.ward, small(*twin))
    assert len(report.errors) == 1
    assert "2" in report.errors[0].message
    assert "4" in report.errors[0].message


def test_a_code_of_another_office_does_not_reach_its_member(cast: Cast) -> None:
    other = create_unit(actor=SYSTEM, code="XA-B", name="Đảng ủy xã Bến Lau", kind="commune", parent=cast.district)
    run(cast.ward, small())
    report = run(other, small((0, "Họ và tên", "Phan Thị Khác")))
    assert (report.created, report.errors) == (3, [])
    assert Person.objects.get(code="A-1").full_name == "Lê Thị Hoài"
    assert Person.objects.get(code="XA-B-A-1").full_name == "Phan Thị Khác"
    assert run(other, small((0, "Họ và tên", "Phan Thị Khác"))).unchanged == 3


def test_a_code_with_another_name_and_birth_is_a_mistake(cast: Cast) -> None:
    run(cast.ward, small())
    wrong = [(0, "Họ và tên", "Trịnh Văn Lạ"), (0, "Ngày, tháng, năm sinh", date(1977, 7, 7))]
    report = run(cast.ward, small(*wrong))
    assert [error.column for error in report.errors] == ["Mã ĐV"]


def test_D22_identity_numbers_are_neither_stored_nor_echoed(cast: Cast) -> None:
    """D22: columns of identity numbers have no field: left unread, said, and their values appear nowhere."""
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Số thẻ Đảng", "Địa chỉ", "SĐT", "Chi bộ"],
        [1, "Lê Thị Hoài", "19/05/1980", "036080001234", "99887766", "12 ngõ Hoa", "0912345678", "TDP 1"],
    ]
    report = run(cast.ward, workbook({"DS": rows}))
    assert report.identity_columns == ["Số CCCD", "Số thẻ Đảng", "Địa chỉ", "SĐT"]
    person = Person.objects.get(full_name="Lê Thị Hoài")
    kept = " ".join(str(value) for value in person.__dict__.values())
    logged = " ".join(str(entry.changes) + entry.target_label for entry in Entry.objects.all())
    for secret in ("036080001234", "99887766", "0912345678", "ngõ Hoa"):
        assert secret not in kept + logged + str(report)
    wrong = workbook({"DS": [["Mã", "Họ và tên", "Chi bộ"], ["036080001234", "Mai Văn An", "TDP 1"]]})
    assert "036080001234" not in str(run(cast.ward, wrong).as_json())


def test_one_sheet_per_cell_and_csv_say_the_same(ward: Unit) -> None:
    """Another two shapes of file: a sheet for each cell without a column of cells, and a text table with `;` and a mark."""
    rows = ward_rows()
    sheets: dict[str, list] = {}  # type: ignore[type-arg]
    for row in rows:
        page = sheets.setdefault(
            row[7].removeprefix("Chi bộ ")[:31],
            [["DANH SÁCH ĐẢNG VIÊN"], [row[7].upper()], [], HEADINGS[:7] + HEADINGS[8:]],
        )
        page.append(row[:7] + row[8:])
    report = run(ward, workbook(sheets))
    assert (report.created, report.errors) == (700, [])
    assert sorted(Unit.objects.filter(parent=ward).values_list("name", flat=True)) == sorted(CELLS)
    again = run(ward, csv_file([["Danh sách"], [], HEADINGS, *rows]), name="ds.csv", create=False)
    assert (again.unchanged, again.errors) == (700, [])


def test_the_clerk_of_another_ward_and_a_stranger_find_nothing(cast: Cast) -> None:
    """A foreign unit's id is not found; a secretary who sees it but may not import is refused."""
    other = create_unit(actor=SYSTEM, code="XA-B", name="Đảng ủy xã Bến Lau", kind="commune", parent=cast.district)
    for who, unit, refusal in (
        ("clerk", other, NotFound),
        ("outsider", cast.ward, NotFound),
        ("cell_secretary", cast.cell, Forbidden),
    ):
        with pytest.raises(refusal):
            import_members(actor=cast.actor(who), under=unit, name="a.xlsx", data=small())


def test_several_thousand_members_at_once(ward: Unit) -> None:
    """Bulk writing: 3,000 members come in with a bounded number of queries."""
    report = run(ward, ward_file(ward_rows(members=3000)))
    assert report.created == 3000

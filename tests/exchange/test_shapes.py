"""More shapes in which offices send their lists, and files that are broken or hostile: read, or refused by place and by name."""

from __future__ import annotations

import io
import unicodedata
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from guong.audit.models import Entry
from guong.exchange.reading import read_members
from guong.exchange.reading.archive import Package, _Sheet, inspect_xlsx
from guong.exchange.reading.reach import plain_reach
from guong.exchange.reading.tcvn3 import from_tcvn3
from guong.exchange.reading.values import read_day, year_alone
from guong.exchange.report import ImportReport
from guong.exchange.services import import_members
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.org.models import Person, Unit
from tests.cast import SYSTEM, Cast
from tests.exchange.samples import csv_file, small, untidy, ward_file, ward_rows, workbook

HEAD = ["Họ tên", "Ngày sinh", "Chi bộ"]
ROW: list[Any] = ["Trần Văn Tám", "1/2/1960", "TDP 1"]
_TCVN3 = dict(zip("àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
                  "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢§£¤¥¦", strict=True))  # fmt: skip


def _cp1258(words: str) -> bytes:
    """As the code page of the nineties writes them: letters composed, tones behind."""
    done = b""
    for ch in words:
        parts = unicodedata.normalize("NFD", ch)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        done += (letter + tones).encode("cp1258")
    return done


_TEXT = "Họ và tên;Ngày sinh;Chi bộ\nĐặng Thị Thủy Ưng;1/2/1960;Chi bộ tổ dân phố 1\n"


@pytest.mark.parametrize(
    "data",
    [
        *[_TEXT.encode(name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")],
        *[_TEXT.replace(";", mark).encode() for mark in (",", "\t", "|")],
        ("sep=;\r\n" + _TEXT).encode(), _cp1258(_TEXT), "".join(_TCVN3.get(ch, ch) for ch in _TEXT).encode("latin-1"),
    ],
)  # fmt: skip
def test_text_in_every_encoding_and_with_every_separator(data: bytes) -> None:
    row = read_members("ds.csv", data).rows[0]
    assert (row.full_name, row.birth_date, row.cells) == (
        "Đặng Thị Thủy Ưng",
        date(1960, 2, 1),
        ("Chi bộ tổ dân phố 1",),
    )


def test_a_workbook_in_the_letters_of_old_fonts() -> None:
    """TCVN3 (.VnTime) inside an .xlsx; capitals were a matter of the font."""
    rows = [["Hä vµ tªn", "Ngµy sinh", "Chi bé"], ["NGUYÔN V¡N §øC", "1/2/1960", "Tæ d©n phè 1"]]
    row = read_members("a.xlsx", workbook({"S": rows})).rows[0]
    assert (row.full_name, row.cells) == ("Nguyễn Văn Đức", ("Tổ dân phố 1",))
    assert from_tcvn3("Chi bé") == "Chi bộ"


@pytest.mark.parametrize(
    "words",
    ["01 02 1960", "1960/02/01", "1960-02-01", "1960-02-01T00:00:00", "1/2 / 1960", 21947, "21947", "ngày 01 tháng 02 năm 1960", "1.2.60"],
)  # fmt: skip
def test_more_ways_of_days(words: object) -> None:
    assert read_day(words) == date(1960, 2, 1)


def test_days_before_1927_are_serials_too() -> None:
    assert read_day(8889) == date(1924, 5, 2)


@pytest.mark.parametrize(
    "words", ["1960", 1960, 1960.0, "1960.0", "năm 1960", "Sinh năm 1960", "00/00/1960", "0/0/1960", "--/--/1960", "…/…/1960", ".../.../1960",
              "?/1960", "00/05/1960", "05/1960", "tháng 5/1960"],
)  # fmt: skip
def test_a_year_alone_in_every_way(words: object) -> None:
    assert year_alone(words) == 1960


@pytest.mark.parametrize(
    "words", ["31/02/1960", "29/02/1961", "12/31/1960", "không rõ", "-", -5, True, 1e300, "1/2/1960 (âm lịch)"]
)
def test_what_is_no_day_is_named(words: object) -> None:
    parsed = read_members("a.xlsx", workbook({"DS": [HEAD, ["Lê An", words, "TDP 1"]]}))
    assert [(problem.sheet, problem.row, problem.column) for problem in parsed.problems] == [("DS", 2, "Ngày sinh")]


def test_days_to_come_and_birth_after_admission_are_named(cast: Cast) -> None:
    with clock.at(clock.local(2026, 4, 1, 9)):
        changes = [(0, "Ngày, tháng, năm sinh", date(2027, 1, 1)), (0, "Ngày vào Đảng", ""), (0, "Ngày chính thức", ""),
                   (1, "Ngày chính thức", date(2026, 4, 2)), (2, "Ngày, tháng, năm sinh", date(1991, 1, 1))]  # fmt: skip
        report = _send(cast.ward, small(*changes))
    assert [(error.row, error.column) for error in report.errors] == [
        (2, "Ngày, tháng, năm sinh"), (3, "Ngày chính thức"), (4, "Ngày, tháng, năm sinh"),
    ]  # fmt: skip
    assert not Person.objects.filter(code__startswith="A-").exists()


def _send(under: Unit, data: bytes, name: str = "ds.xlsx") -> ImportReport:
    return import_members(actor=SYSTEM, under=under, name=name, data=data, create_units=True)


def test_headings_anywhere_unknown_columns_and_any_order() -> None:
    rows = [["…"]] * 150 + [
        ["Dân tộc", "NGÀY THÁNG NĂM SINH", "Sinh hoạt tại chi bộ", "HỌ VÀ TÊN ĐẢNG VIÊN", "Trình độ"],
        ["Kinh", "1/2/1960", "TDP 1", "LÊ AN", "ĐH"],
    ]
    parsed = read_members("a.xlsx", workbook({"S": rows}))
    assert [(row.full_name, row.birth_date, row.row) for row in parsed.rows] == [("Lê An", date(1960, 2, 1), 152)]
    assert parsed.unread_columns == ["Dân tộc", "Trình độ"]


def test_merged_cells_of_heading_and_rows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for place, value in {"A1": "DANH SÁCH", "A3": "STT", "B3": "Họ và tên", "C3": "Năm sinh", "E3": "Chi bộ", "C4": "Nam", "D4": "Nữ", "A5": 1,
                         "B5": "Lê An", "C5": "1960", "E5": "TDP 1", "A6": 2, "B6": "Lê Bích", "D6": "1961"}.items():  # fmt: skip
        sheet[place] = value
    for area in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "E5:E6"):
        sheet.merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    rows = read_members("a.xlsx", buffer.getvalue()).rows
    assert [(row.full_name, row.gender, row.cells) for row in rows] == [
        ("Lê An", "m", ("TDP 1",)),
        ("Lê Bích", "f", ("TDP 1",)),
    ]


def test_ten_thousand_columns_are_read_and_not_all_listed() -> None:
    many = [f"Cột {number}" for number in range(10_000)]
    for data, name in ((workbook({"S": [HEAD + many, ROW]}), "a.xlsx"), (csv_file([HEAD + many, ROW]), "a.csv")):
        parsed = read_members(name, data)
        assert (len(parsed.rows), len(parsed.unread_columns)) == (1, 40)


@pytest.mark.parametrize(
    "name",
    [
        "Lê " + "a" * 5000,
        "Lê\ud800 An",
        "Lê \ufffd An",
        "=cmd|' /C calc'!A0",
        "@SUM(A1)",
        "Lê <script>",
        "🙂",
        "(" * 3000,
    ],
)
def test_hostile_names_are_refused_in_their_row(name: str) -> None:
    data = "\n".join(["Họ tên;Ngày sinh;Chi bộ", f"{name};1/1/1960;TDP 1"]).encode("utf-8", "surrogatepass")
    parsed = read_members("a.csv", data)
    assert [(problem.row, problem.column) for problem in parsed.problems] == [(2, "Họ tên")]
    assert len(parsed.problems[0].value) <= 120


def test_control_characters_are_dropped_and_nul_is_refused() -> None:
    words = "Họ tên;Ngày sinh;Chi bộ;Nghề nghiệp\nLê\x07 \u200bAn\x1b;1/1/1960;TDP\x0b 1;=1+1\n"
    row = read_members("a.csv", words.encode()).rows[0]
    assert (row.full_name, row.cells, row.occupation) == ("Lê An", ("TDP 1",), "1+1")
    with pytest.raises(Invalid):
        read_members("a.csv", words.replace("1960", "\0").encode())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "Word"),
        (b"%PDF-1.7", "not a workbook"), (b"<html><table>", "not a workbook"), (workbook({"S": []}), "heading"),
        (workbook({"S": [HEAD]}), "no member"), (bytes(5000), "empty"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_called_by_its_name(data: bytes, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_members("a.xlsx", data)
    with translation.override("en"):
        assert said in str(caught.value)


def test_a_text_table_with_an_open_quotation_mark_names_the_row() -> None:
    words = "Họ tên;Ngày sinh;Chi bộ\nLê An;1/1/1960;TDP 1\n" + '"Lê Ba;' + "x" * 200_000
    with pytest.raises(Invalid) as caught:
        read_members("a.csv", words.encode())
    assert caught.value.params == {"row": 2}


def test_two_people_of_one_name_and_birth_are_told_apart_by_what_they_carry(cast: Cast) -> None:
    """In the file of the office: an error that names both rows. Known already as two, by their codes: no error."""
    report = _send(cast.ward, small((1, "Họ và tên", "Lê Thị Hoài"), (1, "Ngày, tháng, năm sinh", date(1980, 5, 19)), (1, "Ngày vào Đảng", ""), (1, "Ngày chính thức", "")))  # fmt: skip
    assert [(error.row, error.column) for error in report.errors] == [(3, "Họ và tên")]
    _send(cast.ward, small())
    Person.objects.filter(code="A-2").update(
        full_name="Lê Thị Hoài", search_text="le thi hoai", birth_date=date(1980, 5, 19), birth_year=1980
    )
    twins = small((1, "Họ và tên", "Lê Thị Hoài"), (1, "Ngày, tháng, năm sinh", date(1980, 5, 19)), (1, "Ngày vào Đảng", ""), (1, "Ngày chính thức", ""))  # fmt: skip
    assert (_send(cast.ward, twins).errors, _send(cast.ward, twins).unchanged) == ([], 3)


def test_many_unknown_cells_are_named_without_endless_guessing(cast: Cast) -> None:
    rows = [HEAD, *[[f"Lê {chr(65 + n % 26)}{chr(97 + n // 26)}", "1/1/1960", f"Tổ hợp tác {n}"] for n in range(300)]]
    before = Entry.objects.count()
    report = import_members(
        actor=SYSTEM, under=cast.ward, name="a.xlsx", data=workbook({"S": rows}), create_units=False
    )
    assert (len(report.errors), Entry.objects.count()) == (300, before)


def test_the_quick_measure_of_a_sheet_agrees_with_the_parser() -> None:
    """Rows, columns and weight by pattern are those by parser; a sheet with formulas or in another form is left to the parser."""
    package = Package(ward_file(untidy(ward_rows())))
    part = "xl/worksheets/sheet1.xml"
    lengths = [7] * 20_000
    reach = plain_reach(package.part(part), lengths)
    slow = _Sheet(lengths)
    slow.walk(package.part(part))
    assert reach is not None
    assert (reach.rows, len(reach.letters)) == (slow.rows, slow.columns)
    assert 0 < reach.weight <= slow.weight
    begin = b'<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData><row r="1">'
    end = b"</row></sheetData></worksheet>" + b" " * 200
    for cell in (b'<c r="A1"><f>1</f></c>', b'<x:c r="A1"/>', b"<c/>", b'<c s="1" r="A1"/>', b'<c\tr="A1"/>', b'<c r="&#65;1"/>', b'<!-- --><c r="A1"/>',
                 b'<c r="A1" t="s"><v>999999</v></c>', b'<c r="A1" t="s"><v >1</v></c>', b'<c r="A1" r="XFD9"/>'):  # fmt: skip
        assert plain_reach(iter([begin + cell + end]), lengths) is None, cell
    assert plain_reach(iter(["<worksheet>".encode("utf-16")]), lengths) is None
    good = plain_reach(iter([begin, b'<c r="B7" s="1" t="s"><v>3</', b"v></c><c ", b'r="A9"/>', end]), lengths)
    assert good is not None
    assert (good.rows, good.letters, good.weight) == (9, {b"A", b"B"}, 7)
    assert inspect_xlsx(package)

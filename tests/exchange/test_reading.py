"""The reader: other shapes of list, files that are no lists, and files that want to do harm."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guong.exchange.cells import cell_key, fits, guess_kind
from guong.exchange.reading import ParsedList, read_members
from guong.exchange.reading.values import read_as_of, read_day, read_name, read_posts, read_standing
from guong.kernel.errors import Invalid
from tests.exchange.samples import csv_file, small, workbook


def one(rows: list[list[Any]], name: str = "a.xlsx") -> ParsedList:
    return read_members(name, workbook({"Sheet1": rows}))


def test_other_words_and_another_order() -> None:
    parsed = one([
        ["UBND"], ["Số TT", "Tình trạng", "Năm sinh", "Họ và tên đảng viên", "Chi bộ sinh hoạt", "Mã đảng viên", "Chức vụ Đảng", "Ngày kết nạp"],
        [1, "Đang sinh hoạt", 1950, "đ/c NGUYỄN VĂN HÒA", "CB TDP 3", "X1", "UV BTV, Chi ủy viên", "3.2.1975"],
    ])  # fmt: skip
    row = parsed.rows[0]
    assert (row.full_name, row.birth_year, row.birth_date, row.code) == ("Nguyễn Văn Hòa", 1950, None, "X1")
    assert (row.standing, row.posts, row.admitted_on) == ("", ("standing_member", "cell_committee"), date(1975, 2, 3))


def test_a_heading_of_two_rows_with_birth_by_gender() -> None:
    parsed = one([
        ["TT", "Họ và tên", "Năm sinh", "", "Ngày vào Đảng", "", "Diện", ""], ["", "", "Nam", "Nữ", "Dự bị", "Chính thức", "Miễn SH", "Đi xa"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        [1, "Cao Văn Sáu", 1961, "", "1/2/1990", "1/2/1991", "x", ""], [2, "Hồ Thị Tư", "", "5/6/1970", "1/2/1995", "1/2/1996", "", "x"],
    ])  # fmt: skip
    he, she = parsed.rows
    assert (he.gender, he.birth_year, he.standing, he.official_on) == ("m", 1961, "exempt", date(1991, 2, 1))
    assert (she.gender, she.birth_date, she.standing, she.admitted_on) == (
        "f",
        date(1970, 6, 5),
        "away",
        date(1995, 2, 1),
    )


def test_family_and_given_name_apart_with_groups_totals_and_signature() -> None:
    parsed = one([
        ["STT", "Họ và tên đệm", "Tên", "Ngày sinh", "Ghi chú"], ["I", "Chi bộ thôn Đoài (2 đồng chí)"],
        [1, "Ngô Thị", "Bích", "1/1/1960", ""], [2, "Lương Văn", "Cửu", "2/1/1960", "Miễn SHĐ"], ["", "Cộng", "2"],
        ["II", "Chi bộ thôn Hạ"], [1, "Mạc Thị", "Dung", "3/1/1960", ""], ["Tổng cộng: 3 đồng chí"], ["", "", "", "Ngày 3 tháng 2 năm 2026"],
        ["", "", "", "T/M CHI BỘ"], ["", "", "", "Bí thư"], ["", "Đỗ Văn Ký"],
    ])  # fmt: skip
    assert [(row.full_name, row.cells, row.standing) for row in parsed.rows] == [
        ("Ngô Thị Bích", ("Chi bộ thôn Đoài",), None), ("Lương Văn Cửu", ("Chi bộ thôn Đoài",), "exempt"),
        ("Mạc Thị Dung", ("Chi bộ thôn Hạ",), None),
    ]  # fmt: skip
    assert parsed.problems == []


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), (";", "cp1258")]
)
def test_text_tables(separator: str, encoding: str) -> None:
    words = "Tran Van Tam" if encoding == "cp1258" else "Trần Văn Tám"
    head = ["Ho ten", "Ngay sinh", "Chi bo"] if encoding == "cp1258" else ["Họ tên", "Ngày sinh", "Chi bộ"]
    parsed = read_members("ds.csv", csv_file([head, [words, "1/2/1960", "TDP 1"]], separator, encoding))
    assert [(row.full_name, row.birth_date) for row in parsed.rows] == [(words, date(1960, 2, 1))]


def test_formulas_and_injected_text_are_refused_by_place() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["STT", "Họ và tên", "Ngày sinh", "Chi bộ"])
    sheet.append(["=ROW()", '=CONCATENATE("Lê ","An")', "1/1/1970", "TDP 1"])
    buffer = io.BytesIO()
    book.save(buffer)
    parsed = read_members("a.xlsx", buffer.getvalue())
    assert [(p.row, p.column) for p in parsed.problems] == [(2, "Họ và tên")]
    bad = '=HYPERLINK("http://x","Lê")'
    parsed = read_members(
        "a.csv", csv_file([["Họ tên", "Ngày sinh", "Chi bộ"], [bad, "1/1/1970", "=cmd|' /C calc'!A0"]])
    )
    assert {p.column for p in parsed.problems} == {"Họ tên", "Chi bộ"}


def _zip(parts: dict[str, bytes], *, lie: bool = False) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    raw = bytearray(buffer.getvalue())
    if lie:  # the directory says: ten bytes
        at = 0
        while (at := raw.find(b"PK\x01\x02", at)) >= 0:
            raw[at + 24 : at + 28] = struct.pack("<I", 10)
            at += 4
    return bytes(raw)


_BOOK = b'<workbook><sheets><sheet name="S" sheetId="1"/></sheets></workbook>'


def _far(ref: str) -> bytes:
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="{ref}"><v>1</v></c></row>'
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    "data",
    [
        _zip({"xl/workbook.xml": b"\0" * 200_000_000}),
        _zip({"xl/workbook.xml": _BOOK, "xl/worksheets/sheet1.xml": b" " * 3_000_000}, lie=True),
        _zip({"xl/workbook.xml": _BOOK, "xl/worksheets/sheet1.xml": _far("XFD1048576")}),
        _zip({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        _zip({f"a{number}": b"" for number in range(3000)}),
    ],
    ids=["bomb", "lying directory", "far cell", "entities", "many parts"],
)
def test_a_bomb_is_refused_quickly(data: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(Invalid):
        read_members("a.xlsx", data)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b""), ("a.xlsx", b"hello"), ("a.csv", b"\x00\x01\x02\xff" * 50), ("a.xlsx", b"PK\x03\x04rubbish"),
        ("a.xlsx", _zip({"word/document.xml": b"<a/>", "[Content_Types].xml": b"<a/>"})), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600),
        ("a.csv", "chỉ có một dòng".encode()), ("a.csv", "Họ tên;Chi bộ\n".encode()), ("a.csv", b"x" * (26 * 1024 * 1024)),
    ],
)  # fmt: skip
def test_what_is_no_list_gets_a_sentence(name: str, data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        read_members(name, data)
    assert len(str(caught.value)) > 20


def test_a_word_document_under_another_name_is_recognised() -> None:
    with pytest.raises(Invalid, match="Word"):
        read_members("a.xlsx", _zip({"word/document.xml": b"<a/>"}))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=2000),
    st.sampled_from(["a.xlsx", "a.csv", "a.ods", "a.xls", "a"]),
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, name: str, head: bytes) -> None:
    with contextlib.suppress(Invalid):
        read_members(name, head + data)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 6000), st.integers(0, 255))
def test_a_workbook_with_one_broken_byte_is_read_or_refused(place: int, byte: int) -> None:
    data = bytearray(small())
    data[place % len(data)] = byte
    with contextlib.suppress(Invalid):
        read_members("a.xlsx", bytes(data))


@pytest.mark.parametrize("encoding", [b"TTF-8", b"base64", b"idna", b"shift_jis", b"UTF-16", b"undefined"])
def test_a_workbook_that_names_an_encoding_nobody_reads_is_refused(encoding: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(small())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        bare = parts[name].partition(b"?>")[2] if parts[name].startswith(b"<?xml") else parts[name]
        spoilt = b'<?xml version="1.0" encoding="%b"?>' % encoding + bare
        with pytest.raises(Invalid):
            read_members("a.xlsx", _zip({**parts, name: spoilt}))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(max_size=12) | st.sampled_from(["Họ tên", "Chi bộ", "Ngày sinh", "1/1/1970", "Lê An", "1"]),
            max_size=6,
        ),
        max_size=8,
    )
)
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    with contextlib.suppress(Invalid, UnicodeEncodeError):
        read_members("a.csv", csv_file(rows))


@pytest.mark.parametrize(
    "words",
    [
        "19/05/1972",
        "19.05.1972",
        "19-5-1972",
        "19/5/72",
        "26438",
        "19 tháng 5 năm 1972",
        "1972-05-19 00:00:00",
        26438.0,
        "'19/05/1972",
    ],
)
def test_days_in_every_way(words: object) -> None:
    assert read_day(words) == date(1972, 5, 19)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Bí thư", ["cell_secretary"]), ("Phó Bí thư", ["cell_deputy"]), ("Phó Bí thư chi bộ", ["cell_deputy"]), ("Chi ủy viên", ["cell_committee"]),
        ("Đảng ủy viên", ["committee_member"]), ("Ủy viên Ban Thường vụ", ["standing_member"]), ("Bí thư Đảng ủy", ["committee_secretary"]),
        ("Phó Bí thư thường trực Đảng ủy", ["committee_standing_deputy"]), ("PBT TT Đảng ủy phường", ["committee_standing_deputy"]),
        ("Phó Bí thư Đảng ủy - Chủ tịch UBND", ["committee_deputy", "people_chair"]), ("UVBCH, Bí thư chi bộ", ["committee_member", "cell_secretary"]),
        ("Phó Chủ tịch UBND", []), ("Đảng viên", []), ("Bí thư Đoàn phường", ["mass_head"]), ("Chủ tịch UBMTTQ", ["front_head"]),
        ("ĐẢNG UỶ VIÊN kiêm BÍ THƯ CHI BỘ", ["committee_member", "cell_secretary"]),
    ],
)  # fmt: skip
def test_offices(words: str, kinds: list[str]) -> None:
    assert read_posts(words)[0] == kinds


@pytest.mark.parametrize(
    ("words", "standing"),
    [("Miễn SHĐ", "exempt"), ("ĐV được miễn công tác và SHĐ", "exempt"), ("Đi làm ăn xa", "away"), ("Đình chỉ sinh hoạt", "suspended"),
     ("Đang sinh hoạt", ""), ("Chính thức", ""), ("Không miễn", ""), ("Hưu trí", "")],
)  # fmt: skip
def test_R2_standings(words: str, standing: str) -> None:
    """R2: exempt and suspended are known in any usual wording; everybody else takes part."""
    assert read_standing(words) == standing


def test_cells_meet_by_name_but_hà_is_not_hạ() -> None:
    assert cell_key("Chi bộ TDP số 01") == cell_key("tổ  dân phố 1")
    assert fits(cell_key("chi bo to dan pho 1"), cell_key("Chi bộ Tổ Dân Phố 1"))
    assert cell_key("Thôn Hoà") == cell_key("thôn Hòa")
    assert not fits(cell_key("Thôn Hà"), cell_key("Thôn Hạ"))
    assert guess_kind("Chi bộ ấp Tân Lập") == "cell_village"
    assert guess_kind("CB Ban CHQS (quân sự)") == "cell_military"
    assert guess_kind("Chi bộ Cơ quan UBND") == "cell_office"
    assert guess_kind("Chi bộ Hợp tác xã Đồng Tâm") == "cell_other"


def test_names_and_day_of_the_list() -> None:
    assert read_name("  ĐẶNG  THÙY y-BIH ") == "ĐẶNG THÙY y-BIH"
    assert read_name("ĐẶNG THÙY Y-BIH") == "Đặng Thùy Y-Bih"
    assert read_as_of("(Tính đến ngày 28/02/2022)") == date(2022, 2, 28)
    assert read_as_of("tính đến hết ngày 28 tháng 02 năm 2022") == date(2022, 2, 28)

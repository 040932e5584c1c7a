"""Lists as offices export them, made in code with a fixed seed: invented people, the real kinds of disorder."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from datetime import date, timedelta
from typing import Any

import xlsxwriter

HEADINGS = ["STT", "Mã ĐV", "Họ và tên", "Ngày, tháng, năm sinh", "Giới tính", "Ngày vào Đảng", "Ngày chính thức", "Chi bộ", "Chức vụ",
            "Diện", "Nghề nghiệp", "Ghi chú"]  # fmt: skip
CELLS = [
    *[f"Chi bộ tổ dân phố {number}" for number in range(1, 12)], "Chi bộ Công an phường", "Chi bộ Trường Mầm non Sao Mai",
    "Chi bộ Trường Mầm non Nắng Xuân", "Chi bộ Trường Tiểu học số 1", "Chi bộ Trường Tiểu học số 2", "Chi bộ Trường THCS Mai Khê",
]  # fmt: skip
_FAMILY = "Nguyễn Trần Lê Phạm Đặng Vũ Bùi Đỗ Hồ Ngô Dương Lý".split()
_MIDDLE = "Văn Thị Đức Minh Thanh Quang Xuân Hồng Khánh Diệu Gia Bảo".split()
_GIVEN = "Hòa Thủy Lan Dũng Phương Đông Trâm Kiên Nghĩa Yến Phúc Vinh Tuấn Hạnh Mai".split()
COMMITTEE = [
    "Bí thư Đảng ủy", "Phó Bí thư thường trực Đảng ủy", "Phó Bí thư Đảng ủy - Chủ tịch UBND", "Ủy viên Ban Thường vụ", "Ủy viên Ban Thường vụ",
    *["Đảng ủy viên"] * 8,
]  # fmt: skip


def _untidy(rng: random.Random, words: str) -> str:
    roll = rng.random()
    if roll < 0.06:
        return words.upper()
    if roll < 0.12:
        return f"  {words} "
    if roll < 0.18:
        return words.replace(" ", "  ")
    if roll < 0.24:
        return unicodedata.normalize("NFD", words)
    return words


def _day(rng: random.Random, day: date) -> Any:
    forms = [day, day.strftime("%d/%m/%Y"), f"{day.day}/{day.month}/{day.year}", day.strftime("%d.%m.%Y")]
    return rng.choice(forms)


def ward_rows(seed: int = 7, members: int = 700, exempt: int = 125, away: int = 24) -> list[list[Any]]:
    """Member rows of a whole ward, in the columns of HEADINGS."""
    rng = random.Random(seed)
    diện = ["exempt"] * exempt + ["away"] * away + [""] * (members - exempt - away)
    rng.shuffle(diện)
    names: set[tuple[str, date]] = set()
    rows: list[list[Any]] = []
    for number in range(members):
        cell = CELLS[number * len(CELLS) // members]
        first = not rows or rows[-1][7] != cell
        while True:
            name = f"{rng.choice(_FAMILY)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}"
            born = date(1945, 1, 1) + timedelta(days=rng.randrange(18_000))
            if (name, born) not in names:
                names.add((name, born))
                break
        joined = born + timedelta(days=366 * rng.randrange(20, 28))
        standing = {
            "exempt": rng.choice(["Miễn SHĐ", "Miễn sinh hoạt", "MIỄN SINH HOẠT"]),
            "away": "Đi làm ăn xa",
            "": "",
        }
        rows.append([
            number + 1, f"ĐV-{number + 1:03d}", name, born.year if rng.random() < 0.03 else born, rng.choice(["Nam", "Nữ"]), joined,
            joined + timedelta(days=365), cell, "Bí thư" if first else "", standing[diện[number]], rng.choice(["Hưu trí", "Công nhân"]), "",
        ])  # fmt: skip
    for at, post in enumerate(COMMITTEE):
        rows[at * 37 + 6][8] = post
    for at in range(3):
        rows[at * 37 + 6][11] = "Diện quận ủy quản lý"
    return rows


def untidy(rows: list[list[Any]], seed: int = 3) -> list[list[Any]]:
    """The same rows as an office keeps them."""
    rng = random.Random(seed)
    done = []
    for row in rows:
        copy = list(row)
        copy[2], copy[7] = _untidy(rng, row[2]), _untidy(rng, row[7])
        for column in (3, 5, 6):
            if isinstance(row[column], date):
                copy[column] = _day(rng, row[column])
        done.append(copy)
    return done


def workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    """An .xlsx of these sheets; dates as dates, a string that begins with "=" as a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                elif value is not None and value != "":
                    sheet.write(r, c, value)
    book.close()
    return buffer.getvalue()


def ward_file(rows: list[list[Any]] | None = None) -> bytes:
    """One sheet with titles above, total and signature below."""
    rows = untidy(ward_rows()) if rows is None else rows
    titles: list[list[Any]] = [
        ["ĐẢNG BỘ QUẬN …"],
        ["ĐẢNG ỦY PHƯỜNG MAI KHÊ"],
        [],
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["(Tính đến ngày 28/02/2022)"],
        [],
    ]
    foot = [[], [f"Tổng số: {len(rows)} đảng viên"], ["", "", "", "", "", "", "", "Người lập biểu"]]
    return workbook({"Danh sách": [*titles, HEADINGS, *rows, *foot]})


def csv_file(rows: list[list[Any]], separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """A text table; dates as dd/mm/yyyy."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    for row in rows:
        writer.writerow([value.strftime("%d/%m/%Y") if isinstance(value, date) else value for value in row])
    return buffer.getvalue().encode(encoding)


def small(*changes: tuple[int, str, Any]) -> bytes:
    """Three members of two cells; `changes` are (row from 0, heading, value)."""
    rows: list[list[Any]] = [
        [1, "A-1", "Lê Thị Hoài", date(1980, 5, 19), "Nữ", date(2005, 2, 3), date(2006, 2, 3), "Chi bộ tổ dân phố 1", "", "", "Giáo viên", ""],
        [2, "A-2", "Bùi Quốc Khánh", date(1950, 9, 2), "Nam", date(1975, 4, 30), date(1976, 4, 30), "Chi bộ tổ dân phố 1", "", "Miễn SHĐ", "Hưu trí", ""],
        [3, "A-3", "Đặng Văn Dũng", 1962, "Nam", date(1990, 1, 7), date(1991, 1, 7), "Chi bộ tổ dân phố 2", "", "", "", ""],
    ]  # fmt: skip
    for at, heading, value in changes:
        rows[at][HEADINGS.index(heading)] = value
    return workbook({"Sheet1": [HEADINGS, *rows]})

"""Reports as files: reading a folder of texts and the list of their cells."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WIDEST_MARKS = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_HEADERS = frozenset({"id", "ma", "mã", "mã số", "report", "bản", "bản tự soi", "tệp", "file", "stt"})


@dataclass(frozen=True, slots=True)
class Folder:
    """Texts by the name of their file, sorted; `wrong`: (file, why) of those that are no clean text."""

    texts: dict[str, str]
    wrong: list[tuple[str, str]] = field(default_factory=list)


def read_folder(folder: Path) -> Folder:
    """Every `*.txt` of a folder, as it is: line ends and marks are left alone, so that offsets count what was written."""
    found = Folder({})
    for path in sorted(folder.glob("*.txt"), key=lambda path: path.stem):
        if not path.is_file():
            continue
        try:
            data = path.read_bytes()
        except OSError as error:
            found.wrong.append((path.name, error.strerror or "unreadable"))
            continue
        text, clean = decode(data)
        found.texts[path.stem] = text
        if not clean:
            found.wrong.append((path.name, "not UTF-8"))
    return found


def decode(data: bytes) -> tuple[str, bool]:
    """The text of a file, and whether it was clean. UTF-8, or UTF-16 and UTF-32 by their mark or their noughts; broken places become U+FFFD."""
    encoding = _encoding(data)
    try:
        return data.decode(encoding), True
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace"), False


def _encoding(data: bytes) -> str:
    if data.startswith(_WIDEST_MARKS):
        return "utf-32"
    if data.startswith(_WIDE_MARKS):
        return "utf-16"
    begin = data[:4096]
    spaces = {"utf-16-le": begin.count(b" \0"), "utf-16-be": begin.count(b"\0 ")}
    likely = max(spaces, key=lambda name: spaces[name])
    return likely if spaces[likely] * 40 > len(begin) else "utf-8"  # a blank at least every twenty letters


def composed(name: str) -> str:
    """A name as it is compared: some systems keep the marks of file names apart."""
    return unicodedata.normalize("NFC", name).strip()


def read_cells(text: str, known: Iterable[str]) -> dict[str, str]:
    """{report: cell} from lines `id;unit` or `id,unit`, with a headline or without. ValueError names a line without two columns."""
    text = text.removeprefix("\ufeff")
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return {}
    delimiter = max(";,\t", key=lambda sign: sum(sign in line for line in lines))
    ids = {composed(one): one for one in known}
    found: dict[str, str] = {}
    for number, row in _rows(text, delimiter):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < 2:
            raise ValueError(number)
        report, cell = composed(row[0]), row[1].strip()
        report = report if report in ids else report.removesuffix(".txt")
        if report not in ids and not found and report.lower() in _HEADERS:
            continue
        if cell:
            found[ids.get(report, report)] = cell
    return found


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a list with their numbers. ValueError names one that cannot be read."""
    lines = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        for row in lines:
            yield lines.line_num, row
    except csv.Error:
        raise ValueError(lines.line_num) from None

"""Reports as files: reading a folder of texts and the list of their cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
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
    """The text of a file, and whether it was clean. UTF-8, or UTF-16 that says so; broken places become U+FFFD."""
    encoding = "utf-16" if data.startswith(_WIDE_MARKS) else "utf-8"
    try:
        return data.decode(encoding), True
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace"), False


def read_cells(text: str, known: Iterable[str]) -> dict[str, str]:
    """{report: cell} from lines `id;unit` or `id,unit`, with a headline or without. ValueError names a line without two columns."""
    text = text.removeprefix("\ufeff")
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return {}
    delimiter = max(";,\t", key=lambda sign: sum(sign in line for line in lines))
    ids = set(known)
    found: dict[str, str] = {}
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < 2:
            raise ValueError(number)
        report, cell = row[0].strip(), row[1].strip()
        report = report if report in ids else report.removesuffix(".txt")
        if report not in ids and not found and report.lower() in _HEADERS:
            continue
        if cell:
            found[report] = cell
    return found

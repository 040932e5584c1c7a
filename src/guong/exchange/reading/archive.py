"""Looking into a packed workbook before it is opened: nothing in it may grow past what a member list can be.

Checked are the sizes that the package declares, the sizes it really has, and the reach of its sheets, because a reader of
sheets lays out the whole rectangle in memory. On the way the places of formulas are noted.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from guong.exchange.reading.reach import plain_reach
from guong.kernel.errors import Invalid

MAX_ENTRIES = 2000
MAX_UNPACKED = 120 * 1024 * 1024
MAX_CELLS = 3_000_000
MAX_TEXT = 80_000_000  # characters that all cells together may hold
_MAX_RATIO = 400
_CHUNK = 1 << 16
_REF = re.compile(r"^([A-Z]{1,3})([0-9]{1,7})$")

TOO_BIG = _("This file unpacks to far more than a member list can hold, so it was not opened. Save the list alone as a new .xlsx and send that.")  # fmt: skip
BROKEN = _("This file is damaged or is not really a workbook. Open it in Excel or LibreOffice, save it again as .xlsx, and send that.")  # fmt: skip

Formulas = dict[str, frozenset[tuple[int, int]]]


class Package:
    """A zip of bounded size: every part has really been unpacked once, within its declared length."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.infos = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError):
            raise Invalid(BROKEN, field="file") from None
        self._weigh()

    def _weigh(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise Invalid(TOO_BIG, field="file")
        left = MAX_UNPACKED
        for info in infos:
            if info.flag_bits & 1:
                raise Invalid(_("This file is locked with a password. Save it without a password and send it again."), field="file")  # fmt: skip
            if info.file_size > 1_000_000 and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
                raise Invalid(TOO_BIG, field="file")
            for chunk in self.chunks(info):
                left -= len(chunk)
                if left < 0:
                    raise Invalid(TOO_BIG, field="file")

    def chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """The part, unpacked piece by piece from its raw bytes; Invalid when it is longer than it says."""
        start = info.header_offset
        head = self._data[start : start + 30]
        if len(head) < 30 or head[:4] != b"PK\x03\x04":
            raise Invalid(BROKEN, field="file")
        start += 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        raw = self._data[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_STORED:
            yield raw
            return
        if info.compress_type != zipfile.ZIP_DEFLATED:
            raise Invalid(BROKEN, field="file")
        yield from self._inflate(raw, info.file_size)

    @staticmethod
    def _inflate(raw: bytes, declared: int) -> Iterator[bytes]:
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        done = 0
        rest = raw
        try:
            while rest and not unpack.eof:
                chunk = unpack.decompress(rest, _CHUNK)
                rest = unpack.unconsumed_tail
                done += len(chunk)
                if done > declared:
                    raise Invalid(TOO_BIG, field="file")
                if chunk:
                    yield chunk
        except zlib.error:
            raise Invalid(BROKEN, field="file") from None

    def has(self, name: str) -> bool:
        return name in self.infos

    def part(self, name: str) -> Iterator[bytes]:
        return self.chunks(self.infos[name])


class _Walker:
    """A bare XML walk: no document types (they can multiply), prefixes dropped."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *args: object) -> None:
        raise Invalid(BROKEN, field="file")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self.end(name.rpartition(":")[2])

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...

    def walk(self, chunks: Iterator[bytes]) -> None:
        try:
            for chunk in chunks:
                self.parser.Parse(chunk, False)
            self.parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError):  # the last two: it names an encoding that nobody reads
            raise Invalid(BROKEN, field="file") from None


class _Book(_Walker):
    """workbook.xml and its relations: which part holds which sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            ref = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), ref))
        elif name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Strings(_Walker):
    """Lengths of the shared strings."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.lengths.append(0)

    def text(self, data: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(data)


class _Sheet(_Walker):
    """Reach, weight and formulas of one sheet of an .xlsx."""

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self.lengths = lengths
        self.formulas: set[tuple[int, int]] = set()
        self.rows = self.columns = self.weight = 0
        self.row = self.column = -1
        self.shared = self.in_value = False
        self.value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.row = _number(attributes.get("r"), self.row + 1) - (1 if "r" in attributes else 0)
            self.column = -1
        elif name == "c":
            self._place(attributes.get("r", ""))
            self.shared = attributes.get("t") == "s"
        elif name == "f":
            self.formulas.add((self.row, self.column))
        elif name == "v":
            self.in_value, self.value = True, ""

    def _place(self, ref: str) -> None:
        if match := _REF.match(ref):
            self.column, self.row = _letters(match.group(1)), int(match.group(2)) - 1
        else:
            self.column += 1
        self.rows = max(self.rows, self.row + 1)
        self.columns = max(self.columns, self.column + 1)

    def end(self, name: str) -> None:
        if name == "v":
            self.in_value = False
            index = _number(self.value, -1) if self.shared else -1
            self.weight += self.lengths[index] if 0 <= index < len(self.lengths) else len(self.value)

    def text(self, data: str) -> None:
        if self.in_value and len(self.value) < 40_000:
            self.value += data


class _Table(_Walker):
    """Reach of the tables of an .ods, whose rows and cells may be repeated by a number, and its formulas."""

    def __init__(self) -> None:
        super().__init__()
        self.name = ""
        self.formulas: dict[str, set[tuple[int, int]]] = {}
        self.row = self.row_repeat = self.column = self.reach = 0
        self.area = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "table":
            self.name, self.row, self.row_repeat, self.reach = plain.get("name", ""), 0, 0, 0
        elif name == "table-row":
            self.row += self.row_repeat
            self.row_repeat, self.column = max(1, _number(plain.get("number-rows-repeated"), 1)), 0
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(plain)

    def _cell(self, plain: dict[str, str]) -> None:
        repeat = max(1, _number(plain.get("number-columns-repeated"), 1))
        if "value-type" in plain or "formula" in plain:
            self.reach = max(self.reach, self.column + repeat)
            self.area = max(self.area, (self.row + self.row_repeat) * self.reach)
            if "formula" in plain:
                self.formulas.setdefault(self.name, set()).add((self.row, self.column))
        self.column += repeat


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else otherwise


def _letters(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def inspect_xlsx(package: Package) -> Formulas:
    """Where each sheet of an .xlsx has formulas. Invalid for a sheet that reaches too far or holds too much text."""
    book = _Book()
    book.walk(package.part("xl/workbook.xml"))
    if package.has("xl/_rels/workbook.xml.rels"):
        relations = _Book()
        relations.walk(package.part("xl/_rels/workbook.xml.rels"))
        book.targets = relations.targets
    strings = _Strings()
    if package.has("xl/sharedStrings.xml"):
        strings.walk(package.part("xl/sharedStrings.xml"))
    names = {_part_name(book.targets.get(ref, "")): sheet for sheet, ref in book.sheets}
    formulas: Formulas = {}
    weight = 0
    for part in package.infos:
        if part in names or part.startswith("xl/worksheets/sheet"):
            sheet = _measured(package, part, strings.lengths)
            weight += sheet.weight
            if sheet.rows * sheet.columns > MAX_CELLS or weight > MAX_TEXT:
                raise Invalid(TOO_BIG, field="file")
            formulas[names.get(part, "")] = frozenset(sheet.formulas)
    return formulas


def _measured(package: Package, part: str, lengths: list[int]) -> _Sheet:
    sheet = _Sheet(lengths)
    if reach := plain_reach(package.part(part), lengths):
        sheet.rows, sheet.weight = reach.rows, reach.weight
        sheet.columns = max((_letters(letters.decode()) + 1 for letters in reach.letters), default=0)
    else:
        sheet.walk(package.part(part))
    return sheet


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def inspect_ods(package: Package) -> Formulas:
    """The same for an .ods."""
    table = _Table()
    table.walk(package.part("content.xml"))
    if table.area > MAX_CELLS:
        raise Invalid(TOO_BIG, field="file")
    return {name: frozenset(places) for name, places in table.formulas.items()}

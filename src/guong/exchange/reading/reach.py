"""The reach of an ordinary sheet of an .xlsx, found without taking its XML apart.

Nearly all sheets are written in one plain form. Theirs can be measured by a pattern, many times faster than by a parser. The
pattern must account for every cell of the sheet; a sheet in any other form is left to the parser, so nothing slips through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="[0-9]{1,9}")?(?: t="([a-zA-Z]{1,9})")?(?:/|>(?:<v>([0-9]{1,9})</v>)?)'
)
_ENDS = (b" ", b">", b"/", b"\t", b"\n", b"\r")
_CELLS = tuple(b"<c" + end for end in _ENDS)
_NOT_PLAIN = (
    b"<!", b"\0", *(b"<f" + end for end in _ENDS), *(b":" + name + end for name in (b"c", b"f", b"v", b"row") for end in _ENDS),
)  # fmt: skip
_LONG_ENOUGH = 200  # bytes in which a sheet has begun
_BEGIN = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?(?: standalone=[\"']\w+[\"'])? ?\?>)?\s*<worksheet[\s>]"
)


@dataclass(slots=True)
class Reach:
    """Highest row (from 1), letters of the columns in use, and characters that its shared strings lay out."""

    rows: int = 0
    letters: set[bytes] = field(default_factory=set)
    weight: int = 0


def plain_reach(chunks: Iterator[bytes], lengths: list[int]) -> Reach | None:
    """Reach of a sheet in the plain form; None for any other form, and for one with formulas.

    `lengths`: characters of each shared string.
    """
    reach = Reach()
    rest = b""
    begun = False
    for chunk in chunks:
        whole = rest + chunk
        if not begun:
            if len(whole) < _LONG_ENOUGH:
                rest = whole
                continue
            if not _BEGIN.match(whole):
                return None
            begun = True
        cut = whole.rfind(b"<")  # a tag never holds this sign, so what stands before it is whole
        last = whole.rfind(b"<c ", 0, cut)
        cut = last if last >= 0 else cut  # a cell and its value stay together
        if cut > 0 and not _add(reach, whole[:cut], lengths):
            return None
        rest = whole[max(cut, 0) :]
        if len(rest) > 1 << 20:
            return None
    if not begun and not _BEGIN.match(rest):
        return None
    return reach if _add(reach, rest, lengths) else None


def _add(reach: Reach, piece: bytes, lengths: list[int]) -> bool:
    """Whether the piece is plain; if so, it is added."""
    if any(mark in piece for mark in _NOT_PLAIN):
        return False
    found = _CELL.findall(piece)
    if len(found) != sum(piece.count(mark) for mark in _CELLS):
        return False
    if not found:
        return True
    letters, rows, kinds, values = zip(*found, strict=True)
    reach.letters.update(letters)
    reach.rows = max(reach.rows, max(map(int, rows)))
    shared = [value for kind, value in zip(kinds, values, strict=True) if kind == b"s"]
    try:
        reach.weight += sum([lengths[int(value)] for value in shared])
    except (ValueError, IndexError):  # b"": the value is not where it always stands
        return False
    return True

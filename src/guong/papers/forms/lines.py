"""The lines of a Word document in their order, each with what it says of its place. No meaning is read from a line here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from guong.papers.forms.sheet import CODE_PICTURE
from guong.papers.forms.writing import BOOKMARK

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NAMED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PICTURES = frozenset(
    {f"{_W}drawing", f"{_W}pict", f"{_W}object", "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"}
)
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", f"{_MC}Fallback"})
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `tags`: marks of the frames around it, outermost first; `bookmarks`: names that begin in it."""

    text: str
    tags: tuple[str, ...] = ()
    bookmarks: tuple[str, ...] = ()


@dataclass
class Walk:
    """Reads a document once. `pictures` counts what was left out."""

    lists: dict[tuple[str, str], str] = field(default_factory=dict)
    pictures: int = 0
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def lines(self, root: Any) -> list[Line]:
        body = root.find(f"{_W}body")
        return list(self._blocks(root if body is None else body, ()))

    def _blocks(self, parent: Any, tags: tuple[str, ...]) -> Iterator[Line]:
        """Paragraphs below an element, tables row by row; frames, insertions and the like are looked through."""
        for child in parent:
            name = child.tag
            if name == f"{_W}p":
                yield from self._paragraph(child, tags)
            elif name == f"{_W}tr":
                yield from self._row(child, tags)
            elif name == f"{_W}sdt":
                yield from self._blocks(child, (*tags, *_tag_of(child)))
            elif isinstance(name, str) and name not in _SKIPPED:
                yield from self._blocks(child, tags)

    def _row(self, row: Any, tags: tuple[str, ...]) -> Iterator[Line]:
        """A row whose cells hold one line each is one line, parted by bars; otherwise cell by cell."""
        cells = [list(self._blocks(cell, tags if cell.tag == f"{_W}tc" else (*tags, *_tag_of(cell)))) for cell in row]
        filled = [[line for line in cell if line.text.strip()] for cell in cells]
        filled = [cell for cell in filled if cell]
        plain = all(len(cell) == 1 and not cell[0].bookmarks for cell in filled)
        if plain and len(filled) > 1 and len({cell[0].tags for cell in filled}) == 1:
            yield Line(" | ".join(cell[0].text.replace("\n", " ") for cell in filled), filled[0][0].tags)
        else:
            for cell in filled:
                yield from cell

    def _paragraph(self, paragraph: Any, tags: tuple[str, ...]) -> Iterator[Line]:
        pieces: list[str] = []
        inside: list[Line] = []
        marks: list[str] = []
        around = list(tags)
        self._runs(paragraph, pieces, inside, marks, around)
        text = "".join(pieces)
        if text.strip():
            text = self._bullet(paragraph) + text
        yield Line(text, tuple(around), tuple(marks))
        yield from inside

    def _runs(self, parent: Any, pieces: list[str], inside: list[Line], marks: list[str], around: list[str]) -> None:
        """The words of a paragraph; what stands in a text box within it comes after it, as lines of its own."""
        for child in parent:
            name = child.tag
            if name == f"{_W}t":
                pieces.append(child.text or "")
            elif name in _BREAKS:
                pieces.append(_BREAKS[name])
            elif name == f"{_W}bookmarkStart":
                mark = child.get(f"{_W}name", "")
                marks += [mark] if mark.startswith(BOOKMARK) else []
            elif name == f"{_W}txbxContent":
                inside += list(self._blocks(child, ()))
            elif isinstance(name, str) and name not in _SKIPPED:
                if name in _PICTURES and _is_own_code(child):
                    continue
                if name in _PICTURES:
                    self.pictures += not list(child.iter(f"{_W}txbxContent"))
                around += _tag_of(child) if name == f"{_W}sdt" else ()
                self._runs(child, pieces, inside, marks, around)

    def _bullet(self, paragraph: Any) -> str:
        """ "- ", or "3. " for a numbered list: what Word draws before the line."""
        about = paragraph.find(f"{_W}pPr/{_W}numPr")
        if about is None:
            return ""
        number, level = (_value(about.find(f"{_W}{name}")) for name in ("numId", "ilvl"))
        if number in {"", "0"}:
            return ""
        key = (number, level or "0")
        if self.lists.get(key, "bullet") == "bullet":
            return "- "
        self._counts[key] = self._counts.get(key, 0) + 1
        return f"{self._counts[key]}. "


def list_kinds(root: Any) -> dict[tuple[str, str], str]:
    """(list, level) → how its items are counted, from the part of the file that defines lists."""
    if root is None:
        return {}
    levels = {
        (abstract.get(f"{_W}abstractNumId"), level.get(f"{_W}ilvl")): _value(level.find(f"{_W}numFmt"))
        for abstract in root.iter(f"{_W}abstractNum")
        for level in abstract.iter(f"{_W}lvl")
    }
    return {
        (num.get(f"{_W}numId", ""), level or "0"): kind
        for num in root.iter(f"{_W}num")
        for (abstract, level), kind in levels.items()
        if abstract == _value(num.find(f"{_W}abstractNumId"))
    }


def _value(element: Any) -> str:
    return str(element.get(f"{_W}val", "")) if element is not None else ""


def _tag_of(frame: Any) -> tuple[str, ...]:
    tag = _value(frame.find(f"{_W}sdtPr/{_W}tag"))
    return (tag,) if tag else ()


def _is_own_code(drawing: Any) -> bool:
    """Whether this is the QR code that was printed with the form."""
    return any(one.get("name") == CODE_PICTURE for one in drawing.iter(_NAMED))

"""Which words of a filled form belong to which section. Pure: lines in, sections and left-over pieces out; nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from guong.kernel.text import clean_line, clean_text, fold
from guong.papers.forms.lines import Line
from guong.papers.forms.sheet import CELL, CODE, NAME, PLACEHOLDER, SIGNED, FormSheet, same
from guong.papers.forms.writing import BOOKMARK

_NUMBER = re.compile(r"^\s*(?:[IVXivx]{1,5}|\d{1,2})\s*[.)/:\-]\s*")
_EMPTY = re.compile(r"^[\s.…_\-–—|/*]*$")
_DATE_LINE = re.compile(r"\bngay\b[\s.\d]*\bthang\b[\s.\d]*\bnam\b[\s.\d]*$")
_LEADS = tuple(same(lead) for lead in (NAME, CELL, CODE))
_ALIKE = 0.82
"""How much of a rewritten heading must be the printed one for it to be known as the heading."""


@dataclass
class Placed:
    """`sections`: section key → words; `loose`: pieces that no section claims, in their order."""

    sections: dict[str, str] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)


class _Desk:
    """Puts line after line where it belongs."""

    def __init__(self, sheet: FormSheet) -> None:
        self.sheet = sheet
        self.keys = {section.key: index for index, section in enumerate(sheet.sections)}
        self.fixed = sheet.fixed()
        self.current: str | None = None
        self.held: dict[str, list[str]] = {section.key: [] for section in sheet.sections}
        self.loose: list[list[str]] = []
        self.joined = False  # whether the last line was loose too

    def take(self, line: Line) -> None:
        """One line of the document."""
        text = clean_text(line.text)
        framed = self._framed(line)
        if framed is not None:
            self.current = framed
            if not _EMPTY.match(text) and same(text) != same(PLACEHOLDER):
                self._put(framed, text)
            return
        headed = self._marked(line) or self._titled(text)
        if headed is not None:
            self.current = headed
            if rest := self._beyond_heading(headed, text):
                self._put(headed, rest)
        elif not self._printed(text):
            self._put(self.current, text)
        elif same(text) == same(SIGNED):
            self.current = None

    def _framed(self, line: Line) -> str | None:
        """The section whose frame stands around the line, the innermost first."""
        for tag in reversed(line.tags):
            key = tag.rsplit(":", 1)[-1] if tag.startswith("guong:") else ""
            if key in self.keys:
                return key
        return None

    def _marked(self, line: Line) -> str | None:
        names = (mark.removeprefix(BOOKMARK) for mark in line.bookmarks)
        return next((name for name in names if name in self.keys), None)

    def _titled(self, text: str) -> str | None:
        """The section whose heading this line is, also when it was typed a little differently."""
        if not text or len(text) > 400:
            return None
        bare = fold(_NUMBER.sub("", text))
        for key, index in self.keys.items():
            title = fold(self.sheet.sections[index].title)
            head = bare[: len(title)]
            if head == title and (len(bare) == len(title) or bare[len(title)] in ":.;-("):
                return key
            if len(bare) <= 2 * len(title) and SequenceMatcher(None, title, bare, autojunk=False).ratio() >= _ALIKE:
                return key
        return None

    def _beyond_heading(self, key: str, text: str) -> str:
        """What somebody wrote in the line of the heading itself; all of it when the heading is no longer known in it."""
        title = self.sheet.sections[self.keys[key]].title
        line = clean_line(_NUMBER.sub("", text))
        bare, wanted = fold(line), fold(title)
        if bare.startswith(wanted):
            return line[len(wanted) :].lstrip(" :.;-–") if len(bare) == len(line) else line
        return "" if SequenceMatcher(None, wanted, bare, autojunk=False).ratio() >= _ALIKE or not bare else text

    def _printed(self, text: str) -> bool:
        """Whether the line stands on the empty form, or holds nothing but dots."""
        if _EMPTY.match(text):
            return True
        folded = same(text)
        parts = [same(part) for part in text.split(" | ")]
        return (
            folded in self.fixed
            or all(part in self.fixed for part in parts)
            or folded.startswith(_LEADS)
            or (self.current is None and bool(_DATE_LINE.search(folded)) and len(folded) < 90)
        )

    def _put(self, key: str | None, text: str) -> None:
        if key is not None:
            self.held[key].append(text)
        elif self.joined:
            self.loose[-1].append(text)
        else:
            self.loose.append([text])
        self.joined = key is None

    def done(self) -> Placed:
        sections = {key: clean_text("\n".join(lines)) for key, lines in self.held.items()}
        return Placed(
            {key: words for key, words in sections.items() if words}, ["\n".join(lines) for lines in self.loose]
        )


def place(sheet: FormSheet, lines: Sequence[Line], notes: Sequence[Line] = ()) -> Placed:
    """Every word of the lines, in a section or loose. `notes`: footnotes and comments, always loose."""
    desk = _Desk(sheet)
    for line in lines:
        desk.take(line)
    placed = desk.done()
    extra = [clean_text(line.text) for line in notes]
    placed.loose += [text for text in extra if not _EMPTY.match(text)]
    return placed

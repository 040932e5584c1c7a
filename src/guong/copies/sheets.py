"""A self-review as one text, and back from a place in that text to the section in which it stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a section exactly as it was typed."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """`text`: the sections one after another; `spans`: (title, first character, end) of each."""

    text: str
    spans: tuple[tuple[str, int, int], ...]

    def excerpts(self, first: int, end: int) -> tuple[Excerpt, ...]:
        """The characters `first:end`, section by section."""
        return tuple(
            Excerpt(title, self.text[max(first, begin) : min(end, stop)])
            for title, begin, stop in self.spans
            if max(first, begin) < min(end, stop)
        )


def sheet(sections: Sequence[Mapping[str, Any]], content: Mapping[str, str]) -> Sheet:
    """The written sections in the order of the form; nothing is changed in them."""
    text, spans = "", []
    for section in sections:
        words = content.get(str(section["key"]), "")
        if words:
            spans.append((str(section["title"]), len(text), len(text) + len(words)))
            text += words + _BETWEEN
    return Sheet(text, tuple(spans))


def form_words(forms: Iterable[Sequence[Mapping[str, Any]]]) -> str:
    """Everything that forms print: it is nobody's copy."""
    said = (str(section[part]) for form in forms for section in form for part in ("title", "ask", "hint"))
    return "\n\n".join(dict.fromkeys(said))

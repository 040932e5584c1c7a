"""Papers as PDF, by one compiler for each template, which is kept. No font of the machine and no package of the Internet is asked for."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst

from guong.kernel import clock
from guong.papers.shapes import Paper, as_data

FOLDER = Path(__file__).resolve().parent
FONTS = FOLDER / "fonts"
_one_at_a_time = threading.Lock()  # the compiler keeps its last input


class FontsMissing(RuntimeError):
    """The fonts have not been built: the set-up was not run."""


@cache
def _compiler(template: str) -> typst.Compiler:
    if not any(FONTS.glob("*.ttf")):
        raise FontsMissing("src/guong/papers/fonts is empty: run `make setup`, or tools/build_fonts.py")
    return typst.Compiler(
        input=(FOLDER / "typst" / template),
        root=FOLDER / "typst",
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]),
        ignore_system_fonts=True,
    )


def _say(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong on paper")


def render(papers: Sequence[Paper]) -> bytes:
    """One PDF file with the papers one after another, each beginning a page numbered 1. ValueError without a paper."""
    if not papers:
        raise ValueError("no paper to print")
    data = [{**plain, "title": paper.title} for plain, paper in zip(as_data(papers), papers, strict=True)]
    return typeset("paper.typ", {"papers": data})


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """One PDF file from a template of the folder `typst` and plain data, which is only ever set as text."""
    text = json.dumps(data, ensure_ascii=False, default=_say)
    with _one_at_a_time:
        made = _compiler(template).compile(
            format="pdf", sys_inputs={"data": text}, timestamp=int(clock.now().timestamp())
        )
    if not isinstance(made, bytes):
        raise TypeError("the page maker gave no file")
    return made

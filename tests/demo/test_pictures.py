"""The pictures of the guide and of the README: each is there, each is made by the command, none weighs too much."""

from __future__ import annotations

import re
from pathlib import Path

from tools.screenshots import OUT, PICTURES, ROOT

MADE = {f"{picture.name}.png" for picture in PICTURES}


def _named(page: Path) -> set[str]:
    return set(re.findall(r"pictures/([\w-]+\.png)", page.read_text()))


def test_every_picture_that_a_page_names_is_made_by_the_command_and_is_there() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    named = set().union(*(_named(page) for page in pages))
    assert named == MADE, "a picture nobody shows, or one that nobody makes"
    assert {path.name for path in OUT.iterdir()} == MADE


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in OUT.iterdir()) < 2_500_000

"""docs/requirements.md claims nothing that no test shows."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
LAST = {"S": 151, "R": 47, "D": 29}


def _section(title: str) -> str:
    return re.split(r"^## ", TEXT.split(f"## {title}", 1)[1], maxsplit=1, flags=re.M)[0]


def _table(title: str) -> list[list[str]]:
    """Cells of each row of the section's table, without its heading."""
    lines = [line for line in _section(title).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines[1:]]


def _tests_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_test_that_is_named_exists() -> None:
    missing = []
    for row, *_words, shown in _table("Done"):
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", shown)
        missing += [row] if not named else []
        for path, name in named:
            file = ROOT / path
            if not file.is_file() or name not in _tests_of(file):
                missing.append(f"{row}: {path}::{name}")
    assert missing == []


def test_every_room_that_is_named_exists() -> None:
    rooms = {cells[2] for cells in _table("Done")}
    assert {room for room in rooms if not (ROOT / "src" / "guong" / room).is_dir()} == set()


def test_every_row_stands_exactly_once() -> None:
    """Done, begun or not begun: nothing twice, nothing forgotten, nothing that does not exist."""
    found = [cells[0] for title in ("Done", "Begun") for cells in _table(title)]
    found += re.findall(r"\b[SRD]\d+\b", _section("Not begun"))
    wanted = {f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1)}
    assert [row for row, times in Counter(found).items() if times > 1] == []
    assert set(found) ^ wanted == set()

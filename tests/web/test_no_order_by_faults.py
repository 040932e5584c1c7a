"""No list of persons anywhere stands in the order of what they did or failed to do (D10)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.test import Client
from django.urls import reverse

import guong
from guong.kernel.text import name_key
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.plans import stage

SOURCE = Path(guong.__file__).parent
COUNTED = re.compile(
    r"(^|_)(returns?|returned|overdue|late|hundredths|findings?|remarks?|faults?|score|count|absent|missed|shortcomings?|days)$"
)
PERSONS = re.compile(r"person|member|owner|full_name|name_key|plan\b|share")


def _orderings() -> list[tuple[str, int, list[str], str]]:
    """(file, line, what it orders by, the whole expression) of every order_by and sorted(key=…) of the product."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            whole = ast.unparse(node)
            if name == "order_by":
                fields = [
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                ]
                found.append((path.name, node.lineno, fields, whole))
            elif name in ("sorted", "sort"):
                key = next((ast.unparse(word.value) for word in node.keywords if word.arg == "key"), "")
                found.append((path.name, node.lineno, re.findall(r"[a-z_]+", key), whole))
    return found


def test_D10_nothing_that_names_persons_is_ordered_by_a_count_of_theirs() -> None:
    """Every ordering in the program text: where persons are named, no key is a count of faults, returns or delays."""
    orderings = _orderings()
    assert len(orderings) > 200
    wrong = [
        (file, line, keys)
        for file, line, keys, whole in orderings
        if PERSONS.search(whole) and any(COUNTED.search(key.split("__")[-1].lstrip("-")) for key in keys)
    ]
    assert wrong == []


def test_D10_the_cell_reads_plans_by_name_whatever_was_returned(cast: Cast) -> None:
    """The one whose plan came back stands where his name stands, on the page and in the file of sheets to sign."""
    with cast.at():
        drive = open_test_drive(cast)
        stage.returned(cast, drive, "member2")
        stage.accepted(cast, drive, "member")
        client = Client()
        client.force_login(cast.accounts["cell_secretary"])
        page = client.get(reverse("plans-unit", args=[cast.cell.pk, drive.pk])).content.decode()
    rows = re.findall(r'<th scope="row">([^<]+?)\s*<', page)
    assert rows == sorted(rows, key=name_key)
    assert {"Phạm Văn Bường", "Tạ Quang Vinh"} <= {row.strip() for row in rows}

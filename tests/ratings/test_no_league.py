"""Points are of one comrade at a time: nothing sorts people by them, adds them over people, or hands them to figures (S103, D10)."""

from __future__ import annotations

import ast
from pathlib import Path

from django.db import models

import guong
from guong.ratings.models import Judgement, Rating

SOURCE = Path(guong.__file__).parent
GIVEN = {"points", "level", "content", "share", "total", "over"}


def _calls() -> list[tuple[str, str]]:
    """(where, the whole expression) of every ordering and aggregate in the room and on its pages."""
    files = [*(SOURCE / "ratings").rglob("*.py"), *SOURCE.glob("web/**/*rating*.py"), SOURCE / "papers" / "ratings.py"]
    found = []
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func).split(".")[-1] if isinstance(node, ast.Call) else ""
            if name in {"order_by", "sorted", "sort", "annotate", "aggregate", "Sum", "Avg", "Max"}:
                found.append((f"{path.name}:{node.lineno}", ast.unparse(node)))
    return found


def test_S103_D10_nothing_orders_or_adds_up_what_people_were_given() -> None:
    calls = _calls()
    assert len(calls) > 10
    wrong = [
        (where, whole) for where, whole in calls if any(f'"{word}"' in whole or f"'{word}'" in whole for word in GIVEN)
    ]
    assert wrong == []


def test_S103_no_column_holds_a_sum_by_which_people_could_be_sorted() -> None:
    """Points stand inside the form of one step; beside a name stand a level and its state, no number."""
    numbers = (models.IntegerField, models.FloatField, models.DecimalField)
    kept = {f.name for model in (Rating, Judgement) for f in model._meta.concrete_fields if isinstance(f, numbers)}
    assert kept == {"id", "stamp", "number", "shown"}


def test_S103_figures_know_no_rating() -> None:
    for path in (SOURCE / "figures").rglob("*.py"):
        assert "ratings" not in path.read_text(encoding="utf-8")

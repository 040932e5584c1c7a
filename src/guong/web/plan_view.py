"""How a plan's content is drawn: dates as people write them, chosen parts only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.plans.selectors import Change

FIELD_WORDS = {
    "example": _("Training oneself and setting an example"),
    "items": _("Shortcomings and how they are corrected"),
    "pledge": _("Pledge"),
    "shortcoming": _("Shortcoming"),
    "measure": _("What I will do"),
    "deadline": _("Done by"),
}


def day_text(iso: str) -> str:
    """30/06/2026 for an ISO date; what is no date stays as it was typed."""
    try:
        return f"{date.fromisoformat(iso):%d/%m/%Y}"
    except ValueError:
        return iso


def shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with its dates as text; parts that are not there stay away, and `numerals` counts those that are."""
    parts = dict(content)
    if "items" in parts:
        parts["lines"] = [{**item, "deadline": day_text(item["deadline"])} for item in parts["items"]]
    there = [name for name in ("example", "lines", "pledge") if parts.get(name)]
    parts["numerals"] = dict(zip(there, ("I", "II", "III"), strict=False))
    return parts


def changes(rows: list[Change]) -> list[dict[str, Any]]:
    """What differs between two versions, each with the words of its heading."""
    return [
        {
            "heading": FIELD_WORDS[row.field],
            "line": row.line,
            "runs": [(kind, day_text(words) if row.field == "deadline" else words) for kind, words in row.runs],
        }
        for row in rows
    ]

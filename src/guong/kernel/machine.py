"""State machines as tables. One function applies them; one test walks every (state, event) pair of every table (Q3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guong.kernel.errors import Invalid

Table = Mapping[tuple[str, str], str]


def step(table: Table, state: str, event: str, *, message: Any, field: str | None = None) -> str:
    """The state after `event`. Invalid(message) when the table has no such step: nothing is ever skipped."""
    try:
        return table[(str(state), str(event))]
    except KeyError:
        raise Invalid(message, field=field) from None

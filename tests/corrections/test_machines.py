"""The tables of states walked whole: every (state, event) is either in the table or refused (Q3)."""

from __future__ import annotations

import itertools

import pytest

from guong.corrections.enums import (
    ACTION_TABLE,
    APPEAL_TABLE,
    EXTENSION_TABLE,
    FINDING_TABLE,
    SHARE_TABLE,
    ActionState,
    AppealState,
    ExtensionState,
    FindingState,
    ShareState,
)
from guong.kernel.errors import Invalid
from guong.kernel.machine import step

TABLES = [
    (FINDING_TABLE, FindingState), (SHARE_TABLE, ShareState), (ACTION_TABLE, ActionState),
    (EXTENSION_TABLE, ExtensionState), (APPEAL_TABLE, AppealState),
]  # fmt: skip


@pytest.mark.parametrize(("table", "states"), TABLES)
def test_Q3_every_state_and_event_is_answered(table: dict[tuple[str, str], str], states: type[FindingState]) -> None:
    events = {event for _state, event in table}
    for state, event in itertools.product(states.values, events):
        if (state, event) in table:
            assert step(table, state, event, message="no") in states.values
        else:
            with pytest.raises(Invalid):
                step(table, state, event, message="no")


@pytest.mark.parametrize(("table", "states"), TABLES)
def test_Q3_every_state_can_be_reached(table: dict[tuple[str, str], str], states: type[FindingState]) -> None:
    reached = {states.values[0]}
    while more := {target for (state, _event), target in table.items() if state in reached} - reached:
        reached |= more
    assert reached == set(states.values)

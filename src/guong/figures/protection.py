"""Who sees small numbers, and what counts as small (D9)."""

from __future__ import annotations

from guong.drives.models import Drive
from guong.drives.rulebook import value as rule
from guong.kernel.actor import Actor


def belongs(actor: Actor, path: str) -> bool:
    """Whether the actor is of this body: its members and its secretary see its small numbers, for they were in the room."""
    return actor.can("meetings.meeting:read", path) or actor.can("corrections.finding:read", path)


def limit_of(drive: Drive) -> int:
    """The smallest number shown about people's faults, by the drive's rules."""
    return int(rule(drive.ruleset, "min_group"))

"""What somebody owes in the area "drives"."""

from __future__ import annotations

from datetime import date

from guong.access.actors import AccountActor
from guong.web.tasks import Task


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Tasks of the actor; what the actor does not hold is simply not listed."""
    return []

"""The home page's list: every area's tasks, late first, then by day."""

from __future__ import annotations

from datetime import date

from guong.access.actors import AccountActor
from guong.web import (
    tasks_access,
    tasks_corrections,
    tasks_drives,
    tasks_exchange,
    tasks_gates,
    tasks_library,
    tasks_meetings,
    tasks_plans,
    tasks_privacy,
    tasks_questions,
    tasks_ratings,
    tasks_reminders,
    tasks_reorganisation,
    tasks_reviews,
)
from guong.web.tasks import Provider, Task

SHOWN = 7
PROVIDERS: list[Provider] = [
    tasks_drives.tasks,
    tasks_reminders.tasks,
    tasks_gates.tasks,
    tasks_meetings.tasks,
    tasks_reviews.tasks,
    tasks_corrections.tasks,
    tasks_plans.tasks,
    tasks_ratings.tasks,
    tasks_access.tasks,
    tasks_privacy.tasks,
    tasks_reorganisation.tasks,
    tasks_exchange.tasks,
    tasks_questions.tasks,
    tasks_library.tasks,
]


def order(task: Task) -> tuple[bool, date, str]:
    """Late ones first, then the nearest day, those without a day last."""
    return (not task.late, task.due or date.max, str(task.title))


def tasks_of(actor: AccountActor, today: date) -> list[Task]:
    """All tasks of the actor, the most pressing first."""
    found = [task for provider in PROVIDERS for task in provider(actor, today)]
    return sorted(found, key=order)

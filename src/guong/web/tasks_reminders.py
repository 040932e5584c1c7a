"""Days to come, as they were announced by the clock (S150); and the words that other lists put beside their own days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guong.access.actors import AccountActor
from guong.reminders import selectors
from guong.reminders.enums import Matter
from guong.reminders.models import DayReminder
from guong.reminders.selectors import Announced
from guong.web import components
from guong.web.tasks import Task

TITLES: dict[str, Any] = {
    Matter.FIRST_DAY: _("Meetings of the drive begin"),
    Matter.LAST_DAY: _("Last day for the meeting of the cell"),
    Matter.PHASE: _("A phase of the drive ends"),
    Matter.MILESTONE: _("A noted day of the drive"),
    Matter.MEETING: _("The cell meets"),
}


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Announced days of the actor's own cells."""
    return [_task(one) for one in selectors.announced(actor=actor, today=today)]


def _task(one: Announced) -> Task:
    if one.cell is not None:
        url, line = reverse("registration", args=[one.drive.pk, one.cell.unit_id]), f"{one.cell.name}. "
    else:
        url, line = reverse("drive", args=[one.drive.pk]), ""
    line += f"{one.name}. " if one.name else ""
    return Task(one.reminder.day, TITLES[one.reminder.matter], f"{line}{one.drive.name}.", "", _("Look"), url)


def said(reminder: DayReminder | None) -> str:
    """ "reminded on 3/4, 7 days ahead", to stand in the line of a task; empty when its day was not announced."""
    if reminder is None:
        return ""
    day = components.short_day(reminder.made_at)
    return " " + _now("Reminded on %(day)s, %(n)s days ahead.") % {"day": day, "n": reminder.days_before}

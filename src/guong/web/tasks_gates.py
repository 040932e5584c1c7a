"""What somebody owes about phases: to close one that is over, to decide on a request."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guong.access.actors import AccountActor
from guong.gates import selectors
from guong.web.tasks import Task


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Requests of cells, then phases whose last day has passed."""
    asked = [
        Task(
            None, _("Decide: a cell asks to close a phase"), f"{one.unit.name}. {one.phase.drive.name}.", "", _("Look"),
            reverse("gates", args=[one.phase.drive_id]),
        )
        for one in selectors.gates_waiting(actor=actor)
    ]  # fmt: skip
    over = [
        Task(
            phase.to_on, _("Close the phase that is over"), f"{unit.name}. {phase.drive.name}.", "", _("Look"),
            reverse("gates-cell", args=[phase.drive_id, unit.pk]), late=True,
        )
        for phase, unit in selectors.phases_over(actor=actor, today=today)
    ]  # fmt: skip
    return [*asked, *over]

"""What somebody owes in the area "exchange": a member list that was sent and waits for its owner's word."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guong.access.actors import AccountActor
from guong.exchange.pending import pending_lists
from guong.exchange.roster import PERM
from guong.web.tasks import Task


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """One line for each list that is not written yet; it is kept for two hours only."""
    if not actor.scope(PERM):
        return []
    return [
        Task(
            today, _("A member list waits for your word"), f"{one.name} · {one.under.name}", one.get_state_display(), _("Look at the list"),
            reverse("import-preview", args=[one.pk]),
        )
        for one in pending_lists(actor=actor)
    ]  # fmt: skip

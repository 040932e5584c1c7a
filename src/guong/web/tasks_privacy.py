"""What somebody owes in the areas of personal data and nightly work."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from guong.access.actors import AccountActor
from guong.jobs import selectors as jobs
from guong.jobs.perms import CHECK
from guong.privacy import selectors
from guong.privacy.enums import RequestState
from guong.privacy.perms import ANSWER, HOLD
from guong.web.tasks import Task


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Requests to answer, holds to confirm, figures that differ."""
    found: list[Task] = []
    if actor.scope(ANSWER):
        found += _to_answer(actor, today)
    if actor.scope(HOLD):
        found += _to_confirm(actor)
    if actor.scope(CHECK):
        found += _to_look(actor)
    return found


def _to_answer(actor: AccountActor, today: date) -> list[Task]:
    found = []
    for one in selectors.requests(actor=actor, open_only=True):
        due = one.take_in_due_on if one.state == RequestState.ASKED else one.due_on
        title = (
            _("Take a request about personal data in")
            if one.state == RequestState.ASKED
            else _("Answer a request about personal data")
        )
        url = reverse("privacy-answer", args=[one.pk])
        found.append(Task(due, title, one.get_kind_display(), "", _("Read and answer"), url, late=due < today))
    return found


def _to_confirm(actor: AccountActor) -> list[Task]:
    waiting = [
        one for one, stands in selectors.holds(actor=actor)
        if stands and one.confirmed_at is None and one.asked_account_id != actor.id and one.person_id != actor.person_id
    ]  # fmt: skip
    url = reverse("privacy-holds")
    title = _("Confirm a hold on erasing, or let it lapse")
    return [Task(one.lapses_on, title, one.unit.name, "", _("Read it"), url) for one in waiting]


def _to_look(actor: AccountActor) -> list[Task]:
    night = jobs.night(actor=actor)
    if night is None or night.fine:
        return []
    count = len(night.drift) + len(night.check.breaks)
    line = ngettext_lazy("%(n)s place", "%(n)s places", count) % {"n": count}
    title = _("Figures or log differ from the records")
    return [Task(None, title, line, "", _("Look at it"), reverse("nightly"), late=True)]

"""What somebody owes in the area "questions": to answer what was asked, to look at an answer that came."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from guong.access.actors import AccountActor
from guong.kernel import clock
from guong.questions import selectors
from guong.web import components
from guong.web.tasks import Task


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Questions on the actor's desk as one line, and each answer that came back."""
    waiting = selectors.waiting(actor=actor)
    found = []
    if waiting.desk:
        n, first = len(waiting.desk), waiting.desk[0].asked_at.astimezone(clock.ZONE).date()
        title = ngettext("%(n)s question waits for an answer", "%(n)s questions wait for an answer", n) % {"n": n}
        line = _("The first since %(day)s.") % {"day": components.full_day(first)}
        found.append(Task(None, title, line, "", _("Read and answer"), reverse("questions-desk")))
    for one in waiting.mine:
        line = one.text[:120]
        found.append(
            Task(None, _("Your question is answered"), line, "", _("Read"), reverse("question", args=[one.pk]))
        )
    return found

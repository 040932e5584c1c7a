"""What somebody owes in the area "reorganisation": read that he was moved, decide on a request, carry out what was prepared."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guong.access.actors import AccountActor
from guong.org.selectors import waiting_requests
from guong.reorganisation.selectors import introductions_to, own_transfers, prepared
from guong.web import components
from guong.web.tasks import Task


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Tasks of the actor; what the actor does not hold is simply not listed."""
    return [*_moved(actor), *_requests(actor), *_introduced(actor), *_prepared(actor, today)]


def _moved(actor: AccountActor) -> list[Task]:
    return [
        Task(
            None, _("You take part in another organisation now"),
            _now("Since %(day)s: %(place)s.")
            % {"day": components.full_day(row.on), "place": row.to_unit.name if row.to_unit else row.destination},
            "", _("Read what goes along"), reverse("transfer", args=[row.pk]),
        )
        for row in own_transfers(actor=actor).filter(seen_at=None)
    ]  # fmt: skip


def _requests(actor: AccountActor) -> list[Task]:
    return [
        Task(
            None, _("A member asks for a decision of the cell"),
            _now("%(name)s: %(what)s.") % {"name": row.person.full_name, "what": row.get_wanted_display()},
            "", _("Read and decide"), reverse("standing-decide", args=[row.pk]),
        )
        for row in waiting_requests(actor=actor)
    ]  # fmt: skip


def _introduced(actor: AccountActor) -> list[Task]:
    return [
        Task(
            None, _("A member is introduced by another office"),
            _now("%(name)s, from %(place)s.") % {"name": row.person.full_name, "place": row.from_unit.name},
            "", _("Receive, or send back"), reverse("introduction", args=[row.pk]),
        )
        for row in introductions_to(actor=actor)
    ]  # fmt: skip


def _prepared(actor: AccountActor, today: date) -> list[Task]:
    return [
        Task(
            row.on, _("A reorganisation is prepared"), f"{row.get_kind_display()}. {row.basis}.", "", _("Read and confirm"),
            reverse("reorganisation", args=[row.pk]), late=row.on < today,
        )
        for row in prepared(actor=actor, until=today)
    ]  # fmt: skip

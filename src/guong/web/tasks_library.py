"""What somebody owes in the area "library": to send materials in time, to say that they have come."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guong.access.actors import AccountActor
from guong.library import selectors
from guong.meetings.models import Conference
from guong.web.tasks import Task


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Materials to send before their last day, and materials that have come to oneself."""
    found = []
    for thing, send_by in selectors.packs_to_send(actor=actor):
        name = "pack-conference" if isinstance(thing, Conference) else "pack-meeting"
        line = str(thing) if isinstance(thing, Conference) else f"{thing.get_kind_display()}, {thing}"
        url = reverse(name, args=[thing.pk])
        found.append(Task(send_by, _("Send the materials ahead"), line, "", _("Choose and send"), url, send_by < today))
    for receipt in selectors.my_packs(actor=actor) if actor.person_id else []:
        target = selectors.target_of_pack(actor=actor, pack=receipt.pack)
        url = reverse("pack", args=[receipt.pack_id])
        found.append(Task(target.first, _("Read the materials before the meeting"), target.name, "", _("Open"), url))
    return found

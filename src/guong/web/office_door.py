"""Where the pages of an office lead back to: its own organisation, or the page of the machine for whoever looks after that."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from guong.access.selectors import own_unit
from guong.web.http import Request


def back_to(request: Request) -> dict[str, str]:
    """`back_url` and `back_text` for the crumb of a page."""
    if request.actor.account.is_technical:
        return {"back_url": reverse("system"), "back_text": _("The machine")}
    unit = own_unit(actor=request.actor)
    if unit is None:
        return {"back_url": reverse("home"), "back_text": _("My tasks")}
    return {"back_url": reverse("unit", args=[unit.pk]), "back_text": unit.name}

"""The small fold of common questions on the screens they concern (S130, S144)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse

from guong.access.actors import AccountActor
from guong.questions import selectors
from guong.questions.perms import ASK

register = template.Library()


@register.inclusion_tag("questions/_help.html", takes_context=True)
def help_on(context: Context, topic: str, drive_id: int | None = None) -> dict[str, Any]:
    """Answers about this screen, and a way to ask. Nothing for whoever is not signed in."""
    actor = context.get("actor")
    if not isinstance(actor, AccountActor):
        return {"shown": False}
    asked = {"ve": topic} | ({"dot": str(drive_id)} if drive_id else {})
    rows = selectors.help_on(actor=actor, topic=topic, drive_id=drive_id or None)
    may_ask = bool(actor.scope(ASK))
    return {
        "shown": bool(rows) or may_ask, "rows": rows, "may_ask": may_ask,
        "ask_url": f"{reverse('question-ask')}?{urlencode(asked)}", "all_url": f"{reverse('questions')}?ve={topic}",
    }  # fmt: skip

"""`{% indicator_drawing watched %}`: an indicator as a small drawing; its table stands beside it."""

from __future__ import annotations

from typing import Any

from django import template

from guong.corrections.selectors import Watched
from guong.web.drawn import draw

register = template.Library()


@register.inclusion_tag("corrections/_drawing.html")
def indicator_drawing(watched: Watched) -> dict[str, Any]:
    """The drawing, or nothing for fewer than two values."""
    values = [(f"{one.to_on:%m/%y}", one.n, one.of) for one in watched.values]
    return {"drawing": draw(watched.indicator.kind, values), "watched": watched}

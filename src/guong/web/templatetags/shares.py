"""Shares as readers write them."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from guong.corrections import rules

register = template.Library()


@register.filter
def percent(hundredths: int) -> str:
    """3333 → "33,33 %" (33.33 % in English)."""
    mark = "." if (get_language() or "vi").startswith("en") else ","
    return f"{rules.format_percent(hundredths, mark)} %"

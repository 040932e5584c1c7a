"""What the forms print, of all their versions."""

from __future__ import annotations

from guong.copies.sheets import form_words
from guong.reviews.models import ReviewTemplate
from guong.reviews.texts import DUTIES, PROMPTS


def printed_words() -> str:
    """Headings, questions and hints of every form, the duties and the opening sentences. No right needed: forms are public."""
    forms = ReviewTemplate.objects.order_by("code", "version").values_list("sections", flat=True)
    return "\n\n".join([form_words(forms), *DUTIES, *PROMPTS.values()])

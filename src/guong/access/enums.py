"""Words of this room: openings of a person's file, and their steps."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OpeningKind(TextChoices):
    INSPECTION = "inspection", _("Inspection")
    BREAK_GLASS = "break_glass", _("Emergency opening")


class OpeningState(TextChoices):
    ASKED = "asked", _("Waits for the second person")
    OPEN = "open", _("Open")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ENDED = "ended", _("Ended")


OPENING_TABLE: dict[tuple[str, str], str] = {  # (state, event) → state; `open` is over by itself when its time is
    ("asked", "approve"): "open",
    ("asked", "refuse"): "refused",
    ("asked", "withdraw"): "withdrawn",
    ("open", "end"): "ended",
}

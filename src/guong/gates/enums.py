from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoneWhy(TextChoices):
    """Why somebody has nothing to name this time. A choice, not words: nothing to read into it (R19)."""

    LOOKED = "looked", _("Looked through everything, with comrades asked, and found nothing to name")
    EARLIER = "earlier", _("What there was is being corrected since the last time")
    AWAY = "away", _("Away or ill during this phase; will name it later")


class GateState(TextChoices):
    OPEN = "open", _("Still open")
    ASKED = "asked", _("Waits for approval to close although something is missing")
    CLOSED = "closed", _("Phase closed")


GATE_TABLE = {
    ("open", "close"): "closed",
    ("open", "ask"): "asked",
    ("asked", "ask"): "asked",
    ("asked", "close"): "closed",
    ("asked", "approve"): "closed",
    ("asked", "decline"): "open",
}

"""Words of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What one event does to the tree."""

    OPEN = "open", _("Set up a new organisation")
    CLOSE = "close", _("End organisations")
    RENAME = "rename", _("Rename")
    MOVE = "move", _("Put under another organisation")
    MERGE = "merge", _("Merge into a new one")
    ABSORB = "absorb", _("Merge into one that exists")
    SPLIT = "split", _("Split")
    ABOLISH = "abolish", _("Abolish a level")


class EventState(TextChoices):
    DRAFT = "draft", _("Prepared, not carried out")
    DONE = "done", _("Carried out")
    DROPPED = "dropped", _("Laid aside")


EVENT_TABLE = {
    ("draft", "apply"): "done",
    ("draft", "drop"): "dropped",
}


class IntroductionState(TextChoices):
    SENT = "sent", _("Sent, waits for the other side")
    RECEIVED = "received", _("Received into a cell")
    RETURNED = "returned", _("Sent back")
    WITHDRAWN = "withdrawn", _("Taken back")


INTRODUCTION_TABLE = {
    ("sent", "receive"): "received",
    ("sent", "send_back"): "returned",
    ("sent", "withdraw"): "withdrawn",
}


class Fate(TextChoices):
    """What happens to a row that hangs on a unit when the unit ends."""

    KEPT = "kept", _("stays with the old organisation, as it was")
    FOLLOWS = "follows", _("goes over to the organisation that follows")
    REGIVEN = "regiven", _("ends, and is given anew where it is still needed")
    MOVED = "moved", _("is put below the organisation that follows")

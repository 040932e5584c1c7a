"""Words of the library. Values are stored; labels are translated."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemKind(TextChoices):
    MATERIAL = "material", _("Study material")
    REFERENCE = "reference", _("To read for reference")
    LOCAL = "local", _("Report of our own place")
    FORM = "form", _("Form to fill in or adapt")
    SAMPLE = "sample", _("Sample text, compared with when people hand in")
    VIDEO = "video", _("Film of a model meeting")


class ReceiptWay(TextChoices):
    SCREEN = "screen", _("on screen")
    PAPER = "paper", _("on paper")

"""Words of this room. Values are stored; labels are translated."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestKind(TextChoices):
    """What the law lets a person ask for."""

    CORRECT = "correct", _("Correct what is wrong")
    DELETE = "delete", _("Erase my words")
    RESTRICT = "restrict", _("Restrict the use of my data")
    OBJECT = "object", _("Object to a use of my data")


class RequestState(TextChoices):
    ASKED = "asked", _("Waits to be taken in")
    TAKEN_IN = "taken_in", _("Taken in, waits for the answer")
    FULFILLED = "fulfilled", _("Done as asked")
    REFUSED = "refused", _("Not done, with the reason")
    WITHDRAWN = "withdrawn", _("Taken back")


REQUEST_TABLE = {
    ("asked", "take_in"): "taken_in",
    ("asked", "fulfil"): "fulfilled",
    ("asked", "refuse"): "refused",
    ("asked", "withdraw"): "withdrawn",
    ("taken_in", "fulfil"): "fulfilled",
    ("taken_in", "refuse"): "refused",
    ("taken_in", "withdraw"): "withdrawn",
}
OPEN_REQUESTS = ("asked", "taken_in")


class Ground(TextChoices):
    """Why the data may be processed. Which one holds is for the office and its lawyer to say."""

    DUTY = "duty", _("Duty under the Charter and the rules of the Party")
    LAW = "law", _("Duty under a law")
    CONSENT = "consent", _("Consent of the person")
    UNKNOWN = "unknown", _("Not settled yet")

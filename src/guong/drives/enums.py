from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from guong.org.enums import PostKind


class DriveMode(TextChoices):
    POLITICAL = "political", _("Political activity")  # no rating, no conclusion on each member (R29)
    YEAR_END = "year_end", _("Year-end review")


class DriveState(TextChoices):
    DRAFT = "draft", _("In preparation")
    OPEN = "open", _("Under way")
    CLOSED = "closed", _("Closed")


class PhasePurpose(TextChoices):
    SEE = "see", _("See")
    CORRECT = "correct", _("Correct")


class RegistrationState(TextChoices):
    REGISTERED = "registered", _("Registered")
    MOVED = "moved", _("Moved")
    HELD = "held", _("Held")
    MISSED = "missed", _("Missed")


class Calls(TextChoices):
    """Whose meetings a drive awaits: the whole of "held" (docs/mechanisms/tallies.md)."""

    EVERY = "every", _("Every cell meets")
    PUT_FORWARD = "put_forward", _("Only the cells that are put forward by registering meet")


class Conclusions(TextChoices):
    """Whether the chair concludes on each member (R29, S144). A setting of its own, whatever the mode."""

    REQUIRED = "required", _("Required: the chair concludes on each member")
    OPTIONAL = "optional", _("Optional: the chair may, for those who ask or need it")
    OFF = "off", _("Off: one conclusion for the whole meeting")


class MilestoneKind(TextChoices):
    ANNIVERSARY = "anniversary", _("Anniversary")
    REVIEW = "review", _("Review or rating")
    PEAK = "peak", _("Peak of the drive")
    OTHER = "other", _("Other day")


class VisitKind(TextChoices):
    WORKING = "working", _("Working session")
    INSPECTION = "inspection", _("Inspection")
    FIELD = "field", _("Visit on the ground")


class Duty(TextChoices):
    """For what somebody of the committee is sent to a cell (S131)."""

    DIRECT = "direct", _("Directs")
    FOLLOW = "follow", _("Follows")
    ATTEND = "attend", _("Attends the meeting")


class MeetingMode(TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


DRIVE_TABLE = {("draft", "open"): "open", ("open", "close"): "closed"}
REGISTRATION_TABLE = {
    ("registered", "move"): "moved",
    ("moved", "move"): "moved",
    ("missed", "move"): "moved",
    ("registered", "hold"): "held",
    ("moved", "hold"): "held",
    ("missed", "hold"): "held",
    ("registered", "miss"): "missed",
    ("moved", "miss"): "missed",
}

COMMITTEE_POSTS = [
    kind.value for kind in PostKind if kind.value.startswith("committee_") or kind == PostKind.STANDING_MEMBER
]
"""Offices whose holders a committee sends to cells (S100)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Presence(TextChoices):
    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    EXCUSED = "excused", _("Absent with reason")
    ABSENT = "absent", _("Absent without reason")


HERE = frozenset({"present", "late"})


class AbsenceReason(TextChoices):
    ILLNESS = "illness", _("Illness")
    ISOLATION = "isolation", _("Isolation (F0, F1)")
    AWAY = "away", _("Working far away")
    DUTY = "duty", _("On duty")
    FAMILY = "family", _("Family matter")
    OTHER = "other", _("Other reason")


class MakeUpState(TextChoices):
    OWED = "owed", _("Materials not yet sent")
    SENT = "sent", _("Materials sent")
    STUDIED = "studied", _("Studied")
    PROVEN = "proven", _("Proof received")
    CONFIRMED = "confirmed", _("Confirmed by the cell")


MAKEUP_TABLE = {
    ("owed", "send"): "sent",
    ("sent", "study"): "studied",
    ("studied", "prove"): "proven",
    ("proven", "confirm"): "confirmed",
}


class MeetingKind(TextChoices):
    THEMATIC = "thematic", _("Thematic meeting of the drive")
    REGULAR = "regular", _("Regular monthly meeting")
    RECHECK = "recheck", _("Re-check meeting")
    COMMITTEE = "committee", _("Conference of the committee")
    BODY = "body", _("Session of the Front or of a mass organisation")
    AGENCY = "agency", _("Meeting of the agency or unit")
    ADHOC = "adhoc", _("Review out of turn")


class MeetingState(TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Under way")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


MEETING_TABLE = {
    ("planned", "open"): "open",
    ("open", "close"): "closed",
    ("planned", "change"): "planned",
    ("planned", "cancel"): "cancelled",
}
COMING = frozenset({"planned", "open"})
HELD = frozenset({"open", "closed"})


class StepKind(TextChoices):
    OPENING = "opening", _("Opening words")
    ROLL_CALL = "roll_call", _("Roll call")
    OPEN_ITEMS = "open_items", _("Open items")
    COLLECTIVE = "collective", _("Collective report")
    REVIEWS = "reviews", _("Self-criticism and criticism")
    UPWARD = "upward", _("Remarks to the level above")
    CONCLUSION = "conclusion", _("Conclusion")
    OTHER = "other", _("Other matter")


class Level(TextChoices):
    """Level of the body that somebody from above comes from (S134)."""

    CENTRAL = "central", _("Centre")
    PROVINCE = "province", _("Province or city")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Ward or commune")


class MinutesWord(TextChoices):
    """What signing means: to have signed is not to have agreed (D4)."""

    AGREE = "agree", _("Read, I agree")
    SEEN = "seen", _("Read, I do not agree")
    DECLINED = "declined", _("I decline to sign")


class SignPart(TextChoices):
    KEEPER = "keeper", _("Who keeps the minutes")
    CHAIR = "chair", _("Chair")


class VoteWay(TextChoices):
    HANDS = "hands", _("Show of hands")
    BALLOT = "ballot", _("Paper ballots")


class LessonState(TextChoices):
    """What a model meeting gives to others: offered by its cell, approved or sent back from above (S3)."""

    OFFERED = "offered", _("Waits for the committee above")
    APPROVED = "approved", _("Other cells may read it")
    RETURNED = "returned", _("Sent back")


LESSON_TABLE = {
    ("offered", "approve"): "approved",
    ("offered", "return"): "returned",
    ("returned", "offer"): "offered",
    ("offered", "offer"): "offered",
    ("approved", "return"): "returned",
}


class Grade(TextChoices):
    """What the points of a meeting come to (R11). Read by its chair and secretary; never compared with other meetings."""

    GOOD = "good", _("Good")
    FAIR = "fair", _("Fairly good")
    MIDDLING = "middling", _("Middling")
    WEAK = "weak", _("Weak")


class ActivityKind(TextChoices):
    """What a body does in a drive beside the meetings of cells (S35, S129)."""

    LAUNCH = "launch", _("Conference that launches the drive")
    STUDY = "study", _("Conference to study the documents")
    REVIEW = "review", _("Review conference")
    WORKSHOP = "workshop", _("Workshop")
    SEMINAR = "seminar", _("Seminar")
    TALK = "talk", _("Talk on a theme")
    CONTEST = "contest", _("Contest")
    SUMMARY = "summary", _("Conference that sums up")
    OTHER = "other_event", _("Other event")


class ActivityState(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Took place")
    CANCELLED = "cancelled", _("Called off")


ACTIVITY_TABLE = {
    ("planned", "change"): "planned",
    ("planned", "hold"): "held",
    ("planned", "cancel"): "cancelled",
    ("held", "hold"): "held",  # the outcome is written again
}


class OthersGroup(TextChoices):
    """Who takes part in study without being a party member (S55)."""

    CIVIL = "civil", _("Civil servants")
    PUBLIC = "public", _("Public employees")
    WORKERS = "workers", _("Workers")
    PEOPLE = "people", _("People of the area")

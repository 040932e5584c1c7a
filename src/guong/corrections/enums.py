from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Subject(TextChoices):
    PERSON = "person", _("Of one person")
    COLLECTIVE = "collective", _("Of the collective")


class Source(TextChoices):
    SELF = "self", _("Self-review")
    REMARK = "remark", _("Remark")
    REVIEW = "review", _("Review of the collective")
    INSPECTION = "inspection", _("Inspection or supervision")
    SUGGESTION = "suggestion", _("Suggestion from above")
    MONITOR = "monitor", _("Remark of a monitor")
    UPWARD = "upward", _("Remark to a committee")


class FindingKind(TextChoices):
    """Taxonomy of S13, S20, S75."""

    LEADERSHIP = "leadership", _("Leadership and direction")
    DISCIPLINE = "discipline", _("Discipline of meetings")
    SPEAKING = "speaking", _("Speaking up")
    AVOIDANCE = "avoidance", _("Avoiding, deferring")
    WORK = "work", _("Work and tasks")
    STYLE = "style", _("Style and conduct")
    ETHICS = "ethics", _("Public-service ethics")
    PEOPLE = "people", _("Closeness to the people")
    LAND = "land", _("Land, building, order in the street")
    OTHER = "other", _("Other")


class CauseKind(TextChoices):
    """Circumstances are offered first (D16)."""

    OBJECTIVE = "objective", _("Circumstances")
    SUBJECTIVE = "subjective", _("The person or the collective")


class Severity(TextChoices):
    SMALL = "small", _("Small: closed in the meeting")
    ORDINARY = "ordinary", _("Needs a measure")


class ClosedBasis(TextChoices):
    """On what a finding was closed. What rests on confidence is looked at again on its day."""

    PROVED = "proved", _("The effect is seen")
    CONFIDENCE = "confidence", _("On progress and confidence; looked at again later")


class TargetScope(TextChoices):
    """Whose target it is (S85)."""

    YEAR = "year", _("Target of the year")
    TERM = "term", _("Target of the term")


class FindingState(TextChoices):
    STATED = "stated", _("Stated, waits for the answer")
    CONTESTED = "contested", _("Contested")
    ACCEPTED = "accepted", _("Taken on")
    PLANNED = "planned", _("With a measure")
    IN_PROGRESS = "in_progress", _("Being corrected")
    REPORTED = "reported", _("Reported as corrected")
    CONFIRMED = "confirmed", _("Confirmed by the collective")
    CLOSED = "closed", _("Finding closed")
    DROPPED = "dropped", _("Dropped after the objection")


FINDING_TABLE = {
    ("stated", "accept"): "accepted",
    ("stated", "contest"): "contested",
    ("contested", "uphold"): "accepted",
    ("contested", "drop"): "dropped",
    ("stated", "close_small"): "closed",
    ("accepted", "plan"): "planned",
    ("planned", "start"): "in_progress",
    ("planned", "report"): "reported",
    ("in_progress", "report"): "reported",
    ("reported", "send_back"): "in_progress",
    ("reported", "confirm"): "confirmed",
    ("confirmed", "close"): "closed",
    ("confirmed", "reopen"): "in_progress",
    ("closed", "reopen"): "in_progress",
    **{
        (state, "overturn"): "dropped"  # three people outside the line decided so (D5)
        for state in ("accepted", "planned", "in_progress", "reported", "confirmed", "closed")
    },
}


class AppealState(TextChoices):
    """An appeal against a decision that a finding stands (D5)."""

    FILED = "filed", _("Waits for three people to be named")
    HEARD = "heard", _("Three people look at it")
    KEPT = "kept", _("The finding stands")
    OVERTURNED = "overturned", _("The finding does not stand")


APPEAL_TABLE = {
    ("filed", "name"): "heard",
    ("heard", "keep"): "kept",
    ("heard", "overturn"): "overturned",
}


class AppealWord(TextChoices):
    """What one of the three says; none is preselected."""

    KEEP = "keep", _("It stands")
    OVERTURN = "overturn", _("It does not stand")


class ShareState(TextChoices):
    PROPOSED = "proposed", _("Waiting for the answer")
    CONFIRMED = "confirmed", _("Share accepted")
    CONTESTED = "contested", _("Has a say")
    SILENT = "silent", _("Did not answer in time")


SHARE_TABLE = {
    ("proposed", "confirm"): "confirmed",
    ("proposed", "contest"): "contested",
    ("proposed", "expire"): "silent",
    ("contested", "settle"): "confirmed",
}
COUNTING_SHARES = frozenset({"confirmed", "silent"})


class ActionState(TextChoices):
    OPEN = "open", _("Still to do")
    REPORTED = "reported", _("Reported as done")
    CONFIRMED = "confirmed", _("Confirmed by somebody else")
    CANNOT = "cannot", _("Cannot be done: another measure is needed")


ACTION_TABLE = {
    ("open", "report"): "reported",
    ("reported", "send_back"): "open",
    ("reported", "confirm"): "confirmed",
    ("open", "confirm"): "confirmed",  # the meeting saw for itself that it holds
    ("confirmed", "reopen"): "open",
    ("open", "give_up"): "cannot",  # the meeting sees that it cannot be done (R23)
    ("reported", "give_up"): "cannot",
    ("cannot", "resume"): "open",
    ("cannot", "report"): "reported",
    ("cannot", "confirm"): "confirmed",
}


class ExtensionState(TextChoices):
    ASKED = "asked", _("Asked for, not decided yet")
    GRANTED = "granted", _("Allowed")
    REFUSED = "refused", _("Not allowed")


EXTENSION_TABLE = {("asked", "grant"): "granted", ("asked", "refuse"): "refused"}


class Rhythm(TextChoices):
    """How often the owner of a measure says how it goes (S58)."""

    WEEK = "week", _("Every week")
    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every quarter")


class MonthlyWord(TextChoices):
    """Three answers of equal weight for every open measure at a regular meeting (R23)."""

    DONE = "done", _("It is done")
    CONTINUE = "continue", _("It goes on")
    CANNOT = "cannot", _("It cannot be done")


class Outcome(TextChoices):
    """Three answers of equal weight; none is preselected."""

    DONE = "done", _("Corrected, and it held")
    PARTLY = "partly", _("Corrected in part")
    NOT = "not", _("Not corrected yet")


class HistoryEvent(TextChoices):
    """Lines of a finding's history."""

    STATED = "stated", _("Stated")
    ACCEPTED = "accepted", _("Accepted by the named person")
    CONTESTED = "contested", _("The named person has a say")
    UPHELD = "upheld", _("The objection was answered, the finding stands")
    DROPPED = "dropped", _("The objection was right, the finding is dropped")
    MEASURE = "measure", _("A measure was set")
    DIVIDED = "divided", _("Divided among named people")
    WITHDRAWN = "withdrawn", _("A share was withdrawn")
    SHARE_ACCEPTED = "share_accepted", _("A share was accepted")
    SHARE_CONTESTED = "share_contested", _("Has a say about the share")
    SHARE_SETTLED = "share_settled", _("What was said about the share was decided")
    SHARE_SILENT = "share_silent", _("The share was not answered in time")
    REPORTED = "reported", _("Reported as done")
    CONFIRMED = "confirmed", _("Confirmed by somebody else")
    SENT_BACK = "sent_back", _("Report sent back")
    JUDGED_DONE = "judged_done", _("Looked at again: it held")
    JUDGED_PARTLY = "judged_partly", _("Looked at again: partly")
    JUDGED_NOT = "judged_not", _("Looked at again: not yet")
    CLOSED = "closed", _("Finding closed")
    REOPENED = "reopened", _("Opened again")
    REVISITED = "revisited", _("Looked at again after closing: it holds")
    DID_NOT_HOLD = "did_not_hold", _("It came back: the closing did not hold")
    APPEALED = "appealed", _("The named person appealed")
    APPEAL_KEPT = "appeal_kept", _("Three people outside the line: it stands")
    MARKED = "marked", _("Fields, priority or target were set")
    SHARE_APPROVED = "share_approved", _("The collective's own share was approved")
    SHARE_NOT_APPROVED = "share_not_approved", _("The collective's own share was not approved")
    EXTENSION_ASKED = "extension_asked", _("A later day was asked for")
    EXTENDED = "extended", _("A later day was allowed")
    NOT_EXTENDED = "not_extended", _("The later day was not allowed")
    GOES_ON = "goes_on", _("At the regular meeting: it goes on")
    CANNOT = "cannot", _("At the regular meeting: it cannot be done")
    RECURRED = "recurred", _("Came back, in the member's own words")


class IndicatorKind(TextChoices):
    RATIO = "ratio", _("Ratio: so many of so many")
    COUNT = "count", _("Count, with its running total")
    RANK = "rank", _("Rank: place k of n, the lower the better")


class CarriedWord(TextChoices):
    """What a member says of last year's shortcoming; none is preselected."""

    HELD = "held", _("Put right, and it holds")
    STILL = "still", _("Still being put right")
    AGAIN = "again", _("It came back")

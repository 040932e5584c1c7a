"""Words of questions and answers. Values are stored; labels are translated."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """What a question is about: the screen on which its answer is shown."""

    DOCUMENTS = "documents", _("Documents and how they are carried out")
    DRIVE = "drive", _("The drive as a whole")
    REGISTRATION = "registration", _("Registering the meeting")
    STUDY = "study", _("Study and make-up study")
    MEETING = "meeting", _("Holding the meeting")
    SELF_REVIEW = "self_review", _("The self-review")
    REMARK = "remark", _("Remarks and replies")
    DIVISION = "division", _("Shortcomings and dividing them")
    RECHECK = "recheck", _("Looking again")
    PLAN = "plan", _("The personal plan")
    REPORT = "report", _("Reports and figures")
    OTHER = "other", _("Something else")


class QuestionState(TextChoices):
    ASKED = "asked", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Answered and clear")
    WITHDRAWN = "withdrawn", _("Taken back")


QUESTION_TABLE = {
    ("asked", "pass"): "asked",  # it lies one step higher
    ("asked", "answer"): "answered",
    ("asked", "withdraw"): "withdrawn",
    ("answered", "close"): "closed",
    ("answered", "ask_again"): "closed",  # a new question follows it
}

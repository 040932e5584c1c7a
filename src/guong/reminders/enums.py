from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Matter(TextChoices):
    """What has its day. The target is a row of: Drive, Drive, Phase, Milestone, Registration, TaskOrder, Action."""

    FIRST_DAY = "first_day", _("Meetings may be held from this day")
    LAST_DAY = "last_day", _("Last day for meetings")
    PHASE = "phase", _("A phase ends")
    MILESTONE = "milestone", _("A noted day")
    MEETING = "meeting", _("A registered meeting")
    TASK = "task", _("A task of a body")
    MEASURE = "measure", _("A measure")

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanState(TextChoices):
    DRAFT = "draft", _("Being written")
    PRESENTED = "presented", _("Presented in the meeting")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for revision")
    ACCEPTED = "accepted", _("Accepted")


PLAN_TABLE = {
    ("draft", "present"): "presented",
    ("presented", "submit"): "submitted",
    ("submitted", "return"): "returned",
    ("returned", "submit"): "submitted",
    ("submitted", "accept"): "accepted",
}


class RouteCode(TextChoices):
    """R26: cumulative."""

    HIGHER_BOARD = "higher_board", _("To the board of the level that manages the person")
    POSTING = "posting", _("Posted publicly at the office")
    COMMITTEE = "committee", _("One copy to the committee")
    CELL = "cell", _("To the cell committee")
    FRONT = "front", _("Copy to the residential Front committee")


class Kept(TextChoices):
    """What the meeting says of a plan; none is preselected (S117)."""

    KEPT = "kept", _("Keeps to the plan")
    SLOW = "slow", _("Slower than planned")
    STUCK = "stuck", _("Meets an obstacle")


class CheckPoint(TextChoices):
    """What the cell committee ticks when it returns a plan (S112)."""

    NOT_PER_GUIDE = "not_per_guide", _("Does not follow the guide of the committee")
    NO_FACT = "no_fact", _("A shortcoming names no concrete fact")
    NO_MEASURE = "no_measure", _("A measure does not say what will be done")
    NO_DEADLINE = "no_deadline", _("A deadline is missing or too far")
    NO_EXAMPLE = "no_example", _("Does not say how the person sets an example")
    NOT_OWN_WORDS = "not_own_words", _("Not in the person's own words")

"""Words of this room, and the three steps of a rating as a table (R37)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Subject(TextChoices):
    PERSON = "person", _("A comrade")
    BODY = "body", _("A body")


class Level(TextChoices):
    """The four levels, the highest first (R33)."""

    EXCELLENT = "excellent", _("Excellent completion of tasks")
    GOOD = "good", _("Good completion of tasks")
    DONE = "done", _("Completion of tasks")
    NOT_DONE = "not_done", _("Tasks not completed")


class RatingState(TextChoices):
    DRAFT = "draft", _("Being rated by the comrade")
    HANDED_IN = "handed_in", _("Waits for the collective")
    PROPOSED = "proposed", _("Proposed, waits for the decision")
    DECIDED = "decided", _("Decided")
    REVIEWING = "reviewing", _("Under review")
    ANSWERED = "answered", _("Decided after a petition")


RATING_TABLE: dict[tuple[str, str], str] = {  # (state, event) → state
    ("draft", "hand_in"): "handed_in",
    ("handed_in", "take_back"): "draft",
    ("handed_in", "propose"): "proposed",
    ("proposed", "send_back"): "handed_in",
    ("proposed", "decide"): "decided",
    ("decided", "petition"): "reviewing",
    ("reviewing", "answer"): "answered",
}

IN_FORCE = frozenset({RatingState.DECIDED.value, RatingState.REVIEWING.value, RatingState.ANSWERED.value})
"""States in which a level has been decided."""


class Stage(TextChoices):
    """Who gave a judgement (R37)."""

    SELF = "self", _("Self-rating")
    COLLECTIVE = "collective", _("Appraisal and proposal of the collective")
    DECISION = "decision", _("Decision")
    ANSWER = "answer", _("Answer to the petition")


class Base(TextChoices):
    """Of whom the share of "excellent" is taken (R34)."""

    GOOD_ONLY = "good_only", _("those rated good")
    GOOD_AND_ABOVE = "good_and_above", _("those rated good or excellent")


class GroupBy(TextChoices):
    """What makes a group of similar role (R34)."""

    ROLE = "role", _("by office: heads, committee members, members")
    KIND = "kind", _("by kind of member")
    ALL = "all", _("all together")


class Rounding(TextChoices):
    HALF_UP = "half_up", _("a half counts as one")
    DOWN = "down", _("down")
    UP = "up", _("up")


class RoleGroup(TextChoices):
    """Groups of the grouping by office."""

    HEAD = "head", _("Heads")
    COMMITTEE = "committee", _("Committee members")
    MEMBER = "member", _("Members without an office")
    BODY = "body", _("Bodies")

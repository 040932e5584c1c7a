from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewState(TextChoices):
    DRAFT = "draft", _("Being written")
    HANDED_IN = "handed_in", _("Handed in")
    PRESENTED = "presented", _("Presented")


REVIEW_TABLE = {
    ("draft", "hand_in"): "handed_in",
    ("handed_in", "take_back"): "draft",
    ("handed_in", "present"): "presented",
}


class Entry(TextChoices):
    """The way a text came in (S139, D26)."""

    SELF = "self", _("Written by the member")
    TYPED_FOR = "typed_for", _("Typed in by a helper")


class Addressee(TextChoices):
    PERSON = "person", _("To a person")
    COMMITTEE = "committee", _("To the cell committee")
    HIGHER = "higher", _("To the committee above")


class ReplyKind(TextChoices):
    ACCEPT = "accept", _("I accept the remark")
    PARTLY = "partly", _("I accept a part of the remark")
    EXPLAIN = "explain", _("I explain further")


class Verdict(TextChoices):
    """What the author of an upward remark says of the answer."""

    ANSWERED = "answered", _("It answers what I said")
    NOT_ANSWERED = "not_answered", _("It does not answer what I said")


class UpwardState(TextChoices):
    """Where an upward remark stands on a day; computed, never stored."""

    WAITING = "waiting", _("waits, still in time")
    OVERDUE = "overdue", _("overdue")
    VERY_OVERDUE = "very_overdue", _("very overdue")
    ANSWERED = "answered", _("answered")

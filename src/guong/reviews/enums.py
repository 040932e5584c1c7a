from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewState(TextChoices):
    DRAFT = "draft", _("Being written")
    HANDED_IN = "handed_in", _("Handed in")
    PRESENTED = "presented", _("Presented")
    FINALISED = "finalised", _("Finalised")
    SIGNED = "signed", _("Signed")


SPOKEN = frozenset({ReviewState.PRESENTED.value, ReviewState.FINALISED.value, ReviewState.SIGNED.value})
"""States of a self-review that was read out in the meeting."""

REVIEW_TABLE = {
    ("draft", "hand_in"): "handed_in",
    ("handed_in", "take_back"): "draft",
    ("handed_in", "return"): "draft",
    ("handed_in", "present"): "presented",
    ("presented", "finalise"): "finalised",
    ("finalised", "sign"): "signed",
}


class SignWord(TextChoices):
    """What its author says under the final text; all three weigh the same (D4)."""

    AGREE = "agree", _("I agree")
    SEEN = "seen", _("I have seen it and do not agree")
    DECLINE = "decline", _("I decline to sign")


class ReturnPoint(TextChoices):
    """What a returned self-review lacks (S112); the keys of `rules.RETURN_POINTS`."""

    FACT = "fact", _("It names no concrete fact")
    SHORTCOMING = "shortcoming", _("It names no shortcoming of one's own")
    CAUSE = "cause", _("The cause is wanting")
    DIRECTION = "direction", _("No measure, or no day by which it is done")
    OWN_WORDS = "own_words", _("It is not in one's own words")
    CARRIED = "carried", _("What was left from earlier is not answered")


class ReportKind(TextChoices):
    """Whose report it is (S5, R39)."""

    CELL = "cell", _("Report of the cell")
    CELL_COMMITTEE = "cell_committee", _("Report of the cell committee")
    COMMITTEE = "committee", _("Report of the party committee")
    AGENCY = "agency", _("Report of the agency")


class ReportState(TextChoices):
    DRAFT = "draft", _("Being drafted")
    CIRCULATED = "circulated", _("Members are reading it")
    FINAL = "final", _("Finalised")
    PRESENTED = "presented", _("Presented")


REPORT_TABLE = {
    ("draft", "circulate"): "circulated",
    ("circulated", "draw_back"): "draft",
    ("circulated", "finalise"): "final",
    ("final", "present"): "presented",
}


class Entry(TextChoices):
    """The way a text came in (S139, D26)."""

    SELF = "self", _("Written by the member")
    TYPED_FOR = "typed_for", _("Typed in by a helper")


class SpokenBy(TextChoices):
    """The way a remark came in (S139). Empty where its author's name is withheld: the way could give the name away."""

    SELF = "self", _("Written by its author")
    AFAR = "afar", _("Written by its author from afar")
    MEETING = "meeting", _("Written down in the meeting")
    TYPED_FOR = "typed_for", _("Typed by a helper, its author said yes")
    PAPER = "paper", _("Typed from a sheet that its author signed")


class CameBy(TextChoices):
    """How words reached whoever typed them for somebody else."""

    LETTER = "letter", _("By letter or on a sheet")
    TELEPHONE = "telephone", _("By telephone")
    MESSAGE = "message", _("By message")


class Addressee(TextChoices):
    PERSON = "person", _("To a person")
    COMMITTEE = "committee", _("To the cell committee")
    HIGHER = "higher", _("To the committee above")


class Topic(TextChoices):
    """What a remark upward is about, so that cells that say the same are found together (S9)."""

    CLOSENESS = "closeness", _("Closeness to the people")
    CULTURE = "culture", _("Cultural life")
    ENVIRONMENT = "environment", _("Surroundings and environment")
    LAND = "land", _("Land, building, order on pavements")
    PROCEDURES = "procedures", _("Procedures at the office")
    WELFARE = "welfare", _("Welfare, health, schools")
    SECURITY = "security", _("Security and order")
    PARTY_WORK = "party_work", _("Work of the party organisation")
    OTHER = "other", _("Something else")


class Kept(TextChoices):
    """What the author of an upward remark says of the promise, after its day."""

    KEPT = "kept", _("The promise was kept")
    NOT_KEPT = "not_kept", _("The promise was not kept")


class PromiseKind(TextChoices):
    """On which occasion something was promised (S138)."""

    OATH = "oath", _("The oath on joining the Party")
    APPOINTMENT = "appointment", _("On being appointed or elected")
    OFFICE = "office", _("Before the agency, the unit, the people")
    OTHER = "other", _("Another promise")


class PromiseWord(TextChoices):
    """What the author of a self-review says of a promise; all three weigh the same."""

    KEPT = "kept", _("I have kept it")
    PARTLY = "partly", _("I have kept a part of it")
    NOT_KEPT = "not", _("I have not kept it yet")


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

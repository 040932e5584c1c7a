"""Self-reviews with immutable revisions, and remarks with their replies."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.drives.models import Drive
from guong.meetings.models import Meeting
from guong.org.models import Person, Unit
from guong.reviews.enums import Addressee, Entry, Kept, ReplyKind, ReviewState, SpokenBy, Topic, Verdict


class ReviewTemplate(models.Model):
    """A version of a form for a kind of member. `sections`: a list of `texts.Section`. Never edited."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    kinds = models.JSONField()  # MemberKind values; "" is the default form
    sections = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_template_version")]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class SelfReview(models.Model):
    """`draft` is the author's alone (field class *draft*); others read `revisions` after hand-in.

    `stamp` rises with every saved change: a second tab that saves on an old stamp is told, never overwritten (Q7).
    """

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="reviews")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reviews")  # the cell
    template = models.ForeignKey(ReviewTemplate, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ReviewState.choices, default=ReviewState.DRAFT)
    entry = models.CharField(max_length=12, choices=Entry.choices, default=Entry.SELF)
    typed_by_label = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)  # the member's yes to what was typed for him (D26)
    signed_paper = models.BooleanField(default=False)  # his yes is a signature on the sheet that the cell keeps
    draft = models.JSONField(default=dict)  # {section key: text}
    stamp = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    presented_at = models.DateTimeField(null=True)
    presented_in = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="reviews")
    assessment = models.TextField(
        blank=True, default="", db_default=""
    )  # what the cell says of it, where it says so (S144)
    finalised_at = models.DateTimeField(null=True)
    finalised_by_label = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["drive", "person"], name="one_self_review"),
            models.CheckConstraint(
                condition=Q(entry="self") | Q(state="draft") | Q(confirmed_at__isnull=False) | Q(signed_paper=True),
                name="typed_review_has_a_yes",
            ),
        ]
        indexes = [models.Index(fields=["drive", "unit"])]

    def __str__(self) -> str:
        return f"self-review {self.pk}"

    @property
    def waits_for_yes(self) -> bool:
        """Typed by a helper and not yet confirmed by the member (D26)."""
        return self.entry == Entry.TYPED_FOR and self.confirmed_at is None and not self.signed_paper


class ReviewRevision(models.Model):
    """What was handed in, as it was. Never changed; no change → no new revision."""

    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="one_review_revision")]

    def __str__(self) -> str:
        return f"{self.review_id} rev. {self.number}"


class Remark(models.Model):
    """Criticism with its fact apart from its judgement (D15), addressed to a person, the cell committee or the level above."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="remarks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="remarks")  # where it was spoken
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="remarks")
    author = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="remarks_made"
    )  # None: withheld
    addressee = models.CharField(max_length=12, choices=Addressee.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="remarks_received")
    fact = models.TextField()
    judgement = models.TextField(blank=True)
    is_strength = models.BooleanField(default=False)  # S151, D19
    topic = models.CharField(max_length=12, choices=Topic.choices, blank=True, default="", db_default="")  # upward (S9)
    made_at = models.DateTimeField()
    recorded_by_label = models.CharField(max_length=200)
    entry = models.CharField(max_length=10, choices=SpokenBy.choices, blank=True, default="", db_default="")  # S139
    read_at = models.DateTimeField(null=True)  # when the addressee was shown it (D1)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(addressee="person", person__isnull=False)
                | (~Q(addressee="person") & Q(person__isnull=True)),
                name="remark_to_a_person_names_one",
            ),
            models.CheckConstraint(condition=~Q(fact=""), name="remark_has_a_fact"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("author")), name="remark_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=False) | (~Q(addressee="person") & Q(meeting__isnull=True)),
                name="only_upward_remarks_withhold_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"remark {self.pk}"

    @property
    def unnamed(self) -> bool:
        """Whether the author asked that his or her name is withheld (D14)."""
        return self.author_id is None

    @property
    def author_name(self) -> str:
        """The author's name; empty when it is withheld."""
        return self.author.full_name if self.author else ""


class WithheldAuthor(models.Model):
    """Who made a remark whose name is withheld (D14). Kept apart so that no read of remarks can hand it out.

    Read for two ends only: to show the author his own remarks, and to let nobody answer or judge in the author's place.
    """

    remark = models.OneToOneField(Remark, on_delete=models.PROTECT, related_name="withheld")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"withheld {self.remark_id}"


class UpwardCourse(models.Model):
    """What becomes of a remark to a committee: received, a promise with its day, and the author's verdict (R27).

    The answer itself is the `Reply`. How late it is follows from dates and is stored nowhere.
    """

    remark = models.OneToOneField(Remark, on_delete=models.PROTECT, related_name="course")
    acknowledged_at = models.DateTimeField()
    acknowledged_by_label = models.CharField(max_length=200)
    commitment = models.TextField(blank=True)
    commit_on = models.DateField(null=True)
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    verdict_at = models.DateTimeField(null=True)
    kept = models.CharField(max_length=8, choices=Kept.choices, blank=True, default="", db_default="")
    kept_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(commitment="") | Q(commit_on__isnull=False), name="commitment_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", verdict_at__isnull=True) | (~Q(verdict="") & Q(verdict_at__isnull=False)),
                name="verdict_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"course {self.remark_id}"


class Reply(models.Model):
    """The answer, printed with the remark for ever (D2). Never changed."""

    remark = models.OneToOneField(Remark, on_delete=models.PROTECT, related_name="reply")
    kind = models.CharField(max_length=10, choices=ReplyKind.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # None: a committee answers
    body_label = models.CharField(max_length=300, blank=True)  # the committee above, by its name of that day
    at = models.DateTimeField()
    typed_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kind="explain", text=""), name="explanation_has_text"),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | ~Q(body_label=""), name="reply_is_of_a_person_or_a_body"
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"

    @property
    def who(self) -> str:
        """Name of whoever answers: the person, or the committee above."""
        return self.by.full_name if self.by else self.body_label

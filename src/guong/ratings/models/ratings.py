"""A rating and what was said of it, step by step."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.org.models import Person, Unit
from guong.ratings.enums import Level, RatingState, Stage, Subject
from guong.ratings.models.schemes import Campaign


class Rating(models.Model):
    """Of one comrade, or of one body. `draft` is its author's alone until it is handed in; others read `judgements`.

    `draft` and `Judgement.content`: {"points": {line: tenths}, "grounds": {line: text}, "met": [condition], "tasks": percent
    of the tasks done or null, "level": code or ""}. `level` is the one in force; while a petition is answered it stays.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="ratings")
    subject = models.CharField(max_length=6, choices=Subject.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ratings")  # the cell, or the body itself
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="ratings")
    decided_in = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the competent level (R37)
    group = models.CharField(max_length=20)  # of similar role, as the frozen scheme groups (R34)
    head = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=RatingState.choices, default=RatingState.DRAFT)
    level = models.CharField(max_length=10, choices=Level.choices, blank=True)
    draft = models.JSONField(default=dict)
    stamp = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    typed_by_label = models.CharField(
        max_length=200, blank=True, default="", db_default=""
    )  # a helper typed the draft from the comrade's sheet; handing it in is the comrade's own yes (D26)
    shown = models.PositiveSmallIntegerField(
        default=0, db_default=0
    )  # the last judgement that the comrade has opened (D1)
    handed_in_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["campaign", "unit"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject="person", person__isnull=False) | Q(subject="body", person__isnull=True),
                name="rating_subject",
            ),
            models.UniqueConstraint(fields=["campaign", "person"], name="one_rating_a_person"),
            models.UniqueConstraint(fields=["campaign", "unit"], condition=Q(subject="body"), name="one_rating_a_body"),
            models.CheckConstraint(condition=Q(level="") | Q(decided_at__isnull=False), name="level_has_its_decision"),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk}"


class Judgement(models.Model):
    """What was given in one step, with its words. Never changed: a later one stands beside it (R37)."""

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="judgements")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    number = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=10, choices=Level.choices)
    content = models.JSONField(default=dict)
    evidence = models.JSONField(default=dict)  # counts about due measures, as they stood on that day
    why = models.TextField(blank=True)
    about = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # for the constraint
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["rating", "number"], name="one_judgement_a_number"),
            models.CheckConstraint(
                condition=Q(stage="self") | Q(by__isnull=True) | Q(about__isnull=True) | ~Q(by=F("about")),
                name="nobody_rates_himself",
            ),
        ]

    def __str__(self) -> str:
        return f"judgement {self.pk}"


class Opinion(models.Model):
    """What a body concerned says before the collective proposes: the Front, a mass organisation, the place of work (R37)."""

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="opinions")
    source = models.CharField(max_length=200)
    text = models.TextField()
    noted_at = models.DateTimeField()
    noted_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="opinion_has_words")]

    def __str__(self) -> str:
        return f"opinion {self.pk}"


class Petition(models.Model):
    """Against a decided level, once; answered by the level above. What was decided stays to be read (R37)."""

    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="petition")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # which body answers
    text = models.TextField()
    filed_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["filed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="petition_has_words"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="petition_answer_has_words"
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("person")), name="nobody_answers_his_petition"
            ),
        ]

    def __str__(self) -> str:
        return f"petition {self.pk}"

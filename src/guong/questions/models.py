"""Questions asked from below and the answers given above (S130, S144)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.directives.models import Directive
from guong.drives.models import Drive
from guong.org.models import Person, Unit
from guong.questions.enums import QuestionState, Topic


class Answer(models.Model):
    """One answer for one or many alike questions, in the words of whoever answers; published, everybody below reads it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # who answers
    topic = models.CharField(max_length=20, choices=Topic.choices)
    drive = models.ForeignKey(Drive, null=True, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=300)  # the question, put so that it names nobody
    text = models.TextField()
    basis = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="+")
    search_text = models.TextField()  # kernel.text.fold of heading and text
    given_at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    changed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)  # empty: only those who asked read it

    class Meta:
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["topic", "published_at"])]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Question(models.Model):
    """Asked by a member through the cell, or by a body itself. `at` is the body with which it lies now."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # from where it was asked
    at = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20, choices=Topic.choices)
    drive = models.ForeignKey(Drive, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=QuestionState.choices, default=QuestionState.ASKED)
    passed_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Answer, null=True, on_delete=models.PROTECT, related_name="questions")
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="asked_again")

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["at", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__isnull=False) | Q(state__in=["asked", "withdrawn"]), name="answered_has_its_answer"
            )
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"

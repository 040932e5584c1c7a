"""Votes as tallies: never who voted how (R5, R38)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.meetings.enums import VoteWay
from guong.meetings.models.evening import Meeting


class Vote(models.Model):
    """The tally of one vote. A wrong one is never changed: a newer row corrects it, with the reason.

    `members`: who has a vote in the body that day, counted by the program, less `voteless` (typed: probationary members).
    `given_out`: ballots handed out, or hands counted; the four tallies make exactly that many.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="votes")
    title = models.CharField(max_length=300)
    way = models.CharField(max_length=10, choices=VoteWay.choices)
    members = models.PositiveIntegerField()
    voteless = models.PositiveIntegerField(default=0)
    given_out = models.PositiveIntegerField()
    in_favour = models.PositiveIntegerField()
    against = models.PositiveIntegerField()
    no_opinion = models.PositiveIntegerField()
    invalid = models.PositiveIntegerField(default=0)
    noted_at = models.DateTimeField()
    noted_by_label = models.CharField(max_length=200)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    reason = models.CharField(max_length=300, blank=True)  # why the earlier tally was wrong

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_out=F("in_favour") + F("against") + F("no_opinion") + F("invalid")),
                name="vote_tallies_make_the_ballots",
            ),
            models.CheckConstraint(
                condition=Q(given_out__lte=F("members") - F("voteless")), name="vote_not_above_members"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="vote_correction_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"

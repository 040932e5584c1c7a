"""A secret vote as tallies, and the list that is made public. Nothing here knows who voted how (R38, R45)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.org.models import Unit
from guong.ratings.models.ratings import Rating
from guong.ratings.models.schemes import Campaign


class Ballot(models.Model):
    """One secret vote of a body: papers given out and come back. A tally that was mistyped is replaced, never changed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="ballots")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    issued = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    counters = models.CharField(max_length=300)  # who counted, as the minutes name them
    noted_at = models.DateTimeField()
    noted_by_label = models.CharField(max_length=200)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit"], condition=Q(replaced_at=None), name="one_standing_ballot"
            ),
            models.CheckConstraint(condition=Q(returned__lte=F("issued")), name="no_more_papers_than_given_out"),
        ]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class BallotLine(models.Model):
    """The votes on one comrade or body: so many invalid, so many for each level. Their sum is what came back."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="lines")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="ballot_lines")
    invalid = models.PositiveIntegerField()
    excellent = models.PositiveIntegerField()
    good = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    not_done = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "rating"], name="one_line_a_ballot")]

    def __str__(self) -> str:
        return f"line {self.pk}"

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Votes by level, the highest first."""
        return self.excellent, self.good, self.done, self.not_done

    @property
    def valid(self) -> int:
        return sum(self.counts)


class Publication(models.Model):
    """The levels that a body decided, as they were made public: name, office, unit, level, nothing else (R45).

    `lines`: [{"name", "posts", "unit", "level", "reviewing"}] in the order of names; withdrawn, never changed.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="publications")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    lines = models.JSONField()
    published_at = models.DateTimeField()
    published_by_label = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit"], condition=Q(withdrawn_at=None), name="one_standing_list"
            )
        ]

    def __str__(self) -> str:
        return f"list {self.pk}"

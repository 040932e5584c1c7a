"""Fingerprints of what was handed in."""

from __future__ import annotations

from django.db import models

from guong.drives.models import Drive
from guong.library.models import Item
from guong.reviews.models import ReviewRevision


class ReviewPrint(models.Model):
    """The fingerprints of one revision: six bytes each, sorted. `key_mark` says under which secret they were made.

    They tell nothing without the secret of the installation, and nothing that the revision itself does not say.
    """

    revision = models.OneToOneField(ReviewRevision, on_delete=models.CASCADE, related_name="print")
    prints = models.BinaryField()
    key_mark = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"fingerprints of {self.revision_id}"


class Sample(models.Model):
    """The words of a sample text on a shelf, and their fingerprints. Templates handed down are left out of every comparison; samples are
    what one compares with."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="sample")
    text = models.TextField()
    prints = models.BinaryField()
    key_mark = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"sample {self.item_id}"


class Sweep(models.Model):
    """One walk over what was handed in for a drive, beyond the wards: revisions up to `upto`, done up to `cursor`. The walk goes on where
    the one before it ended; a drive has one at a time."""

    drive = models.ForeignKey(Drive, on_delete=models.CASCADE, related_name="+")
    upto = models.BigIntegerField()
    cursor = models.BigIntegerField()
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["drive"], condition=models.Q(finished_at=None), name="one_sweep_of_a_drive")
        ]

    def __str__(self) -> str:
        return f"sweep of {self.drive_id} up to {self.upto}"


class FarPair(models.Model):
    """Two revisions of different wards with passages in common; `first` was handed in earlier. No word is kept, only where the passages stand:
    `places`: [[a0, a1, b0, b1], …], characters of both texts."""

    first = models.ForeignKey(ReviewRevision, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(ReviewRevision, on_delete=models.CASCADE, related_name="+")
    words = models.PositiveIntegerField()
    share = models.FloatField()  # 0-1, of the shorter text's own words
    places = models.JSONField(default=list)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="far_pair_once")]
        indexes = [models.Index(fields=["second"])]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"

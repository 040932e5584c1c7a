"""Fingerprints of what was handed in."""

from __future__ import annotations

from django.db import models

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

"""What is its owner's alone: a journal and the ticks of the private mirror, sealed with the owner's own secret (S2, S61, D7).

Nothing here can be opened with what the machine keeps: no word, no tick, no day of writing stands in clear.
"""

from __future__ import annotations

from django.db import models

from guong.org.models import Person, Unit


class PrivateLock(models.Model):
    """The key of one owner's book, wrapped twice: by the owner's secret and by a spare code printed once. Neither is kept."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="private_lock")
    salt = models.BinaryField()
    wrapped = models.BinaryField()
    spare_salt = models.BinaryField()
    spare_wrapped = models.BinaryField()
    made_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"lock {self.pk}"


class JournalEntry(models.Model):
    """One sealed note. `stamp` as in `SelfReview`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="journal")
    sealed = models.BinaryField()
    stamp = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"note {self.pk}"


class MirrorTicks(models.Model):
    """The sealed ticks of one owner."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="mirror_ticks")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"ticks {self.pk}"


class MirrorCatalogue(models.Model):
    """The manifestations as an office entered them from the official copy (S2). A version is never edited.

    `groups`: [{"title": …, "items": [{"key": "1.1", "text": …}]}]; `unit`: the office's body, for itself and what lies below.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="mirror_catalogues")
    version = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    groups = models.JSONField()
    is_example = models.BooleanField(default=False)  # invented, to show the form of it
    published_at = models.DateTimeField()
    published_by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "version"], name="one_mirror_version")]

    def __str__(self) -> str:
        return f"mirror {self.pk}"

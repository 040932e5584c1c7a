"""What findings are sorted by: fields as a published catalogue (S75), and targets of a year or a term (S85)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.corrections.enums import TargetScope
from guong.org.models import Unit


class TagCatalogue(models.Model):
    """A published list of fields. A version is never edited; findings keep the version they were marked with."""

    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="tag_catalogues"
    )  # null: the program's
    version = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "version"], name="one_catalogue_a_version"),
            models.UniqueConstraint(fields=["version"], condition=Q(unit=None), name="one_own_catalogue_a_version"),
        ]

    def __str__(self) -> str:
        return f"catalogue {self.version}"


class Tag(models.Model):
    """One field of a catalogue. `code` stays the same through versions, so that findings of several years stand together."""

    catalogue = models.ForeignKey(TagCatalogue, on_delete=models.PROTECT, related_name="tags")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["catalogue", "code"], name="one_tag_a_code")]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """A target of the year or of the term of a unit, from its own documents: findings are tied to it (S85)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets")
    scope = models.CharField(max_length=6, choices=TargetScope.choices)
    name = models.CharField(max_length=300)
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-to_year", "name", "pk"]
        constraints = [models.CheckConstraint(condition=Q(to_year__gte=F("from_year")), name="target_period")]

    def __str__(self) -> str:
        return self.name

"""What is watched beside the findings of a unit."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.corrections.enums import IndicatorKind
from guong.corrections.models.findings import Finding
from guong.org.models import Unit


class Indicator(models.Model):
    """A measure of a unit that is watched beside its findings (R31): a ratio, a count with its running total, or a rank k of n."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=IndicatorKind.choices)
    since_on = models.DateField(null=True)  # a count: from when its running total counts
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="indicators")

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["unit", "code"], name="one_indicator_a_code")]

    def __str__(self) -> str:
        return self.code


class IndicatorValue(models.Model):
    """What an indicator was in a period. Typed by the office and marked so (law 2); a wrong one is corrected by a newer row.

    Ratio and rank: `n` of `of`. Count: `n` in the period, nothing in `of`.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    from_on = models.DateField()
    to_on = models.DateField()
    n = models.PositiveIntegerField()
    of = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by_label = models.CharField(max_length=200)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="indicator_period"),
            models.UniqueConstraint(
                fields=["indicator", "from_on", "to_on"],
                condition=Q(replaced_at__isnull=True),
                name="one_value_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.from_on}"

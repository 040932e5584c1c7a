"""A remark that a helper typed for somebody far away or without a screen; it waits for its author's yes (D26, S139)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.drives.models import Drive
from guong.org.models import Person, Unit
from guong.reviews.enums import Addressee, CameBy, Topic


class TypedRemark(models.Model):
    """Not a remark yet: nobody is told, nothing is counted. With the author's yes it becomes one and this row is gone."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="typed_remarks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="typed_remarks")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="remarks_typed_for")
    addressee = models.CharField(max_length=12, choices=Addressee.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    fact = models.TextField()
    judgement = models.TextField(blank=True)
    is_strength = models.BooleanField(default=False)
    topic = models.CharField(max_length=12, choices=Topic.choices, blank=True)
    came_by = models.CharField(max_length=10, choices=CameBy.choices)
    typed_at = models.DateTimeField()
    typed_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["typed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(fact=""), name="typed_remark_has_a_fact"),
            models.CheckConstraint(
                condition=Q(addressee="person", person__isnull=False)
                | (~Q(addressee="person") & Q(person__isnull=True)),
                name="typed_remark_to_a_person_names_one",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("author")), name="typed_remark_not_to_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"typed remark {self.pk}"

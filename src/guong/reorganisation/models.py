"""A reorganisation is one event; who follows whom is written once and never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.org.models import Person, Unit
from guong.reorganisation.enums import EventState, IntroductionState, Kind


class Reorganisation(models.Model):
    """One event: prepared with a report of what it would do, then carried out in one transaction.

    `order`: what was asked, as ids and texts (services.acts reads it). `report`: what it does, shown before and kept after.
    """

    under = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the part of the tree that it concerns
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=EventState.choices, default=EventState.DRAFT)
    on = models.DateField()  # the first day of the new order
    basis = models.CharField(max_length=300)  # the decision it stands on
    order = models.JSONField()
    report = models.JSONField()
    prepared_at = models.DateTimeField()
    prepared_by_label = models.CharField(max_length=200)
    applied_at = models.DateTimeField(null=True)
    applied_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on:%d/%m/%Y}"


class Succession(models.Model):
    """`successor` follows `predecessor`. The one that `keeps_records` is what "today's tree" leads to."""

    event = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="precessions")
    keeps_records = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "predecessor", "successor"], name="one_succession"),
            models.UniqueConstraint(fields=["predecessor"], condition=Q(keeps_records=True), name="one_keeper"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="nobody_follows_himself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Transfer(models.Model):
    """A member who moved from cell to cell, or out of the installation, and was told what goes and what stays (D29)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="transfers")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")  # None: outside
    destination = models.CharField(max_length=300, blank=True)  # where outside
    on = models.DateField()
    reason = models.CharField(max_length=300)
    event = models.ForeignKey(Reorganisation, null=True, on_delete=models.PROTECT, related_name="transfers")
    by_label = models.CharField(max_length=200)
    moved_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_unit__isnull=False) | ~Q(destination=""), name="transfer_goes_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.from_unit_id} → {self.to_unit_id}"


class Introduction(models.Model):
    """A member whom the office of one committee introduces to another, which receives him into a cell or sends the paper back.

    Both sides write their own day (D29); until the other side has received him he takes part where he was.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="introductions")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the cell he takes part in
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the committee that receives
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=IntroductionState.choices, default=IntroductionState.SENT)
    sent_at = models.DateTimeField()
    sent_by_label = models.CharField(max_length=200)
    answered_at = models.DateTimeField(null=True)
    answered_by_label = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=300, blank=True)  # why it was sent back
    transfer = models.OneToOneField(Transfer, null=True, on_delete=models.PROTECT, related_name="introduction")

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="sent"), name="one_introduction_at_a_time"),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(transfer__isnull=False), name="received_is_a_transfer"
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(answer=""), name="sent_back_with_words"),
        ]

    def __str__(self) -> str:
        return f"introduction {self.pk}"

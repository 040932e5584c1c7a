"""How the committees carry a drive: the chain of documents, working groups, visits."""

from __future__ import annotations

from django.db import models

from guong.directives.models import Directive
from guong.drives.enums import MeetingMode, VisitKind
from guong.drives.models.drive import Drive
from guong.org.models import Person, Unit


class Relay(models.Model):
    """How far the documents of a drive have come at one committee: acknowledged, passed on to those below (R14, S54)."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="relays")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField()
    acknowledged_by_label = models.CharField(max_length=200)
    passed_on_at = models.DateTimeField(null=True)
    passed_on_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drive", "unit"], name="one_relay")]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.drive_id}"


class OwnDocument(models.Model):
    """A document that a committee issued to carry the drive out, tied to it from its own register (S54, S125)."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="own_documents")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="+")
    urging = models.BooleanField(default=False)  # an urging letter: counted apart (S121)
    noted_at = models.DateTimeField()
    noted_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["drive", "unit", "directive"], name="one_own_document")]

    def __str__(self) -> str:
        return f"{self.directive_id} of {self.unit_id}"


class WorkingGroup(models.Model):
    """Who is sent out for a drive (S123). `unit` set it up."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="groups")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    set_up_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["drive", "unit", "name"], name="one_group_of_a_name")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_head = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_head", "person__name_key"]
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="one_group_member")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"


class Visit(models.Model):
    """Somebody from above was there: to work with the committee, to inspect, or to see things on the ground (S52, S86, S123).

    About a body, never about a person: `found` and `asked` are facts of the body's work.
    """

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="visits")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the visited body
    kind = models.CharField(max_length=12, choices=VisitKind.choices)
    group = models.ForeignKey(WorkingGroup, null=True, on_delete=models.PROTECT, related_name="visits")
    people = models.ManyToManyField(Person, related_name="+")  # who came
    visited_on = models.DateField()
    mode = models.CharField(max_length=20, choices=MeetingMode.choices)
    found = models.TextField()
    asked = models.TextField(blank=True)  # what the body is to do …
    due_on = models.DateField(null=True)  # … by when
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField()
    noted_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-visited_on", "-pk"]
        indexes = [models.Index(fields=["drive", "unit"])]

    def __str__(self) -> str:
        return f"{self.unit} {self.visited_on:%d/%m/%Y}"

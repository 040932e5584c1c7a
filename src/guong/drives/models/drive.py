"""A drive, the rules it goes by, and the tree and roster that it froze when it opened."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.directives.models import Directive
from guong.drives.enums import Calls, Conclusions, DriveMode, DriveState, MilestoneKind, PhasePurpose
from guong.org.enums import MemberKind, UnitKind
from guong.org.models import Person, Unit


class RuleSet(models.Model):
    """A published version of the rules that are data (what is known from hearsay ships "to be confirmed"). Never edited.

    It holds for the drives of the subtree of `unit` that are prepared after it; the version of the nearest unit above wins.
    `values`: {key: {"value": …, "confirmed": bool, "source": "R22"}}; drives.rulebook knows the keys.
    """

    version = models.PositiveIntegerField(unique=True)
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+"
    )  # whose; None: the program's own
    values = models.JSONField()
    note = models.CharField(max_length=300)
    published_at = models.DateTimeField()
    published_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["version"]

    def __str__(self) -> str:
        return f"v{self.version}"


class Drive(models.Model):
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    theme = models.CharField(max_length=200)
    mode = models.CharField(max_length=20, choices=DriveMode.choices)
    state = models.CharField(max_length=20, choices=DriveState.choices, default=DriveState.DRAFT)
    year = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="owned_drives")
    adviser = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="advised_drives")
    scope_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="drives")
    starts_on = models.DateField()
    ends_on = models.DateField()
    window_from = models.DateField()  # cells meet from … (S98)
    window_to = models.DateField()  # … and finish by
    calls = models.CharField(max_length=12, choices=Calls.choices, default=Calls.EVERY)  # whose meetings are awaited
    conclusions = models.CharField(max_length=10, choices=Conclusions.choices, default=Conclusions.OFF)
    pilots = models.BooleanField(default=False)  # pilots first, then each block is opened (R16)
    rehearsal = models.BooleanField(default=False)  # with invented people, in a tree of its own
    ruleset = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="drives")
    basis = models.ManyToManyField(Directive, related_name="drives")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-starts_on", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="drive_dates"),
            models.CheckConstraint(condition=Q(window_to__gte=F("window_from")), name="drive_window"),
        ]

    def __str__(self) -> str:
        return self.name


class DriveContent(models.Model):
    """One line of the mandatory content checklist (S99)."""

    drive = models.ForeignKey(Drive, on_delete=models.CASCADE, related_name="contents")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=200, blank=True)  # the group of contents it stands in (S34)
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class Phase(models.Model):
    drive = models.ForeignKey(Drive, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=10, choices=PhasePurpose.choices)
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        ordering = ["from_on"]
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="phase_dates")]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """A day or a span in the life of a drive: an anniversary, the mid-year review, a peak (S28, S36)."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="milestones")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=MilestoneKind.choices)
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="milestone_dates")]

    def __str__(self) -> str:
        return self.name


class DriveUnit(models.Model):
    """A node of the frozen tree. `path`, `name`, `kind` are as they were when the drive opened."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=300)
    kind = models.CharField(max_length=30, choices=UnitKind.choices)
    block = models.CharField(max_length=30, blank=True)
    is_cell = models.BooleanField()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["drive", "unit"], name="one_frozen_unit"),
            models.UniqueConstraint(fields=["drive", "path"], name="one_frozen_path"),
        ]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """The frozen roster: one row per member of a cell in scope, exempt members too (R1 keeps the denominators apart)."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the cell
    standing = models.CharField(max_length=20, blank=True)  # StandingKind, "new" (admitted < 6 months), or ""
    eligible = models.BooleanField()
    kind = models.CharField(max_length=20, choices=MemberKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drive", "person"], name="one_participation")]
        indexes = [models.Index(fields=["drive", "unit"])]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.drive_id}"

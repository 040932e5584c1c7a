"""A drive, the tree and roster it froze when it opened, what cells register, and the tallies."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.directives.models import Directive
from guong.drives.enums import Calls, DriveMode, DriveState, MeetingMode, PhasePurpose, RegistrationState, VisitKind
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


class Registration(models.Model):
    """When, where, how and chaired by whom a cell will meet (R15). `held_on` is filled when the meeting closes."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registrations")
    part_no = models.PositiveSmallIntegerField(default=1)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    mode = models.CharField(max_length=20, choices=MeetingMode.choices)
    chair = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=RegistrationState.choices, default=RegistrationState.REGISTERED)
    registered_at = models.DateTimeField()
    held_on = models.DateField(null=True)
    as_registered = models.BooleanField(null=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["drive", "unit", "part_no"], name="one_registration")]

    def __str__(self) -> str:
        return f"{self.unit} {self.part_no}"


class RegistrationMove(models.Model):
    """A change of date, hour, place, mode or chair, with its reason."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.at:%d/%m/%Y}"


class Assignment(models.Model):
    """A committee member assigned to a cell for the drive (S100)."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["drive", "unit", "person"], condition=Q(ended_at__isnull=True), name="one_open_assignment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.unit_id}"


class Reminder(models.Model):
    """One reminder to one cell (S46). It stands on the secretary's page until done."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=30)  # registration, recheck, plans …
    sent_at = models.DateTimeField()
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.matter} {self.unit_id}"


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


class Tally(models.Model):
    """Counts of one cell in one drive: numerators and denominators, never percentages (docs/mechanisms/tallies.md).

    Changed in the transaction of the fact, by `drives.tallies.store`, which first locks the row. `path` is the frozen path.
    """

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="tallies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=120)
    total = models.PositiveIntegerField(default=0)
    exempt = models.PositiveIntegerField(default=0)
    eligible = models.PositiveIntegerField(default=0)
    convened = models.PositiveIntegerField(default=0)
    attended = models.PositiveIntegerField(default=0)
    makeup_owed = models.PositiveIntegerField(default=0)
    made_up = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    registered = models.PositiveIntegerField(default=0)  # 0 or 1: the cell has registered
    held = models.PositiveIntegerField(default=0)  # 0 or 1: all parts are held
    held_as_registered = models.PositiveIntegerField(default=0)
    held_with_central = models.PositiveIntegerField(default=0)  # 0 or 1: held, with somebody from a body of that level
    held_with_province = models.PositiveIntegerField(default=0)
    held_with_district = models.PositiveIntegerField(default=0)
    held_with_commune = models.PositiveIntegerField(default=0)
    links = models.PositiveIntegerField(default=0)  # 0 or 1: a committee that the chain of documents must pass (R14)
    issued = models.PositiveIntegerField(default=0)  # 0 or 1: it has issued a document of its own
    urgings = models.PositiveIntegerField(default=0)  # urging letters that this body sent (S121)
    visits_due = models.PositiveIntegerField(default=0)  # 0 or 1: directly below the body whose drive it is
    visited = models.PositiveIntegerField(default=0)  # 0 or 1: it was, at least once (S123)
    reviews_handed_in = models.PositiveIntegerField(default=0)
    reviews_presented = models.PositiveIntegerField(default=0)
    remarks = models.PositiveIntegerField(default=0)
    remarks_replied = models.PositiveIntegerField(default=0)
    findings = models.PositiveIntegerField(default=0)
    findings_owned = models.PositiveIntegerField(default=0)  # with owner, measure and date
    findings_collective = models.PositiveIntegerField(default=0)
    findings_divided = models.PositiveIntegerField(default=0)
    findings_closed = models.PositiveIntegerField(default=0)
    findings_held = models.PositiveIntegerField(default=0)  # judged "held" at the last re-check
    findings_judged_1m = models.PositiveIntegerField(
        default=0
    )  # looked at a month after the meeting, every action of it
    findings_held_1m = models.PositiveIntegerField(default=0)  # and it held
    findings_judged_3m = models.PositiveIntegerField(default=0)
    findings_held_3m = models.PositiveIntegerField(default=0)
    findings_judged_12m = models.PositiveIntegerField(default=0)
    findings_held_12m = models.PositiveIntegerField(default=0)
    actions = models.PositiveIntegerField(default=0)
    actions_on_time = models.PositiveIntegerField(default=0)  # confirmed, and reported or confirmed by its day
    actions_open = models.PositiveIntegerField(default=0)
    rechecks_due = models.PositiveIntegerField(default=0)  # items to judge
    rechecks_answered = models.PositiveIntegerField(default=0)
    plans_submitted = models.PositiveIntegerField(default=0)
    plans_accepted = models.PositiveIntegerField(default=0)
    plans_returns = models.PositiveIntegerField(default=0)
    plans_returned_persons = models.PositiveIntegerField(default=0)  # whose plan was sent back at least once
    plans_posted = models.PositiveIntegerField(default=0)
    changed = models.BooleanField(default=True)  # not yet in the summaries of the bodies above (figures.summaries)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drive", "unit"], name="one_tally")]
        indexes = [
            models.Index(fields=["drive", "path"]),
            models.Index(fields=["drive", "path"], condition=Q(changed=True), name="tally_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.drive_id}"

"""Documents known by number + date + issuer, and which implements which (S24, S25, S81, S83)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.directives.enums import AmendKind, Body, DirectiveKind
from guong.files.models import StoredFile
from guong.org.models import Unit


class Directive(models.Model):
    symbol = models.CharField(max_length=60)  # as printed: 21-KL/TW
    symbol_key = models.CharField(max_length=60)  # directives.rules.symbol_key: what counts as the same number
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)  # as printed
    issuer_key = models.CharField(max_length=200)
    issuing_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="directives")
    kind = models.CharField(max_length=20, choices=DirectiveKind.choices)
    title = models.CharField(max_length=500)
    short_name = models.CharField(max_length=80, blank=True)  # S57
    valid_from = models.DateField(null=True)  # empty: from the day of issue
    valid_to = models.DateField(null=True)  # empty: until something replaces it
    term = models.ForeignKey("Term", null=True, on_delete=models.PROTECT, related_name="directives")  # numbered here
    letters = models.CharField(max_length=6, blank=True)  # of its number within the term
    number = models.PositiveIntegerField(null=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    registered_in = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose register
    created_at = models.DateTimeField()
    implements = models.ManyToManyField(
        "self", symmetrical=False, related_name="implemented_by", through="Implementation"
    )

    class Meta:
        ordering = ["issued_on", "pk"]
        indexes = [models.Index(fields=["symbol_key", "issued_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["registered_in", "symbol_key", "issued_on", "issuer_key"], name="one_directive_of_a_register"
            ),
            models.UniqueConstraint(fields=["term", "letters", "number"], name="one_number_of_a_kind_in_a_term"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.symbol


class Implementation(models.Model):
    """`child` implements `parent`."""

    child = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "parent"], name="one_implementation")]

    def __str__(self) -> str:
        return f"{self.child_id} → {self.parent_id}"


class Amendment(models.Model):
    """`newer` replaces or amends `older` from a day on."""

    newer = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="amends")
    older = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="amended_by")
    kind = models.CharField(max_length=10, choices=AmendKind.choices)
    from_on = models.DateField()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["newer", "older"], name="one_amendment"),
            models.CheckConstraint(condition=~Q(newer=F("older")), name="nothing_amends_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.newer_id} {self.kind} {self.older_id}"


class Term(models.Model):
    """A term of a committee or a cell: its documents are numbered through it, kind by kind."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)  # 2025-2030
    starts_on = models.DateField()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [models.UniqueConstraint(fields=["unit", "starts_on"], name="one_term_a_day")]

    def __str__(self) -> str:
        return self.name


class AuthorityTable(models.Model):
    """Who may issue what, as a published version; it holds for `unit` and all below, until a later or a nearer one."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    values = models.JSONField()  # {Body value: [DirectiveKind values]}
    valid_from = models.DateField()
    basis = models.CharField(max_length=300, blank=True)  # by which document; empty: not confirmed
    published_at = models.DateTimeField()
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["unit", "version"], name="one_authority_version")]

    def __str__(self) -> str:
        return f"{self.unit_id} v{self.version}"


class Draft(models.Model):
    """A document being written under another; issued, it stands in the register with its number."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=10, choices=Body.choices)  # for whom it is signed
    kind = models.CharField(max_length=20, choices=DirectiveKind.choices)
    parent = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="drafts_below")
    title = models.CharField(max_length=500)
    opening = models.TextField(blank=True)
    sections = models.JSONField()  # [{"heading", "text"}]
    recipients = models.JSONField()  # [line]
    stamp = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    directive = models.OneToOneField(Directive, null=True, on_delete=models.PROTECT, related_name="draft")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class DocumentLine(models.Model):
    """A line of documents that goes through generations, each carrying the one before it on (S87: NQTW4 of terms XI, XII, XIII)."""

    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    kept_in = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose register
    made_at = models.DateTimeField()
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["name_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["kept_in", "name_key"], name="one_line_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Generation(models.Model):
    """One document of a line: it is the line's from its day until the day of the next one."""

    line = models.ForeignKey(DocumentLine, on_delete=models.PROTECT, related_name="generations")
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="generations")
    label = models.CharField(max_length=40)  # khóa XIII
    from_on = models.DateField()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["line", "directive"], name="one_place_in_a_line"),
            models.UniqueConstraint(fields=["line", "from_on"], name="one_generation_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.label}"

"""Documents known by number + date + issuer, and which implements which (S24, S25, S81, S83)."""

from __future__ import annotations

from django.db import models

from guong.directives.enums import DirectiveKind
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

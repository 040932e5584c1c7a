"""Which body rehearses, and the tree of its own in which it does."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from guong.drives.models import Drive
from guong.org.models import Unit


class Rehearsal(models.Model):
    """`unit` rehearses; `root` is the top of the invented tree, a root of its own beside all real ones."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    root = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    drive = models.OneToOneField(Drive, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"rehearsal of {self.unit_id}"

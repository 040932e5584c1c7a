"""A list between its preview and the word to write it. The bytes lie under the data folder, not in the database."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from guong.org.models import Unit


class PendingImport(models.Model):
    """One file that its owner has looked at and not yet confirmed. Gone after confirming, giving up, or two hours."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    under = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    token = models.CharField(max_length=40, unique=True)  # name of the file that holds the bytes
    create_units = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"list {self.pk}"

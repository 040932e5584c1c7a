"""One row per uploaded file. Bytes lie under MEDIA_ROOT by their hash; nobody reads them except through a view with a scope."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    uploaded_at = models.DateTimeField()
    uploaded_by_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name

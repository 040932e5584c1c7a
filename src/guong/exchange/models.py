"""A list between its preview and the word to write it. Its rows lie under the data folder, not in the database."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guong.org.models import Unit


class PendingState(models.TextChoices):
    """How far a list has come. A long one is read and checked slice by slice, each time its page asks."""

    READING = "reading", _("being read")
    CHECKING = "checking", _("being compared")
    READY = "ready", _("waiting for your word")
    REFUSED = "refused", _("cannot be read")
    WRITING = "writing", _("being stored")
    DONE = "done", _("stored")


class PendingImport(models.Model):
    """One file that its owner has sent and not yet confirmed. Gone after confirming, giving up, or two hours; a long one leaves
    word of its result until then."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    under = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    token = models.CharField(max_length=40, unique=True)  # name of the folder that holds the rows
    create_units = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=PendingState.choices, default=PendingState.READING)
    total = models.PositiveIntegerField(default=0)  # rows of the file
    done = models.PositiveIntegerField(default=0)  # of them read
    position = models.PositiveBigIntegerField(default=0)  # where the next slice begins
    reader = models.JSONField(default=dict)  # the sheet in hand: what was understood of it so far
    refusal = models.TextField(blank=True)  # why the file as a whole is no list
    writing_since = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)  # created, updated, unchanged of a list that is written

    def __str__(self) -> str:
        return f"list {self.pk}"

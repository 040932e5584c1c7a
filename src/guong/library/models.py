"""What is read and watched, agendas handed down, photographs, and who has received the materials of a meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.directives.models import Directive
from guong.drives.models import Drive
from guong.files.models import StoredFile
from guong.library.enums import ItemKind, ReceiptWay
from guong.meetings.enums import MeetingKind
from guong.meetings.models import Conference, Meeting
from guong.org.models import Person, Unit


class Item(models.Model):
    """A thing on the shelf of a unit, for all below it: a file of its own, or a document of the register (S42, S113, S122)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ItemKind.choices)
    drive = models.ForeignKey(Drive, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    about = models.TextField(blank=True)  # what it is good for; of a film, what is said in it
    required = models.BooleanField(default=False)  # on the reading list as a must
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    directive = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="+")
    adapted_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="adaptations")
    search_text = models.TextField()
    put_at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-required", "-put_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, directive__isnull=True) | Q(file__isnull=True, directive__isnull=False),
                name="item_is_a_file_or_a_document",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Frame(models.Model):
    """An agenda handed down (S126), and how far those below may change it (S146). A change is a new version; the old one ends."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    drive = models.ForeignKey(
        Drive, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: for every meeting of its kind
    kind = models.CharField(max_length=20, choices=MeetingKind.choices)
    name = models.CharField(max_length=200)
    steps = models.JSONField()  # [{"kind", "title", "minutes", "least", "most", "fixed"}]
    may_add = models.BooleanField(default=True)
    least = models.PositiveSmallIntegerField()  # minutes in all
    most = models.PositiveSmallIntegerField()
    adapted_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="adaptations")
    made_at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["unit", "kind"])]

    def __str__(self) -> str:
        return self.name


class Photo(models.Model):
    """A photograph of a meeting or a piece of work (S29). Published only with consent; shown until its day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    drive = models.ForeignKey(Drive, null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")  # null: taken away
    caption = models.CharField(max_length=300)
    place = models.CharField(max_length=200)
    taken_on = models.DateField()
    consent = models.CharField(max_length=300, blank=True)  # who agreed, and how it was asked
    published_at = models.DateTimeField(null=True)
    keep_until = models.DateField()
    put_at = models.DateTimeField()
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-taken_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(consent=""), name="published_with_consent"
            )
        ]

    def __str__(self) -> str:
        return f"photo {self.pk}"


class Pack(models.Model):
    """The materials of one conference or meeting, sent ahead (S43, R8)."""

    conference = models.OneToOneField(Conference, null=True, on_delete=models.PROTECT, related_name="pack")
    meeting = models.OneToOneField(Meeting, null=True, on_delete=models.PROTECT, related_name="pack")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # who sends
    items = models.ManyToManyField(Item, related_name="packs")
    sent_at = models.DateTimeField()
    by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(conference__isnull=True, meeting__isnull=False)
                | Q(conference__isnull=False, meeting__isnull=True),
                name="pack_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"pack {self.pk}"


class Receipt(models.Model):
    """Whether one person has the materials: said by that person, or ticked by hand for paper. No reading time is kept (D25)."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the person's cell
    way = models.CharField(max_length=8, choices=ReceiptWay.choices, blank=True)  # empty: not yet
    received_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "person"], name="one_receipt")]
        indexes = [models.Index(fields=["pack", "unit"])]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.pack_id}"

"""The counts of one cell in one drive."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.drives.models.drive import Drive
from guong.org.models import Unit


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
    upward = models.PositiveIntegerField(default=0)  # remarks to the committee above (R27); never counted in `remarks`
    upward_answered = models.PositiveIntegerField(default=0)
    promises_judged = models.PositiveIntegerField(
        default=0
    )  # promises of such answers of which their author has spoken
    promises_kept = models.PositiveIntegerField(default=0)
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
    actions_on_first_day = models.PositiveIntegerField(default=0)  # and by the day that was promised first
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

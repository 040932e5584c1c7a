"""What came back: a later finding tied to an earlier one, whose closing did not hold; and closings that are looked at again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import tallies
from guong.corrections.enums import ClosedBasis, FindingState, HistoryEvent
from guong.corrections.models import Finding
from guong.corrections.perms import WRITE
from guong.corrections.services.common import line, lock_finding
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound


@service
def link_recurrence(*, actor: Actor, finding: Finding, earlier: Finding) -> Finding:
    """Say that a finding is an earlier one come back: of the same body and the same person (or the whole body), stated before,
    and closed or confirmed since. The holding figures say so from now on; nobody's judgement is rewritten."""
    finding = lock_finding(finding)
    actor.require(WRITE, finding.unit.path)
    tie(actor, finding, earlier)
    return finding


def tie(actor: Actor, finding: Finding, earlier: Finding) -> None:
    """The link itself; callers hold the finding and the right. NotFound for one of another body."""
    if earlier.unit_id != finding.unit_id:
        raise NotFound
    before = lock_finding(earlier)
    if before.person_id != finding.person_id or before.subject != finding.subject:
        raise Invalid(
            _("A finding comes back with the same comrade, or with the collective. Choose one of those."),
            field="recurs",
        )
    if before.stated_at >= finding.stated_at or before.pk == finding.pk:
        raise Invalid(_("What came back was stated before this one."), field="recurs")
    if before.state not in {FindingState.CLOSED, FindingState.CONFIRMED}:
        raise Invalid(_("The earlier one is still open: work on it there, or look at it again."), field="recurs")
    if finding.recurs_id is not None:
        raise Invalid(_("This finding is already tied to an earlier one."), field="recurs")
    finding.recurs, finding.recurs_at = before, clock.now()
    finding.save(update_fields=["recurs", "recurs_at"])
    line(actor, before, HistoryEvent.DID_NOT_HOLD)
    record(
        actor, "corrections.finding.linked", finding, unit_path=finding.unit.path, person_id=finding.person_id,
        changes={"earlier": before.pk},
    )  # fmt: skip
    for drive_id in sorted({before.drive_id, finding.drive_id}):
        tallies.refresh(drive_id, finding.unit_id)


def check_confident(finding: Finding) -> None:
    """Invalid unless the finding was closed on confidence and not looked at since."""
    if finding.state != FindingState.CLOSED or finding.closed_basis != ClosedBasis.CONFIDENCE:
        raise Invalid(_("This was not closed on confidence, or it was looked at already."))

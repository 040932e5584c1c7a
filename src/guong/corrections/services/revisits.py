"""Looking again at what was closed on progress and confidence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import tallies
from guong.corrections.enums import ClosedBasis, HistoryEvent, Subject
from guong.corrections.models import Finding
from guong.corrections.querysets import live_actions
from guong.corrections.services.common import judge, line, list_on_waiting_recheck, lock_finding
from guong.corrections.services.findings import open_again
from guong.corrections.services.recurrence import check_confident
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.text import clean_text
from guong.org.models import Person


@service
def revisit_finding(*, actor: Actor, finding: Finding, holds: bool, text: str, by: Person | None = None) -> Finding:
    """Say what is seen of a finding that was closed on confidence: it holds, or it is opened again. By somebody who did none of
    it (D12), with words either way."""
    finding = lock_finding(finding)
    doers = set(live_actions().filter(finding=finding).values_list("owner_id", flat=True))
    own = {finding.person_id} if finding.subject == Subject.PERSON and finding.person_id else set()
    person = judge(actor, by, finding.unit, own | (doers if own or len(doers) == 1 else set()))
    check_confident(finding)
    words = clean_text(text)
    if not words:
        raise Invalid(_("Say what is seen now: it stands with the finding."), field="text")
    if holds:
        finding.closed_basis, finding.revisit_on = ClosedBasis.PROVED, None
        finding.save(update_fields=["closed_basis", "revisit_on"])
    else:
        open_again(finding)
        list_on_waiting_recheck(finding)
    line(actor, finding, HistoryEvent.REVISITED if holds else HistoryEvent.REOPENED, by=person, text=words)
    record(
        actor, "corrections.finding.revisited", finding, unit_path=finding.unit.path, person_id=finding.person_id,
        changes={"holds": holds},
    )  # fmt: skip
    tallies.refresh(finding.drive_id, finding.unit_id)
    return finding

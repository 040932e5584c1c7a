"""Points for the quality of a meeting (R11): only where the rules of the drive or of the committee switch it on."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.meetings import events, rules  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting, QualityScore
from guong.meetings.querysets import is_signed, quality_rules
from guong.meetings.services.common import locked


@service
def score_meeting(*, actor: Actor, meeting: Meeting, points: Mapping[str, int]) -> QualityScore:
    """Give a closed meeting its points, or other ones until its minutes are locked. `points`: a whole number for each criterion
    that the rules name, from 0 to what it can bring. NotFound where the module is off."""
    row = locked(actor, meeting)
    most, bounds = quality_rules(row)
    if not most:
        raise NotFound
    if row.state != MeetingState.CLOSED:
        raise Invalid(_("The meeting is not closed yet. Conclude and close it, then give the points."))
    if is_signed(row.minutes.order_by("-number").first()):
        raise Invalid(_("The minutes are signed by both; the points stay as they are."))
    for name, highest in most.items():
        if not 0 <= points.get(name, -1) <= highest:
            raise Invalid(_("Write a whole number from 0 to %(most)s."), field=name, params={"most": highest})
    given = {name: points[name] for name in most}
    total, grade = rules.grade(given, most, bounds)
    score, _made = QualityScore.objects.update_or_create(
        meeting=row, defaults={
            "points": given, "most": most, "total": total, "grade": grade, "scored_at": clock.now(), "scored_by_label": actor.label,
        },
    )  # fmt: skip
    record(actor, "meetings.quality.scored", row, unit_path=row.unit.path, changes={"total": total})
    return score

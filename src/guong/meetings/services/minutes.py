"""Minutes as immutable revisions: no change, no revision."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.meetings import events  # noqa: F401  # registers the audit codes
from guong.meetings.enums import HELD
from guong.meetings.models import Meeting, Minutes
from guong.meetings.perms import RUN
from guong.meetings.querysets import is_signed


@service
def save_minutes(*, actor: Actor, meeting: Meeting, body: dict[str, Any]) -> Minutes:
    """Store the next revision of the minutes (a JSON-able body); the same body again gives the newest one back.

    Invalid before the meeting has been opened, and when the newest revision is signed: it is opened again with a reason first.
    Also after the meeting has closed: minutes are written from its frozen record.
    """
    row = Meeting.objects.select_for_update(of=("self",)).select_related("unit").get(pk=meeting.pk)
    actor.require(RUN, row.unit.path)
    if row.state not in HELD:
        raise Invalid(_("The meeting has not been opened yet, so there is nothing to write minutes of."))
    last = row.minutes.order_by("-number").first()
    if last is not None and last.body == body:
        return last
    if is_signed(last):
        raise Invalid(_("These minutes are signed. Open them again with a reason before writing another version."))
    minutes = Minutes.objects.create(
        meeting=row, number=last.number + 1 if last else 1, body=body, made_at=clock.now(), made_by_label=actor.label
    )
    record(actor, "meetings.minutes.saved", minutes, unit_path=row.unit.path, changes={"number": minutes.number})
    return minutes

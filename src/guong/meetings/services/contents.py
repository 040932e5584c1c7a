"""What the drive asks a meeting to treat, ticked there (S99)."""

from __future__ import annotations

from guong.audit.work import record, service
from guong.drives.models import DriveContent
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings import events  # noqa: F401  # registers the audit codes
from guong.meetings.models import ContentTick, Meeting
from guong.meetings.services.common import locked, require_open


@service
def tick_content(*, actor: Actor, meeting: Meeting, content_id: int, done: bool) -> None:
    """Tick a line of the drive's contents as treated, or take the tick back. NotFound for a line of another drive."""
    row = locked(actor, meeting)
    require_open(row)
    content = DriveContent.objects.filter(pk=content_id, drive=row.drive_id).first()
    if content is None:
        raise NotFound
    ticks = ContentTick.objects.filter(meeting=row, content=content)
    if done == ticks.exists():
        return
    if done:
        ContentTick.objects.create(meeting=row, content=content, ticked_at=clock.now(), ticked_by_label=actor.label)
    else:
        ticks.delete()
    record(
        actor, "meetings.content.ticked", row, unit_path=row.unit.path, changes={"content": content.pk, "done": done}
    )

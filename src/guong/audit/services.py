"""Closing a day of the log, and noting that the log was taken out."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit import events  # noqa: F401  # registers the audit codes
from guong.audit.models import ChainHead, DailyHead, Entry
from guong.audit.selectors import LOG
from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound


@service
def close_day(*, actor: Actor, on: date) -> DailyHead:
    """Keep the head of the chain for a day that is over; the one that is kept already, when it was closed before.

    It holds everything written up to now, so a day that was missed is held by the next one. NotFound without `audit.log:read`.
    """
    if not actor.scope(LOG):
        raise NotFound
    if on >= clock.today():
        raise Invalid(_("This day is not over yet. Close it tomorrow."), field="on")
    head, _made = ChainHead.objects.select_for_update().get_or_create(pk=1)
    kept = DailyHead.objects.filter(on=on).first()
    if kept is not None:
        return kept
    before = DailyHead.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    made = DailyHead.objects.create(
        on=on, seq=head.seq, hash=head.hash, rows=head.seq - before, made_at=clock.now()
    )  # fmt: skip
    record(actor, "audit.day.closed", made, changes={"seq": head.seq, "hash": head.hash})
    return made


@service
def note_export(*, actor: Actor, entry: Entry, rows: int, unit_path: str) -> None:
    """Note who took the log away; `entry` is its newest row."""
    record(actor, "audit.log.exported", entry, unit_path=unit_path, changes={"rows": rows})

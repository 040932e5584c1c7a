"""The jobs themselves. A job looks first, outside any transaction, and returns what to do; the worker does that in the one
transaction in which the task becomes done. So after a crash either all of it stands or nothing does, and the look is repeated.
"""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from guong.accounts.services import clear_sessions
from guong.audit.selectors import verify
from guong.audit.services import close_day
from guong.copies.models import Sweep
from guong.copies.services import begin_sweeps, keep_found
from guong.copies.sweeps import next_block
from guong.corrections.services import expire_shares
from guong.figures.checks import drifts
from guong.jobs.services import forget_old, store_check
from guong.jobs.worker import Effect
from guong.kernel import clock
from guong.kernel.actor import SystemActor
from guong.library.services import remove_due
from guong.privacy.services.erasing import erase_due
from guong.reminders.selectors import due
from guong.reminders.services import announce

ACTOR = SystemActor("guong: nightly work")
_KEPT_DAYS = 60


@task()
def daily_head() -> Effect:
    """Close yesterday's log."""
    on = clock.today() - timedelta(days=1)
    return lambda: close_day(actor=ACTOR, on=on).seq


@task()
def silent_shares() -> Effect:
    """Shares that nobody answered by their day count as silent."""
    today = clock.today()
    return lambda: len(expire_shares(actor=ACTOR, today=today))


@task()
def nightly_check() -> Effect:
    """Walk the log, recount the figures. A figure that changes while it is recounted would look wrong once: not twice."""
    rows, breaks = verify()
    found = list(drifts(actor=ACTOR))
    if found:
        again = set(drifts(actor=ACTOR))
        found = [one for one in found if one in again]
    return lambda: store_check(actor=ACTOR, rows=rows, breaks=breaks, drift=found).pk


@task()
def retention() -> Effect:
    """Erase words whose time of keeping has ended (D8)."""
    today = clock.today()
    return lambda: len(erase_due(actor=ACTOR, today=today))


@task()
def days_ahead() -> Effect:
    """Announce the days that come in seven, three days, one day, or whatever a drive's rules say (S150)."""
    rows = due(actor=ACTOR, today=clock.today())
    return lambda: announce(actor=ACTOR, rows=rows)


@task()
def housekeeping() -> Effect:
    """Forget turns that ended long ago; take away photographs whose last day is over (S29)."""
    before, today = clock.now() - timedelta(days=_KEPT_DAYS), clock.today()
    return lambda: forget_old(actor=ACTOR, before=before) + remove_due(actor=ACTOR, today=today)


@task()
def sessions() -> Effect:
    """Take away sessions whose time is over."""
    return lambda: clear_sessions(actor=ACTOR)


@task()
def passages() -> Effect:
    """Compare what was handed in, beyond the wards: a sweep for each drive, block after block (S148)."""

    def begin() -> int:
        sweeps = begin_sweeps(actor=ACTOR)
        for sweep in sweeps:
            passages_of_block.enqueue(sweep.pk, sweep.cursor)
        return len(sweeps)

    return begin


@task()
def passages_of_block(sweep_id: int, cursor: int) -> Effect:
    """One block of a sweep, and the next one into the queue in the same transaction. A block that is done already is left."""
    sweep = Sweep.objects.filter(pk=sweep_id, cursor=cursor, finished_at=None).first()
    if sweep is None:
        return lambda: 0
    pairs, upto = next_block(sweep)

    def keep() -> int:
        if keep_found(actor=ACTOR, sweep=sweep, pairs=pairs, cursor=upto):
            passages_of_block.enqueue(sweep.pk, upto)
        return len(pairs)

    return keep

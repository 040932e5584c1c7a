"""A list between upload and confirmation, for its owner only and not for long (it may hold more than we keep).

It is read and compared slice by slice, as its page asks: no worker, no open transaction. Whoever leaves the page and comes back,
or whose server was started anew, goes on where it stopped. Writing is one transaction that also marks the list as written.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from time import monotonic

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from guong.audit.work import service
from guong.exchange.memory import gc_at_rest
from guong.exchange.models import PendingImport, PendingState
from guong.exchange.reading import ParsedList
from guong.exchange.reading.grids import read_grids
from guong.exchange.reading.lists import SheetReader, refuse_empty
from guong.exchange.rehearsal import rehearse
from guong.exchange.report import ImportReport
from guong.exchange.roster import PERM
from guong.exchange.services import import_parsed, refuse_closed
from guong.exchange.shelf import Shelf
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Unit
from guong.org.querysets import in_scope

KEPT = timedelta(hours=2)
AT_ONCE = 5000  # rows up to which a list is read and compared while its owner waits
STALLED = timedelta(minutes=10)  # after so long a writing that never ended was cut off, and wrote nothing
_SLICE = 1.5  # seconds of reading per request


def hold_list(*, actor: Actor, under: Unit, name: str, data: bytes, create_units: bool) -> PendingImport:
    """Keep a file. A short one is ready at once, a long one is read on by `advance`. Invalid when it is no list at all."""
    actor.require(PERM, under.path)
    if actor.id is None:
        raise NotFound
    refuse_closed(under)
    if create_units:
        actor.require("org.unit:manage", under.path)
    name = text.clean_line(name)[:200]
    shelf = Shelf(secrets.token_hex(20))
    with gc_at_rest():
        total = shelf.put_cells(read_grids(name, data))
        pending = PendingImport(
            account_id=actor.id, under=under, name=name, token=shelf.root.name, create_units=create_units, total=total,
            created_at=clock.now(), expires_at=clock.now() + KEPT,
        )  # fmt: skip
        while total <= AT_ONCE and pending.state in (PendingState.READING, PendingState.CHECKING):
            _step(actor, pending)
    if pending.state == PendingState.REFUSED:
        shelf.clear()
        raise Invalid(pending.refusal, field="file")
    return _keep(actor=actor, pending=pending)


@service
def _keep(*, actor: Actor, pending: PendingImport) -> PendingImport:
    _sweep()
    pending.save(force_insert=True)
    return pending


def pending_list(*, actor: Actor, pending_id: int) -> PendingImport:
    """The actor's own waiting list; NotFound for anybody else's, and for one that is too old."""
    if actor.id is None:
        raise NotFound
    mine = PendingImport.objects.select_related("under").filter(account_id=actor.id, expires_at__gt=clock.now())
    pending = mine.filter(pk=pending_id).first()
    if pending is None:
        raise NotFound
    actor.require(PERM, pending.under.path)
    return pending


def pending_lists(*, actor: Actor, under: Unit | None = None) -> list[PendingImport]:
    """The actor's own lists, of one organisation or of all, newest first: the way back to a page that was left."""
    if under is not None:
        actor.require(PERM, under.path)
    if actor.id is None:
        return []
    rows = PendingImport.objects.filter(account_id=actor.id, expires_at__gt=clock.now()).select_related("under")
    rows = in_scope(rows.filter(under=under) if under is not None else rows, actor.scope(PERM), "under__path")
    return list(rows.exclude(state=PendingState.DONE).order_by("-created_at"))


def advance(*, actor: Actor, pending: PendingImport) -> PendingImport:
    """Read or compare one slice more. Outside any transaction; two pages at once do no harm."""
    actor.require(PERM, pending.under.path)
    before = (pending.state, pending.position)
    if pending.state in (PendingState.READING, PendingState.CHECKING):
        with gc_at_rest():
            _step(actor, pending)
        _note_step(actor=actor, pending=pending, before=before)
    return pending


@service
def _note_step(*, actor: Actor, pending: PendingImport, before: tuple[str, int]) -> None:
    """Whoever comes second with the same slice changes nothing."""
    state, position = before
    PendingImport.objects.filter(pk=pending.pk, state=state, position=position).update(
        state=pending.state, position=pending.position, done=pending.done, reader=pending.reader, refusal=pending.refusal,
    )  # fmt: skip
    pending.refresh_from_db()


def _step(actor: Actor, pending: PendingImport) -> None:
    """Change `pending` in memory; what was read goes to its shelf."""
    try:
        if pending.state == PendingState.READING:
            _read(pending)
        else:
            _compare(actor, pending)
    except Invalid as error:
        pending.state, pending.refusal = PendingState.REFUSED, str(error)
    except FileNotFoundError:
        pending.state, pending.refusal = (
            PendingState.REFUSED,
            str(_("This file is no longer kept. Choose it once more.")),
        )


def _read(pending: PendingImport) -> None:
    shelf = Shelf(pending.token)
    begun = monotonic()
    number = pending.reader.get("number", -1)
    reader = SheetReader.resume(pending.reader["sheet"], pending.reader) if pending.reader else None
    found = pending.reader.get("found", False)
    for block in shelf.blocks(pending.position):
        if block.number != number or reader is None:
            number, reader = block.number, SheetReader(block.grid.sheet)
        parsed = ParsedList()
        reader.read(block.grid, parsed, block.stop)
        shelf.put_parsed(pending.position, parsed)
        found = found or reader.heading is not None
        pending.position, pending.done = block.after, pending.done + block.stop
        pending.reader = {**reader.state(), "sheet": reader.sheet, "number": number, "found": found}
        if monotonic() - begun > _SLICE:
            return
    pending.state = PendingState.CHECKING


def _compare(actor: Actor, pending: PendingImport) -> None:
    shelf = Shelf(pending.token)
    parsed = shelf.parsed()
    refuse_empty(parsed, found=pending.reader.get("found", False))
    rehearsal = rehearse(actor=actor, under=pending.under, parsed=parsed, create_units=pending.create_units)
    shelf.put_report(rehearsal.report)
    pending.state = PendingState.READY


def preview(*, actor: Actor, pending: PendingImport) -> ImportReport:
    """What would happen, as it stood when the list was compared; without the fates of the rows (`Shelf.fates`)."""
    actor.require(PERM, pending.under.path)
    try:
        return Shelf(pending.token).report()
    except FileNotFoundError:
        raise NotFound from None


def confirm_list(*, actor: Actor, pending: PendingImport) -> ImportReport:
    """Write a waiting list: all of it, or nothing. With errors nothing is written and the list waits on."""
    _mark_writing(actor=actor, pending=pending)
    try:
        report = _write(actor=actor, pending=pending)
    except BaseException:
        _mark_ready(actor=actor, pending=pending)
        raise
    if report.errors:
        Shelf(pending.token).put_report(report)
        _mark_ready(actor=actor, pending=pending)
    else:
        transaction.on_commit(Shelf(pending.token).clear)
    return report


def is_stalled(pending: PendingImport) -> bool:
    """Whether its writing was cut off, so that nothing was written and it may begin again."""
    return pending.writing_since is None or clock.now() - pending.writing_since >= STALLED


@service
def _mark_writing(*, actor: Actor, pending: PendingImport) -> None:
    """Invalid while it is being written already; a writing that was cut off wrote nothing and may begin again."""
    now = clock.now()
    row = PendingImport.objects.select_for_update().filter(pk=pending.pk).first()
    if row is None or row.state == PendingState.DONE:
        raise NotFound
    if row.state == PendingState.WRITING and not is_stalled(row):
        raise Invalid(_("This list is being written at this moment. Look again in a minute."))
    if row.state not in (PendingState.READY, PendingState.WRITING):
        raise Invalid(_("This list has not been read to its end. Wait until it is."))
    PendingImport.objects.filter(pk=row.pk).update(state=PendingState.WRITING, writing_since=now)


@service
def _mark_ready(*, actor: Actor, pending: PendingImport) -> None:
    PendingImport.objects.filter(pk=pending.pk).update(state=PendingState.READY, writing_since=None)


@service
def _write(*, actor: Actor, pending: PendingImport) -> ImportReport:
    """The members and the mark that they are written: one transaction."""
    parsed = Shelf(pending.token).parsed()
    if not parsed.rows and not parsed.problems:
        raise Invalid(_("This file is no longer kept. Choose it once more."))
    report = import_parsed(actor=actor, under=pending.under, parsed=parsed, create_units=pending.create_units)
    if report.errors:
        return report
    mine = PendingImport.objects.filter(pk=pending.pk)
    if pending.total <= AT_ONCE:
        mine.delete()
    else:
        facts = {"created": report.created, "updated": report.updated, "unchanged": report.unchanged}
        mine.update(state=PendingState.DONE, result=facts)
    return report


@service
def give_up_list(*, actor: Actor, pending: PendingImport) -> None:
    """Drop a waiting list unwritten."""
    if pending.account_id != actor.id:
        raise NotFound
    _drop(pending)


def _drop(pending: PendingImport) -> None:
    transaction.on_commit(Shelf(pending.token).clear)  # what is on the disk goes when the row has really gone
    pending.delete()


def _sweep() -> None:
    """Lists nobody came back to, whoever's they are."""
    for old in PendingImport.objects.filter(expires_at__lte=clock.now()):
        _drop(old)

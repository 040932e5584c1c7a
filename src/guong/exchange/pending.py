"""Keeping an uploaded list between preview and confirmation, for its owner only and not for long (it may hold more than we keep)."""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from guong.audit.work import service
from guong.exchange.models import PendingImport
from guong.exchange.report import ImportReport
from guong.exchange.roster import PERM
from guong.exchange.services import import_members
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Unit

KEPT = timedelta(hours=2)


@service
def hold_list(*, actor: Actor, under: Unit, name: str, data: bytes, create_units: bool) -> PendingImport:
    """Keep a file for its preview. Invalid when it cannot be read as a list at all; nothing is kept then."""
    actor.require(PERM, under.path)
    if actor.id is None:
        raise NotFound
    name = text.clean_line(name)[:200]
    import_members(actor=actor, under=under, name=name, data=data, create_units=create_units, dry_run=True)
    _sweep()
    pending = PendingImport.objects.create(
        account_id=actor.id, under=under, name=name, token=secrets.token_hex(20), create_units=create_units,
        created_at=clock.now(), expires_at=clock.now() + KEPT,
    )  # fmt: skip
    path = _path(pending)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
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


def preview(*, actor: Actor, pending: PendingImport) -> ImportReport:
    """The fate of every row, as of now; writes nothing."""
    return import_members(
        actor=actor, under=pending.under, name=pending.name, data=_bytes(pending), create_units=pending.create_units,
        dry_run=True,
    )  # fmt: skip


@service
def confirm_list(*, actor: Actor, pending: PendingImport) -> ImportReport:
    """Write a waiting list and drop it. With errors nothing is written and the list waits on."""
    report = import_members(
        actor=actor, under=pending.under, name=pending.name, data=_bytes(pending), create_units=pending.create_units
    )
    if not report.errors:
        _drop(pending)
    return report


@service
def give_up_list(*, actor: Actor, pending: PendingImport) -> None:
    """Drop a waiting list unwritten."""
    if pending.account_id != actor.id:
        raise NotFound
    _drop(pending)


def _path(pending: PendingImport) -> Path:
    return Path(settings.DATA) / "pending" / pending.token


def _bytes(pending: PendingImport) -> bytes:
    try:
        return _path(pending).read_bytes()
    except FileNotFoundError:
        raise Invalid(_("This file is no longer kept. Choose it once more."), field="file") from None


def _drop(pending: PendingImport) -> None:
    _path(pending).unlink(missing_ok=True)
    pending.delete()


def _sweep() -> None:
    """Lists nobody came back to, whoever's they are."""
    for old in PendingImport.objects.filter(expires_at__lte=clock.now()):
        _drop(old)

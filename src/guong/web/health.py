"""How the machine is: what its keeper may know without reading any content (R43)."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from guong.audit.selectors import verify
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound

PERM = "system.health:read"
LEAST_FREE = 500_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `detail` is a sentence; `mend` says what to do when it is not fine."""

    name: Any
    fine: bool
    detail: str
    mend: str = ""


def checks(*, actor: Actor) -> list[Check]:
    """Database, room on the disk, the log's chain. NotFound for whoever does not look after the machine."""
    if not actor.scope(PERM):
        raise NotFound
    return [_database(), _disk(), _log()]


def _database() -> Check:
    kinds = {"sqlite": _("embedded (SQLite)"), "postgresql": "PostgreSQL"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Check(_("Database"), True, kinds.get(connection.vendor, connection.vendor))


def _disk() -> Check:
    free = shutil.disk_usage(settings.DATA).free
    return Check(
        _("Room on the disk"),
        free > LEAST_FREE,
        _("%(gb)s GB free") % {"gb": f"{free / 1e9:.1f}"},
        _("Make room: move old backups to another disk."),
    )


def _log() -> Check:
    rows, breaks = verify()
    whole = _("%(rows)s rows, none changed, removed or reordered") % {"rows": rows}
    broken = _("%(n)s breaks in %(rows)s rows") % {"n": len(breaks), "rows": rows}
    return Check(
        _("Log"),
        not breaks,
        broken if breaks else whole,
        _("Run “guong audit verify”, keep the last backup and tell the committee's office."),
    )

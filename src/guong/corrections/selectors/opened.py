"""The shortcomings of one person in one body, for the reader of an opened file; every read is logged (D6, D27)."""

from __future__ import annotations

from django.db.models import Prefetch

from guong.audit.reads import log_read
from guong.corrections.enums import Subject
from guong.corrections.models import Finding
from guong.corrections.perms import READ
from guong.corrections.querysets import live_actions
from guong.kernel.actor import Actor
from guong.org.models import Unit


def findings_of(*, actor: Actor, unit: Unit, person_id: int) -> list[Finding]:
    """Findings that name a person, with his answer and, in `standing_actions`, his measures; newest first.

    Those of the whole body are the body's words, and are left out.
    """
    actor.require(READ, unit.path)
    actions = Prefetch("actions", live_actions().select_related("owner"), to_attr="standing_actions")
    rows = Finding.objects.filter(unit=unit, person_id=person_id, subject=Subject.PERSON)
    found: list[Finding] = list(rows.select_related("meeting").prefetch_related(actions).order_by("-stated_at", "-pk"))
    for row in found:
        log_read(actor=actor, person_id=person_id, unit_path=unit.path, part="finding", target=row, purpose="opened")
    return found

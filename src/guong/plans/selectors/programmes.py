"""Action programmes of units, with what each version added (S95)."""

from __future__ import annotations

from dataclasses import dataclass

from guong.drives.models import Drive
from guong.kernel.actor import Actor
from guong.org.models import Unit
from guong.plans.models import Programme
from guong.plans.perms import READ_PROGRAMME, WRITE_PROGRAMME


@dataclass(frozen=True)
class ProgrammeVersion:
    """A version beside the one before it: tasks that are new, and tasks that are gone."""

    row: Programme
    added: list[str]
    gone: list[str]


@dataclass(frozen=True)
class ProgrammePage:
    unit: Unit
    versions: list[ProgrammeVersion]  # the newest first
    drives: list[Drive]  # that may have led to a new one
    may_write: bool


def programme_page(*, actor: Actor, unit: Unit) -> ProgrammePage:
    """All versions of a unit's programme. Errors as `Actor.require` for `directives.directive:read`."""
    actor.require(READ_PROGRAMME, unit.path)
    rows = list(Programme.objects.filter(unit=unit).select_related("drive").order_by("number"))
    versions = []
    before: list[str] = []
    for row in rows:
        added = [task for task in row.tasks if task not in before] if before else []
        versions.append(ProgrammeVersion(row, added, [task for task in before if task not in row.tasks]))
        before = row.tasks
    may_write = actor.can(WRITE_PROGRAMME, unit.path)
    drives = Drive.objects.filter(units__unit=unit).exclude(opened_at=None).order_by("-starts_on") if may_write else []
    return ProgrammePage(unit, versions[::-1], list(drives), may_write)

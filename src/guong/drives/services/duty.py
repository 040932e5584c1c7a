"""Accepting a duty roster: the whole list at once, checked again (S45, S100)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives import roster
from guong.drives.enums import DriveState
from guong.drives.models import Assignment, Drive
from guong.drives.selectors.roster import Ground, roster_ground
from guong.drives.services.ward import assign_attender, end_assignment
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Unit


@service
def accept_roster(*, actor: Actor, drive: Drive, choices: Mapping[int, int | None], stamp: str) -> tuple[int, int]:
    """Assign as chosen, {cell id: person id or None}; returns how many assignments were made and ended.

    Cells that are not named stay as they are, and None leaves a cell to whom it has. Invalid, naming who and where, when
    somebody would have to be in two places, in his own cell, or away from its meeting; and when the calendar has changed since
    `stamp` was given out. NotFound for a cell that waits for no meeting, or somebody who is not of the committee.
    """
    actor.require("drives.assignment:write", drive.scope_unit.path)
    if not Drive.objects.select_for_update().filter(pk=drive.pk, state=DriveState.OPEN).exists():
        raise Invalid(_("This drive is not under way."))
    ground = roster_ground(actor=actor, drive=drive)
    if ground.stamp != stamp:
        raise Invalid(_("The calendar or the assignments have changed since. Look at the new proposal, then accept."))
    chosen = {unit: person for unit, person in choices.items() if person is not None}
    if not chosen.keys() <= ground.by_unit.keys() or not set(chosen.values()) <= ground.people.keys():
        raise NotFound
    _check(ground, chosen)
    made = ended = 0
    for unit_id, person_id in chosen.items():
        now = {one.pk for one in ground.current.get(unit_id, ())}
        if person_id in now:
            continue
        unit = ground.by_unit[unit_id][0].unit
        ended += _end(actor, drive, unit)
        assign_attender(actor=actor, drive=drive, unit=unit, person=ground.people[person_id])
        made += 1
    record(
        actor, "drives.roster.accepted", drive, unit_path=drive.scope_unit.path, changes={"made": made, "ended": ended}
    )
    return made, ended


def _end(actor: Actor, drive: Drive, unit: Unit) -> int:
    rows = list(Assignment.objects.filter(drive=drive, unit=unit, ended_at=None).select_related("unit"))
    for row in rows:
        end_assignment(actor=actor, assignment=row)
    return len(rows)


def _check(ground: Ground, chosen: Mapping[int, int]) -> None:
    """The choices beside what stays in the cells that were not chosen for."""
    standing = {
        job.unit: job.kept for job in ground.problem.jobs if job.kept is not None and job.unit not in chosen
    }  # fmt: skip
    found = [
        one for one in roster.clashes(ground.problem, {**standing, **chosen}) if {one.unit, one.other} & chosen.keys()
    ]
    if not found:
        return
    first = found[0]
    params = {"name": ground.people[first.person].full_name, "unit": _place(ground, first.unit)}
    if first.other is None:
        raise Invalid(
            _("%(name)s cannot go to %(unit)s: it is his or her own cell, or that one meets at this hour. Choose another."),
            params=params,
        )  # fmt: skip
    raise Invalid(
        _("%(name)s would have to be in two places: %(unit)s and %(other)s. Choose another for one of them."),
        params={**params, "other": _place(ground, first.other)},
    )


def _place(ground: Ground, unit_id: int) -> str:
    return ground.by_unit[unit_id][0].unit.name

"""The counts of a part of a drive: from the tallies today, from the dated rows on a past day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

from guong.corrections.models import Recheck
from guong.drives.enums import Calls
from guong.drives.models import Drive, DriveUnit, Registration, Tally
from guong.drives.rules import awaited as awaited_of
from guong.drives.selectors import late_cells, standings
from guong.drives.tallies import COLUMNS
from guong.figures import rules
from guong.figures.asof import counts_on, overdue_and_done_on
from guong.figures.asof.recount import day_end
from guong.figures.asof.totals import totals_now
from guong.figures.asof.upward import median_days
from guong.figures.milestones import Dates, Span
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.meetings.models import Conference
from guong.org.models import Unit
from guong.org.querysets import subtree_q


@dataclass(frozen=True, slots=True)
class Part:
    """A node of the frozen tree with everything counted below it, on a day. `rows`: {unit id: {column: number}}; `total`: their sum."""

    drive: Drive
    top: DriveUnit
    as_of: date
    cells: list[DriveUnit]
    rows: dict[int, dict[str, int]]
    total: dict[str, int]


def of_the_drive(drive: Drive, top: str, on: date, counts: Mapping[str, int]) -> dict[str, int]:
    """What follows from the counts below the frozen path `top` and the drive's own dates: of how many cells a meeting is
    awaited, how many of them are late with it at the end of `on` (S136), and how long committees take to answer (R27)."""
    awaited = awaited_of(drive.calls, counts["cells"], counts.get("registered", 0))
    late = awaited - counts.get("held", 0) if on > drive.window_to else late_cells(drive, top, on)
    days = median_days(drive, top, on) if counts.get("upward_answered") else 0
    return {"awaited": awaited, "late": late, "upward_days": days}


def part(drive: Drive, unit: Unit, on: date | None) -> Part:
    """Counts of `unit` and all that was below it when the drive opened.

    NotFound for a unit outside the drive (or a drive not yet opened); Invalid for a day that has not come.
    """
    top, as_of = _top_and_day(drive, unit, on)
    below = list(DriveUnit.objects.filter(subtree_q(top.path), drive=drive).select_related("unit").order_by("path"))
    stored = Tally.objects.filter(subtree_q(top.path), drive=drive)
    if as_of == clock.today():
        rows = {row.pop("unit_id"): row for row in stored.values("unit_id", *sorted(COLUMNS))}
    else:
        rows = counts_on(drive, list(stored.values_list("unit_id", flat=True)), as_of)
    overdue, done = overdue_and_done_on(drive, list(rows), as_of)
    for unit_id, row in rows.items():
        row["actions_overdue"], row["findings_done"] = overdue.get(unit_id, 0), done.get(unit_id, 0)
    cells = [node for node in below if node.is_cell]
    counts = {**rules.add(list(rows.values())), "cells": len(cells)}
    return Part(drive, top, as_of, cells, rows, {**counts, **of_the_drive(drive, top.path, as_of, counts)})


def whole_of(drive: Drive, unit: Unit, on: date | None) -> Part:
    """`part` for whoever asks only for its total: today no cell is read. `cells` and `rows` are empty then."""
    top, as_of = _top_and_day(drive, unit, on)
    if as_of != clock.today():
        return part(drive, unit, as_of)
    counts = totals_now(drive, top.path, as_of)
    return Part(drive, top, as_of, [], {}, {**counts, **of_the_drive(drive, top.path, as_of, counts)})


def _top_and_day(drive: Drive, unit: Unit, on: date | None) -> tuple[DriveUnit, date]:
    today = clock.today()
    if on is not None and on > today:
        raise Invalid(_("This day has not come yet. Choose today or an earlier day."), field="on")
    top = DriveUnit.objects.filter(drive=drive, unit=unit).first()
    if top is None:
        raise NotFound
    top.unit = unit  # known already: asked for no second time
    return top, on or today


def span_of(drive: Drive) -> Span:
    makeup_due = Conference.objects.filter(drive=drive).aggregate(last=Max("makeup_due_on"))["last"]
    return Span(drive.window_from, drive.window_to, drive.ends_on, makeup_due, all_called=drive.calls == Calls.EVERY)


def dates_of(drive: Drive, unit_ids: list[int], on: date) -> dict[int, Dates]:
    """Days of meetings and re-checks per unit, as known at the end of `on`."""
    end = day_end(on)
    registered = Registration.objects.filter(drive=drive, unit_id__in=unit_ids, registered_at__lt=end).order_by()
    held = registered.filter(held_on__lte=on)
    last_held = dict(held.values("unit_id").annotate(day=Max("held_on")).values_list("unit_id", "day"))
    waiting = standings(drive, unit_ids, on)
    opened = Recheck.objects.filter(drive=drive, unit_id__in=unit_ids, created_at__lt=end).order_by()
    answered = opened.filter(answered_at__lt=end)
    done = dict(answered.values("unit_id").annotate(at=Max("answered_at")).values_list("unit_id", "at"))
    open_ones = opened.exclude(pk__in=answered.values("pk"))
    due = dict(open_ones.values("unit_id").annotate(day=Min("due_on")).values_list("unit_id", "day"))
    return {
        unit_id: Dates(
            meets_on=waiting[unit_id].named if unit_id in waiting else None,
            missed_on=waiting[unit_id].missed if unit_id in waiting else None,
            held_on=last_held.get(unit_id),
            recheck_due=due.get(unit_id),
            rechecked_on=done[unit_id].astimezone(clock.ZONE).date() if unit_id in done else None,
        )
        for unit_id in unit_ids
    }

"""Indicators of a unit: defined once, valued period by period; typed by the office and marked so (R31, S72, S73)."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import events  # noqa: F401  # registers the audit codes
from guong.corrections.enums import IndicatorKind
from guong.corrections.models import Finding, Indicator, IndicatorValue
from guong.corrections.perms import INDICATOR_WRITE, WRITE
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.text import clean_line
from guong.org.models import Unit

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,29}\Z")
LARGEST = 10**9


@service
def define_indicator(
    *, actor: Actor, unit: Unit, code: str, name: str, kind: str, since_on: date | None = None,
    finding: Finding | None = None,
) -> Indicator:  # fmt: skip
    """Begin to watch an indicator of a unit: `kind` ratio, count (its total runs from `since_on`) or rank.

    `finding`: the collective's shortcoming that it measures; NotFound for one of another unit. Invalid for a code in use.
    """
    actor.require(INDICATOR_WRITE, unit.path)
    code, name = clean_line(code).upper(), clean_line(name)[:200]
    if not CODE.match(code):
        raise Invalid(_("Write a code of Latin capitals, digits and hyphens, for example PAR-INDEX."), field="code")
    if not name:
        raise Invalid(_("Write what is measured."), field="name")
    if kind not in IndicatorKind.values:
        raise Invalid(_("Choose the kind: ratio, count or rank."), field="kind")
    if kind == IndicatorKind.COUNT and since_on is None:
        raise Invalid(_("Write the day from which the total runs."), field="since_on")
    if finding is not None and (finding.unit_id != unit.pk or finding.person_id is not None):
        raise NotFound
    if Indicator.objects.filter(unit=unit, code=code).exists():
        raise Invalid(_("This unit already has an indicator with this code. Note a value there."), field="code")
    made = Indicator.objects.create(
        unit=unit, code=code, name=name, kind=kind, since_on=since_on if kind == IndicatorKind.COUNT else None,
        finding=finding,
    )  # fmt: skip
    record(actor, "corrections.indicator.defined", made, unit_path=unit.path, changes={"code": code, "kind": kind})
    return made


@service
def note_indicator(
    *, actor: Actor, indicator: Indicator, from_on: date, to_on: date, n: int, of: int | None = None, source: str
) -> IndicatorValue:
    """Note the value of a period (both days belong to it). The same period again replaces the value; the old one is kept.

    Ratio and rank need `of`; a rank is at least 1 and at most `of`. Invalid for periods that overlap another one.
    """
    row = Indicator.objects.select_for_update(of=("self",)).select_related("unit").get(pk=indicator.pk)
    actor.require(INDICATOR_WRITE, row.unit.path)
    source = clean_line(source)[:200]
    _check_period(row, from_on, to_on)
    _check_number(row, n, of)
    if not source:
        raise Invalid(_("Say where the number comes from: a report, a decision, a register."), field="source")
    now = clock.now()
    row.values.filter(replaced_at=None, from_on=from_on, to_on=to_on).update(replaced_at=now)
    made = IndicatorValue.objects.create(
        indicator=row, from_on=from_on, to_on=to_on, n=n, of=None if row.kind == IndicatorKind.COUNT else of,
        source=source, noted_at=now, noted_by_label=actor.label,
    )  # fmt: skip
    changes = {"from": from_on.isoformat(), "to": to_on.isoformat(), "n": n, "of": of}
    record(actor, "corrections.indicator.noted", made, unit_path=row.unit.path, changes=changes)
    return made


@service
def tie_indicator(*, actor: Actor, indicator: Indicator, finding: Finding) -> Indicator:
    """Say that an indicator measures a finding of the collective (S72, S73): by whoever keeps its book. NotFound for another unit's."""
    row = Indicator.objects.select_for_update(of=("self",)).select_related("unit").get(pk=indicator.pk)
    actor.require(WRITE, finding.unit.path)
    if row.unit_id != finding.unit_id or finding.person_id is not None:
        raise NotFound
    if row.finding_id is not None:
        raise Invalid(_("This indicator is already tied to a finding."))
    row.finding = finding
    row.save(update_fields=["finding"])
    record(actor, "corrections.indicator.tied", row, unit_path=row.unit.path, changes={"finding": finding.pk})
    return row


def _check_period(row: Indicator, from_on: date, to_on: date) -> None:
    if to_on < from_on:
        raise Invalid(_("The period ends before it begins. Exchange the two days."), field="to_on")
    if to_on > clock.today():
        raise Invalid(_("The period has not ended yet. Choose today or an earlier day."), field="to_on")
    if row.since_on is not None and from_on < row.since_on:
        since = f"{row.since_on:%d/%m/%Y}"
        raise Invalid(_("The total runs from %(day)s: begin there or later."), field="from_on", params={"day": since})
    others = row.values.filter(replaced_at=None).exclude(from_on=from_on, to_on=to_on)
    if others.filter(from_on__lte=to_on, to_on__gte=from_on).exists():
        raise Invalid(_("This period overlaps one that is noted already; a day would count twice."), field="from_on")


def _check_number(row: Indicator, n: int, of: int | None) -> None:
    if not 0 <= n <= LARGEST or (of is not None and not 0 < of <= LARGEST):
        raise Invalid(_("Write a whole number that is not negative."), field="n")
    if row.kind == IndicatorKind.COUNT:
        return
    if of is None:
        raise Invalid(_("Write of how many."), field="of")
    if n > of or (row.kind == IndicatorKind.RANK and n < 1):
        raise Invalid(_("The first number lies between 1 and the second one."), field="n")

"""Indicators of a unit as of a day: before and after, what a period brought and what it makes in all (R31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from guong.corrections import rules
from guong.corrections.enums import IndicatorKind
from guong.corrections.models import Finding, Indicator, IndicatorValue
from guong.corrections.perms import INDICATOR_READ, INDICATOR_WRITE, WRITE
from guong.corrections.querysets import readable
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Unit


@dataclass(frozen=True, slots=True)
class Watched:
    """An indicator with its values up to a day, the oldest first. `before`: the first of several, `after`: the newest.

    `period`: the newest number of a count, `total`: all of them. `change`: places won by a rank, points of percent of a ratio.
    """

    indicator: Indicator
    values: list[IndicatorValue]

    @property
    def before(self) -> IndicatorValue | None:
        return self.values[0] if len(self.values) > 1 else None

    @property
    def after(self) -> IndicatorValue | None:
        return self.values[-1] if self.values else None

    @property
    def period(self) -> int | None:
        return self.values[-1].n if self.values else None

    @property
    def total(self) -> int:
        return sum(one.n for one in self.values)

    @property
    def change(self) -> int | None:
        if self.before is None or self.after is None or self.indicator.kind == IndicatorKind.COUNT:
            return None
        if self.indicator.kind == IndicatorKind.RANK:
            return rules.rank_change(self.before.n, self.after.n)
        return (rules.percent(self.after.n, self.after.of) or 0) - (rules.percent(self.before.n, self.before.of) or 0)

    def as_json(self) -> dict[str, Any]:
        """{"code","kind"} with {"before","after","change"} of {"k","of"} (rank) or {"n","of"}, or {"period","total"} of a count."""
        plain: dict[str, Any] = {"code": self.indicator.code, "kind": self.indicator.kind}
        if self.indicator.kind == IndicatorKind.COUNT:
            return plain | {"period": self.period, "total": self.total}
        first = "k" if self.indicator.kind == IndicatorKind.RANK else "n"
        ends = (("before", self.before), ("after", self.after))
        return (
            plain
            | {name: {first: one.n, "of": one.of} if one else None for name, one in ends}
            | {"change": self.change}
        )


def indicators(*, actor: Actor, unit: Unit, on: date | None = None) -> list[Watched]:
    """Indicators of a unit by code, with the values of periods that ended by `on` (today when None)."""
    actor.require(INDICATOR_READ, unit.path)
    return _watched(unit, on or clock.today())


def _watched(unit: Unit, day: date) -> list[Watched]:
    values: dict[int, list[IndicatorValue]] = {}
    rows = IndicatorValue.objects.filter(indicator__unit=unit, replaced_at=None, to_on__lte=day)
    for one in rows.order_by("from_on", "pk"):
        values.setdefault(one.indicator_id, []).append(one)
    found = Indicator.objects.filter(unit=unit).select_related("finding")
    return [Watched(one, values.get(one.pk, [])) for one in found]


def indicator(*, actor: Actor, indicator_id: int) -> Indicator:
    """One indicator for whoever notes its values, or NotFound."""
    found = Indicator.objects.select_related("unit").filter(pk=indicator_id).first()
    if found is None:
        raise NotFound
    actor.require(INDICATOR_WRITE, found.unit.path)
    return found


def watched_beside(*, actor: Actor, finding: Finding) -> tuple[list[Watched], list[Watched]]:
    """(indicators tied to a finding, those of its unit that could be): for whoever may read a collective's finding; the second
    list for whoever keeps its book."""
    if finding.person_id is not None or not readable(actor, clock.today()).filter(pk=finding.pk).exists():
        return [], []
    rows = _watched(finding.unit, clock.today())
    free = [one for one in rows if one.indicator.finding_id is None] if actor.can(WRITE, finding.unit.path) else []
    return [one for one in rows if one.indicator.finding_id == finding.pk], free

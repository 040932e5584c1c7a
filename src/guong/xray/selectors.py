"""The X-ray of a body for whoever keeps its book, and findings elsewhere that run alike: hints, shown to those who can mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q

from guong.corrections.enums import ExtensionState, FindingState
from guong.corrections.models import Action, Finding, Share
from guong.corrections.perms import WRITE
from guong.corrections.querysets import live_actions, readable
from guong.drives import rulebook
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.text import fold
from guong.org.models import Unit
from guong.xray import rules
from guong.xray.near import nearest
from guong.xray.words import WORDS, Words

_RECENT = 200  # findings that one is compared with, the newest


@dataclass(frozen=True, slots=True)
class Shown:
    """A hint with its words and the findings it is about."""

    code: str
    words: Words
    findings: list[Finding]
    measures: list[Action]
    figures: dict[str, int]


@dataclass(frozen=True, slots=True)
class Near:
    """An earlier finding elsewhere that runs alike: an idea of what helped there, nothing more."""

    finding: Finding
    measures: list[Action]


def _rows(unit: Unit, drive: Drive) -> list[Finding]:
    moved = Count("extensions", filter=Q(extensions__state=ExtensionState.GRANTED))
    actions = Prefetch("actions", live_actions().annotate(moved=moved), to_attr="standing_actions")
    shares = Prefetch("shares", Share.objects.filter(removed_at=None), to_attr="standing_shares")
    rows = Finding.objects.filter(unit=unit, drive=drive).exclude(state=FindingState.DROPPED)
    return list(rows.prefetch_related(actions, shares).order_by("stated_at", "pk"))


def _seen(row: Finding) -> rules.Seen:
    actions: list[Action] = getattr(row, "standing_actions", [])
    shares: list[Share] = getattr(row, "standing_shares", [])
    return rules.Seen(
        pk=row.pk, fact=fold(row.fact), cause=fold(row.cause), cause_kind=row.cause_kind, state=row.state,
        priority=row.priority, closed_on=row.closed_at.astimezone(clock.ZONE).date() if row.closed_at else None,
        measures=[rules.Measure(one.pk, fold(one.measure), one.deadline, getattr(one, "moved", 0)) for one in actions],
        parts=[rules.Part(one.hundredths, one.as_such) for one in shares],
    )  # fmt: skip


def switched_on(drive: Drive) -> list[str]:
    """Codes of the rules that the drive's frozen rule set has switched on. Settings, which need no right."""
    return [code for code in rules.CODES if rulebook.value(drive.ruleset, f"xray_{code}")]


def xray_of(*, actor: Actor, unit: Unit, drive: Drive) -> list[Shown]:
    """Hints about the findings of a body in a drive, for whoever keeps its book; NotFound or Forbidden for anybody else.

    No names, no counts per person: by rule, then by the day of the finding (D10).
    """
    actor.require(WRITE, unit.path)
    return _shown(_rows(unit, drive), switched_on(drive), drive.ends_on)


def xray_of_finding(*, actor: Actor, finding: Finding) -> list[Shown]:
    """Hints about one finding: for whoever keeps the book; of his own measures also for their doer. Empty for anybody else."""
    keeps = actor.can(WRITE, finding.unit.path)
    rows = [one for one in _rows(finding.unit, finding.drive) if one.pk == finding.pk]
    found = _shown(rows, switched_on(finding.drive), None)
    if keeps:
        return found
    own = [
        Shown(
            one.code, one.words, one.findings, [m for m in one.measures if m.owner_id == actor.person_id], one.figures
        )
        for one in found
    ]
    return [one for one in own if one.measures]


def _shown(rows: list[Finding], on: Iterable[str], ends_on: date | None) -> list[Shown]:
    findings = {one.pk: one for one in rows}
    actions: dict[int, Action] = {one.pk: one for row in rows for one in getattr(row, "standing_actions", [])}
    return [
        Shown(
            hint.code, WORDS[hint.code], [findings[pk] for pk in hint.findings], [actions[pk] for pk in hint.measures],
            dict(hint.figures),
        )
        for hint in rules.xray([_seen(row) for row in rows], on=on, ends_on=ends_on)
    ]  # fmt: skip


def near_elsewhere(*, actor: Actor, finding: Finding) -> list[Near]:
    """Closed findings the actor may read that run like this one, with the measures that stood the second look: suggested to
    whoever keeps this book. Of whole bodies only: nobody's personal finding is laid beside another's (D24)."""
    if not actor.can(WRITE, finding.unit.path):
        return []
    rows = readable(actor, clock.today()).filter(person=None, state=FindingState.CLOSED).exclude(pk=finding.pk)
    actions = Prefetch("actions", live_actions().filter(state="confirmed"), to_attr="standing_actions")
    others = list(
        rows.select_related("unit", "drive").prefetch_related(actions).order_by("-closed_at", "-pk")[:_RECENT]
    )
    found = nearest(finding.fact, [one.fact for one in others])
    return [Near(others[place], getattr(others[place], "standing_actions", [])) for place, _part in found]

"""Agendas handed down, and adapted below within the limits they carry (S126, S146)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.models import Drive
from guong.kernel import clock, text, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.library import events, rules  # noqa: F401  # events registers the audit codes
from guong.library.models import Frame
from guong.library.perms import WRITE
from guong.library.querysets import frames_seen
from guong.meetings.enums import MeetingKind, StepKind
from guong.meetings.rules import agenda_fault
from guong.meetings.services.planning import FAULTS
from guong.org.models import Unit

_BROKEN: dict[str, Any] = {
    "missing": _("The committee above asks for the step “%(what)s”: it cannot be left out."),
    "order": _("The step “%(what)s” has changed its place among those that are fixed. Put it back."),
    "short": _("The step “%(what)s” is shorter than the committee above allows."),
    "long": _("The step “%(what)s” is longer than the committee above allows."),
    "added": _("The committee above lets no step be added: leave “%(what)s” out."),
    "sum_short": _("%(what)s minutes in all are fewer than the committee above asks for."),
    "sum_long": _("%(what)s minutes in all are more than the committee above allows."),
}


@dataclass(frozen=True, slots=True)
class StepInput:
    """One step; `least` and `most` minutes and `fixed` say what those below may change."""

    kind: str
    title: str
    minutes: int
    least: int = 1
    most: int = 480
    fixed: bool = False


@service
def hand_down(
    *, actor: Actor, unit: Unit, kind: str, name: str, steps: Sequence[StepInput], least: int, most: int, may_add: bool = True,
    drive: Drive | None = None,
) -> Frame:  # fmt: skip
    """Hand an agenda down to all meetings of a kind below `unit`, of one drive or of any.

    It replaces the one that `unit` handed down before; adaptations below stay where they keep the new limits, and end where they
    do not. Invalid for an agenda out of order or limits that contradict themselves.
    """
    actor.require(WRITE, unit.path)
    if unit.is_cell:
        raise Invalid(_("A cell hands nothing down; it adapts what comes from above."), field="unit")
    rows = _rows(kind, steps)
    if not 1 <= least <= most <= 1440:
        raise Invalid(_("The minutes in all run from the fewest to the most, at most 1440."), field="least")
    total = sum(row["minutes"] for row in rows)
    if not least <= total <= most:
        raise Invalid(
            _("The steps take %(n)s minutes: outside the limits you set."), field="least", params={"n": total}
        )
    made = Frame(unit=unit, drive=drive, kind=kind, steps=rows, may_add=may_add, least=least, most=most)
    _save(actor, made, name)
    old = Frame.objects.filter(unit=unit, drive=drive, kind=kind, ended_at=None).exclude(pk=made.pk)
    _carry_over(made, list(old))
    record(actor, "library.frame.handed_down", made, unit_path=unit.path, changes={"kind": kind, "steps": len(rows)})
    return made


def _rows(kind: str, steps: Sequence[StepInput]) -> list[dict[str, Any]]:
    if kind not in MeetingKind.values:
        raise Invalid(_("Unknown kind of meeting: choose one from the list."), field="kind")
    rows: list[dict[str, Any]] = [
        {
            "kind": one.kind, "title": text.clean_line(one.title)[:200], "minutes": one.minutes, "least": one.least,
            "most": one.most, "fixed": one.fixed,
        }
        for one in steps
    ]  # fmt: skip
    if any(row["kind"] not in StepKind.values or not row["title"] for row in rows):
        raise Invalid(_("Each step of the agenda has a kind and a title."), field="steps")
    if len({row["title"] for row in rows}) != len(rows):
        raise Invalid(_("Two steps bear one title. Give each its own."), field="steps")
    if any(not row["least"] <= row["minutes"] <= row["most"] for row in rows):
        raise Invalid(_("The minutes of a step lie between its fewest and its most."), field="steps")
    fault = agenda_fault([row["kind"] for row in rows], [row["minutes"] for row in rows])
    if fault:
        raise Invalid(FAULTS[fault], field="steps")
    return rows


def _save(actor: Actor, frame: Frame, name: str) -> None:
    frame.name = text.clean_line(name)[:200]
    if not frame.name:
        raise Invalid(_("Give the agenda a name."), field="name")
    frame.made_at, frame.by_label = clock.now(), actor.label[:200]
    frame.save(force_insert=True)


def _carry_over(made: Frame, old: Sequence[Frame]) -> None:
    limits = rules.Limits(made.least, made.most, made.may_add)
    for below in Frame.objects.filter(adapted_from__in=old, ended_at=None):
        if rules.broken(made.steps, limits, below.steps)[0]:
            below.ended_at = clock.now()
        else:
            below.adapted_from = made
        below.save(update_fields=["ended_at", "adapted_from"])
    Frame.objects.filter(pk__in=[one.pk for one in old]).update(ended_at=clock.now())


@service
def adapt(*, actor: Actor, unit: Unit, above: Frame, name: str, steps: Sequence[StepInput]) -> Frame:
    """The own version of an agenda from above, within its limits (S146). Invalid says which limit is broken, at which step."""
    actor.require(WRITE, unit.path)
    handed = frames_seen(actor).filter(pk=above.pk).select_related("unit").first()
    if handed is None or handed.unit_id == unit.pk or not treepath.contains(handed.unit.path, unit.path):
        raise NotFound
    rows = _rows(handed.kind, [_limited(one, handed.steps) for one in steps])
    fault, what = rules.broken(handed.steps, rules.Limits(handed.least, handed.most, handed.may_add), rows)
    if fault:
        raise Invalid(_BROKEN[fault], field="steps", params={"what": what})
    made = Frame(
        unit=unit, drive=handed.drive, kind=handed.kind, steps=rows, may_add=handed.may_add, least=handed.least,
        most=handed.most, adapted_from=handed,
    )  # fmt: skip
    _save(actor, made, name)
    old = Frame.objects.filter(unit=unit, drive=handed.drive, kind=handed.kind, ended_at=None).exclude(pk=made.pk)
    _carry_over(made, list(old))
    record(actor, "library.frame.adapted", made, unit_path=unit.path, changes={"from": handed.pk, "steps": len(rows)})
    return made


def _limited(step: StepInput, above: Sequence[Mapping[str, Any]]) -> StepInput:
    """A step from above keeps the limits it came with; the minutes are checked against them by name."""
    title = text.clean_line(step.title)
    known = next((one for one in above if one["title"] == title), None)
    if known is None:
        return StepInput(step.kind, title, step.minutes)
    least, most = min(known["least"], step.minutes), max(known["most"], step.minutes)
    return StepInput(known["kind"], title, step.minutes, least, most, known["fixed"])

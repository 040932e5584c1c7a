"""Writes about units: adding one, changing what it is called, moving it, ending it (docs/mechanisms/tree-and-history.md)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org import events, rules  # noqa: F401  # registers the audit codes
from guong.org.enums import NAME_ONLY_KINDS, UnitKind
from guong.org.models import Membership, Unit, UnitPast, UnitProfile
from guong.org.querysets import subtree_q

MANAGE = "org.unit:manage"
LONGEST = 120  # of a path: 24 levels
BEGINNING = date(1, 1, 1)  # of a unit whose opening nobody recorded


def locked_unit(unit: Unit) -> Unit:
    """The unit as it stands now, locked until the transaction ends."""
    return Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)


@service
def create_unit(
    *, actor: Actor, code: str, name: str, kind: str, parent: Unit | None = None, block: str = "",
    households: int | None = None, population: int | None = None, level: str = "", name_only: bool = False,
    opened_on: date | None = None,
) -> Unit:  # fmt: skip
    """Add a unit below `parent` (a root if None). Invalid for an empty name, an unknown kind or a code in use."""
    if parent is None:
        actor.require(MANAGE, "")  # a root: only the system
    else:
        parent = locked_unit(parent)  # two clerks adding at once wait for each other
        actor.require(MANAGE, parent.path)
        check_place(kind, parent)
    code, name = text.clean_line(code), _checked_name(name)
    if not code:
        raise Invalid(_("The unit has no code. Type a short code, for example TDP-01."), field="code")
    if kind not in UnitKind.values:
        raise Invalid(_("Unknown kind of unit: choose one from the list."), field="kind")
    if Unit.objects.filter(code=code).exists():
        raise Invalid(
            _("The code %(code)s is already in use. Codes are never reused: choose another."),
            field="code", params={"code": code},
        )  # fmt: skip
    unit = Unit(
        code=code, name=name, name_key=text.natural_key(name), kind=kind, block=text.clean_line(block), parent=parent,
        path=next_path(parent), households=households, population=population, level=text.clean_line(level),
        name_only=name_only or kind in NAME_ONLY_KINDS, opened_on=opened_on or clock.today(),
    )  # fmt: skip
    unit.save(force_insert=True)
    record(actor, "org.unit.created", unit, unit_path=unit.path, changes={"code": code, "name": name, "kind": kind})
    return unit


def _checked_name(name: str) -> str:
    name = text.clean_line(name)
    if not name:
        raise Invalid(_("The unit has no name. Type its name, for example “Chi bộ tổ dân phố 1”."), field="name")
    return name


def next_path(parent: Unit | None) -> str:
    """The next free place below a locked parent; places are never reused, not even of children that moved away."""
    newest = Unit.objects.filter(parent=parent).aggregate(newest=Max("path"))["newest"]
    number = int(newest[-treepath.WIDTH :]) if newest else 0
    path = treepath.child(parent.path if parent else "", max(number, parent.last_child if parent else 0) + 1)
    if len(path) > LONGEST:
        raise Invalid(_("The tree would become too deep: at most 24 levels. Choose a place higher up."), field="parent")
    return path


def check_place(kind: str, parent: Unit) -> None:
    """Invalid for a place that cannot hold this kind: an ended unit, or a committee or cell below a cell."""
    if parent.closed_on is not None:
        raise Invalid(_("“%(name)s” has ended: nothing stands below it. Choose another place."), field="parent", params={"name": parent.name})  # fmt: skip
    if not rules.may_stand_below(kind, parent.kind):
        raise Invalid(
            _("Below a cell stands neither a committee nor another cell. Choose a committee."), field="parent"
        )


def check_day(unit: Unit, on: date) -> None:
    """Invalid for a day that has not come, or before a change already recorded: history is written forwards."""
    if on > clock.today():
        raise Invalid(_("This day has not come yet. Choose today or a day before."), field="on")
    begun = begun_on(unit)
    if on < begun:
        raise Invalid(
            _("“%(name)s” stands as it does since %(day)s. Choose that day or a later one."),
            field="on", params={"name": unit.name, "day": f"{begun:%d/%m/%Y}"},
        )  # fmt: skip


def begun_on(unit: Unit) -> date:
    """Since when the unit stands as it does now."""
    last = UnitPast.objects.filter(unit=unit).aggregate(last=Max("to_on"))["last"]
    return last + timedelta(days=1) if last else (unit.opened_on or BEGINNING)


def _keep_past(unit: Unit, on: date) -> None:
    """Write down how the unit stood until the day before `on`. What did not last a whole day leaves no row."""
    begun = begun_on(unit)
    if begun < on:
        UnitPast.objects.create(
            unit=unit, name=unit.name, kind=unit.kind, level=unit.level, parent=unit.parent, path=unit.path,
            from_on=begun, to_on=on - timedelta(days=1),
        )  # fmt: skip


def _open(unit: Unit) -> Unit:
    unit = locked_unit(unit)
    if unit.closed_on is not None:
        raise Invalid(_("“%(name)s” has ended and is kept as it was."), params={"name": unit.name})
    return unit


@service
def change_unit(
    *, actor: Actor, unit: Unit, name: str, kind: str, level: str = "", block: str = "", name_only: bool = False,
    on: date | None = None,
) -> Unit:  # fmt: skip
    """Rename a unit, or change its kind, its level's word or its block. What it was called before stays under its days (S11).

    Invalid for an empty name, an unknown kind, a kind that cannot stand there, or "name only" for a unit with members.
    """
    unit, day = _open(unit), on or clock.today()
    actor.require(MANAGE, unit.path)
    name = _checked_name(name)
    if kind not in UnitKind.values:
        raise Invalid(_("Unknown kind of unit: choose one from the list."), field="kind")
    check_day(unit, day)
    _check_kind(unit, kind, name_only)
    said: dict[str, Any] = {
        "name": name, "kind": kind, "level": text.clean_line(level), "block": text.clean_line(block),
        "name_only": name_only or kind in NAME_ONLY_KINDS,
    }  # fmt: skip
    changed = {key: [getattr(unit, key), value] for key, value in said.items() if getattr(unit, key) != value}
    if not changed:
        return unit
    if set(changed) & {"name", "kind", "level"}:
        _keep_past(unit, day)
    for key, value in said.items():
        setattr(unit, key, value)
    unit.name_key = text.natural_key(name)
    unit.save(update_fields=[*said, "name_key"])
    record(actor, "org.unit.changed", unit, unit_path=unit.path, changes={**changed, "on": day.isoformat()})
    return unit


def _check_kind(unit: Unit, kind: str, name_only: bool) -> None:
    if unit.parent is not None:
        check_place(kind, unit.parent)
    below = Unit.objects.filter(parent=unit, closed_on=None)
    if kind != unit.kind and any(not rules.may_stand_below(child.kind, kind) for child in below):
        raise Invalid(_("Committees or cells stand below it, so it cannot become a cell."), field="kind")
    if (name_only or kind in NAME_ONLY_KINDS) and Membership.objects.filter(unit=unit, to_on=None).exists():
        raise Invalid(_("It has members here. Only an organisation without a member list is kept by name alone."), field="name_only")  # fmt: skip


@service
def move_unit(*, actor: Actor, unit: Unit, parent: Unit, on: date | None = None) -> Unit:
    """Put a unit, with all below it, under another one. Two statements write the new paths of the whole subtree.

    Invalid for a root, for a place inside its own subtree, under an ended unit or under a cell that cannot hold it.
    """
    unit, parent, day = _open(unit), locked_unit(parent), on or clock.today()
    actor.require(MANAGE, unit.path)
    actor.require(MANAGE, parent.path)
    if unit.parent is None:
        raise Invalid(_("The top of the tree cannot be moved."), field="unit")
    actor.require(MANAGE, unit.parent.path)
    if treepath.contains(unit.path, parent.path):
        raise Invalid(_("“%(name)s” cannot stand below itself."), field="parent", params={"name": unit.name})
    check_place(unit.kind, parent)
    if parent.pk == unit.parent_id:
        return unit
    check_day(unit, day)
    _keep_past(unit, day)
    old, new = unit.path, next_path(parent)
    _leave(unit.parent, old)
    _rewrite_paths(old, new)
    unit.parent, unit.path = parent, new
    unit.save(update_fields=["parent", "path"])
    record(
        actor,
        "org.unit.moved",
        unit,
        unit_path=new,
        changes={"path": [old, new], "below": parent.code, "on": day.isoformat()},
    )
    return unit


def _leave(parent: Unit, path: str) -> None:
    """Remember the number of a child that leaves, so that no other unit ever stands at its place."""
    number = int(path[-treepath.WIDTH :])
    Unit.objects.filter(pk=parent.pk, last_child__lt=number).update(last_child=number)


def _rewrite_paths(old: str, new: str) -> None:
    """Give a subtree its new paths. Its rows are locked first, so that nobody adds a child at an old place meanwhile."""
    rows = Unit.objects.filter(subtree_q(old)).order_by("pk")
    lengths = [len(path) for path in rows.select_for_update().values_list("path", flat=True)]
    if max(lengths) - len(old) + len(new) > LONGEST:
        raise Invalid(_("The tree would become too deep: at most 24 levels. Choose a place higher up."), field="parent")
    Unit.objects.filter(subtree_q(old)).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))


@service
def end_unit(*, actor: Actor, unit: Unit, on: date | None = None) -> Unit:
    """End a unit: `on` is the first day without it. Its records stay; its code and place never return.

    Invalid while it has members or units below it.
    """
    unit, day = _open(unit), on or clock.today()
    actor.require(MANAGE, unit.path)
    check_day(unit, day)
    if Membership.objects.filter(unit=unit, to_on=None).exists():
        raise Invalid(_("“%(name)s” still has members. Say first where they go."), params={"name": unit.name})
    if Unit.objects.filter(parent=unit, closed_on=None).exists():
        raise Invalid(_("Units still stand below “%(name)s”. Say first where they go."), params={"name": unit.name})
    unit.closed_on = day
    unit.save(update_fields=["closed_on"])
    record(actor, "org.unit.ended", unit, unit_path=unit.path, changes={"on": day.isoformat()})
    return unit


@service
def set_profile(
    *, actor: Actor, unit: Unit, as_of: date, households: int | None = None, population: int | None = None,
    groups: int | None = None, source: str = "",
) -> UnitProfile:  # fmt: skip
    """What the office types about a unit as of a day (S88). Another day, another row; the same day is corrected in place."""
    unit = _open(unit)
    actor.require(MANAGE, unit.path)
    if unit.name_only:
        raise Invalid(_("Of this organisation only the name is kept here."))
    if as_of > clock.today():
        raise Invalid(_("This day has not come yet. Choose today or a day before."), field="as_of")
    figures = {"households": households, "population": population, "groups": groups}
    if all(value is None for value in figures.values()):
        raise Invalid(_("Type at least one figure."), field="households")
    before = UnitProfile.objects.filter(unit=unit, as_of=as_of).first()
    profile, _made = UnitProfile.objects.update_or_create(
        unit=unit, as_of=as_of,
        defaults={**figures, "source": text.clean_line(source)[:200], "typed_at": clock.now(), "typed_by_label": actor.label},
    )  # fmt: skip
    newest = UnitProfile.objects.filter(unit=unit).order_by("-as_of")[0]
    Unit.objects.filter(pk=unit.pk).update(households=newest.households, population=newest.population)
    changes = {key: [getattr(before, key) if before else None, value] for key, value in figures.items()}
    record(actor, "org.profile.typed", unit, unit_path=unit.path, changes={**changes, "as_of": as_of.isoformat()})
    return profile

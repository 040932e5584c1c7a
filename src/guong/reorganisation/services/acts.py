"""The eight kinds of event, each made of the same few steps: set up, rename, move, fold one unit into another, end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.kernel import treepath
from guong.kernel.errors import Invalid
from guong.org.enums import UnitKind
from guong.org.models import Membership, Unit
from guong.org.querysets import subtree_q
from guong.org.rules import may_stand_below
from guong.org.services import change_unit, create_unit, end_unit, move_unit
from guong.reorganisation.enums import Kind
from guong.reorganisation.models import Succession
from guong.reorganisation.services.settling import end_offices, finish, move_members
from guong.reorganisation.services.work import Ended, Work


def carry_out(work: Work) -> None:
    """Do what the event's order says, then settle what hangs on the units that ended."""
    ACTS[work.event.kind](work, work.event.order)
    finish(work)


def _open(work: Work, order: Mapping[str, Any]) -> None:
    _set_up(work, order, work.unit(order.get("parent")))


def _set_up(work: Work, facts: Mapping[str, Any], parent: Unit, like: Unit | None = None) -> Unit:
    """A new unit; what is not said is as in `like`."""
    made = create_unit(
        actor=work.actor, code=str(facts.get("code", "")), name=str(facts.get("name", "")),
        kind=str(facts.get("kind") or (like.kind if like else "")), parent=parent,
        block=str(facts.get("block") or (like.block if like else "")),
        level=str(facts.get("level") or (like.level if like else "")), opened_on=work.event.on,
    )  # fmt: skip
    work.line("opened", made, below=parent.name)
    return made


def _rename(work: Work, order: Mapping[str, Any]) -> None:
    unit = work.unit(order.get("unit"))
    before = unit.name
    after = change_unit(
        actor=work.actor, unit=unit, name=str(order.get("name", "")), kind=unit.kind, level=unit.level, block=unit.block,
        name_only=unit.name_only, on=work.event.on,
    )  # fmt: skip
    if after.name == before:
        raise Invalid(_("This is its name already. Type the new one."), field="name")
    work.line("renamed", after, before=before)


def _move(work: Work, order: Mapping[str, Any]) -> None:
    parent = work.unit(order.get("parent"))
    for unit in work.units(order.get("units", [])):
        _put_below(work, unit, parent)


def _put_below(work: Work, unit: Unit, parent: Unit) -> None:
    if unit.parent_id == parent.pk:
        raise Invalid(_("“%(name)s” stands there already."), field="parent", params={"name": unit.name})
    before = unit.parent.name if unit.parent else ""
    moved = move_unit(actor=work.actor, unit=unit, parent=parent, on=work.event.on)
    below = Unit.objects.filter(subtree_q(moved.path), closed_on=None).count() - 1
    work.line("moved", moved, before=before, below=parent.name, with_it=below)


def _merge(work: Work, order: Mapping[str, Any]) -> None:
    units = work.units(order.get("units", []))
    if len(units) < 2:
        raise Invalid(_("Choose at least two organisations to merge."), field="units")
    parent = work.unit(order.get("parent"))
    if any(treepath.contains(unit.path, parent.path) for unit in units):
        raise Invalid(_("The new one cannot stand below one that ends. Choose another place."), field="parent")
    made = _set_up(work, order, parent, like=units[0])
    for unit in units:
        fold(work, unit, made)


def _absorb(work: Work, order: Mapping[str, Any]) -> None:
    into = work.unit(order.get("into"))
    for unit in work.units(order.get("units", [])):
        fold(work, unit, into)


def fold(work: Work, old: Unit, into: Unit) -> None:
    """All that is below `old` and all its members go to `into`, which keeps its records; `old` ends."""
    old = work.unit(old.pk)  # an earlier fold may have moved it
    into = work.unit(into.pk)
    if treepath.contains(old.path, into.path):
        raise Invalid(_("“%(name)s” cannot go into itself or into what stands below it."), field="into", params={"name": old.name})  # fmt: skip
    if old.is_cell != into.is_cell and Membership.objects.filter(unit=old, to_on=None).exists():
        raise Invalid(_("The members of a cell can only go to a cell. Choose another organisation."), field="into")
    for child in _children(old):
        _put_below(work, child, into)
    move_members(work, old, into)
    end(work, old, [into], into)


def _children(unit: Unit) -> list[Unit]:
    return list(Unit.objects.filter(parent=unit, closed_on=None).select_related("parent").order_by("path"))


def end(work: Work, unit: Unit, successors: list[Unit], keeper: Unit | None) -> None:
    """End a unit that is empty by now, and write down who follows it."""
    unit = work.unit(unit.pk)
    end_offices(work, unit, successors, keeper)
    ended = end_unit(actor=work.actor, unit=unit, on=work.event.on)
    Succession.objects.bulk_create(
        Succession(event=work.event, predecessor=ended, successor=one, keeps_records=keeper is not None and one.pk == keeper.pk)
        for one in successors
    )  # fmt: skip
    work.ended.append(Ended(ended, keeper, successors))
    work.line("ended", ended, follows=[one.name for one in successors])


def _close(work: Work, order: Mapping[str, Any]) -> None:
    for unit in reversed(work.units(order.get("units", []))):  # what stands below ends first
        end(work, unit, [], None)


def _split(work: Work, order: Mapping[str, Any]) -> None:
    """Parts take the members and units named for them; the rest stays, or goes to the first part when the old one ends."""
    unit = work.unit(order.get("unit"))
    closes, parts = bool(order.get("closes")), list(order.get("parts", []))
    if unit.parent is None or len(parts) < (2 if closes else 1):
        raise Invalid(
            _("Say into what it splits: two new ones when the old one ends, one when it goes on."), field="parts"
        )
    work.units([unit.pk])
    made = []
    for part in parts:
        new = _set_up(work, {**part, "kind": unit.kind}, work.unit(unit.parent.pk), like=unit)
        people = work.people(unit, part.get("people", []))
        children = work.units(part["children"]) if part.get("children") else []
        if not people and not children and not (closes and part is parts[0]):
            raise Invalid(_("Nobody and nothing goes to “%(name)s” yet. Say who."), field="parts", params={"name": new.name})  # fmt: skip
        for child in children:
            _own_child(unit, child)
            _put_below(work, child, new)
        move_members(work, unit, new, people)
        made.append(new)
    if closes:
        for child in _children(unit):
            _put_below(work, child, made[0])
        move_members(work, unit, made[0])
        end(work, unit, made, made[0])
    else:
        end_offices(work, unit, made, None, gone_only=True)
        Succession.objects.bulk_create(
            Succession(event=work.event, predecessor=unit, successor=one, keeps_records=False) for one in made
        )


def _own_child(unit: Unit, child: Unit) -> None:
    if child.parent_id != unit.pk:
        raise Invalid(_("“%(name)s” does not stand directly below it."), field="parts", params={"name": child.name})


def _abolish(work: Work, order: Mapping[str, Any]) -> None:
    """End every unit of one kind below the top: what stood below it goes up, its own offices end with it."""
    top, kind = work.unit(order.get("top")), str(order.get("kind", ""))
    level = Unit.objects.filter(subtree_q(top.path), kind=kind, closed_on=None).exclude(pk=top.pk)
    units = list(level.select_related("parent").order_by("-path"))  # the deepest first
    if kind not in UnitKind.values or kind.startswith("cell_") or not units:
        raise Invalid(_("No organisation of this kind stands below it."), field="kind")
    for unit in units:
        above = work.unit(unit.parent_id)
        for child in _children(unit):
            if not _goes_up(child):
                twin = Unit.objects.filter(parent=above, kind=child.kind, closed_on=None).first()
                end(work, child, [twin] if twin else [], twin)
        fold(work, unit, above)


def _goes_up(child: Unit) -> bool:
    """Party bodies go up, and whatever has members or units of its own; offices of the level end with it."""
    party = not may_stand_below(child.kind, UnitKind.CELL_OTHER)
    busy = Unit.objects.filter(parent=child, closed_on=None).exists()
    return party or busy or Membership.objects.filter(unit=child, to_on=None).exists()


ACTS: dict[str, Callable[[Work, Mapping[str, Any]], None]] = {
    Kind.OPEN: _open,
    Kind.CLOSE: _close,
    Kind.RENAME: _rename,
    Kind.MOVE: _move,
    Kind.MERGE: _merge,
    Kind.ABSORB: _absorb,
    Kind.SPLIT: _split,
    Kind.ABOLISH: _abolish,
}

"""Reads of the register: the list, one document, and the chain of what implements what (S24, S25, R14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from django.db.models import QuerySet

from guong.directives import perms, rules
from guong.directives.models import Directive, Implementation
from guong.directives.querysets import directives_seen
from guong.files.models import StoredFile
from guong.files.selectors import open_file
from guong.kernel import text
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import Forbidden, NotFound
from guong.org.models import Unit
from guong.org.querysets import in_scope

DEPTH = 8  # levels of the chain that are drawn up and down


@dataclass(frozen=True, slots=True)
class Link:
    """A document in the chain, with those next to it (parents upward, children downward)."""

    directive: Directive
    next: tuple[Link, ...]
    level: int  # of the cascade: 1 for what carries nothing out


@dataclass(frozen=True, slots=True)
class Chain:
    """The tree above a document and the tree below it."""

    directive: Directive
    above: tuple[Link, ...]
    below: tuple[Link, ...]
    level: int


def directives(*, actor: Actor, query: str = "", kind: str = "") -> QuerySet[Directive]:
    """Documents that the actor may read, the newest first; `query` finds number, issuer, title or short name, marks or not."""
    rows = directives_seen(actor).select_related("registered_in", "file").order_by("-issued_on", "-pk")
    if kind:
        rows = rows.filter(kind=kind)
    words = text.fold(query).split()
    if not words:
        return rows
    found = [row.pk for row in rows if all(word in _searched(row) for word in words)]
    return rows.filter(pk__in=found)


def _searched(row: Directive) -> str:
    return text.fold(f"{row.symbol} {rules.symbol_key(row.symbol)} {row.issuer} {row.title} {row.short_name}")


def directive(*, actor: Actor, directive_id: int, perm: str = "") -> Directive:
    """One document; NotFound when foreign, Forbidden when it is seen and `perm` is not held in its register."""
    rows = directives_seen(actor).select_related("registered_in", "file", "issuing_unit")
    found = rows.filter(pk=directive_id).first()
    if found is not None:
        if perm and not actor.can(perm, found.registered_in.path):
            raise Forbidden
        return found
    hidden = Directive.objects.filter(pk=directive_id).select_related("registered_in").first()
    if hidden is None:
        raise NotFound
    refuse(actor, hidden.registered_in.path)
    raise NotFound


def chain(*, actor: Actor, directive: Directive, whole: bool = False) -> Chain:
    """What it implements, and what implements it, as far as the actor may read.

    `whole`: for the drawing of the tree, where a document that hangs deeper in a branch is not drawn beside it again.
    """
    seen = {row.pk: row for row in directives_seen(actor).select_related("registered_in")}
    parents: dict[int, list[int]] = defaultdict(list)
    children: dict[int, list[int]] = defaultdict(list)
    ties = Implementation.objects.filter(child__in=seen, parent__in=seen).order_by(
        "parent__issued_on", "child__issued_on"
    )
    for child_id, parent_id in ties.values_list("child_id", "parent_id"):
        parents[child_id].append(parent_id)
        children[parent_id].append(child_id)
    up, down = (rules.thinned(parents), rules.thinned(children)) if whole else (parents, children)
    level = rules.levels(parents, seen)
    walked = [_walk(directive.pk, ties, seen, level, DEPTH) for ties in (up, down)]
    return Chain(directive, walked[0], walked[1], level.get(directive.pk, 1))


def _walk(
    start: int, ties: Mapping[int, list[int]], seen: dict[int, Directive], level: Mapping[int, int], depth: int
) -> tuple[Link, ...]:
    if depth == 0:
        return ()
    return tuple(Link(seen[key], _walk(key, ties, seen, level, depth - 1), level[key]) for key in ties.get(start, []))


def carries_out(directive: Directive, among: Set[int]) -> bool:
    """Whether a document implements one of `among` (ids), itself or through others. For rooms above that hold a right."""
    waiting, seen = {directive.pk}, set[int]()
    while waiting:
        if waiting & among:
            return True
        seen |= waiting
        waiting = set(Implementation.objects.filter(child_id__in=waiting).values_list("parent_id", flat=True)) - seen
    return False


def registers(*, actor: Actor) -> list[Unit]:
    """Units in whose register the actor may enter a document."""
    mine = in_scope(Unit.objects.filter(closed_on=None), actor.scope(perms.DIRECTIVE_WRITE), "path")
    return list(mine.order_by("path"))


def may_change(*, actor: Actor, directive: Directive) -> bool:
    """Whether the actor may correct the entry: shows the button, decides nothing."""
    return actor.can(perms.DIRECTIVE_WRITE, directive.registered_in.path)


def file_of(*, actor: Actor, directive_id: int) -> tuple[StoredFile, bytes]:
    """The file of a document with its bytes; NotFound when it has none."""
    found = directive(actor=actor, directive_id=directive_id)
    if found.file is None:
        raise NotFound
    return found.file, open_file(found.file)

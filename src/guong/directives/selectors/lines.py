"""Lines of documents, and which generation holds on a day (S87)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch

from guong.directives import perms, rules
from guong.directives.models import Directive, DocumentLine, Generation
from guong.directives.querysets import directives_seen, lines_seen
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import Forbidden, NotFound


@dataclass(frozen=True, slots=True)
class Held:
    """One generation with its span. `until`: the day before the next one begins; None for the last."""

    generation: Generation
    until: date | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its generations in sight, the oldest first; `now`: the one that holds on the day asked for."""

    line: DocumentLine
    held: tuple[Held, ...]
    now: Held | None


def lines(*, actor: Actor, on: date) -> list[Line]:
    """Lines that the actor reads, by name, with the generation that holds on a day."""
    return [_line(one, on) for one in _rows(actor)]


def line(*, actor: Actor, line_id: int, on: date, perm: str = "") -> Line:
    """One line; NotFound when foreign, Forbidden when it is seen and `perm` is not held in its register."""
    found = next((one for one in _rows(actor, pk=line_id)), None)
    if found is None:
        hidden = DocumentLine.objects.filter(pk=line_id).select_related("kept_in").first()
        if hidden is not None:
            refuse(actor, hidden.kept_in.path)
        raise NotFound
    if perm and not actor.can(perm, found.kept_in.path):
        raise Forbidden
    return _line(found, on)


def lines_of(*, actor: Actor, directive: Directive, on: date) -> list[Line]:
    """Lines in which a document stands."""
    return [_line(one, on) for one in _rows(actor, generations__directive=directive)]


def generation(*, actor: Actor, generation_id: int) -> Generation:
    """One generation, for whoever keeps its line's register; NotFound when the line is foreign."""
    found = Generation.objects.filter(pk=generation_id).select_related("line__kept_in", "directive").first()
    if found is None:
        raise NotFound
    if actor.can(perms.DIRECTIVE_WRITE, found.line.kept_in.path):
        return found
    if lines_seen(actor).filter(pk=found.line_id).exists():
        raise Forbidden
    refuse(actor, found.line.kept_in.path)
    raise NotFound


def _rows(actor: Actor, **where: object) -> list[DocumentLine]:
    seen = Generation.objects.filter(directive__in=directives_seen(actor).values("pk")).select_related("directive")
    rows = lines_seen(actor).filter(**where).select_related("kept_in")
    return list(rows.prefetch_related(Prefetch("generations", queryset=seen.order_by("from_on"))))


def _line(row: DocumentLine, on: date) -> Line:
    mine = list(row.generations.all())
    place = rules.generation_on(on, [one.from_on for one in mine])
    ends = [one.from_on - timedelta(days=1) for one in mine[1:]]
    held = tuple(
        Held(one, ends[index] if index < len(ends) else None, index == place) for index, one in enumerate(mine)
    )
    return Line(row, held, held[place] if place is not None else None)

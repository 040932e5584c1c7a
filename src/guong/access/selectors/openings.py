"""Openings of a person's file: who asks, who decides, what is open now, and the reader's actor."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guong.access.actors import AccountActor, OpenedActor
from guong.access.enums import OpeningKind, OpeningState
from guong.access.models import Opening
from guong.access.rules import opening_is_live
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.models import Person, Unit
from guong.org.querysets import in_scope

ASK: dict[str, str] = {OpeningKind.INSPECTION: "access.opening:ask", OpeningKind.BREAK_GLASS: "access.opening:break"}
DECIDE = "access.opening:decide"


def living(rows: QuerySet[Opening]) -> QuerySet[Opening]:
    """Those that wait for the second person or are open now. For rooms above that hold a right already."""
    return rows.filter(Q(state=OpeningState.ASKED) | Q(state=OpeningState.OPEN, ends_at__gt=clock.now()))


def is_live(opening: Opening) -> bool:
    """Whether a file is open now. For rooms above that hold the opening already."""
    return opening_is_live(opening.state, opening.ends_at, clock.now())


def _rows() -> QuerySet[Opening]:
    return Opening.objects.select_related("person", "unit").order_by("-asked_at", "-pk")


def openings_asked(*, actor: Actor) -> list[Opening]:
    """Those the actor asked for, the newest first."""
    return list(_rows().filter(asked_by_id=actor.id)) if actor.id is not None else []


def _decides(actor: Actor) -> QuerySet[Opening]:
    """Those the actor may decide: in his part of the tree, not asked by himself, not of his own file (R42)."""
    rows = in_scope(_rows(), actor.scope(DECIDE)).exclude(asked_by_id=actor.id)
    if actor.person_id is None:
        return rows
    return rows.exclude(person_id=actor.person_id).exclude(asked_person_id=actor.person_id)


def openings_to_decide(*, actor: Actor) -> list[Opening]:
    """Requests that wait for the actor's word."""
    return list(_decides(actor).filter(state=OpeningState.ASKED))


def openings_told(*, actor: Actor) -> list[Opening]:
    """Decided ones of the actor's part of the tree: what is open there now, and what was."""
    return list(_decides(actor).exclude(state=OpeningState.ASKED)[:100])


def openings_about_me(*, actor: Actor) -> list[Opening]:
    """Every time the actor's own file was opened by somebody, the newest first (D6, D27)."""
    if actor.person_id is None:
        return []
    return list(_rows().filter(person_id=actor.person_id, told_at__isnull=False))


def opening(*, actor: Actor, opening_id: int) -> Opening:
    """One request, for the one who asked and whoever may decide it. NotFound for everybody else, the same as for none."""
    found = _rows().filter(pk=opening_id).first()
    if found is None:
        raise NotFound
    if (actor.id is None or actor.id != found.asked_by_id) and not _decides(actor).filter(pk=found.pk).exists():
        raise NotFound
    return found


def places_to_ask(*, actor: Actor, kind: str) -> list[Unit]:
    """Cells of whose members the actor may ask to open a file."""
    rows = in_scope(Unit.objects.filter(closed_on=None), actor.scope(ASK[kind]), "path")
    return [unit for unit in rows.order_by("path") if unit.is_cell]


def person_to_open(*, actor: Actor, unit: Unit, kind: str, named: str) -> Person:
    """The member of a cell with this name (marks may be left out) or code, for whoever may ask to open a file there.

    Invalid when nobody there is called so, and when two are: the code tells them apart.
    """
    actor.require(ASK[kind], unit.path)
    members = Person.objects.filter(memberships__unit=unit, memberships__to_on=None)
    found = list(members.filter(Q(code__iexact=named.strip()) | Q(search_text=text.fold(named)))[:2])
    if not found:
        raise Invalid(
            _("Nobody of this name takes part there. Check the name and the cell, or write the code."), field="named"
        )
    if len(found) > 1:
        raise Invalid(
            _("Two comrades there have this name. Write the code that stands in the member list."), field="named"
        )
    return found[0]


def opened_actor(*, actor: AccountActor, opening: Opening) -> OpenedActor:
    """The reader of an opened file. NotFound for anybody but the one who asked; Forbidden as soon as the time is over, the
    right to ask is lost, or the account is one that looks after the machine (R43)."""
    if actor.id != opening.asked_by_id:
        raise NotFound
    if not is_live(opening) or actor.account.is_technical or not actor.can(ASK[opening.kind], opening.unit.path):
        raise Forbidden
    return OpenedActor(actor.id, actor.label, opening.reason, opening.unit.path, opening.person_id)

"""Re-checks of a body, and one evening of looking again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from guong.corrections.models import Recheck, RecheckItem
from guong.corrections.querysets import body_people, leads, live_items, readable
from guong.corrections.selectors.findings import body, enter
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Person, Unit


def rechecks_of_unit(*, actor: Actor, unit: Unit) -> list[Recheck]:
    """Re-checks of a body, the next due first; each has `due_items` and `judged_items`. Figures, no words."""
    enter(actor=actor, unit=unit)
    alive = Q(items__in=live_items())
    rows = Recheck.objects.filter(unit=unit).select_related("after", "meeting", "drive", "unit")
    counted = rows.annotate(
        due_items=Count("items", filter=alive), judged_items=Count("items", filter=alive & ~Q(items__outcome=""))
    )
    return list(counted.order_by("due_on", "pk"))


@dataclass(frozen=True, slots=True)
class RecheckPage:
    """One re-check with the lines the actor may read."""

    recheck: Recheck
    items: list[RecheckItem]
    judges: bool
    people: list[Person]  # of the collective: who may have judged

    @property
    def judged(self) -> int:
        return sum(1 for item in self.items if item.outcome)


def recheck(*, actor: Actor, recheck_id: int) -> RecheckPage:
    """One re-check: whoever judges in the body sees every line, others those of findings they may read."""
    rows = Recheck.objects.select_related("unit", "after", "meeting", "drive")
    found = rows.filter(pk=recheck_id).first()
    if found is None:
        raise NotFound
    today = clock.today()
    judges = leads(actor, found.unit, today)
    items = live_items().filter(recheck=found).select_related("action__finding__unit", "doer", "judged_by")
    if not judges:
        items = items.filter(action__finding__in=readable(actor, today).values("pk"))
    listed = list(items.order_by("action__deadline", "pk"))
    if not judges and not listed:
        body(actor=actor, unit_id=found.unit_id)
    people = list(body_people(found.unit, today)) if judges else []
    return RecheckPage(recheck=found, items=listed, judges=judges, people=people)


def recheck_item(*, actor: Actor, item_id: int) -> RecheckItem:
    """One line for judging, or NotFound."""
    rows = live_items().select_related("recheck__unit", "action__finding__unit", "doer")
    found = rows.filter(pk=item_id).first()
    if found is None:
        raise NotFound
    if not leads(actor, found.recheck.unit, clock.today()):
        seen = readable(actor, clock.today()).filter(pk=found.action.finding_id)
        if not seen.exists():
            raise NotFound
    return found


def may_judge(*, actor: Actor, unit: Unit) -> bool:
    """Whether the actor judges in this body, by right or by a leading office in it."""
    return leads(actor, unit, clock.today())

"""Appeals: for the named person, for the body above that names the three, and for the three."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from guong.audit.reads import log_read
from guong.corrections.enums import AppealState
from guong.corrections.models import Appeal, AppealJudge, Finding
from guong.corrections.perms import JUDGE
from guong.corrections.services.appeals import last_day, outside_the_line
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Person
from guong.org.querysets import scope_q


@dataclass(frozen=True, slots=True)
class Case:
    """An appeal as one of the three sees it, with his own line."""

    appeal: Appeal
    finding: Finding
    mine: AppealJudge


def may_appeal(*, actor: Actor, finding: Finding) -> bool:
    """Whether the actor, being the named person, may still appeal."""
    own = actor.person_id is not None and finding.person_id == actor.person_id
    if not own or finding.settled_at is None or finding.state == "dropped" or clock.today() > last_day(finding):
        return False
    return not Appeal.objects.filter(finding=finding).exists()


def appeal_of(*, actor: Actor, finding: Finding) -> Appeal | None:
    """The appeal of a finding that the actor has opened, with what each of the three said once it is decided."""
    if finding.person_id is None:
        return None
    return Appeal.objects.filter(finding=finding).select_related("person").prefetch_related("judges__person").first()


def appeals_waiting(*, actor: Actor) -> tuple[list[Appeal], list[Appeal]]:
    """(appeals from the bodies below that wait for the actor's body to name the three, those on which the actor is one of the
    three and has said nothing yet), in one read. No words of a case."""
    naming = scope_q(actor.scope(JUDGE), "finding__unit__parent__path") & Q(state=AppealState.FILED)
    unsaid = AppealJudge.objects.filter(person_id=actor.person_id or 0, word="").values("appeal_id")
    rows = Appeal.objects.filter(naming | Q(state=AppealState.HEARD, pk__in=unsaid)).select_related("finding__unit")
    found = list(rows.order_by("filed_at", "pk"))
    return (
        [one for one in found if one.state == AppealState.FILED], [one for one in found if one.state == AppealState.HEARD],
    )  # fmt: skip


def appeal_to_name(*, actor: Actor, appeal_id: int) -> tuple[Appeal, list[Person]]:
    """(appeal, people outside the line) for the body above, or NotFound."""
    found = next((one for one in appeals_waiting(actor=actor)[0] if one.pk == appeal_id), None)
    if found is None:
        raise NotFound
    return found, list(outside_the_line(found.finding))


def case(*, actor: Actor, appeal_id: int) -> Case:
    """The case for one of the three, or NotFound. Reading it is written in the named person's log (D6)."""
    mine = AppealJudge.objects.filter(appeal_id=appeal_id, person_id=actor.person_id or 0)
    found = mine.select_related(
        "appeal__finding__unit", "appeal__finding__person", "appeal__person", "appeal__finding__meeting",
        "appeal__finding__drive", "appeal__finding__settled_by",
    ).first()  # fmt: skip
    if found is None:
        raise NotFound
    row = found.appeal.finding
    log_read(
        actor=actor, person_id=found.appeal.person_id, unit_path=row.unit.path, part="finding", target=row,
        purpose="appeal",
    )  # fmt: skip
    return Case(found.appeal, row, found)

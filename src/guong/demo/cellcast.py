"""Who plays in one cell: its committee, its eligible members, the accounts they use."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from guong.access.actors import AccountActor
from guong.demo.stage import Stage
from guong.demo.ward import Ward
from guong.drives.models import Drive, Participant
from guong.kernel.actor import Actor
from guong.org.models import Person, Unit


@dataclass
class CellCast:
    """One cell in one drive. `members` are the eligible ones, the secretary first, then the rest of the committee."""

    stage: Stage
    unit: Unit
    drive: Drive
    secretary: Person
    deputy: Person
    third: Person
    members: list[Person]
    away: set[int]
    random: Random

    def chair(self) -> AccountActor:
        """The secretary's own account at the present (moved) day."""
        return self.stage.actor(self.secretary.account.username if self.secretary.account else "")

    def others(self, *persons: Person) -> list[Person]:
        """Members who are here and are none of these."""
        taken = {person.pk for person in persons}
        return [person for person in self.members if person.pk not in taken and person.pk not in self.away]

    def decider(self, person: Person) -> Actor:
        """The account that decides about a person: the secretary's, but never in the secretary's own matter (R42)."""
        return self.stage.confirmer(self.secretary, person)

    def approver_of(self, person: Person) -> Person:
        """Somebody of the cell committee other than the person (R42)."""
        return self.deputy if person.pk == self.secretary.pk else self.secretary


def cast_of(stage: Stage, ward: Ward, drive: Drive, unit: Unit) -> CellCast:
    """Read the frozen roster of a cell."""
    heads = ward.heads[unit.pk]
    rows = Participant.objects.filter(drive=drive, unit=unit, eligible=True).select_related("person__account")
    first = [heads[role].pk for role in ("secretary", "deputy", "third")]
    by_id = {row.person_id: row.person for row in rows.order_by("person__code")}
    members = [by_id[pk] for pk in first] + [person for pk, person in by_id.items() if pk not in first]
    return CellCast(
        stage=stage, unit=unit, drive=drive, secretary=by_id[first[0]], deputy=by_id[first[1]], third=by_id[first[2]],
        members=members, away={row.person_id for row in rows if row.standing == "away"},
        random=Random(f"{drive.code} {unit.code}"),  # noqa: S311  # a repeatable story
    )  # fmt: skip

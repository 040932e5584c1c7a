"""Whoever rehearses plays an invented person: the rights of that person in the invented tree, and nothing of his own (rehearsals)."""

from __future__ import annotations

from guong.access.actors import AccountActor
from guong.access.roles import Role
from guong.org.enums import PostKind
from guong.org.models import Membership, Person, Post
from guong.org.querysets import valid_on

OFFICE_ROLES = {
    PostKind.CELL_SECRETARY.value: (Role.SECRETARY, False),
    PostKind.COMMITTEE_SECRETARY.value: (Role.LEADER, True),
}
"""Office → role, and whether with everything below: what a real holder would be given by decision."""


class PlayedActor(AccountActor):
    """An account that acts as an invented person: no grant of the account counts, the log names both."""

    plays = True

    def __init__(self, base: AccountActor, person: Person) -> None:
        super().__init__(base.account, base.today)
        today = valid_on(base.today)
        cells = Membership.objects.filter(today, person=person).values_list("unit__path", flat=True)
        posts = Post.objects.filter(today, person=person, kind__in=OFFICE_ROLES).values_list("kind", "unit__path")
        held = [(Role.MEMBER.value, path, False) for path in cells]
        held += [(OFFICE_ROLES[kind][0].value, path, OFFICE_ROLES[kind][1]) for kind, path in posts]
        self.__dict__ |= {"person": person, "_held": held}

    @property
    def label(self) -> str:
        person = self.person
        return f"{person.full_name if person else ''} ({self.account.label} đóng vai)"

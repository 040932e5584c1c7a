"""A right that comes from one meeting: whom the secretary named to chair it or to keep its minutes runs it, without any role.

What a seat may do stands in `access.roles`; whether somebody sits is asked of the meeting at every request
(`meetings.selectors.seated`), so the right begins with the naming and ends with another name or with locked minutes.
"""

from __future__ import annotations

from collections.abc import Iterable

from guong.access.actors import AccountActor
from guong.access.roles import SEAT_PERMS, SEAT_RUNNING_PERMS
from guong.kernel.actor import Actor, refuse
from guong.kernel.scope import Scope


class SeatedActor(AccountActor):
    """An account with its own rights, and those of a seat at the body of one meeting: for the pages of that meeting only."""

    def __init__(self, base: AccountActor, *, path: str, meeting_id: int, seats: Iterable[str], running: bool) -> None:
        super().__init__(base.account, base.today)
        self.__dict__ |= {"person": base.person, "_held": base._held}  # read already for this request
        self.meeting_id, self._path = meeting_id, path
        self._extra = frozenset().union(*(SEAT_PERMS[seat] for seat in seats), SEAT_RUNNING_PERMS if running else ())

    def scope(self, perm: str) -> Scope:
        own = super().scope(perm)
        return Scope(own.subtrees, own.exact | {self._path}, own.everything) if perm in self._extra else own

    def sees(self, path: str) -> bool:
        return path == self._path or super().sees(path)


def only_at(actor: Actor, meeting_id: int, path: str) -> None:
    """Refuse a seat at another meeting than its own, though it is of the same body."""
    if isinstance(actor, SeatedActor) and actor.meeting_id != meeting_id:
        refuse(actor, path)

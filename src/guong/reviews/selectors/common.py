"""What the reads of this room share."""

from __future__ import annotations

from guong.kernel.actor import Actor
from guong.reviews.perms import REMARKS as REMARKS

READ = "reviews.review:read"
TYPE_FOR = "reviews.review:type_for"
SPEAK = "reviews.remark:write"


def me(*, actor: Actor) -> int:
    """Id of the actor's person; 0, which nobody has, for an account without one."""
    return actor.person_id or 0

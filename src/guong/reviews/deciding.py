"""Who returns and finalises a self-review. One door for the page and for the write."""

from __future__ import annotations

from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import Forbidden
from guong.org.models import Post
from guong.org.querysets import valid_on
from guong.reviews.bodies import holds_office
from guong.reviews.models import SelfReview
from guong.reviews.perms import DECIDE


def require_decider(actor: Actor, review: SelfReview) -> None:
    """Whoever holds the right in the cell; the heads of the cell among themselves; never one's own (R42).

    NotFound or Forbidden for everybody else.
    """
    if actor.person_id is not None and actor.person_id == review.person_id:
        raise Forbidden
    if actor.can(DECIDE, review.unit.path):
        return
    heads = Post.objects.filter(valid_on(clock.today()), unit=review.unit, person_id=review.person_id)
    if not (heads.exists() and holds_office(actor, review.unit)):
        refuse(actor, review.unit.path)

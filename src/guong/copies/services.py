"""Handing in with fingerprints, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable

from guong.audit.work import service
from guong.copies.forms import printed_words
from guong.copies.keys import installation_key, mark
from guong.copies.models import ReviewPrint
from guong.copies.nearby import stored
from guong.copies.sheets import sheet
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden
from guong.reviews import services as reviews
from guong.reviews.models import ReviewRevision, SelfReview


@service
def hand_in(*, actor: Actor, review: SelfReview, signed_paper: bool = False) -> SelfReview:
    """`reviews.services.hand_in`, and the fingerprints of what was handed in. Whatever they show, it is never refused."""
    done = reviews.hand_in(actor=actor, review=review, signed_paper=signed_paper)
    newest = ReviewRevision.objects.filter(review=done).order_by("-number")[:1]
    _keep(newest.select_related("review__template"))
    return done


@service
def refresh_prints(*, actor: Actor) -> int:
    """Make the fingerprints that are missing, or were made under another secret; how many. For the command line."""
    if not isinstance(actor, SystemActor):
        raise Forbidden
    present = ReviewPrint.objects.filter(key_mark=mark(installation_key())).values("revision_id")
    return _keep(ReviewRevision.objects.exclude(pk__in=present).select_related("review__template").iterator(500))


def _keep(revisions: Iterable[ReviewRevision]) -> int:
    key, words = installation_key(), printed_words()
    made = 0
    for revision in revisions:
        text = sheet(revision.review.template.sections, revision.content).text
        values = {"prints": stored(text, words, key), "key_mark": mark(key)}
        ReviewPrint.objects.update_or_create(revision=revision, defaults=values)
        made += 1
    return made

"""Handing in a self-review from whichever page: what waits is shown first, and each refusal leads to where it is mended."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from guong.copies import selectors as copies
from guong.corrections.services.carry import hand_in
from guong.kernel.errors import Conflict, Invalid
from guong.reviews import rules, selectors
from guong.reviews.models import SelfReview
from guong.web import flash
from guong.web.http import Request


def first_look(request: Request, review: SelfReview, *, promises: bool = True) -> HttpResponse | None:
    """A page that the author should see before handing in; from there it is handed in as it is. None: nothing to look at."""
    if rules.missing(review.template.sections, review.draft):
        return None
    if promises and selectors.promise_hints(actor=request.actor, review=review):
        return redirect("review-promises", review_id=review.pk)
    if copies.hints(actor=request.actor, review=review):
        return redirect("copies-look", review_id=review.pk)
    return None


def hand_in_now(request: Request, review: SelfReview, *, thanks: str = "") -> HttpResponse:
    """Hand it in and show it; a refusal is said on the page where it is mended."""
    try:
        hand_in(actor=request.actor, review=review)
    except (Conflict, Invalid) as error:
        flash.say(request, str(error), tone="wait")
        return redirect(place_to_mend(error) or "review-edit", review_id=review.pk)
    flash.say(request, thanks or _("Your self-review is handed in. Until it is presented you may take it back."))
    return redirect("review-read", review_id=review.pk)


def place_to_mend(error: Conflict | Invalid) -> str:
    """The page that a refused hand-in leads to; "" for the editor itself."""
    if error.params.get("carried"):
        return "review-carried"
    return "review-promises" if error.params.get("promises") else ""

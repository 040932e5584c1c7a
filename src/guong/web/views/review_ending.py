"""After the hand-in: returning with a reason, finalising after the meeting, and the author's word under the final text (S112, D4)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from guong.reviews import selectors, services
from guong.reviews.models import SelfReview
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.review_ending import FinaliseForm, ReturnForm, SignForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route


def give_back(request: Request, review_id: int) -> HttpResponse:
    """Return a self-review with a reason and a checklist."""
    review = selectors.review_to_decide(actor=request.actor, review_id=review_id)
    if request.method != "POST":
        return _page(request, "reviews/return.html", review, ReturnForm())
    form = ReturnForm(request.POST)
    given = form.cleaned_data if form.is_valid() else None
    if given is None or not run(
        form, services.return_review, actor=request.actor, review=review, reason=given["reason"], points=given["points"]
    ):
        return _page(request, "reviews/return.html", review, form, status=422)
    flash.say(request, _("Returned. %(name)s reads why, and may hand in again.") % {"name": review.person.full_name})
    return _to_list(review)


def finalise(request: Request, review_id: int) -> HttpResponse:
    """Finalise what was read out; its author signs it then, in one of three ways."""
    review = selectors.review_to_decide(actor=request.actor, review_id=review_id)
    if request.method != "POST":
        return _page(request, "reviews/finalise.html", review, FinaliseForm())
    form = FinaliseForm(request.POST)
    given = form.cleaned_data if form.is_valid() else None
    if given is None or not run(form, services.finalise_review, actor=request.actor, review=review, **given):
        return _page(request, "reviews/finalise.html", review, form, status=422)
    flash.say(
        request, _("Finalised. %(name)s now says what he or she thinks of it.") % {"name": review.person.full_name}
    )
    return _to_list(review)


@require_POST
def finalise_all(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """Finalise at once what was read out in a cell."""
    place = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id, perm=DECIDE)
    n = services.finalise_presented(actor=request.actor, drive=place.drive, unit=place.unit)
    said = ngettext("%(n)s self-review is finalised.", "%(n)s self-reviews are finalised.", n) % {"n": n}
    flash.say(request, said if n else _("Nothing waits to be finalised here."))
    return redirect("unit-reviews", unit_id=unit_id, drive_id=drive_id)


def sign(request: Request, review_id: int) -> HttpResponse:
    """The author's word under the final text; or the secretary writes down what stands on the signed sheet."""
    review = selectors.review_to_sign(actor=request.actor, review_id=review_id)
    own = review.person_id == request.actor.person_id
    if request.method != "POST":
        return _page(request, "reviews/sign.html", review, SignForm(), own=own)
    form = SignForm(request.POST)
    given = form.cleaned_data if form.is_valid() else None
    if given is None or not run(form, services.sign_review, actor=request.actor, review=review, **given):
        return _page(request, "reviews/sign.html", review, form, own=own, status=422)
    flash.say(request, _("Kept under the final text, as it was said."))
    return redirect("review-read", review_id=review.pk) if own else _to_list(review)


def _page(
    request: Request, template: str, review: SelfReview, form: object, status: int = 200, own: bool = False
) -> HttpResponse:
    context = {"nav": "file" if own else "cell", "review": review, "form": form, "own": own}
    return render(request, template, context, status=status)


def _to_list(review: SelfReview) -> HttpResponse:
    return redirect("unit-reviews", unit_id=review.unit_id, drive_id=review.drive_id)


DECIDE = "reviews.review:decide"
routes: list[URLPattern] = [
    route("tu-soi/<int:review_id>/tra-lai/", give_back, name="review-return", room="reviews", permission=DECIDE),
    route("tu-soi/<int:review_id>/hoan-chinh/", finalise, name="review-finalise", room="reviews", permission=DECIDE),
    route(
        "chi-bo/<int:unit_id>/dot/<int:drive_id>/tu-soi/hoan-chinh/",
        finalise_all,
        name="reviews-finalise",
        room="reviews",
        permission=DECIDE,
    ),
    route("tu-soi/<int:review_id>/ky/", sign, name="review-sign", room="reviews", permission=SIGNED_IN),
]

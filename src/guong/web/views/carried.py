"""Shortcomings of earlier drives, answered before a self-review is handed in (R24)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.corrections import selectors
from guong.corrections.services.carry import answer_carried
from guong.reviews import selectors as reviews
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.carried import CarriedForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route


@require_http_methods(["GET", "HEAD", "POST"])
def carried(request: Request, review_id: int) -> HttpResponse:
    """Each shortcoming with three answers; one at a time is kept."""
    review = reviews.my_review(actor=request.actor, review_id=review_id)
    rows = selectors.carried(actor=request.actor, review=review)
    tried, wanted = None, 0
    if request.method == "POST":
        tried = CarriedForm(request.POST)
        wanted = tried.finding_id()
        finding = selectors.carried_one(actor=request.actor, review=review, finding_id=wanted)
        values = {"actor": request.actor, "review": review, "finding": finding}
        if tried.is_valid() and run(tried, answer_carried, **values, **tried.said()) is not None:
            flash.say(request, _("Kept with your self-review."))
            return redirect("review-carried", review.pk)
    pairs = [(row, tried if tried and row.finding.pk == wanted else CarriedForm.showing(row)) for row in rows]
    left = sum(row.answer is None for row in rows)
    context = {"nav": "file", "review": review, "pairs": pairs, "left": left, "writing": review.handed_in_at is None}
    return render(request, "corrections/carried.html", context, status=422 if tried else 200)


routes: list[URLPattern] = [
    route(
        "tu-soi/<int:review_id>/nam-truoc/", carried, name="review-carried", room="corrections", permission=SIGNED_IN
    ),
]

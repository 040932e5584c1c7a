"""Passages in common: to the author before handing in, and to whoever reads the cell's self-reviews. A hint, never a refusal."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.views.decorators.http import require_safe

from guong.copies import selectors
from guong.reviews import selectors as reviews
from guong.reviews.enums import ReviewState
from guong.web.handing_in import hand_in_now
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route


def look(request: Request, review_id: int) -> HttpResponse:
    """What my draft has in common with other texts; from here I go on writing, or hand in as it is."""
    review = reviews.my_review(actor=request.actor, review_id=review_id)
    if review.state != ReviewState.DRAFT:
        return redirect("review-read", review_id=review.pk)
    if review.waits_for_yes:
        return redirect("review-confirm", review_id=review.pk)
    if request.method == "POST":
        return hand_in_now(request, review)
    context = {"nav": "file", "review": review, "hints": selectors.hints(actor=request.actor, review=review)}
    return render(request, "copies/look.html", context)


@require_safe
def of_cell(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """Pairs of the cell's handed-in self-reviews, in the order of names, and how uniform the cell writes."""
    place = reviews.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    found = selectors.cell_copies(actor=request.actor, drive=place.drive, unit=place.unit)
    far = selectors.far_of_cell(actor=request.actor, drive=place.drive, unit=place.unit)
    return render(request, "copies/cell.html", {"nav": "cell", "place": place, "found": found, "far": far})


@require_safe
def pair(request: Request, unit_id: int, drive_id: int, first_id: int, second_id: int) -> HttpResponse:
    """The passages of one pair, side by side. Both writers see in their files who opened them."""
    place = reviews.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    found = selectors.pair_texts(
        actor=request.actor, drive=place.drive, unit=place.unit, first_id=first_id, second_id=second_id
    )
    return render(request, "copies/pair.html", {"nav": "cell", "place": place, "found": found})


@require_safe
def far_mine(request: Request, review_id: int) -> HttpResponse:
    """My own passages that run like a self-review of another ward, found by night."""
    review = reviews.my_review(actor=request.actor, review_id=review_id)
    found = selectors.my_far(actor=request.actor, review=review)
    return render(request, "copies/far_mine.html", {"nav": "file", "review": review, "found": found})


@require_safe
def far(request: Request, unit_id: int, drive_id: int, pair_id: int) -> HttpResponse:
    """The passages of a member of the cell that run like a text of another ward; that text only for whoever may read it."""
    place = reviews.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    found = selectors.far_texts(actor=request.actor, drive=place.drive, unit=place.unit, pair_id=pair_id)
    return render(request, "copies/far.html", {"nav": "cell", "place": place, "found": found})


routes: list[URLPattern] = [
    route("tu-soi/<int:review_id>/doan-giong/", look, name="copies-look", room="copies", permission=SIGNED_IN),
    route(
        "tu-soi/<int:review_id>/doan-giong/noi-khac/", far_mine, name="copies-far-mine", room="copies", permission=SIGNED_IN,
    ),
    route(
        "chi-bo/<int:unit_id>/dot/<int:drive_id>/doan-giong/noi-khac/<int:pair_id>/", far,
        name="copies-far", room="copies", permission="reviews.review:read",
    ),
    route(
        "chi-bo/<int:unit_id>/dot/<int:drive_id>/doan-giong/", of_cell,
        name="copies-cell", room="copies", permission="reviews.review:read",
    ),
    route(
        "chi-bo/<int:unit_id>/dot/<int:drive_id>/doan-giong/<int:first_id>/<int:second_id>/", pair,
        name="copies-pair", room="copies", permission="reviews.review:read",
    ),
]  # fmt: skip

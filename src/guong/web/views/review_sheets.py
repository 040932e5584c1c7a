"""The printed form of one member's self-review: large lines, and a QR code that opens that very form for whoever may type it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.views.decorators.http import require_safe

from guong.reviews import selectors
from guong.web.http import Request
from guong.web.qr import picture_of
from guong.web.routing import SIGNED_IN, route

TYPE_FOR = "reviews.review:type_for"


@require_safe
def by_sheet(request: Request, participant_id: int) -> HttpResponse:
    """From the code on a sheet to its form: one's own, or the typing page for whoever types for that member. Else NotFound."""
    found = selectors.participant_of_sheet(actor=request.actor, participant_id=participant_id)
    if found.person_id == request.actor.person_id:
        mine = selectors.my_review_in(actor=request.actor, drive=found.drive)
        return redirect("review-edit", mine.pk) if mine is not None else redirect("reviews-mine")
    return redirect("review-type-for", found.unit_id, found.drive_id, found.person_id)


@require_safe
def blank(request: Request, unit_id: int, drive_id: int, person_id: int) -> HttpResponse:
    """The empty form of a comrade who writes by hand, in large letters, to print."""
    place = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id, perm=TYPE_FOR)
    participant = selectors.member_to_help(actor=request.actor, drive=place.drive, person_id=person_id)
    title, sections = selectors.form_for(actor=request.actor, participant=participant)
    context = {
        "nav": "cell", "place": place, "participant": participant, "form_title": title, "sections": sections,
        "picture": picture_of(request, reverse("review-by-sheet", args=[participant.pk])), "lines": range(7),
    }  # fmt: skip
    return render(request, "reviews/blank.html", context)


routes: list[URLPattern] = [
    route("phieu/tu-soi/<int:participant_id>/", by_sheet, name="review-by-sheet", room="reviews", permission=SIGNED_IN),
    route(
        "chi-bo/<int:unit_id>/dot/<int:drive_id>/tu-soi/nhap-giup/<int:person_id>/mau-giay/", blank,
        name="review-blank", room="reviews", permission=TYPE_FOR,
    ),
]  # fmt: skip

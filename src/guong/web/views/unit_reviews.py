"""The secretary's pages: how far the cell's self-reviews are, and typing for somebody who writes by hand."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guong.corrections.services.carry import hand_in
from guong.drives.enums import DriveState
from guong.drives.models import Participant
from guong.kernel.errors import Invalid
from guong.kernel.numbers import Ratio
from guong.reviews import selectors, services
from guong.reviews.enums import SPOKEN, ReviewState
from guong.reviews.models import SelfReview
from guong.web import flash
from guong.web.forms.reviews import ReviewForm
from guong.web.http import Request
from guong.web.routing import route

TYPE_FOR, DECIDE = "reviews.review:type_for", "reviews.review:decide"


@require_safe
def unit_reviews(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """Every member who owes a self-review, in the order of names; what was handed in opens."""
    place = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    rows = selectors.reviews_of_unit(actor=request.actor, drive=place.drive, unit=place.unit)
    decides = request.actor.can(DECIDE, place.unit.path) and place.drive.state == DriveState.OPEN
    handed_in = sum(bool(row.state) and row.state != ReviewState.DRAFT for row in rows)
    context = {
        "nav": "cell", "place": place, "rows": rows, "decides": decides, "me": request.actor.person_id, "handed_in": Ratio(handed_in, len(rows)),
        "presented": Ratio(sum(row.state in SPOKEN for row in rows), len(rows)),
        "hand_in_by": selectors.hand_in_by(place.drive, place.unit),
        "to_finalise": sum(
            decides and row.state == ReviewState.PRESENTED and row.person.pk != request.actor.person_id for row in rows
        ),
        "uncovered": selectors.coverage(actor=request.actor, drive=place.drive, unit=place.unit),
        "candour": selectors.candour(actor=request.actor, drive=place.drive, unit=place.unit),
        "remarks": selectors.remarks_of_unit(actor=request.actor, drive=place.drive, unit=place.unit),
    }  # fmt: skip
    return render(request, "reviews/unit.html", context)


def type_for(request: Request, unit_id: int, drive_id: int, person_id: int) -> HttpResponse:
    """Type from a sheet or from the telephone; the words then wait for the member's yes (D26)."""
    place = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id, perm=TYPE_FOR)
    participant = selectors.member_to_help(actor=request.actor, drive=place.drive, person_id=person_id)
    review = selectors.typed_text(actor=request.actor, participant=participant)
    title, sections = selectors.form_for(actor=request.actor, participant=participant)
    if request.method != "POST":
        form = ReviewForm.showing(sections, review.draft if review else {}, review.stamp if review else 0)
        return _page(request, place, participant, form, title)
    form = ReviewForm(sections, request.POST)
    try:
        typed = services.type_for(
            actor=request.actor, drive=place.drive, person=participant.person, content=form.content(),
            stamp=form.posted_stamp() if review else None,
        )  # fmt: skip
        _finish(request, participant, typed)
    except Invalid as error:
        form.blame(error)
        return _page(request, place, participant, form, title, status=422)
    return redirect("unit-reviews", unit_id=place.unit.pk, drive_id=place.drive.pk)


def _finish(request: Request, participant: Participant, typed: SelfReview) -> None:
    """Hand in at once if the signed sheet lies with the cell; else say that it waits for the member."""
    name = {"name": participant.person.full_name}
    if request.POST.get("signed"):
        hand_in(actor=request.actor, review=typed, signed_paper=True)
        flash.say(request, _("Handed in for %(name)s. Keep the signed sheet with the papers of the cell.") % name)
    else:
        flash.say(request, _("Kept. It now waits for the yes of %(name)s.") % name)


def _page(
    request: Request, place: selectors.Place, participant: Participant, form: ReviewForm, title: str, status: int = 200
) -> HttpResponse:
    context = {
        "nav": "cell", "place": place, "participant": participant, "form": form, "parts": form.parts(),
        "form_title": title,
    }  # fmt: skip
    return render(request, "reviews/type_for.html", context, status=status)


routes: list[URLPattern] = [
    route(
        "chi-bo/<int:unit_id>/dot/<int:drive_id>/tu-soi/", unit_reviews,
        name="unit-reviews", room="reviews", permission="reviews.review:read",
    ),
    route(
        "chi-bo/<int:unit_id>/dot/<int:drive_id>/tu-soi/nhap-giup/<int:person_id>/", type_for,
        name="review-type-for", room="reviews", permission=TYPE_FOR,
    ),
]  # fmt: skip

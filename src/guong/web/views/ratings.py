"""My year-end rating: rate myself, read what was said, petition; and the list that was published (R37, R45)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.drives import selectors as drives
from guong.kernel import clock
from guong.kernel.errors import Conflict, Invalid, NotFound
from guong.papers.ratings import form_docx
from guong.ratings import rules, selectors, services
from guong.ratings.models import Rating
from guong.ratings.perms import PUBLISH_LIST
from guong.ratings.selectors import Draft, RatingPage
from guong.web import flash
from guong.web.downloads import attachment
from guong.web.forms.base import run
from guong.web.forms.ratings import RatingForm, WordsForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

ROOM = "ratings"
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def mine(request: Request) -> HttpResponse:
    """My ratings, drives in which I am rated, and published lists that concern me."""
    context = {
        "nav": "file", "ratings": selectors.my_ratings(actor=request.actor),
        "campaigns": selectors.my_campaigns(actor=request.actor), "lists": selectors.lists_for(actor=request.actor),
        "bodies": selectors.body_drafts(actor=request.actor),
    }  # fmt: skip
    return render(request, "ratings/mine.html", context)


@require_POST
def start(request: Request, drive_id: int) -> HttpResponse:
    campaign = selectors.my_campaign(actor=request.actor, drive_id=drive_id)
    person = request.actor.person
    assert person is not None  # my_campaign finds nothing for an account without a person
    rating = services.start_rating(actor=request.actor, campaign=campaign, person=person)
    return redirect("rating-edit", rating_id=rating.pk)


@require_http_methods(METHODS)
def edit(request: Request, rating_id: int) -> HttpResponse:
    """The form, line by line. One button saves, one hands in."""
    draft = selectors.own_draft(actor=request.actor, rating_id=rating_id)
    if request.method != "POST":
        return _editor(request, draft, RatingForm(draft.rating.subject, draft.book, draft.rating.draft))
    form = RatingForm(draft.rating.subject, draft.book, draft.rating.draft, request.POST)
    try:
        saved = run(
            form, services.save_rating, actor=request.actor, rating=draft.rating, content=form.content(),
            stamp=form.posted_stamp(),
        )  # fmt: skip
    except Conflict as error:
        form.add_error(None, str(error))
        return _editor(request, draft, form, status=409)
    if saved is None:
        return _editor(request, draft, form, status=422)
    if request.POST.get("act") == "hand_in":
        if run(form, services.hand_in_rating, actor=request.actor, rating=saved) is None:
            return _editor(request, selectors.own_draft(actor=request.actor, rating_id=rating_id), form, status=422)
        flash.say(request, _("Handed in. The collective appraises it and proposes a level; you read every step here."))
        return redirect("rating", rating_id=rating_id)
    flash.say(request, _("Saved at %(time)s.") % {"time": _hour(saved)})
    return redirect("rating-edit", rating_id=rating_id)


def _editor(request: Request, draft: Draft, form: RatingForm, status: int = 200) -> HttpResponse:
    rating = draft.rating
    points = rating.draft.get("points", {})
    context = {
        "nav": "file" if rating.person_id else "cell", "rating": rating, "form": form, "lines": form.lines(),
        "evidence": draft.evidence, "confirmed": draft.book.confirmed(rating.subject), "stamp": rating.stamp,
        "fixed_percent": draft.book.number("fixed_percent"), "saved_time": _hour(rating) if rating.saved_at else "",
        "total": rules.show_points(rules.total(draft.book.lines(rating.subject), points)) if points else "",
    }  # fmt: skip
    return render(request, "ratings/edit.html", context, status=status)


@require_POST
def autosave(request: Request, rating_id: int) -> JsonResponse:
    """Keep what is typed, from the page's script."""
    draft = selectors.own_draft(actor=request.actor, rating_id=rating_id)
    form = RatingForm(draft.rating.subject, draft.book, draft.rating.draft, request.POST)
    try:
        saved = services.save_rating(
            actor=request.actor, rating=draft.rating, content=form.content(), stamp=form.posted_stamp()
        )
    except Conflict as error:
        return JsonResponse({"conflict": str(error)}, status=409)
    except Invalid as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"saved": _hour(saved), "stamp": saved.stamp})


def _hour(rating: Rating) -> str:
    return (rating.saved_at or clock.now()).astimezone(clock.ZONE).strftime("%H:%M")


@require_safe
def read(request: Request, rating_id: int) -> HttpResponse:
    """One rating with every step of it."""
    page = selectors.open_rating(actor=request.actor, rating_id=rating_id)
    if page.own:
        services.note_rating_shown(actor=request.actor, rating=page.rating)
    return _reading(request, page, _reply_form())


def _reply_form(data: Any = None) -> WordsForm:
    return WordsForm(
        data, label=_("What I want to say to it"), hint=_("The body that decides reads it with the proposal."),
    )  # fmt: skip


def _reading(request: Request, page: RatingPage, form: WordsForm, status: int = 200) -> HttpResponse:
    nav = "file" if page.own and page.rating.person_id else "cell"
    context = {"nav": nav, "page": page, "rating": page.rating, "form": form}
    return render(request, "ratings/read.html", context, status=status)


@require_POST
def reply(request: Request, rating_id: int) -> HttpResponse:
    """My words to the proposal, before it is decided (D2)."""
    page = selectors.open_rating(actor=request.actor, rating_id=rating_id)
    if not page.may_reply:
        raise NotFound
    form, words = _reply_form(request.POST), request.POST.get("words", "")
    if run(form, services.reply_to_proposal, actor=request.actor, rating=page.rating, words=words) is None:
        return _reading(request, page, form, 422)
    flash.say(request, _("Your words stand beside the proposal."))
    return redirect("rating", rating_id=rating_id)


@require_POST
def take_back(request: Request, rating_id: int) -> HttpResponse:
    rating = selectors.one(actor=request.actor, rating_id=rating_id)
    services.take_back_rating(actor=request.actor, rating=rating)
    flash.say(request, _("Taken back. Go on, then hand it in again."))
    return redirect("rating-edit", rating_id=rating_id)


@require_http_methods(METHODS)
def petition(request: Request, rating_id: int) -> HttpResponse:
    """Ask the level above to look at the decision (R37)."""
    page = selectors.open_rating(actor=request.actor, rating_id=rating_id)
    if not page.may_petition:
        raise NotFound
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("What should be looked at again, and why"),
        hint=_("The level above reads it with everything that was said of you. Your level stays, marked as under review."),
    )  # fmt: skip
    if request.method == "POST":
        words = request.POST.get("words", "")
        if run(form, services.file_petition, actor=request.actor, rating=page.rating, words=words) is not None:
            flash.say(request, _("The petition is filed. The level above answers it here, with its reason."))
            return redirect("rating", rating_id=rating_id)
    status = 422 if form.errors else 200
    return render(request, "ratings/petition.html", {"nav": "file", "page": page, "form": form}, status=status)


@require_safe
def published(request: Request, publication_id: int) -> HttpResponse:
    """The list: name, office, unit, level, in the order of names (R45)."""
    found = selectors.published(actor=request.actor, publication_id=publication_id)
    may = found.withdrawn_at is None and request.actor.can(PUBLISH_LIST, found.unit.path)
    return render(request, "ratings/published.html", {"nav": "file", "list": found, "may_withdraw": may})


@require_safe
def blank(request: Request, drive_id: int) -> HttpResponse:
    """The form to fill in by hand, for everybody who sees the drive (law 9)."""
    campaign = selectors.campaign_of(drives.drive(actor=request.actor, drive_id=drive_id))
    if campaign is None:
        raise NotFound
    return attachment(form_docx(actor=request.actor, campaign=campaign), f"phieu-tu-cham-{campaign.drive.year}.docx")


routes: list[URLPattern] = [
    route("xep-loai/", mine, name="ratings", room=ROOM, permission=SIGNED_IN),
    route("xep-loai/dot/<int:drive_id>/bat-dau/", start, name="rating-start", room=ROOM, permission=SIGNED_IN),
    route(
        "xep-loai/dot/<int:drive_id>/phieu-tu-cham.docx", blank, name="rating-blank", room=ROOM, permission=SIGNED_IN
    ),
    route("xep-loai/<int:rating_id>/tu-cham/", edit, name="rating-edit", room=ROOM, permission=SIGNED_IN),
    route("xep-loai/<int:rating_id>/luu/", autosave, name="rating-autosave", room=ROOM, permission=SIGNED_IN),
    route("xep-loai/<int:rating_id>/", read, name="rating", room=ROOM, permission=SIGNED_IN),
    route("xep-loai/<int:rating_id>/y-kien-cua-toi/", reply, name="rating-reply", room=ROOM, permission=SIGNED_IN),
    route("xep-loai/<int:rating_id>/rut-lai/", take_back, name="rating-take-back", room=ROOM, permission=SIGNED_IN),
    route("xep-loai/<int:rating_id>/kien-nghi/", petition, name="rating-petition", room=ROOM, permission=SIGNED_IN),
    route("xep-loai/danh-sach/<int:publication_id>/", published, name="rating-list", room=ROOM, permission=SIGNED_IN),
]

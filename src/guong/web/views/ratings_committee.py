"""The deciding body's pages: proposals with the arithmetic of the share, decisions, petitions, the list (R34, R37, R45, D11)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.drives import selectors as drives
from guong.kernel.errors import NotFound
from guong.papers.ratings import list_docx, list_xlsx
from guong.ratings import selectors, services
from guong.ratings.perms import DECIDE, MANAGE, PUBLISH_LIST
from guong.ratings.selectors import CommitteePage, RatingPage
from guong.web import flash
from guong.web.downloads import attachment
from guong.web.forms.base import run
from guong.web.forms.ratings import AnswerForm, CampaignForm, DecideForm, GroundsForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.web.views.ratings import METHODS, ROOM


@require_safe
def board(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """What was sent here to decide. The office sees counts and the share, no names."""
    page = selectors.committee_page(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    words = page.grounds.text if page.grounds else ""
    return _board(request, page, GroundsForm(initial={"grounds": words}))


def _board(request: Request, page: CommitteePage, form: GroundsForm, status: int = 200) -> HttpResponse:
    return render(request, "ratings/committee.html", {"nav": "units", "page": page, "form": form}, status=status)


@require_POST
def grounds(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """Say why the higher share holds here."""
    page = selectors.committee_page(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    form = GroundsForm(request.POST)
    words = request.POST.get("grounds", "")
    try_it = {"actor": request.actor, "campaign": page.campaign, "unit": page.unit, "words": words}
    run(form, services.state_grounds, **try_it)
    if form.errors:
        return _board(request, page, form, 422)
    flash.say(request, _("Kept. The arithmetic below follows it."))
    return redirect("ratings-committee", unit_id=unit_id, drive_id=drive_id)


def _deciding(request: Request, rating_id: int) -> RatingPage:
    page = selectors.open_rating(actor=request.actor, rating_id=rating_id)
    if not page.may_decide:
        raise NotFound
    return page


@require_http_methods(METHODS)
def decide(request: Request, rating_id: int) -> HttpResponse:
    """Read everything that was said, then decide, or send it back."""
    page = _deciding(request, rating_id)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        why = request.POST.get("why", "")
        if request.POST.get("act") == "send_back":
            done = run(form, services.send_back_rating, actor=request.actor, rating=page.rating, why=why)
            said = _("Sent back. The collective reads your reason.")
        else:
            level = request.POST.get("level", "")
            done = run(form, services.decide_rating, actor=request.actor, rating=page.rating, level=level, why=why)
            said = _("Decided. The comrade reads it, and may file a petition.")
        if done is not None:
            flash.say(request, said)
            return redirect(
                "ratings-committee", unit_id=page.rating.decided_in_id, drive_id=page.rating.campaign.drive_id
            )
    context = {"nav": "units", "page": page, "rating": page.rating, "form": form}
    return render(request, "ratings/decide.html", context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
def answer(request: Request, rating_id: int) -> HttpResponse:
    """Answer a petition: the level above."""
    page = selectors.open_rating(actor=request.actor, rating_id=rating_id)
    if not page.may_answer or page.petition is None:
        raise NotFound
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = run(
            form, services.answer_petition, actor=request.actor, petition=page.petition,
            level=request.POST.get("level", ""), words=request.POST.get("words", ""),
        )  # fmt: skip
        if done is not None:
            flash.say(request, _("Answered. The comrade reads your reason."))
            return redirect("rating", rating_id=rating_id)
    context = {"nav": "home", "page": page, "rating": page.rating, "form": form}
    return render(request, "ratings/decide.html", context, status=422 if form.errors else 200)


@require_POST
def publish(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    page = selectors.committee_page(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    made = services.publish_list(actor=request.actor, campaign=page.campaign, unit=page.unit)
    flash.say(request, _("Published: name, office, unit, level. Nothing else stands in it."))
    return redirect("rating-list", publication_id=made.pk)


@require_POST
def withdraw(request: Request, publication_id: int) -> HttpResponse:
    found = selectors.published(actor=request.actor, publication_id=publication_id)
    services.withdraw_list(actor=request.actor, publication=found)
    flash.say(request, _("The list is withdrawn."))
    return redirect("ratings-committee", unit_id=found.unit_id, drive_id=found.campaign.drive_id)


@require_safe
def list_file(request: Request, publication_id: int, kind: str) -> HttpResponse:
    """The same list as a file."""
    found = selectors.published(actor=request.actor, publication_id=publication_id)
    make = list_xlsx if kind == "xlsx" else list_docx
    return attachment(make(actor=request.actor, publication=found), f"ket-qua-xep-loai-{found.unit.code}.{kind}")


def as_docx(request: Request, publication_id: int) -> HttpResponse:
    """The list as .docx."""
    return list_file(request, publication_id, "docx")


def as_xlsx(request: Request, publication_id: int) -> HttpResponse:
    """The list as .xlsx."""
    return list_file(request, publication_id, "xlsx")


@require_http_methods(METHODS)
def campaign(request: Request, drive_id: int) -> HttpResponse:
    """Open the rating of a drive of the year-end mode, or move its days (R40). NotFound in the other mode (R29)."""
    drive = drives.drive(actor=request.actor, drive_id=drive_id, perm=MANAGE)
    if not selectors.may_manage(actor=request.actor, drive=drive):
        raise NotFound
    found = selectors.campaign_of(drive)
    names = ("self_until", "appraise_until", "decide_until", "summing_up_on")
    initial = {name: getattr(found, name) for name in names} if found is not None else {}
    form = CampaignForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        act, one = (
            (services.open_campaign, {"drive": drive})
            if found is None
            else (services.change_campaign, {"campaign": found})
        )
        if run(form, act, actor=request.actor, **one, **form.cleaned_data) is not None:
            flash.say(request, _("The days are set. Every comrade on the list can begin."))
            return redirect("rating-campaign", drive_id=drive_id)
    context = {"nav": "drives", "drive": drive, "campaign": found, "form": form}
    return render(request, "ratings/campaign.html", context, status=422 if form.errors else 200)


_BODY = "xep-loai/cap-uy/<int:unit_id>/dot/<int:drive_id>/"
_LIST = "xep-loai/danh-sach/<int:publication_id>/"
routes: list[URLPattern] = [
    route(_BODY, board, name="ratings-committee", room=ROOM, permission=PUBLISH_LIST),
    route(f"{_BODY}can-cu/", grounds, name="rating-grounds", room=ROOM, permission=DECIDE),
    route(f"{_BODY}cong-bo/", publish, name="rating-publish", room=ROOM, permission=PUBLISH_LIST),
    route("xep-loai/<int:rating_id>/quyet-dinh/", decide, name="rating-decide", room=ROOM, permission=DECIDE),
    route("xep-loai/<int:rating_id>/tra-loi/", answer, name="rating-answer", room=ROOM, permission=DECIDE),
    route(f"{_LIST}go-xuong/", withdraw, name="rating-withdraw", room=ROOM, permission=PUBLISH_LIST),
    route(f"{_LIST}danh-sach.docx", as_docx, name="rating-list-docx", room=ROOM, permission=SIGNED_IN),
    route(f"{_LIST}danh-sach.xlsx", as_xlsx, name="rating-list-xlsx", room=ROOM, permission=SIGNED_IN),
    route("dot/<int:drive_id>/xep-loai/", campaign, name="rating-campaign", room=ROOM, permission=MANAGE),
]

"""The collective's pages: who stands where, appraising and proposing, opinions, the tally of a secret vote (R37, R38)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.kernel.errors import NotFound
from guong.papers.ratings import ballot_docx, voting_docx
from guong.ratings import selectors, services
from guong.ratings.enums import Stage, Subject
from guong.ratings.perms import APPRAISE, READ
from guong.ratings.schemebook import Book
from guong.ratings.selectors import RatingPage
from guong.web import flash
from guong.web.downloads import attachment
from guong.web.forms.base import run
from guong.web.forms.ratings import BallotForm, OpinionForm, RatingForm
from guong.web.http import Request
from guong.web.routing import route
from guong.web.views.ratings import METHODS, ROOM


@require_safe
def unit_list(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """The collective: the body first, then the comrades in the order of names."""
    page = selectors.body_page(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    return render(request, "ratings/unit.html", {"nav": "cell", "page": page})


@require_POST
def start_body(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    campaign, unit = selectors.campaign_at(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    rating = services.start_body_rating(actor=request.actor, campaign=campaign, unit=unit)
    return redirect("rating-edit" if rating.state == "draft" else "rating", rating_id=rating.pk)


@require_http_methods(METHODS)
def type_for(request: Request, unit_id: int, drive_id: int, person_id: int) -> HttpResponse:
    """Type from the sheet of a comrade who writes by hand; he hands it in himself (D26)."""
    campaign, person, row = selectors.to_type(
        actor=request.actor, drive_id=drive_id, unit_id=unit_id, person_id=person_id
    )
    book = Book(campaign.scheme)
    form = RatingForm(
        Subject.PERSON, book, row.draft if row else {}, request.POST if request.method == "POST" else None
    )
    if request.method == "POST":
        stamp = form.posted_stamp()
        done = run(
            form, services.type_rating_for, actor=request.actor, campaign=campaign, person=person, content=form.content(),
            stamp=stamp,
        )  # fmt: skip
        if done is not None:
            flash.say(request, _("Kept. Comrade %(name)s reads it and hands it in.") % {"name": person.full_name})
            return redirect("ratings-unit", unit_id=unit_id, drive_id=drive_id)
    context = {
        "nav": "cell", "campaign": campaign, "person": person, "form": form, "lines": form.lines(), "unit_id": unit_id,
        "stamp": row.stamp if row else 0, "confirmed": book.confirmed(Subject.PERSON),
    }  # fmt: skip
    return render(request, "ratings/type_for.html", context, status=422 if form.errors else 200)


def _proposing(request: Request, rating_id: int) -> RatingPage:
    page = selectors.open_rating(actor=request.actor, rating_id=rating_id)
    if not page.may_appraise:
        raise NotFound
    return page


@require_http_methods(METHODS)
def appraise(request: Request, rating_id: int) -> HttpResponse:
    """Line by line beside what the comrade gave; nothing is filled in beforehand but what an earlier proposal said."""
    page = _proposing(request, rating_id)
    last = {one.judgement.stage: one.judgement for one in page.said}
    own, earlier = last.get(Stage.SELF.value), last.get(Stage.COLLECTIVE.value)
    form = RatingForm(
        page.rating.subject, page.book, earlier.content if earlier else {}, request.POST if request.method == "POST" else None,
        before=own.content if own else {}, why=True,
    )  # fmt: skip
    if request.method == "POST":
        why, content = request.POST.get("why", ""), form.content()
        done = run(form, services.propose_rating, actor=request.actor, rating=page.rating, content=content, why=why)
        if done is not None:
            flash.say(request, _("Proposed. It has gone to the body that decides."))
            return redirect("ratings-unit", unit_id=page.rating.unit_id, drive_id=page.rating.campaign.drive_id)
    return _appraising(request, page, form, OpinionForm(), 422 if form.errors else 200)


def _appraising(
    request: Request, page: RatingPage, form: RatingForm, opinion: OpinionForm, status: int = 200
) -> HttpResponse:
    own = next((one for one in reversed(page.said) if one.judgement.stage == Stage.SELF.value), None)
    context = {
        "nav": "cell", "page": page, "rating": page.rating, "form": form, "lines": form.lines(), "evidence": page.now,
        "own": own, "opinion": opinion, "confirmed": page.book.confirmed(page.rating.subject),
        "fixed_percent": page.book.number("fixed_percent"), "explain": page.book.number("explain_points"),
    }  # fmt: skip
    return render(request, "ratings/appraise.html", context, status=status)


@require_POST
def opinion(request: Request, rating_id: int) -> HttpResponse:
    """Note what a body concerned said."""
    page = _proposing(request, rating_id)
    form = OpinionForm(request.POST)
    done = run(
        form, services.note_opinion, actor=request.actor, rating=page.rating, source=request.POST.get("source", ""),
        words=request.POST.get("words", ""),
    )  # fmt: skip
    if done is not None:
        flash.say(request, _("The opinion is noted. The comrade reads it too."))
        return redirect("rating-appraise", rating_id=rating_id)
    return _appraising(request, page, RatingForm(page.rating.subject, page.book, {}, why=True), form, 422)


@require_http_methods(METHODS)
def vote(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """The tally of a secret vote, typed once from the sheet of those who counted."""
    campaign, unit, rated = selectors.vote_page(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    ballot = selectors.standing_ballot(actor=request.actor, campaign=campaign, unit=unit)
    form = BallotForm(rated, request.POST if request.method == "POST" else None, ballot=ballot)
    if request.method == "POST" and form.is_valid():
        done = run(
            form, services.note_ballot, actor=request.actor, campaign=campaign, unit=unit,
            held_on=form.cleaned_data["held_on"], issued=form.whole("issued"), returned=form.whole("returned"),
            counters=form.cleaned_data["counters"], lines=form.votes(),
        )  # fmt: skip
        if done is not None:
            flash.say(request, _("The tally is kept. Print the minutes, in three copies."))
            return redirect("rating-vote", unit_id=unit_id, drive_id=drive_id)
    context = {
        "nav": "cell", "campaign": campaign, "unit": unit, "form": form, "rows": form.rows(), "ballot": ballot,
    }  # fmt: skip
    return render(request, "ratings/vote.html", context, status=422 if form.errors else 200)


@require_safe
def vote_minutes(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """The minutes of the vote as .docx (R38)."""
    ballot = selectors.ballot_of(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    return attachment(ballot_docx(actor=request.actor, ballot=ballot), f"kiem-phieu-{ballot.unit.code}.docx")


@require_safe
def vote_papers(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """A paper of the vote as .docx, to be copied."""
    _campaign, unit, rated = selectors.vote_page(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    return attachment(voting_docx(actor=request.actor, unit=unit, rated=rated), f"phieu-{unit.code}.docx")


_CELL = "xep-loai/chi-bo/<int:unit_id>/dot/<int:drive_id>/"
routes: list[URLPattern] = [
    route(_CELL, unit_list, name="ratings-unit", room=ROOM, permission=READ),
    route(f"{_CELL}tap-the/", start_body, name="rating-body", room=ROOM, permission=APPRAISE),
    route(f"{_CELL}phieu/", vote, name="rating-vote", room=ROOM, permission=APPRAISE),
    route(f"{_CELL}phieu/phieu-trang.docx", vote_papers, name="rating-vote-paper", room=ROOM, permission=APPRAISE),
    route(f"{_CELL}phieu/bien-ban.docx", vote_minutes, name="rating-vote-docx", room=ROOM, permission=READ),
    route(f"{_CELL}nhap-giup/<int:person_id>/", type_for, name="rating-type-for", room=ROOM, permission=APPRAISE),
    route("xep-loai/<int:rating_id>/de-nghi/", appraise, name="rating-appraise", room=ROOM, permission=APPRAISE),
    route("xep-loai/<int:rating_id>/y-kien/", opinion, name="rating-opinion", room=ROOM, permission=APPRAISE),
]

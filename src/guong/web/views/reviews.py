"""My self-review: write, hand in, take back, print; and the helper's and the secretary's pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.copies import selectors as copies
from guong.corrections import selectors as corrections
from guong.corrections.services.carry import hand_in
from guong.kernel import clock
from guong.kernel.errors import Conflict, Invalid
from guong.reviews import rules, selectors, services
from guong.reviews.enums import ReturnPoint, ReviewState
from guong.reviews.models import ReviewReturn, SelfReview
from guong.reviews.texts import DUTIES
from guong.web import flash
from guong.web.forms.reviews import ReviewForm, parts, written
from guong.web.handing_in import first_look, hand_in_now, place_to_mend
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route


@require_safe
def mine(request: Request) -> HttpResponse:
    """My self-reviews of all drives, and the drives in which one is asked of me."""
    context = {
        "nav": "file",
        "reviews": selectors.my_reviews(actor=request.actor),
        "places": selectors.my_open_drives(actor=request.actor),
    }
    return render(request, "reviews/mine.html", context)


@require_POST
def start(request: Request, drive_id: int) -> HttpResponse:
    """Begin, or go on with, my self-review of a drive."""
    drive = selectors.my_open_drive(actor=request.actor, drive_id=drive_id)
    person = request.actor.person
    assert person is not None  # my_open_drive finds nothing for an account without a person
    review = services.start_review(actor=request.actor, drive=drive, person=person)
    return redirect("review-edit", review_id=review.pk)


def edit(request: Request, review_id: int) -> HttpResponse:
    """The editor. Works without JavaScript: one button saves, one hands in."""
    review = selectors.my_review(actor=request.actor, review_id=review_id)
    if review.state != ReviewState.DRAFT:
        return redirect("review-read", review_id=review.pk)
    if review.waits_for_yes:
        return redirect("review-confirm", review_id=review.pk)
    if request.method != "POST":
        form = ReviewForm.showing(review.template.sections, review.draft, review.stamp)
        return _editor(request, review, form)
    form = ReviewForm(review.template.sections, request.POST)
    try:
        saved = services.save_draft(
            actor=request.actor, review=review, content=form.content(), stamp=form.posted_stamp()
        )
        if request.POST.get("act") != "hand_in":
            flash.say(request, _("Saved at %(time)s.") % {"time": _hour(saved)})
            return redirect("review-edit", review_id=review.pk)
        if (shown_first := first_look(request, saved)) is not None:
            return shown_first
        hand_in(actor=request.actor, review=saved)
    except Conflict:
        return _conflict(request, review_id, form)
    except Invalid as error:
        if where := place_to_mend(error):
            flash.say(request, str(error), tone="wait")
            return redirect(where, review_id=review.pk)
        form.blame(error)
        return _editor(request, selectors.my_review(actor=request.actor, review_id=review_id), form, status=422)
    flash.say(request, _("Your self-review is handed in. Until it is presented you may take it back."))
    return redirect("review-read", review_id=review.pk)


def _editor(request: Request, review: SelfReview, form: ReviewForm, status: int = 200) -> HttpResponse:
    shown = form.parts()
    context = {
        "nav": "file", "review": review, "form": form, "parts": shown, "stamp": review.stamp,
        "carried": corrections.carried(actor=request.actor, review=review),
        "promised": selectors.promised(actor=request.actor, review=review),
        "promise_hints": selectors.promise_hints(actor=request.actor, review=review),
        "prompt": selectors.prompt_for(actor=request.actor), "duties": DUTIES,
        "hand_in_by": selectors.hand_in_by(review.drive, review.unit), "returned": _returned(request, review),
        "asked": selectors.suggestions_to_me(actor=request.actor, drive=review.drive),
        "saved_time": _hour(review) if review.saved_at else "", "shown_wrong": [part for part in shown if part.field is not None and part.field.errors],
    }  # fmt: skip
    return render(request, "reviews/edit.html", context, status=status)


def _returned(request: Request, review: SelfReview) -> ReviewReturn | None:
    """The return that the author has not answered yet, if the draft was sent back."""
    last = next(iter(selectors.returns_of(actor=request.actor, review=review)), None)
    return _lacking(last) if last is not None else None


def _conflict(request: Request, review_id: int, form: ReviewForm) -> HttpResponse:
    """Two windows: both texts side by side, and a choice. Nothing typed is lost, nothing is overwritten."""
    review = selectors.my_review(actor=request.actor, review_id=review_id)
    kept = parts(review.template.sections, review.draft)
    typed = parts(review.template.sections, form.content())
    pairs = [pair for pair in zip(kept, typed, strict=True) if pair[0].text.split() != pair[1].text.split()]
    same = [part for part in typed if part.key not in {pair[1].key for pair in pairs}]
    context = {"nav": "file", "review": review, "pairs": pairs, "same": same, "saved_time": _hour(review)}
    return render(request, "reviews/conflict.html", context, status=409)


@require_POST
def autosave(request: Request, review_id: int) -> JsonResponse:
    """Keep what is typed, from the page's script: {"saved": "19:42", "stamp": 7}, or 409 / 422 with a sentence."""
    review = selectors.my_review(actor=request.actor, review_id=review_id)
    form = ReviewForm(review.template.sections, request.POST)
    try:
        saved = services.save_draft(
            actor=request.actor, review=review, content=form.content(), stamp=form.posted_stamp()
        )
    except Conflict as error:
        return JsonResponse({"conflict": str(error)}, status=409)
    except Invalid as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"saved": _hour(saved), "stamp": saved.stamp})


def _hour(review: SelfReview) -> str:
    moment = review.saved_at or clock.now()
    return moment.astimezone(clock.ZONE).strftime("%H:%M")


@require_POST
def take_back(request: Request, review_id: int) -> HttpResponse:
    review = selectors.my_review(actor=request.actor, review_id=review_id)
    services.take_back(actor=request.actor, review=review)
    flash.say(request, _("Taken back: only you see it again. Hand it in when you are done."))
    return redirect("review-edit", review_id=review.pk)


@require_safe
def read(request: Request, review_id: int) -> HttpResponse:
    """What was handed in: for its author, and for whoever reads reviews in the cell (noted for the author)."""
    review, revision = selectors.open_review(actor=request.actor, review_id=review_id)
    own = review.person_id == request.actor.person_id
    context: dict[str, Any] = {
        "nav": "file" if own else "cell", "review": review, "revision": revision, "own": own,
        "parts": written(review.template.sections, revision.content),
        "may_take_back": own and review.state == ReviewState.HANDED_IN,
        "carried": corrections.carried(actor=request.actor, review=review) if review.handed_in_at else [],
        "promised": selectors.promised(actor=request.actor, review=review) if review.handed_in_at else [],
        "far": own and copies.my_far(actor=request.actor, review=review),
        **_ending(request, review, own=own),
    }  # fmt: skip
    return render(request, "reviews/read.html", context)


def _ending(request: Request, review: SelfReview, *, own: bool) -> dict[str, Any]:
    """What became of it, and the steps that this reader may take next."""
    decides = not own and request.actor.can("reviews.review:decide", review.unit.path)
    return {
        "returns": [_lacking(one) for one in selectors.returns_of(actor=request.actor, review=review)],
        "signature": selectors.signature_of(actor=request.actor, review=review),
        "may_return": decides and review.state == ReviewState.HANDED_IN,
        "may_finalise": decides and review.state == ReviewState.PRESENTED,
        "may_sign": review.state == ReviewState.FINALISED and (own or decides),
    }


def _lacking(one: ReviewReturn) -> ReviewReturn:
    """A return with its ticked points in words."""
    one.points = [ReturnPoint(key).label for key in one.checklist if key in ReturnPoint.values]  # type: ignore[attr-defined]
    return one


@require_safe
def print_view(request: Request, review_id: int) -> HttpResponse:
    """My self-review as it will stand on paper, draft or handed in."""
    review = selectors.my_review(actor=request.actor, review_id=review_id)
    context = {
        "nav": "file", "review": review, "own": True, "parts": written(review.template.sections, review.draft),
        "promised": selectors.promised(actor=request.actor, review=review),
        "draft": review.state == ReviewState.DRAFT, "today": clock.today(),
    }  # fmt: skip
    return render(request, "reviews/print.html", context)


def confirm(request: Request, review_id: int) -> HttpResponse:
    """What a helper typed for me: yes, or I go on writing it myself (D26)."""
    review = selectors.my_review(actor=request.actor, review_id=review_id)
    if not review.waits_for_yes:
        return redirect("review-edit", review_id=review.pk)
    if request.method == "POST":
        if request.POST.get("act") == "rewrite":
            services.take_over_typed(actor=request.actor, review=review)
            return redirect("review-edit", review_id=review.pk)
        try:
            return _say_yes(request, review)
        except Conflict as error:
            flash.say(request, str(error))
            return redirect("review-confirm", review_id=review.pk)
    context = {
        "nav": "file", "review": review, "parts": written(review.template.sections, review.draft),
        "missing": rules.missing(review.template.sections, review.draft),
    }  # fmt: skip
    return render(request, "reviews/confirm.html", context)


def _say_yes(request: Request, review: SelfReview) -> HttpResponse:
    posted = str(request.POST.get("stamp", ""))
    stamp = int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 10 else -1
    services.confirm_typed(actor=request.actor, review=review, stamp=stamp)
    if not rules.missing(review.template.sections, review.draft):
        return hand_in_now(request, review, thanks=_("Thank you. Your self-review is confirmed and handed in."))
    flash.say(request, _("Thank you. Some sections are still empty: add a few words, then hand in."))
    return redirect("review-edit", review_id=review.pk)


routes: list[URLPattern] = [
    route("tu-soi/", mine, name="reviews-mine", room="reviews", permission=SIGNED_IN),
    route("tu-soi/dot/<int:drive_id>/viet/", start, name="review-start", room="reviews", permission=SIGNED_IN),
    route("tu-soi/<int:review_id>/", edit, name="review-edit", room="reviews", permission=SIGNED_IN),
    route("tu-soi/<int:review_id>/luu/", autosave, name="review-autosave", room="reviews", permission=SIGNED_IN),
    route("tu-soi/<int:review_id>/rut-lai/", take_back, name="review-take-back", room="reviews", permission=SIGNED_IN),
    route("tu-soi/<int:review_id>/doc/", read, name="review-read", room="reviews", permission="reviews.review:read"),
    route("tu-soi/<int:review_id>/ban-in/", print_view, name="review-print", room="reviews", permission=SIGNED_IN),
    route("tu-soi/<int:review_id>/xac-nhan/", confirm, name="review-confirm", room="reviews", permission=SIGNED_IN),
]

"""The register of promises: one's own, what the office enters, and the answers beside a self-review (S138, S147)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.reviews import selectors, services
from guong.reviews.enums import ReviewState
from guong.reviews.models import Promise, SelfReview
from guong.reviews.perms import PROMISE
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.promises import PromiseAnswerForm, PromiseForm
from guong.web.handing_in import first_look, hand_in_now
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: Request) -> HttpResponse:
    """My register, and a new promise. What an office entered is noted as shown (D1)."""
    form = PromiseForm(request.POST if request.method == "POST" else None)
    person = request.actor.person
    if request.method == "POST" and form.is_valid() and person is not None and _enter(request, form, person=person):
        flash.say(request, _("The promise stands in your register. Only you see it until you answer for it."))
        return redirect("promises-mine")
    rows = selectors.my_promises(actor=request.actor)
    new = {one.pk for one in rows if one.seen_at is None}
    if request.method != "POST":  # what is refused changes nothing, not even this
        services.note_promises_shown(actor=request.actor, promises=rows)
    context = {"nav": "file", "rows": rows, "new": new, "form": form, "person": person}
    return render(request, "promises/mine.html", context, status=422 if request.method == "POST" else 200)


def _enter(request: Request, form: PromiseForm, **about: Any) -> Promise | None:
    return run(form, services.enter_promise, actor=request.actor, **about, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, promise_id: int) -> HttpResponse:
    """Put one of my promises right, or take it off the register."""
    one = selectors.my_promise(actor=request.actor, promise_id=promise_id)
    if request.method == "POST" and request.POST.get("act") == "take_off":
        services.take_off_promise(actor=request.actor, promise=one)
        flash.say(request, _("Taken off. It will not be asked again."))
        return redirect("promises-mine")
    form = PromiseForm(request.POST) if request.method == "POST" else PromiseForm.showing(one)
    if request.method == "POST" and form.is_valid():
        given = {"actor": request.actor, "promise": one, **form.cleaned_data}
        if run(form, services.correct_promise, **given) is not None:
            flash.say(request, _("Put right."))
            return redirect("promises-mine")
    context = {"nav": "file", "one": one, "form": form}
    return render(request, "promises/change.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def of_person(request: Request, person_id: int) -> HttpResponse:
    """What this office entered for a member, and a new one. What members enter themselves is not here."""
    person, unit, rows = selectors.promises_entered(actor=request.actor, person_id=person_id)
    form = PromiseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _enter(request, form, person=person):
        flash.say(request, _("Entered. %(name)s sees it and may put it right.") % {"name": person.full_name})
        return redirect("promises-of", person_id=person.pk)
    context = {"nav": "units", "person": person, "unit": unit, "rows": rows, "form": form}
    return render(request, "promises/of_person.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: Request, review_id: int) -> HttpResponse:
    """Each promise with three answers; one at a time is kept. From here the self-review may be handed in as it is."""
    review = selectors.my_review(actor=request.actor, review_id=review_id)
    if review.state != ReviewState.DRAFT:
        return redirect("review-read", review_id=review.pk)
    if review.waits_for_yes:
        return redirect("review-confirm", review_id=review.pk)
    if request.method == "POST" and request.POST.get("act") == "hand_in":
        return first_look(request, review, promises=False) or hand_in_now(request, review)
    tried, wanted = None, 0
    if request.method == "POST":
        tried = PromiseAnswerForm(request.POST)
        wanted = tried.promise_id()
        promise = selectors.promise_asked(actor=request.actor, review=review, promise_id=wanted)
        given = {"actor": request.actor, "review": review, "promise": promise}
        if tried.is_valid() and run(tried, services.answer_promise, **given, **tried.cleaned_data) is not None:
            flash.say(request, _("Kept with your self-review."))
            return redirect("review-promises", review.pk)
    return _answers_page(request, review, tried, wanted)


def _answers_page(request: Request, review: SelfReview, tried: PromiseAnswerForm | None, wanted: int) -> HttpResponse:
    rows = selectors.promised(actor=request.actor, review=review)
    pairs = [(row, tried if tried and row.promise.pk == wanted else PromiseAnswerForm.showing(row)) for row in rows]
    hints = selectors.promise_hints(actor=request.actor, review=review)
    context = {"nav": "file", "review": review, "pairs": pairs, "hints": hints, "answered": len(rows) - hints.waiting}
    return render(request, "promises/answers.html", context, status=422 if tried else 200)


routes: list[URLPattern] = [
    route("loi-hua/", mine, name="promises-mine", room="reviews", permission=SIGNED_IN),
    route("loi-hua/<int:promise_id>/", change, name="promise-change", room="reviews", permission=SIGNED_IN),
    route("dang-vien/<int:person_id>/loi-hua/", of_person, name="promises-of", room="reviews", permission=PROMISE),
    route("tu-soi/<int:review_id>/loi-hua/", answers, name="review-promises", room="reviews", permission=SIGNED_IN),
]

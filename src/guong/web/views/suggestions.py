"""Suggestions from above: the office writes them, those asked answer, and the office sees what came back (S40, S65, R28)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guong.reviews import selectors, services
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.suggestions import SuggestForm, SuggestionAnswerForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

SUGGEST = "reviews.suggestion:write"


def made(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """What this office has suggested, how it was answered, and a new one."""
    found = selectors.suggestions_made(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    bodies = selectors.bodies_to_ask(actor=request.actor, drive=found.drive, unit=found.unit)
    form = SuggestForm(bodies, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _suggest(request, found, form):
        flash.say(request, _("Sent. It must be answered; an objection with reasons is an answer."))
        return redirect("suggestions", unit_id, drive_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "suggestions/made.html", {"nav": "drives", "found": found, "form": form}, status=status)


def _suggest(request: Request, found: selectors.Made, form: SuggestForm) -> bool:
    given = form.cleaned_data
    person = None
    if given["name"]:
        people = selectors.comrade_to_ask(
            actor=request.actor, drive=found.drive, unit=given["unit"], from_unit=found.unit, name=given["name"]
        )
        if len(people) != 1:
            form.add_error(
                "name",
                _("No such name, or more than one, writes a self-review there. Type the full name as in the list."),
            )
            return False
        person = people[0]
    return run(
        form, services.suggest, actor=request.actor, drive=found.drive, from_unit=found.unit, unit=given["unit"],
        person=person, text=given["text"], answer_by=given["answer_by"],
    ) is not None  # fmt: skip


@require_safe
def mine(request: Request) -> HttpResponse:
    """What was suggested to me, with my answers."""
    rows = selectors.suggestions_to_me(actor=request.actor)
    return render(request, "suggestions/mine.html", {"nav": "file", "rows": rows})


def answer(request: Request, suggestion_id: int) -> HttpResponse:
    """Answer for myself, or for the committee of the body asked."""
    one = selectors.suggestion(actor=request.actor, suggestion_id=suggestion_id)
    form = SuggestionAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if run(form, services.answer_suggestion, actor=request.actor, suggestion=one, **given) is not None:
            flash.say(request, _("Your answer is kept. Whoever suggested it reads it as you wrote it."))
            if one.person_id is None:
                return redirect("collective", one.unit_id, one.drive_id)
            return redirect("suggestions-mine")
    status = 422 if request.method == "POST" else 200
    nav = "file" if one.person_id else "cell"
    return render(request, "suggestions/answer.html", {"nav": nav, "one": one, "form": form}, status=status)


routes: list[URLPattern] = [
    route(
        "to-chuc/<int:unit_id>/dot/<int:drive_id>/goi-y/", made, name="suggestions", room="reviews", permission=SUGGEST
    ),
    route("goi-y/", mine, name="suggestions-mine", room="reviews", permission=SIGNED_IN),
    route("goi-y/<int:suggestion_id>/", answer, name="suggestion-answer", room="reviews", permission=SIGNED_IN),
]

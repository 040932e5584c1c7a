"""Forms of self-reviews as Word files: taken along, filled in, and brought back; and the library of forms (S122, S127)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guong.drives.models import Participant
from guong.kernel.errors import Conflict, Invalid
from guong.papers.forms import reviews as forms
from guong.papers.forms.reading import FilledForm
from guong.reviews import selectors, services
from guong.reviews.enums import ReviewState
from guong.reviews.models import SelfReview
from guong.web import flash
from guong.web.downloads import attachment
from guong.web.forms.base import run
from guong.web.forms.review_words import PlacingForm, WordForm, showing
from guong.web.http import Request
from guong.web.qr import png_of
from guong.web.routing import SIGNED_IN, route

TYPE_FOR = "reviews.review:type_for"


@require_safe
def library(request: Request) -> HttpResponse:
    """Every form, to look at and to take along."""
    found = selectors.published_forms(actor=request.actor)
    return render(request, "reviews/library.html", {"nav": "file", "forms": found})


@require_safe
def library_form(request: Request, template_id: int) -> HttpResponse:
    template, made = forms.library_form(actor=request.actor, template_id=template_id)
    return attachment(made, f"mau-tu-soi-{template.code}-{template.version}.docx")


@require_safe
def my_form(request: Request, review_id: int) -> HttpResponse:
    """My form with what I have written so far."""
    review = selectors.my_review(actor=request.actor, review_id=review_id)
    mine = selectors.my_place_in(actor=request.actor, drive=review.drive)
    code = png_of(request, reverse("review-by-sheet", args=[mine.pk])) if mine is not None else b""
    return attachment(forms.my_form(actor=request.actor, review=review, code=code), f"ban-tu-soi-{review_id}.docx")


def from_word(request: Request, review_id: int) -> HttpResponse:
    """Choose the filled form, look at what was read, then put it into the draft. Handing in stays a step of its own."""
    review = selectors.my_review(actor=request.actor, review_id=review_id)
    if review.state != ReviewState.DRAFT:
        return redirect("review-read", review_id=review.pk)
    if review.waits_for_yes:
        return redirect("review-confirm", review_id=review.pk)
    context: dict[str, Any] = {"nav": "file", "review": review}
    if request.method != "POST":
        return render(request, "reviews/from_word.html", {**context, "form": WordForm()})
    if request.POST.get("act") == "place":
        return _place(request, review, context)
    form = WordForm(request.POST, request.FILES)
    found = _read(request, form, forms.read_mine, review=review)
    if found is None:
        return render(request, "reviews/from_word.html", {**context, "form": form}, status=422)
    placing = showing(review.template.sections, review.draft, review.stamp, found)
    return _placing(request, placing, {**context, "found": found, "merged": bool(review.draft)})


def _read(request: Request, form: WordForm, reader: Any, **about: Any) -> FilledForm | None:
    """What the chosen file holds; None with the sentence in the form."""
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    found: FilledForm | None = run(form, reader, actor=request.actor, name=file.name or "", data=file.read(), **about)
    return found


def _placing(request: Request, form: PlacingForm, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shown = {**context, "form": form, "parts": form.parts(), "pieces": form.pieces()}
    return render(request, "reviews/placing.html", shown, status=status)


def _place(request: Request, review: SelfReview, context: dict[str, Any]) -> HttpResponse:
    form = PlacingForm(review.template.sections, request.POST)
    words = form.placed()
    if words is None:
        return _placing(request, form, context, status=422)
    try:
        services.save_draft(actor=request.actor, review=review, content=words, stamp=form.posted_stamp())
    except Conflict as error:
        fresh = selectors.my_review(actor=request.actor, review_id=review.pk)
        again = showing(review.template.sections, fresh.draft, fresh.stamp, FilledForm(words, [], 0, True))
        return _placing(request, again, {**context, "conflict": str(error), "merged": True}, status=409)
    except Invalid as error:
        form.blame(error)
        return _placing(request, form, context, status=422)
    flash.say(request, _("The words of the file stand in your draft. Read them once more; they are not handed in."))
    return redirect("review-edit", review_id=review.pk)


@require_safe
def member_form(request: Request, unit_id: int, drive_id: int, person_id: int) -> HttpResponse:
    """The empty form of a comrade who is helped."""
    participant = _helped(request, unit_id, drive_id, person_id)
    code = png_of(request, reverse("review-by-sheet", args=[participant.pk]))
    made = forms.form_for_member(actor=request.actor, participant=participant, code=code)
    return attachment(made, f"mau-tu-soi-{participant.person.code}.docx")


def member_word(request: Request, unit_id: int, drive_id: int, person_id: int) -> HttpResponse:
    """A comrade's filled file, handed over to whoever types: its words stand in the typing page, nothing is kept yet."""
    participant = _helped(request, unit_id, drive_id, person_id)
    typed = selectors.typed_text(actor=request.actor, participant=participant)
    template = selectors.template_of(actor=request.actor, participant=participant)
    context: dict[str, Any] = {"nav": "cell", "participant": participant}
    if request.method != "POST":
        return render(request, "reviews/from_word.html", {**context, "form": WordForm()})
    if request.POST.get("act") == "place":
        return _type(request, participant, typed, PlacingForm(template.sections, request.POST), context)
    form = WordForm(request.POST, request.FILES)
    found = _read(request, form, forms.read_for_member, participant=participant)
    if found is None:
        return render(request, "reviews/from_word.html", {**context, "form": form}, status=422)
    draft, stamp = (typed.draft, typed.stamp) if typed else ({}, 0)
    placing = showing(template.sections, draft, stamp, found)
    return _placing(request, placing, {**context, "found": found, "merged": bool(draft)})


def _type(
    request: Request, participant: Participant, typed: SelfReview | None, form: PlacingForm, context: dict[str, Any]
) -> HttpResponse:
    words = form.placed()
    if words is None:
        return _placing(request, form, context, status=422)
    try:
        services.type_for(
            actor=request.actor, drive=participant.drive, person=participant.person, content=words,
            stamp=form.posted_stamp() if typed else None,
        )  # fmt: skip
    except Invalid as error:
        form.blame(error)
        return _placing(request, form, context, status=422)
    said = _("Kept. It now waits for the yes of %(name)s.") % {"name": participant.person.full_name}
    flash.say(request, said)
    return redirect("unit-reviews", unit_id=participant.unit_id, drive_id=participant.drive_id)


def _helped(request: Request, unit_id: int, drive_id: int, person_id: int) -> Participant:
    place = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id, perm=TYPE_FOR)
    return selectors.member_to_help(actor=request.actor, drive=place.drive, person_id=person_id)


_HELP = "chi-bo/<int:unit_id>/dot/<int:drive_id>/tu-soi/nhap-giup/<int:person_id>/"
routes: list[URLPattern] = [
    route("mau-tu-soi/", library, name="review-library", room="reviews", permission=SIGNED_IN),
    route("mau-tu-soi/<int:template_id>.docx", library_form, name="review-form", room="papers", permission=SIGNED_IN),
    route("tu-soi/<int:review_id>/mau.docx", my_form, name="review-my-form", room="papers", permission=SIGNED_IN),
    route("tu-soi/<int:review_id>/tu-word/", from_word, name="review-word", room="reviews", permission=SIGNED_IN),
    route(f"{_HELP}mau.docx", member_form, name="review-member-form", room="papers", permission=TYPE_FOR),
    route(f"{_HELP}tu-word/", member_word, name="review-member-word", room="reviews", permission=TYPE_FOR),
]

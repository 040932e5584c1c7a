"""Remarks from afar: a sheet with a QR code, words typed for somebody, and the author's yes (S139, D26)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.reviews import selectors, services
from guong.reviews.models import TypedRemark
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.remarks import TypedRemarkForm
from guong.web.http import Request
from guong.web.qr import picture_of
from guong.web.routing import SIGNED_IN, route

SPEAK, TYPE_FOR = "reviews.remark:write", "reviews.review:type_for"


@require_safe
def desk(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """Who is far away, the sheet to send them, and what was typed and waits for its author."""
    place = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id, perm=TYPE_FOR)
    context = {
        "nav": "cell", "place": place,
        "away": selectors.far_away(actor=request.actor, drive=place.drive, unit=place.unit),
        "waiting": selectors.typed_in_unit(actor=request.actor, drive=place.drive, unit=place.unit),
        "may_letter": request.actor.can("accounts.account:manage", place.unit.path),
    }  # fmt: skip
    return render(request, "remarks/desk.html", context)


@require_POST
def take_away(request: Request, typed_id: int) -> HttpResponse:
    """Whoever typed takes it back before its author has answered."""
    one = selectors.typed_one_in_unit(actor=request.actor, typed_id=typed_id)
    services.drop_typed_remark(actor=request.actor, typed=one)
    flash.say(request, _("Taken back. It was nobody's remark."))
    return redirect("remarks-afar", one.unit_id, one.drive_id)


@require_safe
def sheet(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """An empty sheet for the post, with a QR code that opens the form of a remark in this drive."""
    place = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id, perm=SPEAK)
    path = reverse("remark-new", args=[place.unit.pk, place.drive.pk])
    context = {"nav": "cell", "place": place, "picture": picture_of(request, path), "lines": range(6)}
    return render(request, "remarks/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, typed_id: int) -> HttpResponse:
    """What was typed for me: yes, with a few words put right, or not my words."""
    one = selectors.typed_one_for_me(actor=request.actor, typed_id=typed_id)
    form = TypedRemarkForm(request.POST or None, initial={"fact": one.fact, "judgement": one.judgement})
    if request.method == "POST" and request.POST.get("act") == "not_mine":
        services.drop_typed_remark(actor=request.actor, typed=one)
        flash.say(request, _("Thank you. It is gone: nobody was told of it."))
        return redirect("remarks-mine")
    if request.method == "POST" and form.is_valid() and _say_yes(request, one, form):
        flash.say(request, _("Your remark is handed in. The person addressed sees it and may answer."))
        return redirect("remarks-mine")
    status = 422 if request.method == "POST" else 200
    return render(request, "remarks/confirm.html", {"nav": "file", "one": one, "form": form}, status=status)


def _say_yes(request: Request, one: TypedRemark, form: TypedRemarkForm) -> bool:
    given = {"actor": request.actor, "typed": one, **form.cleaned_data}
    return run(form, services.confirm_typed_remark, **given) is not None


_PLACE = "chi-bo/<int:unit_id>/dot/<int:drive_id>/gop-y/"
routes: list[URLPattern] = [
    route(f"{_PLACE}tu-xa/", desk, name="remarks-afar", room="reviews", permission=TYPE_FOR),
    route(f"{_PLACE}phieu/", sheet, name="remark-sheet", room="reviews", permission=SPEAK),
    route("gop-y/nhap-giup/<int:typed_id>/", confirm, name="remark-typed", room="reviews", permission=SIGNED_IN),
    route(
        "gop-y/nhap-giup/<int:typed_id>/bo/", take_away, name="remark-typed-drop", room="reviews", permission=TYPE_FOR
    ),
]

"""The library: things to read and watch, films streamed part by part, photographs (S29, S42, S113, S122, S128)."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.audit.work import unit_of_work
from guong.copies.services import put_item
from guong.directives import selectors as register
from guong.drives import selectors as drives
from guong.files.models import StoredFile
from guong.files.services import store_file, store_video
from guong.kernel.errors import NotFound
from guong.library import perms, selectors, services
from guong.library.enums import ItemKind
from guong.library.models import Item, Photo
from guong.web import flash
from guong.web.downloads import download, stream
from guong.web.forms.base import run
from guong.web.forms.library import ConsentForm, ItemForm, PhotoForm
from guong.web.http import Request
from guong.web.routing import route

ROOM = "library"
SHOWN = 100
DOCUMENTS = 300


@require_safe
def index(request: Request) -> HttpResponse:
    """Everything on the shelves in sight, searched by word and kind."""
    query, kind = request.GET.get("tim", "")[:100], request.GET.get("loai", "")
    rows = list(selectors.items(actor=request.actor, query=query, kind=kind)[: SHOWN + 1])
    context = {
        "nav": "directives", "rows": rows[:SHOWN], "more": len(rows) > SHOWN, "query": query, "kind": kind,
        "kinds": ItemKind.choices, "writes": bool(selectors.shelves(actor=request.actor)),
        "frames": selectors.frames(actor=request.actor), "photos": list(selectors.photos(actor=request.actor)[:4]),
    }  # fmt: skip
    return render(request, "library/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def put(request: Request) -> HttpResponse:
    """Put a file, a film or a document of the register on the shelf."""
    units = _shelves(request)
    form = ItemForm(
        units, list(drives.drives(actor=request.actor)), list(register.directives(actor=request.actor)[:DOCUMENTS]),
        selectors.adaptable(actor=request.actor), request.POST or None, request.FILES or None,
        initial={"unit": str(units[0].pk), "adapted_from": request.GET.get("tu", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and (made := run(form, lambda: _put(request, form))) is not None:
        flash.say(request, _("It stands on the shelf; everybody below finds it."))
        return redirect("library-item", made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "library/put.html", {"nav": "directives", "form": form}, status=status)


def _shelves(request: Request) -> list[Any]:
    units = selectors.shelves(actor=request.actor)
    if not units:
        request.actor.require(perms.WRITE, "")
    return units


def _put(request: Request, form: ItemForm) -> Item:
    """File and entry together: a refused entry leaves no file behind."""
    facts = form.facts()
    with unit_of_work():
        stored = _stored(request, facts["unit"].path, form.cleaned_data.get("file"), facts["kind"])
        return put_item(actor=request.actor, file=stored, **facts)


def _stored(request: Request, path: str, given: Any, kind: str) -> StoredFile | None:
    if not isinstance(given, UploadedFile):
        return None
    name = given.name or ""
    if kind == ItemKind.VIDEO:
        return store_video(actor=request.actor, unit_path=path, name=name, chunks=given.chunks())
    return store_file(actor=request.actor, unit_path=path, name=name, data=given.read(), purpose="document")


@require_safe
def item(request: Request, thing_id: int) -> HttpResponse:
    """One thing: what it is, where it comes from, the film itself."""
    found = selectors.item(actor=request.actor, item_id=thing_id)
    context = {
        "nav": "directives", "item": found, "film": found.kind == ItemKind.VIDEO,
        "writes": request.actor.can(perms.WRITE, found.unit.path),
        "may_adapt": found.kind == ItemKind.FORM and found in selectors.adaptable(actor=request.actor),
    }  # fmt: skip
    return render(request, "library/item.html", context)


@require_safe
def file(request: Request, thing_id: int) -> HttpResponse:
    """The file of a thing."""
    return download(*selectors.item_file(actor=request.actor, item_id=thing_id))


@require_safe
def film(request: Request, thing_id: int) -> HttpResponseBase:
    """The film, or the part of it that the player asks for."""
    return stream(request, selectors.film(actor=request.actor, item_id=thing_id))


@require_POST
def withdraw(request: Request, thing_id: int) -> HttpResponse:
    """Take a thing from the shelf."""
    found = selectors.item(actor=request.actor, item_id=thing_id, perm=perms.WRITE)
    services.withdraw_item(actor=request.actor, item=found)
    flash.say(request, _("Taken from the shelf."))
    return redirect("library")


@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: Request) -> HttpResponse:
    """Photographs in sight; POST adds one."""
    units = selectors.shelves(actor=request.actor)
    form = _photo_form(request, units) if units else None
    if request.method == "POST":
        if form is None:
            request.actor.require(perms.WRITE, "")
        elif form.is_valid() and run(form, lambda: _keep(request, form)) is not None:
            flash.say(request, _("The picture is kept."))
            return redirect("photos")
    context = {
        "nav": "directives", "form": form, "rows": [
            (one, request.actor.can(perms.WRITE, one.unit.path)) for one in selectors.photos(actor=request.actor)[:SHOWN]
        ],
    }  # fmt: skip
    return render(request, "library/photos.html", context, status=422 if request.method == "POST" else 200)


def _photo_form(request: Request, units: list[Any]) -> PhotoForm:
    return PhotoForm(
        units, list(drives.drives(actor=request.actor)), request.POST or None, request.FILES or None,
        initial={"unit": str(units[0].pk)},
    )  # fmt: skip


def _keep(request: Request, form: PhotoForm) -> Photo:
    facts, given = form.facts(), form.cleaned_data["file"]
    with unit_of_work():
        stored = store_file(
            actor=request.actor, unit_path=facts["unit"].path, name=given.name or "", data=given.read(), purpose="photo"
        )
        return services.put_photo(actor=request.actor, file=stored, **facts)


@require_safe
def photo(request: Request, photo_id: int) -> HttpResponse:
    """The picture itself, shown in the page."""
    response = download(*selectors.photo_file(actor=request.actor, photo_id=photo_id))
    response["Content-Disposition"] = "inline"
    return response


@require_POST
def photo_act(request: Request, photo_id: int, what: str) -> HttpResponse:
    """Publish with consent, hide, or take away for good."""
    found = selectors.photo(actor=request.actor, photo_id=photo_id, perm=perms.WRITE)
    if what == "dang":
        form = ConsentForm(request.POST)
        words = form.cleaned_data["consent"] if form.is_valid() else ""
        if run(form, services.publish_photo, actor=request.actor, photo=found, consent=words) is None:
            flash.say(request, " ".join(str(one) for errors in form.errors.values() for one in errors), tone="late")
        else:
            flash.say(request, _("Published. Those beside and below see it."))
    elif what == "an":
        services.hide_photo(actor=request.actor, photo=found)
        flash.say(request, _("Only your own body sees it now."))
    elif what == "bo":
        services.remove_photo(actor=request.actor, photo=found)
        flash.say(request, _("The picture is gone for good."))
    else:
        raise NotFound
    return redirect("photos")


READ, WRITE = perms.READ, perms.WRITE
routes: list[URLPattern] = [
    route("thu-vien/", index, name="library", room=ROOM, permission=READ),
    route("thu-vien/them/", put, name="library-put", room=ROOM, permission=WRITE),
    route("thu-vien/anh/", photos, name="photos", room=ROOM, permission=READ),
    route("thu-vien/anh/<int:photo_id>/", photo, name="photo", room=ROOM, permission=READ),
    route("thu-vien/anh/<int:photo_id>/<slug:what>/", photo_act, name="photo-act", room=ROOM, permission=WRITE),
    route("thu-vien/<int:thing_id>/", item, name="library-item", room=ROOM, permission=READ),
    route("thu-vien/<int:thing_id>/tep/", file, name="library-file", room=ROOM, permission=READ),
    route("thu-vien/<int:thing_id>/phim/", film, name="library-film", room=ROOM, permission=READ),
    route("thu-vien/<int:thing_id>/rut/", withdraw, name="library-withdraw", room=ROOM, permission=WRITE),
]

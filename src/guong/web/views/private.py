"""The owner's own book: journal and private mirror, sealed with the owner's secret; and the office's catalogue (S2, S61, D7)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.kernel import clock
from guong.kernel.errors import Conflict
from guong.org import selectors as org
from guong.reviews.models import MirrorCatalogue
from guong.reviews.selectors import private as selectors
from guong.reviews.services import private as services
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.private import CatalogueForm, NewSecretForm, NoteForm, SecretForm
from guong.web.http import Request
from guong.web.private_key import give_key, key_in, take_key, unseen
from guong.web.routing import SIGNED_IN, route


def _key(request: Request) -> bytes | None:
    """The key, if it opens the actor's own book."""
    key = key_in(request)
    return key if selectors.opens(actor=request.actor, key=key) else None


def book(request: Request) -> HttpResponse:
    """Shut: one field opens it. Open: write a note, read the earlier ones."""
    key = _key(request)
    if key is None:
        return _shut(request, SecretForm(), NewSecretForm())
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if run(form, services.write_note, actor=request.actor, key=key, words=words) is not None:
            flash.say(request, _("Kept and sealed. Only you can open it."))
            return redirect("book")
    context = {"nav": "file", "form": form, "notes": selectors.my_entries(actor=request.actor, key=key)}
    status = 422 if request.method == "POST" else 200
    return unseen(render(request, "private/book.html", context, status=status))


def _shut(request: Request, form: SecretForm, fresh: NewSecretForm, status: int = 200) -> HttpResponse:
    context = {"nav": "file", "form": form, "fresh": fresh, "begun": selectors.has_lock(actor=request.actor)}
    return unseen(render(request, "private/shut.html", context, status=status))


@require_POST
def open_it(request: Request) -> HttpResponse:
    """The secret, or the spare code, opens the book for half an hour in this browser."""
    form = SecretForm(request.POST)
    if not selectors.has_lock(actor=request.actor) or not form.is_valid():
        return _shut(request, form, NewSecretForm(), status=422)
    key = run(form, services.open_book, actor=request.actor, secret=form.cleaned_data["secret"])
    if key is None:
        if not form.errors:
            form.add_error("secret", _("This does not open the book. Try again, or type the spare code."))
        return _shut(request, form, NewSecretForm(), status=422)
    return give_key(redirect("book"), key)


@require_POST
def set_up(request: Request) -> HttpResponse:
    """Begin a book. The spare code is shown on this one page."""
    form = NewSecretForm(request.POST)
    made = None
    if form.is_valid():
        made = run(form, services.set_up_book, actor=request.actor, secret=form.cleaned_data["secret"])
    if made is None:
        return _shut(request, SecretForm(), form, status=422)
    key, spare = made
    return unseen(give_key(render(request, "private/spare.html", {"nav": "file", "spare": spare}), key))


@require_POST
def shut(request: Request) -> HttpResponse:
    flash.say(request, _("Your book is shut."))
    return take_key(redirect("book"))


def note(request: Request, entry_id: int) -> HttpResponse:
    """Change one note, or erase it for good."""
    key = _key(request)
    if key is None:
        return redirect("book")
    row, held = selectors.my_entry(actor=request.actor, key=key, entry_id=entry_id)
    form = NoteForm(
        request.POST if request.method == "POST" else None, initial={"words": held.text, "stamp": held.stamp}
    )
    if request.method == "POST":
        if request.POST.get("act") == "erase":
            services.erase_note(actor=request.actor, key=key, entry=row)
            flash.say(request, _("Erased for good."))
            return redirect("book")
        if form.is_valid() and _changed(request, key, row, form):
            flash.say(request, _("Kept and sealed. Only you can open it."))
            return redirect("book")
    context: dict[str, Any] = {"nav": "file", "form": form, "note": held}
    return unseen(render(request, "private/note.html", context, status=422 if request.method == "POST" else 200))


def _changed(request: Request, key: bytes, row: Any, form: NoteForm) -> bool:
    given = form.cleaned_data
    stamp = given["stamp"] if given["stamp"] is not None else -1
    try:
        return run(
            form, services.write_note, actor=request.actor, key=key, words=given["words"], entry=row, stamp=stamp
        ) is not None  # fmt: skip
    except Conflict as error:
        form.add_error(None, str(error))
        return False


def mirror(request: Request) -> HttpResponse:
    """The manifestations as one's own checklist. With a shut book the ticks go nowhere: they stay on the screen."""
    key = _key(request)
    found = selectors.my_catalogue(actor=request.actor)
    if request.method == "POST":
        if key is None:
            return redirect("book")
        services.keep_ticks(actor=request.actor, key=key, ticks=request.POST.getlist("tick"))
        flash.say(request, _("Kept and sealed. Only you can open it."))
        return redirect("mirror")
    ticks = selectors.my_ticks(actor=request.actor, key=key) if key is not None else frozenset()
    context = {
        "nav": "file", "catalogue": found, "groups": _groups(found), "open": key is not None, "ticks": ticks
    }  # fmt: skip
    return unseen(render(request, "private/mirror.html", context))


def _groups(found: MirrorCatalogue | None) -> list[tuple[str, list[dict[str, str]]]]:
    """(title, its manifestations) in their order."""
    return [(group["title"], group["items"]) for group in found.groups] if found is not None else []


@require_safe
def take_along(request: Request) -> HttpResponse:
    """Every note as one text file, for its owner."""
    key = _key(request)
    if key is None:
        return redirect("book")
    notes = selectors.my_entries(actor=request.actor, key=key)
    parts = [f"{one.written_at.astimezone(clock.ZONE):%d/%m/%Y %H:%M}\n{one.text}\n" for one in reversed(notes)]
    response = HttpResponse("\n".join(parts), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="so-rieng.txt"'
    return unseen(response)


def catalogue(request: Request, unit_id: int) -> HttpResponse:
    """The office enters the manifestations from the official copy."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=selectors.PUBLISH)
    form = CatalogueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = run(form, services.publish_catalogue, actor=request.actor, unit=unit, **form.cleaned_data)
        if made is not None:
            flash.say(
                request, _("Entered as version %(n)s. Every member below sees it from now on.") % {"n": made.version}
            )
            return redirect("mirror-catalogue", unit.pk)
    versions = selectors.catalogues(actor=request.actor, unit=unit)
    context = {"nav": "units", "unit": unit, "form": form, "versions": versions}
    return render(request, "private/catalogue.html", context, status=422 if request.method == "POST" else 200)


routes: list[URLPattern] = [
    route("so-rieng/", book, name="book", room="reviews", permission=SIGNED_IN),
    route("so-rieng/mo/", open_it, name="book-open", room="reviews", permission=SIGNED_IN),
    route("so-rieng/lap/", set_up, name="book-set-up", room="reviews", permission=SIGNED_IN),
    route("so-rieng/khoa/", shut, name="book-shut", room="reviews", permission=SIGNED_IN),
    route("so-rieng/tai-ve/", take_along, name="book-take", room="reviews", permission=SIGNED_IN),
    route("so-rieng/soi/", mirror, name="mirror", room="reviews", permission=SIGNED_IN),
    route("so-rieng/<int:entry_id>/", note, name="book-note", room="reviews", permission=SIGNED_IN),
    route(
        "to-chuc/<int:unit_id>/danh-muc-soi/", catalogue,
        name="mirror-catalogue", room="reviews", permission=selectors.PUBLISH,
    ),
]  # fmt: skip

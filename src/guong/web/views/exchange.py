"""Bringing in a member list: choose the file, see the fate of every row, then say yes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import overload

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from guong.exchange import pending as waiting
from guong.exchange.export import export_members, list_with_errors
from guong.exchange.models import PendingImport, PendingState
from guong.exchange.report import Fate, ImportReport
from guong.exchange.roster import PERM
from guong.exchange.shelf import Shelf
from guong.kernel.errors import Invalid
from guong.org import selectors as org
from guong.web import flash
from guong.web.downloads import attachment
from guong.web.forms.base import run
from guong.web.forms.exchange import ListForm
from guong.web.http import Request, is_partial
from guong.web.routing import route

_PAGE = 100
_FATES = ("create", "update", "unchanged")


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: Request, unit_id: int) -> HttpResponse:
    """Choose a file. It is kept for its preview, so that it is sent once."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=PERM)
    form = ListForm(request.POST or None, request.FILES or None) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        pending = run(
            form, waiting.hold_list, actor=request.actor, under=unit, name=file.name or "", data=file.read(),
            create_units=form.cleaned_data["create_units"],
        )  # fmt: skip
        if pending is not None:
            return redirect("import-preview", pending_id=pending.pk)
    status = 422 if request.method == "POST" else 200
    lists = waiting.pending_lists(actor=request.actor, under=unit)
    context = {"nav": "units", "unit": unit, "form": form, "lists": lists}
    return render(request, "exchange/new.html", context, status=status)


@require_safe
def import_preview(request: Request, pending_id: int) -> HttpResponse:
    """How far the list has come; and when it has been read, what would happen to every row."""
    pending = waiting.pending_list(actor=request.actor, pending_id=pending_id)
    if pending.state == PendingState.READY:
        return _preview(request, pending, waiting.preview(actor=request.actor, pending=pending))
    return _progress(request, pending)


def _progress(request: Request, pending: PendingImport) -> HttpResponse:
    going = pending.state in (PendingState.READING, PendingState.CHECKING)
    stalled = pending.state == PendingState.WRITING and waiting.is_stalled(pending)
    context = {"nav": "units", "pending": pending, "going": going, "stalled": stalled}
    return render(request, "exchange/progress.html", context)


@require_POST
def import_go(request: Request, pending_id: int) -> HttpResponse:
    """Read on by one slice. The page asks for it by itself; without JavaScript there is a button."""
    pending = waiting.pending_list(actor=request.actor, pending_id=pending_id)
    pending = waiting.advance(actor=request.actor, pending=pending)
    if not is_partial(request):
        return redirect("import-preview", pending_id=pending.pk)
    if pending.state in (PendingState.READING, PendingState.CHECKING):
        return _progress(request, pending)
    return HttpResponseClientRedirect(reverse("import-preview", args=[pending.pk]))


class _Fates(Sequence[Fate]):
    """The fates of one kind as a sequence of which only the page in sight is read."""

    def __init__(self, pending: PendingImport, what: str, total: int) -> None:
        self._shelf, self._what, self._total = Shelf(pending.token), what, total

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, place: int) -> Fate: ...

    @overload
    def __getitem__(self, place: slice) -> list[Fate]: ...

    def __getitem__(self, place: int | slice) -> Fate | list[Fate]:
        if isinstance(place, int):
            return self._shelf.fates(self._what, place, place + 1)[0]
        start, stop, _step = place.indices(self._total)
        return self._shelf.fates(self._what, start, stop)


def _preview(request: Request, pending: PendingImport, report: ImportReport, status: int = 200) -> HttpResponse:
    shown = request.GET.get("loc", "")
    shown = shown if shown in _FATES else ""
    total = report.count(shown) if shown else sum(report.count(what) for what in _FATES)
    context = {
        "nav": "units", "pending": pending, "report": report, "shown": shown,
        "page": Paginator(_Fates(pending, shown, total), _PAGE).get_page(request.GET.get("trang")),
        "errors": report.errors[:_PAGE], "more_errors": max(0, len(report.errors) - _PAGE),
        "counts": [(what, label, report.count(what)) for what, label in _labels()],
        "eligible": report.rows - report.standings.get("exempt", 0) - report.standings.get("suspended", 0),
        "has_news": bool(report.created or report.updated),
    }  # fmt: skip
    return render(request, "exchange/preview.html", context, status=status)


def _labels() -> list[tuple[str, str]]:
    return [("create", _("New")), ("update", _("Changed")), ("unchanged", _("As before"))]


@require_POST
def import_confirm(request: Request, pending_id: int) -> HttpResponse:
    """Write the list: all of it, or nothing."""
    pending = waiting.pending_list(actor=request.actor, pending_id=pending_id)
    unit_id = pending.under_id
    try:
        report = waiting.confirm_list(actor=request.actor, pending=pending)
    except Invalid as error:
        flash.say(request, str(error))
        return redirect("import-preview", pending_id=pending.pk)
    if report.errors:
        return _preview(request, pending, report, status=422)
    flash.say(
        request,
        _("The list is in: %(created)s new, %(updated)s changed, %(unchanged)s as before.")
        % {"created": report.created, "updated": report.updated, "unchanged": report.unchanged},
    )
    return redirect("unit", unit_id=unit_id)


@require_POST
def import_drop(request: Request, pending_id: int) -> HttpResponse:
    """Give the list up; nothing was written."""
    pending = waiting.pending_list(actor=request.actor, pending_id=pending_id)
    unit_id = pending.under_id
    waiting.give_up_list(actor=request.actor, pending=pending)
    flash.say(request, _("Given up. Nothing was written and the file is gone."))
    return redirect("import-new", unit_id=unit_id)


@require_safe
def import_errors(request: Request, pending_id: int) -> HttpResponse:
    """The same rows with a column that says what to mend."""
    pending = waiting.pending_list(actor=request.actor, pending_id=pending_id)
    data = list_with_errors(actor=request.actor, pending=pending)
    return attachment(data, f"{PurePath(pending.name).stem[:80]} - can sua.xlsx")


@require_safe
def members_export(request: Request, unit_id: int) -> HttpResponse:
    """The list of a part of the tree, to be mended in Excel and sent back. Noted for each of its people."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=PERM)
    data = export_members(actor=request.actor, under=unit)
    return attachment(data, f"danh-sach-dang-vien {unit.code}.xlsx")


routes: list[URLPattern] = [
    route(
        "to-chuc/<int:unit_id>/xuat-danh-sach/", members_export, name="members-export", room="exchange", permission=PERM
    ),
    route("nhap-danh-sach/<int:pending_id>/tiep/", import_go, name="import-go", room="exchange", permission=PERM),
    route(
        "nhap-danh-sach/<int:pending_id>/loi/", import_errors, name="import-errors", room="exchange", permission=PERM
    ),
    route("to-chuc/<int:unit_id>/nhap-danh-sach/", import_new, name="import-new", room="exchange", permission=PERM),
    route("nhap-danh-sach/<int:pending_id>/", import_preview, name="import-preview", room="exchange", permission=PERM),
    route(
        "nhap-danh-sach/<int:pending_id>/ghi/", import_confirm, name="import-confirm", room="exchange", permission=PERM
    ),
    route("nhap-danh-sach/<int:pending_id>/bo/", import_drop, name="import-drop", room="exchange", permission=PERM),
]

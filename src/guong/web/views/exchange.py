"""Bringing in a member list: choose the file, see the fate of every row, then say yes."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.exchange import pending as waiting
from guong.exchange.models import PendingImport
from guong.exchange.report import Fate, ImportReport
from guong.exchange.roster import PERM
from guong.org import selectors as org
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.exchange import ListForm
from guong.web.http import Request
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
    return render(request, "exchange/new.html", {"nav": "units", "unit": unit, "form": form}, status=status)


@require_safe
def import_preview(request: Request, pending_id: int) -> HttpResponse:
    """What would happen to every row."""
    pending = waiting.pending_list(actor=request.actor, pending_id=pending_id)
    return _preview(request, pending, waiting.preview(actor=request.actor, pending=pending))


def _preview(request: Request, pending: PendingImport, report: ImportReport, status: int = 200) -> HttpResponse:
    shown = request.GET.get("loc", "")
    fates: list[Fate] = [fate for fate in report.fates if shown not in _FATES or fate.what == shown]
    context = {
        "nav": "units", "pending": pending, "report": report, "shown": shown if shown in _FATES else "",
        "page": Paginator(fates, _PAGE).get_page(request.GET.get("trang")),
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
    report = waiting.confirm_list(actor=request.actor, pending=pending)
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


routes: list[URLPattern] = [
    route("to-chuc/<int:unit_id>/nhap-danh-sach/", import_new, name="import-new", room="exchange", permission=PERM),
    route("nhap-danh-sach/<int:pending_id>/", import_preview, name="import-preview", room="exchange", permission=PERM),
    route(
        "nhap-danh-sach/<int:pending_id>/ghi/", import_confirm, name="import-confirm", room="exchange", permission=PERM
    ),
    route("nhap-danh-sach/<int:pending_id>/bo/", import_drop, name="import-drop", room="exchange", permission=PERM),
]

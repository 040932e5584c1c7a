"""Nhật ký: what was done, read by those whom it concerns; the head of each day, to be printed and signed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guong.audit import areas
from guong.audit.export import MOST, log_xlsx
from guong.audit.models import Entry
from guong.audit.selectors import LOG, Wanted, daily_heads, log, mine
from guong.jobs.sheet import daily_head_pdf
from guong.org import selectors as org
from guong.web.downloads import attachment
from guong.web.forms.audit import LogForm
from guong.web.http import Request
from guong.web.office_door import back_to
from guong.web.routing import SIGNED_IN, route

_PAGE = 50


def _rows(entries: list[Entry]) -> list[dict[str, Any]]:
    return [
        {"entry": one, "what": areas.what(one), "which": areas.which(one), "facts": areas.facts(one)} for one in entries
    ]


def _page(request: Request, found: list[Entry], form: LogForm | None) -> dict[str, Any]:
    shown, more = found[:_PAGE], len(found) > _PAGE
    older = ""
    if more:
        kept = {key: value for key, value in request.GET.items() if key != "truoc"}
        older = "?" + urlencode({**kept, "truoc": shown[-1].seq})
    query = urlencode({key: value for key, value in request.GET.items() if key != "truoc"})
    return {"rows": _rows(shown), "older": older, "form": form, "query": query, "most": MOST}


def _wanted(request: Request, form: LogForm) -> Wanted:
    wanted = form.wanted()
    unit_id = form.unit_id()
    if unit_id:
        wanted = replace(wanted, path=org.unit(actor=request.actor, unit_id=unit_id, perm=LOG).path)
    return wanted


@require_safe
def log_page(request: Request) -> HttpResponse:
    """What offices did, by unit, person, day and area."""
    heads = daily_heads(actor=request.actor, limit=7)  # whoever reads no log gets no page
    form = LogForm(org.units(actor=request.actor, perm=LOG), request.GET)
    found = log(actor=request.actor, wanted=_wanted(request, form), limit=_PAGE + 1) if form.is_valid() else []
    context = {"nav": "settings", "heads": heads, **back_to(request), **_page(request, found, form)}
    return render(request, "audit/log.html", context)


@require_safe
def log_mine(request: Request) -> HttpResponse:
    """What I did, and what was done concerning me."""
    form = LogForm([], request.GET)
    wanted = form.wanted() if form.is_valid() else Wanted()
    found = mine(actor=request.actor, wanted=wanted, limit=_PAGE + 1)
    return render(request, "audit/mine.html", {"nav": "file", **_page(request, found, None)})


@require_safe
def log_export(request: Request) -> HttpResponse:
    """The same rows as a table."""
    daily_heads(actor=request.actor, limit=1)
    form = LogForm(org.units(actor=request.actor, perm=LOG), request.GET)
    wanted = _wanted(request, form) if form.is_valid() else Wanted()
    return attachment(log_xlsx(actor=request.actor, wanted=replace(wanted, before=0)), _("log") + ".xlsx")


@require_safe
def head_pdf(request: Request, head_id: int) -> HttpResponse:
    """The head of a day on one sheet, with a place to sign."""
    head, made = daily_head_pdf(actor=request.actor, head_id=head_id)
    return attachment(made, f"dau-chuoi-{head.on:%Y-%m-%d}.pdf")


routes: list[URLPattern] = [
    route("nhat-ky/", log_page, name="log", room="audit", permission=LOG),
    route("nhat-ky/tai-ve/", log_export, name="log-export", room="audit", permission=LOG),
    route("nhat-ky/dau-chuoi/<int:head_id>/", head_pdf, name="log-head", room="jobs", permission=LOG),
    route("ho-so/nhat-ky/", log_mine, name="log-mine", room="audit", permission=SIGNED_IN),
]

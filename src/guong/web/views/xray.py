"""The X-ray of a body's book, for whoever keeps it; and what ran alike elsewhere."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.views.decorators.http import require_safe

from guong.corrections import selectors as corrections
from guong.corrections.perms import WRITE
from guong.drives import selectors as drives
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.xray import selectors
from guong.xray.rules import CODES


@require_safe
def book(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """Hints about the findings of a body in one drive: what to look at once more, why, and how to mend it."""
    unit = corrections.body(actor=request.actor, unit_id=unit_id)
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    hints = selectors.xray_of(actor=request.actor, unit=unit, drive=drive)
    context = {
        "nav": "cell", "unit": unit, "drive": drive, "hints": hints, "of": len(CODES),
        "on": len(selectors.switched_on(drive)),
    }  # fmt: skip
    return render(request, "xray/book.html", context)


@require_safe
def finding(request: Request, finding_id: int) -> HttpResponse:
    """One finding looked at closely, with what helped elsewhere."""
    page = corrections.open_finding(actor=request.actor, finding_id=finding_id)
    hints = selectors.xray_of_finding(actor=request.actor, finding=page.finding)
    near = selectors.near_elsewhere(actor=request.actor, finding=page.finding)
    context = {"nav": "cell", "finding": page.finding, "hints": hints, "near": near}
    return render(request, "xray/finding.html", context)


routes: list[URLPattern] = [
    route("chi-bo/<int:unit_id>/dot/<int:drive_id>/soi-ky/", book, name="xray", room="xray", permission=WRITE),
    route("khuyet-diem/<int:finding_id>/soi-ky/", finding, name="xray-finding", room="xray", permission=SIGNED_IN),
]

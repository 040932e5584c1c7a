"""The funnel from finding to held, by unit and by kind (D9 applies)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.views.decorators.http import require_safe

from guong.corrections.enums import FindingKind
from guong.drives import selectors as drives
from guong.figures import funnels
from guong.figures.rules import Few
from guong.org import selectors as org
from guong.web import figure_words as words
from guong.web.http import Request
from guong.web.routing import route


@require_safe
def funnel(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """`?loai=`: of the kinds only this one."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=funnels.PERM)
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    kind = request.GET.get("loai", "")
    kind = kind if kind in FindingKind.values else ""
    seen = funnels.funnel_of(actor=request.actor, drive=drive, unit=unit, kind=kind)
    values = [value for line in (seen.whole, *seen.units, *seen.kinds) for value in line.values]
    context = {
        "nav": "figures", "funnel": seen, "drive": drive, "unit": unit, "kind": kind, "choices": FindingKind.choices,
        "stages": [words.FIGURES[key] for key in funnels.STAGES],
        "withheld": next((value.limit for value in values if isinstance(value, Few)), 0),
    }  # fmt: skip
    return render(request, "figures/funnel.html", context)


routes: list[URLPattern] = [
    route(
        "dot/<int:drive_id>/bang/<int:unit_id>/pheu/",
        funnel,
        name="board-funnel",
        room="figures",
        permission=funnels.PERM,
    ),
]

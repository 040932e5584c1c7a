"""The duty roster: a proposal beside what stands, changed by hand, then accepted as a whole (S45, S100, S134)."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.drives import perms, selectors, services
from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.kernel.errors import Invalid
from guong.kernel.numbers import typed_int
from guong.web import flash
from guong.web.http import Request
from guong.web.roster_words import reason
from guong.web.routing import route

FIELD = "chi-bo-"


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: Request, drive_id: int) -> HttpResponse:
    """Who would go where and why; POST accepts, as proposed or as changed."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id, perm=perms.ASSIGNMENT_WRITE)
    if request.method != "POST":
        return _render(request, drive)
    chosen = {
        typed_int(name.removeprefix(FIELD)): typed_int(value) or None
        for name, value in request.POST.items()
        if name.startswith(FIELD)
    }
    try:
        made, ended = services.accept_roster(
            actor=request.actor, drive=drive, choices=chosen, stamp=request.POST.get("dau", "")
        )
    except Invalid as error:
        return _render(request, drive, str(error), chosen)
    flash.say(
        request,
        _("The roster is accepted: %(made)s assigned, %(ended)s ended.") % {"made": made, "ended": ended},
    )
    return redirect("drive-assign", drive.pk)


def _render(
    request: Request, drive: Drive, problem: str = "", chosen: Mapping[int, int | None] | None = None
) -> HttpResponse:
    found = selectors.roster_proposal(actor=request.actor, drive=drive)
    rows = []
    for line in found.lines:
        proposed = line.proposed.pk if line.proposed else None
        selected = (chosen or {}).get(line.unit_id, proposed)
        rows.append((line, reason(line, found), f"{FIELD}{line.unit_id}", selected))
    context = {
        "nav": "roster", "drive": drive, "found": found, "rows": rows, "problem": problem,
        "loads": [(one, found.loads[one.pk]) for one in found.people],
        "counts": {kind: found.count(kind) for kind in ("new", "other", "same", "nobody")},
        "open": drive.state == DriveState.OPEN,
    }  # fmt: skip
    return render(request, "registration/proposal.html", context, status=422 if problem else 200)


routes: list[URLPattern] = [
    route(
        "dot/<int:drive_id>/phan-cong/goi-y/", proposal, name="roster-proposal", room="drives",
        permission=perms.ASSIGNMENT_WRITE,
    ),
]  # fmt: skip

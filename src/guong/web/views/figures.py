"""The ward board: the loop, five figures, cells × milestones, who is late, the funnel; and the same as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from guong.access.actors import AccountActor
from guong.access.roles import Role
from guong.access.selectors import own_unit
from guong.drives import selectors as drives
from guong.drives.models import Drive
from guong.drives.services import remind, remind_unregistered
from guong.figures import selectors
from guong.figures.board import Board, Branch, Row
from guong.figures.milestones import Milestone
from guong.figures.rules import Few, Value
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.numbers import Ratio
from guong.org import selectors as org
from guong.org.models import Unit
from guong.web import figure_words as words
from guong.web import flash
from guong.web.asked_day import asked_day
from guong.web.http import Request
from guong.web.loop import as_components
from guong.web.routing import route

PERM = selectors.PERM
_READERS = (Role.CLERK, Role.LEADER, Role.INSPECTOR, Role.SECRETARY, Role.ATTENDER, Role.MEMBER)
_FIRST = ("members.total", "members.eligible", "study.attended", "plans.accepted", "plans.returns")
# of the bodies below a large one, in the order of the columns
_COLUMNS = (
    "units.cells", "members.eligible", "study.attended", "meetings.registered", "meetings.held", "plans.accepted",
    "actions.done",
)  # fmt: skip
# which page holds the records behind a figure, by the first word of its key
_BEHIND = {"meetings": "drive-registrations", "study": "study", "units": "drive"}
# the same inside one cell, for whoever reads its words: (URL name, permission)
_INSIDE = {
    "reviews": ("unit-reviews", "reviews.review:read"),
    "remarks": ("unit-reviews", "reviews.remark:read"),
    "findings": ("unit-findings", "corrections.finding:read"),
    "actions": ("open-items", "corrections.finding:read"),
    "rechecks": ("unit-findings", "corrections.finding:read"),
    "plans": ("plans-unit", "plans.plan:read"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of the table: a shape, its words, and little boxes for done / all."""

    state: str
    text: str
    n: int = 0
    of: int = 0


@require_safe
def figures(request: Request) -> HttpResponse:
    """To the board of the newest drive under way of the reader's own body; to the list of drives while none runs."""
    unit = own_unit(actor=request.actor, wanted=_READERS) if isinstance(request.actor, AccountActor) else None
    if unit is None:
        raise NotFound
    running = drives.open_drives_for(unit)
    if not running:
        flash.say(request, _("No drive is under way. The board opens with the next one."))
        return redirect("drives")
    return redirect("board", drive_id=running[0].pk, unit_id=unit.pk)


@require_safe
def board(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """The board of a unit in a drive, today or as of a day (`?ngay=`)."""
    drive, unit = _place(request, drive_id, unit_id)
    on, mistake = asked_day(request)
    seen = selectors.board(actor=request.actor, drive=drive, unit=unit, on=on, page=_page(request))
    return render(request, "figures/board.html", _context(request, seen, unit, mistake), status=422 if mistake else 200)


@require_safe
def board_json(request: Request, drive_id: int, unit_id: int) -> JsonResponse:
    """The figures as `guong figures --json` prints them."""
    drive, unit = _place(request, drive_id, unit_id)
    on, mistake = asked_day(request)
    if mistake:
        raise Invalid(mistake)
    found = selectors.figures(actor=request.actor, drive=drive, unit=unit, on=on)
    plain = {key: value if isinstance(value, int) else value.as_json() for key, value in found.items()}
    as_of = (on or clock.today()).isoformat()
    response = JsonResponse(
        {"drive": drive.code, "unit": unit.code, "as_of": as_of, "figures": plain},
        json_dumps_params={"ensure_ascii": False},
    )
    response["Content-Disposition"] = f'attachment; filename="{drive.code}-{unit.code}-{as_of}.json"'
    return response


@require_POST
def board_remind(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """Remind exactly the cells that are late at one milestone (S46)."""
    drive, unit = _place(request, drive_id, unit_id)
    matter = request.POST.get("matter", "")
    seen = selectors.board(actor=request.actor, drive=drive, unit=unit)
    waiting = next((one for one in seen.late if one.matter == matter), None)
    if waiting is None:
        raise NotFound
    if matter == "registration" and unit.pk == drive.scope_unit_id:
        sent = remind_unregistered(actor=request.actor, drive=drive)
    else:
        sent = remind(actor=request.actor, drive=drive, matter=matter, unit_ids=waiting.unit_ids)
    if sent:
        flash.say(
            request, ngettext("One cell was reminded.", "%(n)s cells were reminded.", len(sent)) % {"n": len(sent)}
        )
    else:
        flash.say(request, _("These cells have been reminded today already; nobody is reminded twice a day."))
    return redirect("board", drive_id=drive.pk, unit_id=unit.pk)


def _place(request: Request, drive_id: int, unit_id: int) -> tuple[Drive, Unit]:
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=PERM)
    return drives.drive(actor=request.actor, drive_id=drive_id), unit


def _page(request: Request) -> int:
    """Of the cells directly below a large body (`?trang=`); the first one when the number makes no sense."""
    typed = request.GET.get("trang", "")
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < int(typed[:6]) < 10_000 else 1


def _context(request: Request, seen: Board, unit: Unit, mistake: str) -> dict[str, Any]:
    past = seen.as_of != clock.today()
    here = reverse("board", kwargs={"drive_id": seen.drive.pk, "unit_id": unit.pk})
    return {
        "nav": "figures",
        "board": seen,
        "drive": seen.drive,
        "unit": unit,
        "steps": as_components(seen.steps),
        "first": [(words.FIGURES[key], seen.figures[key]) for key in _FIRST],
        "exempt": seen.figures["members.exempt"],
        "groups": [
            {"label": group.label, "rows": [_line(request, seen.drive, row) for row in group.rows]}
            for group in seen.groups
        ],
        "branches": [_branch(seen.drive, one) for one in seen.branches],
        "pages": list(range(1, seen.pages + 1)) if seen.pages > 1 else [],
        "late_cells": [
            (words.LATE[matter], seen.late_cells[name])
            for name, matter in selectors.MATTERS.items()
            if name in seen.late_cells
        ],
        "late": [
            {
                "title": words.LATE[one.matter],
                "list": one,
                "cells": [(cell, _short_name(cell.name)) for cell in one.cells],
            }
            for one in seen.late
        ],
        "funnel": [_bar(bar.key, bar.n, bar.of) for bar in seen.funnel],
        "divided": seen.figures["findings.divided"],
        "parts": _parts(request, seen, unit),
        "past": past,
        "withheld": next((one.limit for one in seen.figures.values() if isinstance(one, Few)), 0),
        "query": f"?ngay={seen.as_of.isoformat()}" if past else "",
        "mistake": mistake,
        "typed": request.GET.get("ngay", "") if mistake else seen.as_of.isoformat(),
        "today": clock.today(),
        "here": here,
        "up": _up(request, seen, unit),
        "now": seen.at or clock.now(),
    }


def _up(request: Request, seen: Board, unit: Unit) -> str:
    """The board of the body above, for whoever may open it."""
    above = unit.parent
    if above is None or unit.pk == seen.drive.scope_unit_id or not request.actor.can(PERM, above.path):
        return ""
    return reverse("board", kwargs={"drive_id": seen.drive.pk, "unit_id": above.pk})


def _bar(key: str, n: int, of: int) -> dict[str, Any]:
    """A stage of the funnel: a bar in the middle, as wide as its part of all that was found."""
    width = round(1000 * n / of) if of else 0
    return {"label": words.FUNNEL[key], "n": n, "of": of, "width": width, "x": (1000 - width) // 2}


def _parts(request: Request, seen: Board, unit: Unit) -> list[dict[str, Any]]:
    """All figures, each with where its records are."""
    return [
        {
            "title": title,
            "rows": [
                {
                    "label": words.FIGURES[key],
                    "value": value,
                    "url": _behind(request, key.split(".")[0], seen.drive, unit),
                    "stays": _stays(key, value),
                    "roster": key.startswith("members."),
                }
                for key, value in seen.figures.items()
                if key.startswith(prefixes)
            ],
        }
        for title, prefixes in words.PARTS
    ]


def _behind(request: Request, family: str, drive: Drive, unit: Unit) -> str:
    name, inside = _BEHIND.get(family, ""), _INSIDE.get(family)
    if inside is not None and unit.is_cell and request.actor.can(inside[1], unit.path):
        name = inside[0]
    for kwargs in ({"drive_id": drive.pk}, {"drive_id": drive.pk, "unit_id": unit.pk}, {"unit_id": unit.pk}):
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""


def _stays(key: str, value: Value) -> bool:
    """Whether the records behind a figure are words, which stay with the cell (law 1)."""
    return isinstance(value, Few) or key.split(".")[0] in {
        "findings",
        "actions",
        "rechecks",
        "remarks",
        "reviews",
        "plans",
    }


def _line(request: Request, drive: Drive, row: Row) -> dict[str, Any]:
    marks = row.milestones
    url = reverse("board", kwargs={"drive_id": drive.pk, "unit_id": row.unit_id}) if row.open_here else ""
    return {
        "name": _short_name(row.name),
        "url": url,
        "eligible": row.eligible,
        "marks": [
            _counted(marks["study"]),
            _met(marks["registration"], marks["meeting"]),
            _counted(marks["plans"]),
            _corrected(marks["corrections"]),
            _rechecked(marks["recheck"]),
        ],
    }


def _branch(drive: Drive, branch: Branch) -> dict[str, Any]:
    """A line of the table of a large body; `values` in the order of its columns."""
    opens = branch.open_here and branch.unit_id is not None
    return {
        "name": branch.name,
        "url": reverse("board", kwargs={"drive_id": drive.pk, "unit_id": branch.unit_id}) if opens else "",
        "values": [branch.figures[key] for key in _COLUMNS],
        "late": branch.late.get("meeting", 0),
    }


def _short_name(name: str) -> str:
    """“Tổ dân phố 1”: in a table of cells the word “Chi bộ” before every name says nothing."""
    rest = name.removeprefix("Chi bộ ")
    return rest[:1].upper() + rest[1:]


def _short(day: date | None) -> str:
    return f"{day.day}/{day.month}" if day else ""


def _days(days: int) -> str:
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}


def _shape(state: str) -> str:
    return "tick" if state == "ok" else state


def _counted(mark: Milestone) -> Mark:
    ratio = mark.ratio or Ratio(0, 0)
    return Mark(_shape(mark.state), f"{ratio.n}/{ratio.of}" if ratio.of else _("not yet"))


def _met(registration: Milestone, meeting: Milestone) -> Mark:
    """Registration and meeting in one: the day it was held, the day it is set for, or how late."""
    if meeting.state == "ok":
        return Mark("tick", _short(meeting.day))
    if registration.state != "ok":
        late = registration.state == "late"
        return Mark("late" if late else "no", _("not registered"))
    if meeting.state == "late":
        return Mark("late", _days(meeting.days))
    return Mark(meeting.state, _("set for %(day)s") % {"day": _short(meeting.day)})


def _corrected(mark: Milestone) -> Mark:
    if mark.few is not None:
        return Mark("no", _("not stated"))
    ratio = mark.ratio or Ratio(0, 0)
    if not ratio.of:
        return Mark("no", _("none yet"))
    return Mark(_shape(mark.state), f"{ratio.n}/{ratio.of}", ratio.n, ratio.of)


def _rechecked(mark: Milestone) -> Mark:
    if mark.state == "late":
        return Mark("late", _days(mark.days))
    if mark.state == "ok":
        return Mark("tick", _short(mark.day))
    return Mark("no", _("due %(day)s") % {"day": _short(mark.day)} if mark.day else _("not yet"))


routes: list[URLPattern] = [
    route("so-lieu/", figures, name="figures", room="figures", permission=PERM),
    route("dot/<int:drive_id>/bang/<int:unit_id>/", board, name="board", room="figures", permission=PERM),
    route(
        "dot/<int:drive_id>/bang/<int:unit_id>/so-lieu.json",
        board_json,
        name="board-json",
        room="figures",
        permission=PERM,
    ),
    route(
        "dot/<int:drive_id>/bang/<int:unit_id>/nhac/",
        board_remind,
        name="board-remind",
        room="figures",
        permission="drives.reminder:send",
    ),
]

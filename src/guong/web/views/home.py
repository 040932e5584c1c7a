""" "Việc của tôi": what somebody owes now, and where the loop stands in the own cell and below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from guong.access.roles import Role
from guong.access.selectors import own_unit
from guong.drives.models import Drive
from guong.drives.selectors import open_drives_for
from guong.figures import selectors as figures
from guong.kernel import clock
from guong.org.models import Unit
from guong.web import figure_words as words
from guong.web.components import LoopStep
from guong.web.http import Request
from guong.web.loop import as_components, loop_steps
from guong.web.routing import SIGNED_IN, route
from guong.web.tasks import Task
from guong.web.todo import SHOWN, tasks_of

_HEADS = (Role.CLERK, Role.LEADER)
_LOOKERS = (Role.SECRETARY, Role.MEMBER, Role.INSPECTOR)


@dataclass(frozen=True, slots=True)
class Row:
    """A task as the list draws it. `tile`: "", now or late; `mark` and `word` are its status."""

    task: Task
    tile: str
    mark: str
    word: str


def days_word(due: date, today: date) -> str:
    """How far a day is: "trễ 2 ngày", "hôm nay", "còn 6 ngày"."""
    days = (due - today).days
    if days < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": -days}
    if days == 0:
        return _("today")
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


def row_of(task: Task, today: date) -> Row:
    late = task.late or (task.due is not None and task.due < today)
    if late:
        tile = mark = "late"
    elif task.due == today:
        tile, mark = "now", "go"
    else:
        tile, mark = "", "no"
    word = str(task.status) or (days_word(task.due, today) if task.due else "")
    return Row(task, tile, mark, word)


@dataclass(frozen=True, slots=True)
class Strip:
    """The loop of one body in one drive."""

    unit: Unit
    drive: Drive
    steps: list[LoopStep]
    url: str


def _board_url(drive: Drive, unit: Unit) -> str:
    try:
        return reverse("board", kwargs={"drive_id": drive.pk, "unit_id": unit.pk})
    except NoReverseMatch:
        return ""


def _strips(request: Request, unit: Unit | None) -> list[Strip]:
    """The loop of a body whose head does not look: its members and its secretary."""
    if unit is None or not request.actor.can(figures.PERM, unit.path):
        return []
    found = []
    for drive in open_drives_for(unit)[:2]:
        url = _board_url(drive, unit)
        steps = loop_steps(actor=request.actor, drive=drive, unit=unit, url=url)
        found.append(Strip(unit, drive, steps, url))
    return found


def _headed(request: Request, unit: Unit) -> tuple[list[Strip], list[dict[str, Any]]]:
    """The loop of a head's body, and what its units owe, per open drive: both from one board."""
    strips: list[Strip] = []
    lists: list[dict[str, Any]] = []
    if not request.actor.can(figures.PERM, unit.path):
        return strips, lists
    for drive in open_drives_for(unit)[:2]:
        board = figures.board(actor=request.actor, drive=drive, unit=unit)
        url = _board_url(drive, unit)
        strips.append(Strip(unit, drive, as_components(board.steps, url), url))
        numbers = {entry.matter: len(entry.cells) for entry in board.late}
        numbers |= {figures.MATTERS[name]: n for name, n in board.late_cells.items() if name in figures.MATTERS}
        late = [
            {"word": words.LATE[matter], "count": ngettext("%(n)s cell", "%(n)s cells", n) % {"n": n}}
            for matter, n in numbers.items()
            if n
        ]
        lists.append({"drive": drive, "late": late, "url": url, "fine": _("No cell is late.")})
    return strips, lists


@require_safe
def home(request: Request) -> HttpResponse:
    """Seven tasks, late first, the others folded away; the loop of the own body; for a head also who is late below."""
    today = clock.today()
    rows = [row_of(task, today) for task in tasks_of(request.actor, today)]
    office = own_unit(actor=request.actor, wanted=_HEADS)
    if office is not None:
        strips, owed = _headed(request, office)
    else:
        strips, owed = _strips(request, own_unit(actor=request.actor, wanted=_LOOKERS)), []
    context = {
        "nav": "home",
        "today": today,
        "rows": rows[:SHOWN],
        "rest": rows[SHOWN:],
        "total": len(rows),
        "late": sum(row.tile == "late" for row in rows),
        "strips": strips,
        "owed": owed,
        "machine": bool(request.actor.scope("system.health:read").subtrees),
    }
    return render(request, "shell/home.html", context)


routes: list[URLPattern] = [
    route("", home, name="home", room="web", permission=SIGNED_IN),
]

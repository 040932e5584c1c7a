"""Hồ sơ của tôi: everything about me, who read it, what I may answer; and taking it along (D1, D2, D6, D23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guong.access import selectors as access
from guong.access import services as rights
from guong.access.models import Opening
from guong.audit import reads
from guong.audit.selectors import about_person
from guong.corrections import selectors as corrections
from guong.kernel import clock
from guong.plans import selectors as plans
from guong.privacy.mydata.said import said_about_me
from guong.privacy.selectors import kept_until
from guong.ratings import selectors as ratings
from guong.reviews import selectors, services
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

PARTS = {
    "self_review": _("Self-review"),
    "plan": _("Personal plan"),
    "rating": _("Year-end rating"),
    "finding": _("A shortcoming"),
    "remarks": _("A remark"),
    "promises": _("Promises that the office entered"),
    "minutes": _("Minutes of a meeting"),
    "makeup": _("Proof of make-up study"),
    "roster": _("Your row in a member list that was taken out"),
}
"""What a read may have opened, in the reader's language; an unknown word is shown as it was written."""
PURPOSES = {
    "paper": _("Printed or saved as a file"),
    "front": _("The copy sent to the Front"),
    "committee": _("The copy sent to the committee"),
    "higher_board": _("The copy sent to the board above"),
    "posting": _("The copy sent for the board"),
    "cell": _("The copy of the cell"),
    "opened": _("The file was opened for a time"),
}
"""What a read was for, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Read:
    """One line of "who read it, and why"."""

    at: datetime
    who: str
    part: Any
    purpose: Any
    reason: str  # in words, where one had to be given


@dataclass(frozen=True, slots=True)
class Kept:
    """Until when the words of one drive are kept (D8)."""

    drive: str
    until: date


@require_safe
def my_file(request: Request) -> HttpResponse:
    """The page. Showing a remark to the person it names is noted once (D1)."""
    return render(request, "my_file/page.html", _everything(request))


@require_safe
def print_view(request: Request) -> HttpResponse:
    """The same, as one sheet for the printer."""
    return render(request, "my_file/print.html", _everything(request))


def _everything(request: Request) -> dict[str, Any]:
    actor = request.actor
    remarks = selectors.remarks_about_me(actor=actor)
    if unread := [remark for remark in remarks if remark.read_at is None]:
        services.note_remarks_shown(actor=actor, remarks=unread)
    reviews = selectors.my_reviews(actor=actor)
    waiting = corrections.waiting_for_me(actor=actor)
    read_rows = about_person(actor=actor, person_id=actor.person_id or 0, code=reads.CODE)
    return {
        "nav": "file",
        "person": actor.person,
        "waiting": selectors.remarks_awaiting_me(actor=actor),
        "said": said_about_me(actor=actor, remarks=remarks),
        "reviews": reviews,
        "plans": plans.my_plans(actor=actor) if actor.person_id is not None else [],
        "findings_waiting": waiting.findings,
        "shares_waiting": waiting.shares,
        "rated": ratings.concerned(actor=actor),
        "to_begin": selectors.my_open_drives(actor=actor),
        "places": selectors.places_to_speak(actor=actor),
        "reads": [_read(row) for row in read_rows],
        "openings": _openings(request),
        "kept": _kept(request),
        "today": clock.today(),
    }


def _read(row: Any) -> Read:
    part = str(row.changes.get("part", ""))
    purpose = str(row.changes.get("purpose", ""))
    return Read(row.at, row.actor_label, PARTS.get(part, part), PURPOSES.get(purpose, purpose), row.reason)


def _openings(request: Request) -> list[tuple[Opening, bool]]:
    """Whoever was let into my file, and whether he still is; that I was shown it is noted once (D1, D27)."""
    found = access.openings_about_me(actor=request.actor)
    if unseen := [one for one in found if one.seen_at is None]:
        rights.note_openings_shown(actor=request.actor, openings=unseen)
    return [(one, access.is_live(one)) for one in found]


def _kept(request: Request) -> list[Kept]:
    """The day on which the last words of each drive are erased, by the periods in force."""
    found = kept_until(actor=request.actor)
    return [Kept(drive.name, max(row.until for row in rows)) for drive, rows in found]


routes: list[URLPattern] = [
    route("ho-so/", my_file, name="my-file", room="reviews", permission=SIGNED_IN),
    route("ho-so/ban-in/", print_view, name="my-file-print", room="reviews", permission=SIGNED_IN),
]

"""The books of a cell, gathered on its own page: each link is shown to whoever may open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guong.drives.mode_words import mode_word
from guong.drives.models import Drive
from guong.drives.selectors import open_drives_for
from guong.kernel.actor import Actor
from guong.meetings.selectors import led_units
from guong.org.models import Unit
from guong.plans.selectors import places
from guong.ratings.perms import READ as READ_RATINGS
from guong.ratings.selectors import campaign_of

FIGURES = "figures.figures:read"


@dataclass(frozen=True, slots=True)
class Book:
    """One link of the page: what it is called, what stands in it."""

    icon: str
    title: Any
    line: Any
    url: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Books of one drive, or (with an empty title) those that outlive every drive."""

    title: str
    books: list[Book]


def shelves(actor: Actor, unit: Unit) -> list[Shelf]:
    """The books of a cell for one reader: those of the drives under way first. Empty for any other body."""
    if not unit.is_cell:
        return []
    plans = {place.drive.pk for place in places(actor=actor) if place.unit.pk == unit.pk}
    found = [
        Shelf(drive.name, [*_of_drive(actor, unit, drive, reads_plans=drive.pk in plans), *_rated(actor, unit, drive)])
        for drive in open_drives_for(unit)
    ]
    return [shelf for shelf in [*found, Shelf("", _lasting(actor, unit))] if shelf.books]


def _rated(actor: Actor, unit: Unit, drive: Drive) -> list[Book]:
    """The ratings of the cell, in a year-end review only (R29)."""
    if not actor.can(READ_RATINGS, unit.path) or campaign_of(drive) is None:
        return []
    line = _("Self-ratings handed in, proposals, the tally of the vote")
    url = reverse("ratings-unit", kwargs={"unit_id": unit.pk, "drive_id": drive.pk})
    return [Book("list-check", _("Ratings of the body"), line, url)]


def _of_drive(actor: Actor, unit: Unit, drive: Drive, *, reads_plans: bool) -> list[Book]:
    both = {"unit_id": unit.pk, "drive_id": drive.pk}
    found = []
    if actor.can("drives.registration:read", unit.path):
        line = _("The day, hour and place registered for the thematic meeting")
        found.append(
            Book("calendar-month", _("Registration of the meeting"), line, reverse("registration", kwargs=both))
        )
    if actor.can("reviews.review:read", unit.path):
        line = _("Who has handed in, who needs help with typing")
        found.append(Book("pencil", mode_word("reviews_of_cell", drive), line, reverse("unit-reviews", kwargs=both)))
    if actor.can("meetings.meeting:read", unit.path):
        line = _("What the cell and its committee write about themselves, for everybody to read first")
        found.append(Book("users-group", _("Reports of the body on itself"), line, reverse("collective", kwargs=both)))
    if actor.can("reviews.remark:write", unit.path):
        line = _("To a comrade or to the whole cell")
        found.append(Book("message-plus", _("Say something to a comrade"), line, reverse("remark-new", kwargs=both)))
    if reads_plans:
        line = _("To read, to return with a reason, to accept")
        found.append(Book("clipboard-list", _("Plans of the cell"), line, reverse("plans-unit", kwargs=both)))
    if actor.can(FIGURES, unit.path):
        line = _("The seven steps of the drive in this cell")
        found.append(Book("sum", _("Figures of the cell"), line, reverse("board", kwargs=both)))
    return found


def _lasting(actor: Actor, unit: Unit) -> list[Book]:
    found = []
    if actor.can("meetings.meeting:read", unit.path):
        line = _("Evenings to come, evenings held, minutes")
        found.append(Book("calendar-month", _("Meetings and minutes"), line, reverse("meetings")))
        line = _("What committees said to remarks of the cell")
        found.append(
            Book("messages", _("Answers to what the cell said upward"), line, reverse("upward-unit", args=[unit.pk]))
        )
        line = _("Shortcomings of the cell and who answers for them")
        found.append(Book("folder-open", _("Book of findings"), line, reverse("unit-findings", args=[unit.pk])))
        line = _("What was promised and is not done yet")
        found.append(Book("hourglass", _("What is still to be done"), line, reverse("open-items", args=[unit.pk])))
    if actor.can("directives.directive:read", unit.path):
        line = _("Documents of all levels that hold today")
        url = reverse("directive-applies", args=[unit.pk])
        found.append(Book("file-text", _("Everything that applies to us"), line, url))
    if any(one.pk == unit.pk for one in led_units(actor=actor)):
        line = _("Who still has to make up for study, and the proofs")
        found.append(Book("book", _("Make-up study of the cell"), line, reverse("makeups", args=[unit.pk])))
    return found

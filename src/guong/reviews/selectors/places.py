"""Where and until when: the body of a drive in which somebody reads, types or speaks, and the form asked there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.drives.enums import DriveState, RegistrationState
from guong.drives.models import Drive, DriveUnit, Participant, Registration
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Unit
from guong.org.querysets import in_scope
from guong.org.selectors import unit as org_unit
from guong.reviews.models import ReviewTemplate, SelfReview
from guong.reviews.selectors.common import READ, SPEAK, TYPE_FOR, me
from guong.reviews.texts import FORMS


@dataclass(frozen=True, slots=True)
class Place:
    """A body within a drive."""

    drive: Drive
    unit: Unit


def place(*, actor: Actor, drive_id: int, unit_id: int, perm: str = READ) -> Place:
    """The body of a drive in which the actor holds `perm`. NotFound / Forbidden; NotFound for a unit outside the drive."""
    unit = org_unit(actor=actor, unit_id=unit_id, perm=perm)
    frozen = DriveUnit.objects.filter(drive_id=drive_id, unit=unit).select_related("drive").first()
    if frozen is None:
        raise NotFound
    return Place(frozen.drive, unit)


def places_to_speak(*, actor: Actor) -> list[Place]:
    """Bodies of open drives in which the actor is on the roster and may say something to others."""
    mine = Participant.objects.filter(person_id=me(actor=actor), drive__state=DriveState.OPEN)
    rows = mine.select_related("drive", "unit").order_by("-drive__starts_on", "pk")
    return [Place(row.drive, row.unit) for row in rows if actor.can(SPEAK, row.unit.path)]


def places_to_read(*, actor: Actor) -> list[Place]:
    """Bodies of open drives whose reviews the actor reads: for the secretary."""
    rows = DriveUnit.objects.filter(drive__state=DriveState.OPEN, is_cell=True).select_related("drive", "unit")
    mine = in_scope(rows, actor.scope(READ))
    return [Place(row.drive, row.unit) for row in mine.order_by("-drive__starts_on", "path")]


def hand_in_by(drive: Drive, unit: Unit) -> date:
    """The day of the cell's meeting, if it is registered, else the end of the window. A date of the calendar: no right needed."""
    planned = Registration.objects.filter(
        drive=drive, unit=unit, state__in=[RegistrationState.REGISTERED, RegistrationState.MOVED]
    )
    first = planned.order_by("starts_at").first()
    return first.starts_at.astimezone(clock.ZONE).date() if first else drive.window_to


def form_for(*, actor: Actor, participant: Participant) -> tuple[str, list[dict[str, Any]]]:
    """Title and sections of the form that a member's kind is asked, before a review exists."""
    template = _template_of(participant)
    if template is not None:
        return template.title, template.sections
    fallback = next((form for form in FORMS if participant.kind in form["kinds"]), FORMS[0])
    return fallback["title"], [dict(section) for section in fallback["sections"]]


def template_of(*, actor: Actor, participant: Participant) -> ReviewTemplate:
    """The version of the form on which a member for whom the actor types writes, or would write. Invalid while none is published."""
    actor.require(TYPE_FOR, participant.unit.path)
    found = _template_of(participant)
    if found is None:
        raise Invalid(_("No form has been published yet. Ask the office to publish the forms."))
    return found


def _template_of(participant: Participant) -> ReviewTemplate | None:
    """The form of the begun review, else the version that this drive already uses for the kind, else the newest."""
    begun = SelfReview.objects.filter(drive_id=participant.drive_id, person_id=participant.person_id)
    if (review := begun.select_related("template").first()) is not None:
        return review.template
    used = set(
        SelfReview.objects.filter(drive_id=participant.drive_id).values_list("template_id", flat=True).distinct()
    )
    published = sorted(ReviewTemplate.objects.all(), key=lambda one: (one.pk not in used, -one.version))
    fitting = [[one for one in published if wanted in one.kinds] for wanted in (participant.kind, "")]
    return next((ones[0] for ones in fitting if ones), None)


def published_forms(*, actor: Actor) -> list[ReviewTemplate]:
    """The newest version of every form, for everybody who has signed in: a form holds nobody's words (S122)."""
    newest: dict[str, ReviewTemplate] = {}
    for one in ReviewTemplate.objects.order_by("code", "version"):
        newest[one.code] = one
    return sorted(newest.values(), key=lambda one: one.pk)


def published_form(*, actor: Actor, template_id: int) -> ReviewTemplate:
    """One version of a form. NotFound if there is none."""
    found = ReviewTemplate.objects.filter(pk=template_id).first()
    if found is None:
        raise NotFound
    return found

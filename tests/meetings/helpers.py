"""A drive with a conference, and meetings of the cast's cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guong.drives.models import Drive, Tally
from guong.drives.services import register_meeting
from guong.kernel import clock
from guong.meetings.models import Conference, MakeUp, Meeting
from guong.meetings.selectors import roll
from guong.meetings.services.evening import mark_attendance, open_meeting, plan_meeting
from guong.meetings.services.study import convene
from tests.cast import SYSTEM, Cast

EVENING = clock.local(2026, 4, 1, 19, 30)
CONVENED = ("cell_secretary", "cell_deputy", "member", "member2", "helped", "sibling_secretary", "sibling_member")


def study(cast: Cast, drive: Drive, who: Sequence[str] = CONVENED) -> Conference:
    with cast.at(clock.local(2026, 3, 2, 9)):
        return convene(
            actor=SYSTEM, drive=drive, unit=cast.ward, name="Hội nghị học tập", mode="in_person",
            sittings=[(clock.local(2026, 3, 5, 8), "Hội trường"), (clock.local(2026, 3, 6, 8), "Hội trường")],
            makeup_due_on=date(2026, 3, 20), people=[cast.person(one) for one in who],
        )  # fmt: skip


def makeup_of(cast: Cast, who: str) -> MakeUp:
    return MakeUp.objects.get(person=cast.person(who))


def tally(drive: Drive, unit_id: int) -> dict[str, int]:
    row = Tally.objects.get(drive=drive, unit=unit_id)
    return {name: getattr(row, name) for name in ("convened", "attended", "makeup_owed", "made_up")}


def evening(cast: Cast, drive: Drive | None, kind: str = "thematic", *, opened: bool = True) -> Meeting:
    """A meeting of the cell on 1 April at 19:30, planned by its secretary, opened if asked."""
    secretary = cast.actor("cell_secretary")
    registration = None
    if drive is not None and kind == "thematic":
        with cast.at(clock.local(2026, 3, 15, 9)):
            registration = register_meeting(
                actor=secretary, drive=drive, unit=cast.cell, starts_at=EVENING, place="Nhà văn hóa", mode="in_person"
            )
    with cast.at(clock.local(2026, 3, 20, 9)):
        meeting = plan_meeting(
            actor=secretary, unit=cast.cell, kind=kind, starts_at=EVENING, place="Nhà văn hóa", mode="in_person",
            drive=drive, registration=registration, chair=cast.person("cell_secretary"), secretary=cast.person("cell_deputy"),
        )  # fmt: skip
    if opened:
        with cast.at(EVENING):
            meeting = open_meeting(actor=secretary, meeting=meeting)
    return meeting


def call_roll(cast: Cast, meeting: Meeting) -> None:
    """Everybody expected is here."""
    secretary = cast.actor("cell_secretary")
    waiting = roll(actor=secretary, meeting=meeting).waiting
    mark_attendance(actor=secretary, meeting=meeting, marks=[(one.person.pk, "present", "") for one in waiting])

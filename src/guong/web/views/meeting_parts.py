"""What the pages of a meeting under way show, read once: the runner, its refreshed parts, the closing page."""

from __future__ import annotations

from typing import Any

from guong.access.seats import SeatedActor
from guong.corrections import selectors as corrections
from guong.drives import selectors as drives
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Forbidden, NotFound
from guong.meetings import rules, selectors
from guong.meetings.enums import AbsenceReason, MeetingState, StepKind
from guong.meetings.models import AgendaStep, Meeting
from guong.meetings.perms import CLOSE, READ, RUN
from guong.papers.services import ASKED
from guong.reviews import selectors as reviews
from guong.reviews.models import Remark
from guong.reviews.selectors.presenting import presented_people
from guong.web.http import Request

ROOM = "meetings"
States = dict[int, tuple[int, str]]  # person id → (review id, state)
_SHOWN = 12  # names of those present before the list is folded


def mine(request: Request, meeting_id: int) -> Meeting:
    """The meeting, for whoever runs it: by right, or because it names him or her to chair or to keep the minutes."""
    return at_seat(request, meeting_id, RUN)


def at_seat(request: Request, meeting_id: int, perm: str = READ) -> Meeting:
    """The meeting; whoever it names acts with the rights of that seat for the rest of this request."""
    try:
        found = selectors.meeting(actor=request.actor, meeting_id=meeting_id, perm=perm)
    except (Forbidden, NotFound):
        found = None
    actor = request.actor
    if found and (actor.can(RUN, found.unit.path) or actor.person_id not in {found.chair_id, found.secretary_id}):
        return found
    request.actor = selectors.seated(actor=actor, pk=meeting_id)
    return selectors.meeting(actor=request.actor, meeting_id=meeting_id, perm=perm)


def drive_of(meeting: Meeting) -> Drive | None:
    """The drive in which a remark made here counts: the meeting's, else the newest one under way."""
    return meeting.drive or next(iter(drives.open_drives_for(meeting.unit)), None)


def each_member(meeting: Meeting) -> bool:
    """Whether the chair concludes on each member (R29)."""
    return rules.must_conclude_on_each(meeting.drive.conclusions) if meeting.drive else False


def beat(request: Request, meeting: Meeting) -> str:
    """Changes whenever something of the evening was written, on whatever device."""
    remarks = reviews.remarks_of_meeting(actor=request.actor, meeting=meeting)
    states = presented_people(actor=request.actor, meeting=meeting)
    missing = corrections.monthly_missing(actor=request.actor, meeting=meeting)
    return _beat(meeting, len(remarks), states, len(missing))


def _beat(meeting: Meeting, remarks: int, states: States, missing: int) -> str:
    presented = sum(state == "presented" for _pk, state in states.values())
    return f"{meeting.stamp}-{remarks}-{presented}-{missing}"


def live(request: Request, meeting: Meeting) -> dict[str, Any]:
    """Every part of the runner that another device may have changed; each read once."""
    actor, steps = request.actor, list(meeting.steps.all())
    roll = selectors.roll(actor=actor, meeting=meeting)
    quorum = selectors.quorum(actor=actor, meeting=meeting, roll=roll)
    remarks = reviews.remarks_of_meeting(actor=actor, meeting=meeting)
    states = presented_people(actor=actor, meeting=meeting)
    missing = {one.pk for one in corrections.monthly_missing(actor=actor, meeting=meeting)}
    rechecks = corrections.rechecks_of_unit(actor=actor, unit=meeting.unit)
    return {
        "meeting": meeting, "steps": steps, "step": selectors.current_step(steps), "drive": drive_of(meeting),
        "each": each_member(meeting), "items": corrections.monthly_items(actor=actor, meeting=meeting), "missing": missing,
        "asked": meeting.kind in ASKED, "closes": actor.can(CLOSE, meeting.unit.path), "seated": isinstance(actor, SeatedActor),
         "today": clock.today(), "now": clock.now(),
        "rechecks": [one for one in rechecks if one.meeting_id == meeting.pk],
        "notes": list(meeting.notes.select_related("speaker", "step").order_by("-at", "-pk")[:8]),
        "remarks": remarks, "guests": list(meeting.guests.all()), "quorum": quorum,
        "votes": selectors.votes(actor=actor, meeting=meeting), "contents": selectors.contents(actor=actor, meeting=meeting),
        "hints": selectors.hints(actor=actor, meeting=meeting, roll=roll, quorum=quorum),
        "beat": _beat(meeting, len(remarks), states, len(missing)),
        **turns(steps, roll, states), **roll_context(meeting, roll),
    }  # fmt: skip


def turns(steps: list[AgendaStep], roll: selectors.Roll, states: States) -> dict[str, Any]:
    """Who reviews next: the collective first, then head, deputies, committee, members (R12, S5, S23)."""
    rows = [(line, *states.get(line.person.pk, (0, ""))) for line in roll.lines if line.expected]
    return {
        "collective": next((one for one in steps if one.kind == StepKind.COLLECTIVE and not one.done_at), None),
        "turns": [row for row in rows if row[2] != "presented"], "spoken": [row for row in rows if row[2] == "presented"],
    }  # fmt: skip


def roll_context(meeting: Meeting, roll: selectors.Roll, wrong: str = "") -> dict[str, Any]:
    """The roll: who is waited for, who is here; `wrong` is the sentence of a tap that was refused."""
    return {
        "meeting": meeting, "roll": roll, "reasons": AbsenceReason.choices, "wrong": wrong,
        "here_first": roll.here[:_SHOWN], "here_more": roll.here[_SHOWN:],
    }  # fmt: skip


def praise_only(remarks: list[Remark], roll: selectors.Roll) -> bool:
    """Whether nothing but praise was heard, for the chair alone (S82)."""
    strengths = sum(one.is_strength for one in remarks)
    return rules.only_praise(strengths, len(remarks) - strengths, len(roll.here))


def ages_of(request: Request, meeting: Meeting, remarks: list[Remark]) -> list[rules.AgeCount]:
    """How many spoke, by age, whether it was noted or a remark (S13); nothing where nobody's words were noted."""
    also = {one.author_id for one in remarks if one.author_id}
    counted = selectors.speakers_by_age(actor=request.actor, meeting=meeting, also=also)
    return counted if any(one.spoke for one in counted) else []


def afterwards(request: Request, meeting: Meeting) -> dict[str, Any]:
    """What whoever runs the meeting looks at when it is over: who spoke by age, its points."""
    if meeting.state != MeetingState.CLOSED or not request.actor.can(RUN, meeting.unit.path):
        return {}
    remarks = reviews.remarks_of_meeting(actor=request.actor, meeting=meeting)
    return {
        "ages": ages_of(request, meeting, remarks),
        "quality": selectors.quality(actor=request.actor, meeting=meeting),
    }

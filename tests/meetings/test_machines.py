"""Q3: every state of a meeting and of its minutes × every act, walked through the services themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.meetings.enums import MEETING_TABLE, MeetingState
from guong.meetings.models import Meeting, Minutes
from guong.meetings.services.changes import cancel_meeting, change_meeting, note_held
from guong.meetings.services.checkin import set_checkin
from guong.meetings.services.evening import (
    add_guest,
    add_note,
    close_meeting,
    mark_attendance,
    open_meeting,
    start_step,
)
from guong.meetings.services.minutes import save_minutes
from guong.meetings.services.signing import answer_objection, reopen_minutes, say_of_minutes, sign_minutes
from guong.meetings.services.voting import Tally, note_vote
from tests.cast import Cast
from tests.meetings.helpers import EVENING, call_roll, evening

CLOSE = clock.local(2026, 4, 1, 21, 30)
AFTER = clock.local(2026, 4, 7, 8)  # the days of reading are over
Act = Callable[[Cast, Meeting], object]


def _in(cast: Cast, state: str) -> Meeting:
    """A regular meeting that has come to a state by the services."""
    meeting = evening(cast, None, "regular", opened=state in {"open", "closed"})
    secretary = cast.actor("cell_secretary")
    with cast.at(CLOSE):
        if state == "closed":
            call_roll(cast, meeting)
            meeting = close_meeting(actor=secretary, meeting=meeting, conclusion="Xong")
        if state == "cancelled":
            meeting = cancel_meeting(actor=secretary, meeting=meeting, reason="Bão số 2")
    return meeting


def _roll_and_close(cast: Cast, meeting: Meeting) -> object:
    call_roll(cast, meeting)
    return close_meeting(actor=cast.actor("cell_secretary"), meeting=meeting)


_BY: dict[str, Act] = {
    "open": lambda cast, one: open_meeting(actor=cast.actor("cell_secretary"), meeting=one),
    "close": _roll_and_close,
    "change": lambda cast, one: change_meeting(
        actor=cast.actor("cell_secretary"), meeting=one, starts_at=EVENING, place="Sân đình", mode="in_person"
    ),
    "cancel": lambda cast, one: cancel_meeting(actor=cast.actor("cell_secretary"), meeting=one, reason="Bão số 2"),
}


@pytest.mark.parametrize("state", MeetingState.values)
@pytest.mark.parametrize("event", sorted(_BY))
def test_Q3_every_state_and_act_of_a_meeting(cast: Cast, state: str, event: str) -> None:
    meeting = _in(cast, state)
    with cast.at(CLOSE):
        if (state, event) in MEETING_TABLE:
            _BY[event](cast, meeting)
        else:
            with pytest.raises(Invalid):
                _BY[event](cast, meeting)
    meeting.refresh_from_db()
    assert meeting.state == MEETING_TABLE.get((state, event), state)


_DURING: dict[str, Act] = {
    "mark": lambda cast, one: mark_attendance(
        actor=cast.actor("cell_secretary"), meeting=one, marks=[(cast.person("member").pk, "present", "")]
    ),
    "note": lambda cast, one: add_note(actor=cast.actor("cell_secretary"), meeting=one, text="Một ý"),
    "guest": lambda cast, one: add_guest(
        actor=cast.actor("cell_secretary"), meeting=one, name="Trịnh Bá Lộc", level="Quận ủy"
    ),
    "step": lambda cast, one: start_step(actor=cast.actor("cell_secretary"), step=one.steps.get(position=1)),
    "vote": lambda cast, one: note_vote(
        actor=cast.actor("cell_secretary"), meeting=one, title="Nghị quyết", way="hands", tally=Tally(3, 3, 0, 0)
    ),
    "code": lambda cast, one: set_checkin(actor=cast.actor("cell_secretary"), meeting=one, on=True),
    "held": lambda cast, one: note_held(actor=cast.actor("cell_secretary"), meeting=one, began_at=EVENING),
}


@pytest.mark.parametrize("state", MeetingState.values)
def test_Q3_what_belongs_to_the_evening_is_written_only_while_it_runs(cast: Cast, state: str) -> None:
    meeting = _in(cast, state)
    with cast.at(CLOSE):
        for name, act in _DURING.items():
            if state == "open" and name != "held":
                act(cast, meeting)
            elif (state, name) != ("planned", "held"):
                with pytest.raises(Invalid):
                    act(cast, meeting)
        if state == "planned":
            assert _DURING["held"](cast, meeting).on_paper  # type: ignore[attr-defined]  # a meeting


# --- minutes: read → objected → answered → signed by the keeper → by the chair → opened again ---------------------------


def _minutes(cast: Cast, state: str) -> Minutes:
    meeting = _in(cast, "closed")
    secretary = cast.actor("cell_secretary")
    with cast.at(CLOSE):
        minutes = save_minutes(actor=secretary, meeting=meeting, body={"conclusion": "Xong"})
        if state == "objected":
            say_of_minutes(actor=cast.actor("member"), minutes=minutes, word="seen", text="Tôi nói hai buổi.")
    with cast.at(AFTER):
        if state in {"kept", "signed", "reopened"}:
            sign_minutes(actor=secretary, minutes=minutes, part="keeper", on_paper=True)
        if state in {"signed", "reopened"}:
            sign_minutes(actor=secretary, minutes=minutes, part="chair")
        if state == "reopened":
            reopen_minutes(actor=secretary, minutes=minutes, reason="Ghi sót một ý kiến")
    return minutes


def _draft(cast: Cast, minutes: Minutes) -> object:
    return save_minutes(actor=cast.actor("cell_secretary"), meeting=minutes.meeting, body={"conclusion": "Xong, sửa"})


_MINUTES: dict[str, Callable[[Cast, Minutes], object]] = {
    "draft": _draft,
    "keeper": lambda cast, one: sign_minutes(
        actor=cast.actor("cell_secretary"), minutes=one, part="keeper", on_paper=True
    ),
    "chair": lambda cast, one: sign_minutes(actor=cast.actor("cell_secretary"), minutes=one, part="chair"),
    "reopen": lambda cast, one: reopen_minutes(actor=cast.actor("cell_secretary"), minutes=one, reason="Ghi sót"),
    "object": lambda cast, one: say_of_minutes(actor=cast.actor("member2"), minutes=one, word="seen", text="Chưa đúng"),
    "answer": lambda cast, one: [
        answer_objection(actor=cast.actor("cell_secretary"), opinion=said, text="Đã sửa") for said in one.opinions.all()
    ],
}
_ALLOWED = {
    "read": {"draft", "keeper", "answer"}, "objected": {"draft", "answer"}, "kept": {"draft", "chair", "answer"},
    "signed": {"reopen", "answer"}, "reopened": {"draft", "answer"},
}  # fmt: skip
"""After the days of reading: what may be done with minutes in each state. With nothing to answer, answering does nothing."""


@pytest.mark.parametrize("state", sorted(_ALLOWED))
def test_Q3_every_state_and_act_of_the_minutes(cast: Cast, state: str) -> None:
    for name, act in _MINUTES.items():
        minutes = _minutes(cast, state)
        with cast.at(AFTER):
            if name in _ALLOWED[state]:
                act(cast, minutes)
            else:
                with pytest.raises(Invalid):
                    act(cast, minutes)
        minutes.meeting.refresh_from_db()
        assert minutes.meeting.state == "closed"

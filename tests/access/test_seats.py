"""The right that comes from one meeting: its chair and its keeper run it without any role (access/seats.py)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guong.access.roles import ROLE_PERMS, SEAT_PERMS, SEAT_RUNNING_PERMS, Role, Seat
from guong.access.seats import SeatedActor
from guong.kernel import clock
from guong.kernel.errors import Forbidden, NotFound
from guong.meetings.models import Meeting
from guong.meetings.selectors import seated
from guong.meetings.services.changes import cancel_meeting, change_meeting
from guong.meetings.services.evening import add_note, close_meeting, open_meeting
from guong.meetings.services.planning import plan_meeting
from tests.cast import Cast

DURING = clock.local(2026, 4, 1, 20)
RUN_PAGES = ("meeting", "meeting-run", "meeting-pulse", "meeting-items", "minutes", "meeting-room")


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A regular meeting chaired by one plain member and written down by another."""
    return _plan(cast, chair="member", secretary="member2")


def _plan(cast: Cast, chair: str, secretary: str) -> Meeting:
    with cast.at(DURING - timedelta(days=2)):
        return plan_meeting(
            actor=cast.actor("cell_secretary"), unit=cast.cell, kind="regular", starts_at=DURING, place="Nhà văn hóa",
            mode="in_person", chair=cast.person(chair), secretary=cast.person(secretary),
        )  # fmt: skip


def _get(cast: Cast, who: str, name: str, pk: int) -> int:
    client = Client()
    client.force_login(cast.accounts[who])
    return client.get(reverse(name, args=[pk])).status_code


def test_a_seat_gives_no_more_than_the_secretarys_role_and_nothing_of_its_planning() -> None:
    for seat in Seat.values:
        assert SEAT_PERMS[seat] | SEAT_RUNNING_PERMS <= ROLE_PERMS[Role.SECRETARY]
        assert "meetings.meeting:plan" not in SEAT_PERMS[seat]
    assert SEAT_PERMS[Seat.CHAIR] - SEAT_PERMS[Seat.KEEPER] == {"meetings.meeting:close"}


def test_the_named_run_their_meeting_and_nobody_elses(cast: Cast, meeting: Meeting) -> None:
    """Pages × people: the chair and the keeper like the secretary; other members, and other meetings, as before."""
    other = _plan(cast, chair="cell_secretary", secretary="cell_deputy")
    with cast.at(DURING):
        open_meeting(actor=seated(actor=cast.actor("member"), pk=meeting.pk), meeting=meeting)
        open_meeting(actor=cast.actor("cell_secretary"), meeting=other)
        wanted = {"member": [200] * 6, "member2": [200] * 6, "helped": [200, 403, 403, 403, 200, 200]}
        for who, statuses in wanted.items():
            assert [_get(cast, who, name, meeting.pk) for name in RUN_PAGES] == statuses, who
            assert _get(cast, who, "meeting-run", other.pk) == 403
            assert _get(cast, who, "meeting-change", meeting.pk) == 403
        assert [_get(cast, who, "meeting-close", meeting.pk) for who in wanted] == [200, 403, 403]
        assert _get(cast, "sibling_member", "meeting-run", meeting.pk) == 404


def test_a_seat_is_no_key_to_another_meeting_of_the_same_body(cast: Cast, meeting: Meeting) -> None:
    other = _plan(cast, chair="cell_secretary", secretary="cell_deputy")
    with cast.at(DURING):
        chair = seated(actor=cast.actor("member"), pk=meeting.pk)
        assert isinstance(chair, SeatedActor)
        with pytest.raises(Forbidden):
            open_meeting(actor=chair, meeting=other)
        for act in (
            lambda: cancel_meeting(actor=chair, meeting=meeting, reason="Bận"),
            lambda: change_meeting(actor=chair, meeting=meeting, starts_at=DURING, place="Khác", mode="in_person"),
        ):
            with pytest.raises(Forbidden):
                act()
        assert not isinstance(seated(actor=cast.actor("member"), pk=other.pk), SeatedActor)


def test_the_chair_closes_the_keeper_does_not_and_the_seat_ends_with_the_locked_minutes(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    """The whole evening by two plain members: open, roll, a step, a note, the end, the minutes, both signatures."""
    pages = {who: Client() for who in ("member", "member2")}
    for who, page in pages.items():
        page.force_login(cast.accounts[who])
    chair, keeper = pages["member"], pages["member2"]
    at = lambda name: reverse(name, args=[meeting.pk])  # noqa: E731
    with cast.at(DURING):
        assert chair.post(at("meeting-open")).status_code == 302
        assert keeper.post(at("meeting-roll"), {"mark": "rest:present"}).status_code == 302
        step = meeting.steps.order_by("position")[0]
        assert chair.post(reverse("meeting-step", args=[step.pk]), {"act": "start"}).status_code == 302
        assert keeper.post(at("meeting-note"), {"note-text": "Bàn việc ngõ 42"}).status_code == 302
        with pytest.raises(Forbidden):
            close_meeting(actor=seated(actor=cast.actor("member2"), pk=meeting.pk), meeting=meeting)
        assert chair.post(at("meeting-close"), {"conclusion": "Nhất trí."}).status_code == 302
        assert keeper.post(at("minutes")).status_code == 302
    with cast.at(DURING + timedelta(days=10)):
        for page, part in ((keeper, "keeper"), (chair, "chair")):
            assert page.post(at("minutes-sign"), {"part": part}).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.state, meeting.notes.count()) == ("closed", 1)
        assert not isinstance(seated(actor=cast.actor("member"), pk=meeting.pk), SeatedActor)
        assert keeper.post(at("minutes")).status_code == 403


def test_the_todo_of_the_named_shows_the_meeting_and_one_who_left_the_body_sits_no_more(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    client.force_login(cast.accounts["member"])
    with cast.at(DURING):
        assert "Khai mạc buổi sinh hoạt" in client.get(reverse("home")).content.decode()
        cast.person("member").memberships.update(to_on=DURING.date() - timedelta(days=1))
        actor = cast.actor("member")
        assert seated(actor=actor, pk=meeting.pk) is actor
        with pytest.raises((Forbidden, NotFound)):
            add_note(actor=actor, meeting=meeting, text="x")

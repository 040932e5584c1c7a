"""Calendars for the telephone: RFC 5545, moved and cancelled meetings, no names, secret addresses that end (S26, S132)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from guong.accounts.models import Account
from guong.calendars import rules
from guong.calendars.models import Feed
from guong.calendars.rules import READS_AN_HOUR
from guong.calendars.services import make_feed, revoke_feed
from guong.drives.services import assign_attender, end_assignment, mark_missed, move_registration
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.meetings.services.changes import cancel_meeting, change_meeting
from guong.meetings.services.planning import plan_meeting
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.drives.test_pages import client, words
from tests.drives.test_registering import EVENING, divide, register


def read(token: str, **headers: str) -> Any:
    return Client().get(reverse("calendar-feed", args=[token]), headers=headers)


def meetings(token: str) -> list[Any]:
    answer = read(token)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    parsed = Calendar.from_ical(answer.content)
    assert not parsed.errors
    assert (str(parsed["version"]), str(parsed["method"])) == ("2.0", "PUBLISH")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    return list(parsed.walk("VEVENT"))


def facts(event: Any) -> tuple[int, str]:
    return int(event["sequence"]), str(event["status"])


def test_S26_sequences_only_ever_grow() -> None:
    steps = [(0, False), (0, True), (1, False), (2, False), (2, True), (3, False)]
    told = [rules.sequence(moves=moves, missed=missed) for moves, missed in steps]
    assert told == sorted(set(told))
    lives = [(0, True), (1, False), (1, True), (2, False)]
    told = [rules.sequence(moves=0, missed=False, ended=ended, assigned=assigned) for ended, assigned in lives]
    assert told == sorted(set(told))


def test_S26_a_place_that_names_somebody_stays_inside() -> None:
    assert rules.public_place("Nhà văn hóa tổ dân phố 1") == "Nhà văn hóa tổ dân phố 1"
    assert rules.public_place("Nhà ông Bường, ngõ 5") == ""
    assert rules.public_place("nhà đ/c Vinh") == ""


def test_S26_a_moved_meeting_carries_its_sequence_and_a_missed_one_is_cancelled(cast: Cast) -> None:
    drive = open_test_drive(cast)
    row = register(cast, drive, chair=cast.person("cell_secretary"))
    with cast.at():
        token = make_feed(actor=cast.actor("member"))
        (event,) = meetings(token)
        assert facts(event) == (0, "CONFIRMED")
        assert event["dtstart"].dt == EVENING
        assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=120)
        assert str(event["location"]) == "Nhà văn hóa tổ dân phố 1"
        first = str(event["uid"])
        move_registration(
            actor=cast.actor("cell_secretary"), registration=row, starts_at=clock.local(2026, 4, 21, 19, 30),
            place=row.place, mode=row.mode, reason="Đồng chí Bường vắng",
        )  # fmt: skip
        (event,) = meetings(token)
        assert (facts(event), str(event["uid"])) == ((2, "CONFIRMED"), first)
    with clock.at(clock.local(2026, 4, 22, 8)):
        mark_missed(actor=cast.actor("cell_secretary"), registration=row)
        (event,) = meetings(token)
        assert facts(event) == (3, "CANCELLED")
        said = read(token).content.decode()
    for person in cast.people.values():
        assert person.full_name not in said
    assert "Bường" not in said


def test_S26_each_sees_his_own_part_and_who_is_sent_sees_where_to(cast: Cast) -> None:
    drive = open_test_drive(cast)
    register(cast, drive)
    register(cast, drive, part_no=2, starts_at=clock.local(2026, 4, 21, 19, 30))
    with cast.at():
        own, sent = (make_feed(actor=cast.actor(who)) for who in ("member", "standing_member"))
        assert len(meetings(own)) == 2
        divide(cast, drive)
        assert len(meetings(own)) == 1
        assert meetings(sent) == []
        row = assign_attender(actor=SYSTEM, drive=drive, unit=cast.cell, person=cast.person("standing_member"))
        assert [facts(event) for event in meetings(sent)] == [(0, "CONFIRMED")] * 2
    with clock.at(clock.local(2026, 4, 2, 8)):
        end_assignment(actor=SYSTEM, assignment=row)
        assert [facts(event) for event in meetings(sent)] == [(1, "CANCELLED")] * 2
        assign_attender(actor=SYSTEM, drive=drive, unit=cast.cell, person=cast.person("standing_member"))
        assert [facts(event) for event in meetings(sent)] == [(2, "CONFIRMED")] * 2


def test_S132_a_body_has_its_calendar_and_regular_meetings_are_for_those_who_belong(cast: Cast) -> None:
    register(cast, open_test_drive(cast))
    with cast.at():
        plan_meeting(
            actor=SYSTEM, unit=cast.cell, kind="regular", starts_at=clock.local(2026, 5, 3, 19), place="Nhà văn hóa",
            mode="in_person",
        )  # fmt: skip
        office = make_feed(actor=cast.actor("clerk"), unit=cast.ward)
        assert len(meetings(office)) == 1
        cell = make_feed(actor=cast.actor("cell_secretary"), unit=cast.cell)
        assert len(meetings(cell)) == 2
        with pytest.raises(NotFound):
            make_feed(actor=cast.actor("sibling_secretary"), unit=cast.cell)
        with pytest.raises(Invalid):
            make_feed(actor=cast.actor("clerk"))
        with pytest.raises(NotFound):
            make_feed(actor=SYSTEM)


def test_S26_a_regular_meeting_that_is_moved_or_called_off_says_so_with_a_higher_number(cast: Cast) -> None:
    """RFC 5545, 3.8.7.4: the same UID, a SEQUENCE that only rises, and STATUS:CANCELLED at the end."""
    secretary, first = cast.actor("cell_secretary"), clock.local(2026, 5, 3, 19)
    with cast.at():
        meeting = plan_meeting(
            actor=secretary, unit=cast.cell, kind="regular", starts_at=first, place="Nhà văn hóa", mode="in_person"
        )
        token = make_feed(actor=cast.actor("member"))
        told = meetings(token)
        change_meeting(actor=secretary, meeting=meeting, starts_at=first, place="Nhà văn hóa", mode="online")
        assert facts(meetings(token)[0]) == (0, "CONFIRMED")  # nothing that a calendar says has changed
    with clock.at(clock.local(2026, 4, 20, 8)):
        later = first + timedelta(days=2)
        change_meeting(actor=secretary, meeting=meeting, starts_at=later, place="Trường tiểu học", mode="in_person")
        told += meetings(token)
    with clock.at(clock.local(2026, 4, 21, 8)):
        cancel_meeting(actor=secretary, meeting=meeting, reason="Bão số 3")
        told += meetings(token)
    assert [facts(event) for event in told] == [(0, "CONFIRMED"), (2, "CONFIRMED"), (3, "CANCELLED")]
    assert len({str(event["uid"]) for event in told}) == 1
    assert [event["dtstart"].dt for event in told] == [first, later, later]
    stamps = [event["last-modified"].dt for event in told]
    assert stamps == sorted(set(stamps))
    assert "Bão" not in read(token).content.decode()


def test_S26_an_address_is_kept_as_a_hash_ends_at_once_and_shows_only_what_its_reader_may_see(cast: Cast) -> None:
    register(cast, open_test_drive(cast))
    secretary: Actor = cast.actor("cell_secretary")
    with cast.at():
        token = make_feed(actor=secretary, unit=cast.cell)
        assert not Feed.objects.filter(token_hash__contains=token).exists()
        assert len(Feed.objects.get().token_hash) == 64
        again = make_feed(actor=secretary, unit=cast.cell)
        assert (read(token).status_code, read(again).status_code) == (404, 200)
        cast.accounts["cell_secretary"].grants.update(ended_at=clock.now())
        assert len(meetings(again)) == 1  # still a member: sees the registration, as every member does
        with pytest.raises(NotFound):
            revoke_feed(actor=cast.actor("member"), feed=Feed.objects.get(revoked_at=None))
        Account.objects.filter(pk=secretary.id).update(is_active=False)
        assert read(again).status_code == 404
        Account.objects.filter(pk=secretary.id).update(is_active=True)
        revoke_feed(actor=secretary, feed=Feed.objects.get(revoked_at=None))
        assert read(again).status_code == 404
    assert read("khong-co").status_code == 404


def test_S26_reading_is_cheap_when_nothing_changed_and_ends_when_it_is_too_often(cast: Cast) -> None:
    register(cast, open_test_drive(cast))
    with cast.at():
        token = make_feed(actor=cast.actor("member"))
        first = read(token)
        assert read(token, if_none_match=first["ETag"]).status_code == 304
        Feed.objects.update(reads=READS_AN_HOUR)
        late = read(token)
        assert (late.status_code, late["Retry-After"]) == (429, "3600")
    with clock.at(clock.local(2026, 4, 1, 13, 1)):
        assert read(token).status_code == 200


def test_S26_the_page_shows_the_address_once_and_revokes_it(cast: Cast) -> None:
    register(cast, open_test_drive(cast))
    with cast.at():
        member = client(cast, "member")
        made = member.post(reverse("calendars"), {"to-chuc": ""})
        address = made.context["address"]
        assert address in words(made)
        assert Client().get(address).status_code == 200
        page = member.get(reverse("calendars"))
        assert address not in words(page)
        assert member.post(reverse("calendars"), {"to-chuc": str(cast.sibling.pk)}).status_code == 422
        assert member.post(reverse("calendar-revoke", args=[Feed.objects.get().pk])).status_code == 302
        assert Client().get(address).status_code == 404

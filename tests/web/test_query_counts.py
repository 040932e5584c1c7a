"""P7: how many queries a main page may ask, and that members do not add any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guong.audit.work import unit_of_work
from guong.drives.models import Drive
from guong.meetings.models import Meeting
from guong.org.services import add_member
from guong.plans.services import present_plan, submit_plan
from guong.reviews.services import hand_in, save_draft, start_review
from tests.cast import SYSTEM, Cast, build_cast
from tests.corrections.stage import collective, personal
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import EVENING, call_roll, evening
from tests.plans.stage import written
from tests.reviews.helpers import FULL

MEMBERS, MANY = 10, 40
GIVEN = "An Bình Chi Dung Giang Hà Khuê Liên Mạnh Ngọc Oanh Phú Quý Sơn Thảo".split()


@dataclass
class World:
    """The cast's cell with so many members, in the middle of its evening; everybody has written and is talked about."""

    cast: Cast
    drive: Drive
    meeting: Meeting
    finding_id: int


def _members(cast: Cast, size: int) -> list[str]:
    """Fill the cell up to `size` members; who they are."""
    cell = [who for who, person in cast.people.items() if person.memberships.filter(unit=cast.cell).exists()]
    for number in range(size - len(cell)):
        who = f"m{number}"
        cast.people[who] = add_member(
            actor=SYSTEM, unit=cast.cell, code=f"QC-{number:03d}", full_name=f"Nguyễn Thị {GIVEN[number % len(GIVEN)]}",
            birth_date=date(1980, 1, 1 + number % 28), admitted_on=date(2010, 5, 19), kind="official",
        )  # fmt: skip
        cell.append(who)
    return [who for who in cell if who != "exempt"]


def build(size: int) -> World:
    cast = build_cast()
    with unit_of_work():
        with cast.at(EVENING.replace(year=2021, day=2)):
            people = _members(cast, size)
        drive = open_test_drive(cast)
        meeting = evening(cast, drive)
        with cast.at(EVENING):
            call_roll(cast, meeting)
            for who in people:
                review = start_review(actor=SYSTEM, drive=drive, person=cast.person(who))
                review = save_draft(actor=SYSTEM, review=review, content=FULL, stamp=review.stamp)
                hand_in(actor=SYSTEM, review=review)
                plan = present_plan(actor=SYSTEM, plan=written(cast, drive, who), meeting=meeting)
                submit_plan(actor=SYSTEM, plan=plan)
                if who not in {"cell_secretary", "ward_secretary"}:
                    personal(cast, drive, who, meeting=meeting)
            finding = collective(cast, drive, meeting=meeting)
    return World(cast, drive, meeting, finding.pk)


Address = Callable[[World], str]
PAGES: dict[str, tuple[str, Address, int]] = {  # page: (who looks, address, how many queries at most)
    "home of the clerk": ("clerk", lambda w: reverse("home"), 69),
    "home of a leader": ("ward_secretary", lambda w: reverse("home"), 90),
    "home of a secretary": ("cell_secretary", lambda w: reverse("home"), 77),
    "home of a member": ("member", lambda w: reverse("home"), 54),
    "home of a monitor": ("monitor", lambda w: reverse("home"), 27),
    "board of the ward": ("clerk", lambda w: reverse("board", args=[w.drive.pk, w.cast.ward.pk]), 24),
    "board of a cell": ("cell_secretary", lambda w: reverse("board", args=[w.drive.pk, w.cast.cell.pk]), 24),
    "list of drives": ("clerk", lambda w: reverse("drives"), 8),
    "a drive": ("clerk", lambda w: reverse("drive", args=[w.drive.pk]), 26),
    "registrations": ("clerk", lambda w: reverse("drive-registrations", args=[w.drive.pk]), 14),
    "roster": ("clerk", lambda w: reverse("drive-assign", args=[w.drive.pk]), 16),
    "organisations": ("clerk", lambda w: reverse("units"), 8),
    "members of a cell": ("clerk", lambda w: reverse("unit-members", args=[w.cast.cell.pk]), 10),
    "meetings": ("cell_secretary", lambda w: reverse("meetings"), 16),
    "a meeting": ("cell_secretary", lambda w: reverse("meeting", args=[w.meeting.pk]), 33),
    "running a meeting": ("cell_secretary", lambda w: reverse("meeting-run", args=[w.meeting.pk]), 39),
    "reviews of a cell": ("cell_secretary", lambda w: reverse("unit-reviews", args=[w.cast.cell.pk, w.drive.pk]), 16),
    "plans of a cell": ("cell_secretary", lambda w: reverse("plans-unit", args=[w.cast.cell.pk, w.drive.pk]), 14),
    "findings of a cell": ("cell_secretary", lambda w: reverse("unit-findings", args=[w.cast.cell.pk]), 15),
    "dividing a finding": ("cell_secretary", lambda w: reverse("finding-divide", args=[w.finding_id]), 18),
    "my file": ("member", lambda w: reverse("my-file"), 28),
    "directives": ("clerk", lambda w: reverse("directives"), 8),
}


def _queries(world: World) -> dict[str, int]:
    found = {}
    for page, (who, address, _limit) in PAGES.items():
        client = Client()
        client.force_login(world.cast.accounts[who])
        with world.cast.at(EVENING), CaptureQueriesContext(connection) as caught:
            response = client.get(address(world))
        assert response.status_code == 200, page
        found[page] = len(caught)
    return found


@pytest.mark.django_db
def test_P7_a_page_asks_no_more_than_its_queries_and_members_add_none() -> None:
    """Ten members and forty: the same count, within the table."""
    counted = {}
    for size in (MEMBERS, MANY):
        with transaction.atomic():
            counted[size] = _queries(build(size))
            transaction.set_rollback(True)
    few, many = counted[MEMBERS], counted[MANY]
    assert {page: (few[page], many[page]) for page in PAGES if few[page] != many[page]} == {}
    assert {page: number for page, number in many.items() if number > PAGES[page][2]} == {}

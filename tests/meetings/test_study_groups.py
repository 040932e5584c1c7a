"""Study for some only, from several places, and make-up study at scale (S32, S97, R18)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings import selectors
from guong.meetings.models import Conference, MakeUp
from guong.meetings.selectors import Audience
from guong.meetings.services import study
from guong.org.enums import PostKind
from guong.org.services import give_post
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import CONVENED
from tests.meetings.helpers import study as convene_all

MORNING = clock.local(2026, 3, 2, 9)
AFTER = clock.local(2026, 3, 10, 9)


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


def convened(cast: Cast, drive: Drive, mode: str = "hybrid") -> Conference:
    with cast.at(MORNING):
        return study.convene(
            actor=cast.actor("clerk"), drive=drive, unit=cast.ward, name="Hội nghị toàn quốc", mode=mode,
            sittings=[(clock.local(2026, 3, 5, 8), "Hội trường")], makeup_due_on=date(2026, 3, 20),
            people=[cast.person(who) for who in CONVENED],
        )  # fmt: skip


def absent(cast: Cast, conference: Conference) -> None:
    marks = [(cast.person(who).pk, "absent", "", "") for who in CONVENED]
    with cast.at(clock.local(2026, 3, 6, 9)):
        study.mark_presence(actor=cast.actor("clerk"), conference=conference, marks=marks)


def test_S97_heads_of_organisations_alone_cells_of_a_kind_and_a_block(cast: Cast, drive: Drive) -> None:
    with cast.at(clock.local(2026, 3, 1, 8)):
        give_post(actor=SYSTEM, person=cast.person("member2"), unit=cast.front, kind=PostKind.FRONT_HEAD)
        give_post(actor=SYSTEM, person=cast.person("sibling_member"), unit=cast.ward, kind=PostKind.MASS_HEAD)
    clerk = cast.actor("clerk")

    def chosen(**audience: Any) -> set[str]:
        with cast.at(MORNING):
            people = selectors.candidates(actor=clerk, drive=drive, who="all", audience=Audience(**audience))
        return {one.full_name for one in people}

    assert chosen(offices=["front_head", "mass_head"]) == {"Tạ Quang Vinh", "Mai Văn Sở"}
    assert chosen(offices=["cell_secretary"]) == {"Nguyễn Văn Thuận", "Phan Thị Duyên"}
    assert chosen(kinds=["cell_school"]) == set()
    assert chosen() == chosen(blocks=["rural"]) == chosen(kinds=["cell_residential"])
    with cast.at(MORNING):
        assert "mass_head" in selectors.audiences(actor=clerk, drive=drive).offices


def test_S97_in_the_browser_secretaries_of_cells_alone_are_convened(cast: Cast, drive: Drive, client: Client) -> None:
    with cast.at(MORNING):
        client.force_login(cast.accounts["clerk"])
        sent = {
            "name": "Triển khai kế hoạch", "mode": "in_person", "who": "eligible", "offices": ["cell_secretary"],
            "place": "Hội trường", "day0": "05/03/2026", "hour0": "8:00", "makeup_due_on": "20/03/2026",
        }  # fmt: skip
        url = reverse("study-new", args=[drive.pk])
        assert client.post(url, sent | {"offices": ["pope"]}).status_code == 422
        assert client.post(url, sent | {"offices": ["front_head"]}).status_code == 422
        assert client.post(url, sent).status_code == 302
    names = {one.person.full_name for one in Conference.objects.get().invitations.select_related("person")}
    assert names == {"Nguyễn Văn Thuận", "Phan Thị Duyên"}


def test_S32_people_take_part_from_bridge_points_and_each_has_its_figures(
    cast: Cast, drive: Drive, client: Client
) -> None:
    conference = convened(cast, drive)
    with cast.at(MORNING):
        client.force_login(cast.accounts["clerk"])
        url = reverse("study-bridges", args=[conference.pk])
        assert client.post(url, {"act": "add", "name": "", "place": "Nhà văn hóa"}).status_code == 422
        assert client.post(url, {"act": "add", "name": "Điểm cầu số 1", "place": "Nhà văn hóa"}).status_code == 302
        assert client.post(url, {"act": "add", "name": "Điểm cầu số 1", "place": "Nơi khác"}).status_code == 422
        point = conference.bridges.get()
        seats = {"act": "seats", f"u{cast.cell.pk}": point.pk, f"u{cast.sibling.pk}": ""}
        assert client.post(url, seats | {f"u{cast.cell.pk}": 999999}).status_code == 422
        assert client.post(url, seats).status_code == 302
        assert "Điểm cầu số 1" in client.get(reverse("conference", args=[conference.pk])).content.decode()
        study.mark_presence(
            actor=cast.actor("clerk"), conference=conference, marks=[(cast.person("member").pk, "present", "", "")]
        )
        client.force_login(cast.accounts["cell_secretary"])
        assert client.get(url).status_code == 200
        assert client.post(url, seats).status_code == 404
    points = selectors.points_of(actor=cast.actor("clerk"), conference=conference)
    assert [(one.point and one.point.name, one.cells, one.attended.n, one.attended.of) for one in points] == [
        ("Điểm cầu số 1", 1, 1, 5), (None, 1, 0, 2),
    ]  # fmt: skip
    other = convened(cast, drive)
    with pytest.raises(NotFound):
        study.assign_bridges(actor=cast.actor("clerk"), conference=other, points={cast.cell.pk: point.pk})
    with pytest.raises(Invalid):
        study.add_bridge(actor=SYSTEM, conference=convene_all(cast, drive), name="x", place="y")


def test_R18_everybody_who_owes_is_reminded_once_a_day_in_a_bounded_number_of_statements(
    cast: Cast, drive: Drive
) -> None:
    conference = convened(cast, drive)
    absent(cast, conference)
    people = [cast.person(who).pk for who in CONVENED]
    with cast.at(AFTER):
        with CaptureQueriesContext(connection) as caught:
            assert study.send_materials(actor=cast.actor("clerk"), conference=conference, person_ids=people) == 7
            assert study.remind_makeups(actor=cast.actor("clerk"), conference=conference) == 7
        assert len([one for one in caught if one["sql"].startswith("UPDATE") and "makeup" in one["sql"]]) == 2
        with pytest.raises(Invalid):
            study.remind_makeups(actor=cast.actor("clerk"), conference=conference)
        with pytest.raises(NotFound):
            study.send_materials(
                actor=cast.actor("clerk"), conference=conference, person_ids=[cast.person("chairman").pk]
            )
    with cast.at(AFTER + timedelta(days=1)):
        assert study.remind_makeups(actor=cast.actor("clerk"), conference=conference) == 7
        with pytest.raises((Forbidden, NotFound)):
            study.remind_makeups(actor=cast.actor("cell_secretary"), conference=conference)


def test_R18_reminders_lateness_and_more_time_in_the_browser(cast: Cast, drive: Drive, client: Client) -> None:
    conference = convened(cast, drive)
    absent(cast, conference)
    page = reverse("conference", args=[conference.pk])
    with cast.at(clock.local(2026, 3, 21, 9)):
        client.force_login(cast.accounts["clerk"])
        assert "5 trễ" in client.get(page).content.decode()
        assert client.post(reverse("study-remind", args=[conference.pk])).status_code == 302
        extend = reverse("study-extend", args=[conference.pk])
        for day in ("19/03/2026", "20/03/2026", "31/02/2026"):
            assert client.post(extend, {"due_on": day}).status_code == 422
        assert client.post(extend, {"due_on": "31/03/2026"}).status_code == 302
        assert "5 trễ" not in client.get(page).content.decode()
        client.force_login(cast.accounts["member"])
        mine = MakeUp.objects.get(person=cast.person("member"))
        assert "Văn phòng đã nhắc" in client.get(reverse("makeup", args=[mine.pk])).content.decode()

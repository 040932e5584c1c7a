"""The pages of drives and registrations, as people of each kind meet them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from guong.drives.models import Assignment, Drive, Registration, Reminder
from guong.drives.services import register_meeting
from guong.kernel import clock
from guong.org.services import give_post
from guong.web import tasks_drives
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive


def client(cast: Cast, who: str) -> Client:
    browser = Client()
    browser.force_login(cast.accounts[who])
    return browser


def words(response) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\s+", " ", response.content.decode())


DRIVE_FORM = {
    "code": "DOT-2", "name": "Đợt hai", "theme": "Tự soi", "mode": "political", "starts_on": "01/04/2026",
    "ends_on": "30/06/2026", "window_from": "10/04/2026", "window_to": "30/04/2026", "see_from": "01/04/2026",
    "see_to": "30/04/2026", "contents": "Quan điểm\n\nNội dung mới", "adviser": "",
}  # fmt: skip


def test_S1_S38_S99_the_clerk_prepares_previews_and_opens_a_drive(cast: Cast) -> None:
    with cast.at():
        clerk = client(cast, "clerk")
        assert clerk.get(reverse("drive-new")).status_code == 200
        made = clerk.post(reverse("drive-new"), DRIVE_FORM | {"scope_unit": cast.ward.pk})
        drive = Drive.objects.get(code="DOT-2")
        assert made.headers["Location"] == reverse("drive-open", args=[drive.pk])
        assert [line.text for line in drive.contents.all()] == ["Quan điểm", "Nội dung mới"]
        assert drive.phases.get().purpose == "see"
        assert "Chi bộ tổ dân phố 2" in words(clerk.get(made.headers["Location"]))
        changed = clerk.post(reverse("drive-edit", args=[drive.pk]), DRIVE_FORM | {"name": "Đợt hai, sửa"})
        assert changed.status_code == 302
        assert client(cast, "cell_secretary").get(reverse("drive", args=[drive.pk])).status_code == 404
        assert clerk.post(reverse("drive-open", args=[drive.pk])).status_code == 302
        drive.refresh_from_db()
        assert (drive.state, drive.name, drive.units.filter(is_cell=True).count()) == ("open", "Đợt hai, sửa", 2)
        assert "Đợt hai, sửa" in words(client(cast, "cell_secretary").get(reverse("drives")))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": "01/03/2026"}, "ends_on"),
        ({"starts_on": "31/02/2026"}, "starts_on"),
        ({"window_to": "01/04/2026"}, "window_to"),
        ({"window_from": "01/03/2026"}, "window_from"),
        ({"see_to": "01/03/2026"}, "see_to"),
        ({"see_to": ""}, "see_to"),
        ({"name": " "}, "name"),
        ({"code": "có dấu"}, "code"),
        ({"mode": "khác"}, "mode"),
        ({"scope_unit": "999999"}, "scope_unit"),
    ],
)
def test_S98_bad_dates_of_a_drive_are_refused_in_place_and_nothing_typed_is_lost(
    cast: Cast, change: dict[str, str], field: str
) -> None:
    with cast.at():
        page = client(cast, "clerk").post(reverse("drive-new"), DRIVE_FORM | {"scope_unit": cast.ward.pk} | change)
    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert "Nội dung mới" in words(page)
    assert not Drive.objects.exists()


REGISTRATION = {"starts_at": "20/04/2026", "hour": "19h30", "place": "Nhà văn hóa", "mode": "in_person", "chair": ""}


def test_S4_S44_the_secretary_registers_on_a_phone_and_moves_with_a_reason(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        secretary = client(cast, "cell_secretary")
        url = reverse("registration", args=[drive.pk, cast.cell.pk])
        assert 'value="19:30"' in words(secretary.get(url))
        chair = cast.person("cell_secretary").pk
        assert secretary.post(url, REGISTRATION | {"chair": chair}).headers["Location"] == url
        row = Registration.objects.get()
        assert row.starts_at == clock.local(2026, 4, 20, 19, 30)
        assert "Nhà văn hóa" in words(secretary.get(url))
        move = reverse("registration-move", args=[row.pk])
        assert "Nhà văn hóa" in words(secretary.get(move))
        assert secretary.post(move, REGISTRATION | {"starts_at": "21/04/2026"}).status_code == 422
        assert secretary.post(move, REGISTRATION | {"starts_at": "21/04/2026", "reason": "Mưa bão"}).status_code == 302
        assert "Mưa bão" in words(secretary.get(url))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_at": "31/02/2026"}, "starts_at"),
        ({"starts_at": "05/05/2026"}, "starts_at"),
        ({"hour": "25:00"}, "hour"),
        ({"place": ""}, "place"),
        ({"mode": ""}, "mode"),
        ({"chair": "999999"}, "chair"),
    ],
)
def test_S98_a_bad_registration_is_refused_in_place(cast: Cast, change: dict[str, str], field: str) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        page = client(cast, "cell_secretary").post(
            reverse("registration", args=[drive.pk, cast.cell.pk]), REGISTRATION | change
        )
    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert not Registration.objects.exists()


def test_S46_the_ward_sees_blanks_first_and_reminds_exactly_those(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        register_meeting(
            actor=SYSTEM, drive=drive, unit=cast.cell, starts_at=clock.local(2026, 4, 20, 19, 30), place="Nhà văn hóa",
            mode="in_person",
        )  # fmt: skip
        clerk = client(cast, "clerk")
        url = reverse("drive-registrations", args=[drive.pk])
        page = clerk.get(url)
        assert [state.unit.unit_id for state in page.context["seen"].blanks] == [cast.sibling.pk]
        assert clerk.post(reverse("drive-remind", args=[drive.pk])).status_code == 302
        assert [row.unit_id for row in Reminder.objects.all()] == [cast.sibling.pk]
        assert clerk.get(url).context["seen"].to_remind == []
        other = client(cast, "sibling_secretary")
        assert "clerk" in words(other.get(reverse("registration", args=[drive.pk, cast.sibling.pk])))
        assert other.post(reverse("drive-remind", args=[drive.pk])).status_code == 403


def test_S100_a_committee_member_is_assigned_and_a_clash_is_shown(cast: Cast) -> None:
    drive = open_test_drive(cast)
    give_post(actor=SYSTEM, person=cast.person("standing_member"), unit=cast.ward, kind="committee_member")
    with cast.at():
        for unit in (cast.cell, cast.sibling):
            register_meeting(
                actor=SYSTEM, drive=drive, unit=unit, starts_at=clock.local(2026, 4, 20, 19, 30), place="Nhà văn hóa",
                mode="in_person",
            )  # fmt: skip
        clerk = client(cast, "clerk")
        url = reverse("drive-assign", args=[drive.pk])
        for unit in (cast.cell, cast.sibling):
            data = {"unit": unit.pk, "person": cast.person("standing_member").pk}
            assert clerk.post(url, data).status_code == 302
        page = clerk.get(url)
        assert len(page.context["clashes"]) == 1
        assert clerk.post(url, data).status_code == 422
        row = Assignment.objects.first()
        assert row is not None
        assert clerk.post(reverse("assignment-end", args=[row.pk])).status_code == 302
        assert clerk.get(url).context["clashes"] == []
        assert client(cast, "cell_secretary").get(url).status_code == 403
        assert clerk.get(reverse("roster")).headers["Location"] == url


def test_the_pages_of_a_drive_open_for_each_kind_of_person(cast: Cast) -> None:
    drive = open_test_drive(cast)
    kinds = {
        "clerk": 200,
        "ward_secretary": 200,
        "cell_secretary": 200,
        "member": 200,
        "inspector": 200,
        "outsider": 404,
    }
    with cast.at():
        for who, status in kinds.items():
            browser = client(cast, who)
            assert browser.get(reverse("drive", args=[drive.pk])).status_code == status, who
            assert browser.get(reverse("drive-registrations", args=[drive.pk])).status_code == status, who
            assert browser.get(reverse("drives")).status_code == 200
        member = client(cast, "member")
        assert member.get(reverse("registration", args=[drive.pk, cast.cell.pk])).status_code == 200
        assert member.post(reverse("registration", args=[drive.pk, cast.cell.pk]), REGISTRATION).status_code == 403
        assert member.get(reverse("registration", args=[drive.pk, cast.sibling.pk])).status_code == 404
        assert client(cast, "technician").get(reverse("drive", args=[drive.pk])).status_code == 403


def test_the_clerk_publishes_rules_and_what_is_unconfirmed_says_so(cast: Cast) -> None:
    with cast.at():
        clerk = client(cast, "clerk")
        url = reverse("drive-rules", args=[cast.ward.pk])
        form = clerk.get(url).context["form"]
        given = {name: field.initial for name, field in form.fields.items() if field.initial is not None}
        data = {name: value for name, value in given.items() if value is not False}  # a rule may be nought
        assert clerk.post(url, data | {"min_group": 2, "note": "Thử"}).status_code == 422
        assert clerk.post(url, data | {"min_group": 6, "note": "Theo hướng dẫn của tỉnh"}).status_code == 302
        assert clerk.get(url).context["ruleset"].values["min_group"]["value"] == 6
        member = client(cast, "member")
        assert member.post(reverse("drive-rules", args=[cast.cell.pk]), data).status_code == 403


def test_tasks_say_who_must_register_and_who_should_be_reminded(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        today = clock.today()
        secretary = tasks_drives.tasks(cast.actor("cell_secretary"), today)
        assert [task.url for task in secretary] == [reverse("registration", args=[drive.pk, cast.cell.pk])]
        assert secretary[0].late
        clerk = tasks_drives.tasks(cast.actor("clerk"), today)
        assert [task.url for task in clerk] == [reverse("drive-registrations", args=[drive.pk])]
        assert tasks_drives.tasks(cast.actor("member"), today) == []
        client(cast, "clerk").post(reverse("drive-remind", args=[drive.pk]))
        assert "clerk" in str(tasks_drives.tasks(cast.actor("cell_secretary"), today)[0].line)

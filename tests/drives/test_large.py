"""A drive too large for one page is looked at body by body."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guong.drives import selectors
from guong.drives.selectors import large
from guong.drives.services import register_meeting
from guong.kernel import clock
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive


def test_a_large_drive_lists_the_bodies_below_and_a_body_its_cells(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        day = clock.local(drive.window_from.year, drive.window_from.month, drive.window_from.day, 19, 30)
        register_meeting(
            actor=SYSTEM, drive=drive, unit=cast.cell, starts_at=day, place="Nhà văn hóa", mode="in_person"
        )
        assert selectors.branches(actor=cast.actor("clerk"), drive=drive) == []
        monkeypatch.setattr(large, "MOST", 1)
        below = selectors.branches(actor=cast.actor("clerk"), drive=drive)
        assert {one.unit.unit_id: one.registered for one in below} == {
            cast.cell.pk: Ratio(1, 1), cast.sibling.pk: Ratio(0, 1)
        }  # fmt: skip
        client = Client()
        client.force_login(cast.accounts["clerk"])
        url = reverse("drive-registrations", args=[drive.pk])
        page = client.get(url).content.decode()
        assert "Mời chọn tổ chức" in page
        assert reverse("registration", args=[drive.pk, cast.cell.pk]) in page
        assert client.get(url, {"to-chuc": cast.ward.pk}).status_code == 200
        assert client.get(url, {"to-chuc": 999_999}).status_code == 404
        assert client.get(reverse("drive-month", args=[drive.pk]), {"to-chuc": cast.ward.pk}).status_code == 200


def test_a_part_of_a_drive_shows_only_its_own_cells(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        ward = selectors.body(actor=cast.actor("clerk"), drive=drive, unit_id=cast.ward.pk)
        whole = selectors.overview(actor=cast.actor("clerk"), drive=drive)
        part = selectors.overview(actor=cast.actor("clerk"), drive=drive, under=ward.path)
        assert part == whole
        alone = selectors.cell_states(actor=cast.actor("clerk"), drive=drive, under=whole.blanks[0].unit.path)
        assert [state.unit for state in alone] == [whole.blanks[0].unit]


def test_a_body_outside_the_own_part_of_the_tree_is_not_found(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        with pytest.raises(NotFound):
            selectors.body(actor=cast.actor("cell_secretary"), drive=drive, unit_id=cast.ward.pk)


def test_S45_who_attends_is_said_body_by_body_in_a_large_drive(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        client = Client()
        client.force_login(cast.accounts["clerk"])
        url = reverse("drive-assign", args=[drive.pk])
        assert f'value="{cast.sibling.pk}"' in client.get(url).content.decode()
        monkeypatch.setattr(large, "MOST", 1)
        page = client.get(url).content.decode()
        assert f"?chi-bo={cast.cell.pk}" in page
        assert "<select" not in page
        here = f"{url}?chi-bo={cast.cell.pk}"
        alone = client.get(here).content.decode()
        assert f'value="{cast.cell.pk}"' in alone
        assert f'value="{cast.sibling.pk}"' not in alone
        member = cast.person("standing_member")
        assert client.post(here, {"unit": cast.sibling.pk, "person": member.pk}).status_code == 422
        assert client.post(here, {"unit": cast.cell.pk, "person": member.pk, "duty": "attend"}).status_code == 302
        assert member.full_name in client.get(here).content.decode()

"""Participants of study who are no party members: counted apart, never among the members (S55, S92)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings import rules, selectors
from guong.meetings.models import Others
from guong.meetings.services.others import convene_others
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import study, tally

MORNING = clock.local(2026, 3, 4, 9)


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


def test_S55_no_more_come_than_were_convened() -> None:
    assert rules.others_fault(0, None) == "convened"
    assert rules.others_fault(1_000_000, None) == "convened"
    assert rules.others_fault(5, 6) == "attended"
    assert rules.others_fault(5, None) == rules.others_fault(5, 5) == rules.others_fault(5, 0) == ""


def test_S55_S92_others_stand_in_no_number_of_the_members(cast: Cast, drive: Drive) -> None:
    conference, clerk = study(cast, drive), cast.actor("clerk")
    with cast.at(MORNING):
        before = selectors.study_figures(actor=clerk, conference=conference), tally(drive, cast.cell.pk)
        convene_others(actor=clerk, conference=conference, unit=cast.cell, group="civil", convened=12)
        convene_others(actor=clerk, conference=conference, unit=cast.cell, group="civil", convened=12, attended=9)
        convene_others(actor=clerk, conference=conference, unit=cast.ward, group="people", convened=40)
        seen = selectors.others_of(actor=clerk, conference=conference)
        after = selectors.study_figures(actor=clerk, conference=conference), tally(drive, cast.cell.pk)
        own = selectors.others_of(actor=cast.actor("cell_secretary"), conference=conference)
    assert (len(seen.lines), seen.convened, seen.attended.n, seen.attended.of) == (2, 52, 9, 12)
    assert [one.unit for one in own.lines] == [cast.cell]
    assert after == before


def test_S55_who_may_not_and_what_is_refused(cast: Cast, drive: Drive) -> None:
    conference = study(cast, drive)
    with cast.at(MORNING):
        for who in ("cell_secretary", "ward_secretary"):
            with pytest.raises((Forbidden, NotFound)):
                convene_others(actor=cast.actor(who), conference=conference, unit=cast.cell, group="civil", convened=1)
        for field, more in (("group", {"group": "²"}), ("convened", {"convened": 0}), ("attended", {"attended": 9})):
            asked = {"group": "civil", "convened": 3, **more}
            with pytest.raises(Invalid) as caught:
                convene_others(actor=cast.actor("clerk"), conference=conference, unit=cast.cell, **asked)  # type: ignore[arg-type]
            assert caught.value.field == field
        with pytest.raises(NotFound):
            convene_others(
                actor=cast.actor("clerk"), conference=conference, unit=cast.district, group="civil", convened=1
            )
    assert not Others.objects.exists()


def test_S55_in_the_browser_convened_then_counted(cast: Cast, drive: Drive, client: Client) -> None:
    conference = study(cast, drive)
    url = reverse("study-others", args=[conference.pk])
    client.force_login(cast.accounts["clerk"])
    with cast.at(MORNING):
        typed = {"unit": cast.ward.pk, "group": "public", "convened": "30"}
        assert client.post(url, typed | {"convened": "²"}).status_code == 422
        assert client.post(url, typed | {"attended": "31"}).status_code == 422
        assert client.post(url, typed).status_code == 302
        assert client.post(url, typed | {"attended": "28"}).status_code == 302
        assert "28/30" in client.get(url).content.decode()
        assert "28/30" in client.get(reverse("conference", args=[conference.pk])).content.decode()

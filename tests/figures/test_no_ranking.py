"""A board is no league table."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from guong.meetings.enums import MeetingState
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.plans import stage

SCORES = {"score", "points", "rank", "rating", "badge", "medal", "stars"}


@pytest.mark.django_db
def test_S103_D10_no_column_anywhere_holds_points_or_a_rank() -> None:
    """Outside `ratings`: there the form of the year-end review itself asks for points, of one comrade at a time, which are
    never summed over people, compared or listed (tests/ratings/test_no_league.py). The points of a meeting are an evening's,
    nobody's: off by default, read by its chair and keeper, compared with nothing (R11, tests/meetings/test_after.py)."""
    kept = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label != "ratings"
        for field in model._meta.get_fields()
        if SCORES & set(field.name.split("_"))
    }
    assert kept == {"meetings.QualityScore.points"}


def test_S103_D10_cells_stand_in_the_order_of_their_names_whatever_they_did(cast: Cast) -> None:
    """Cell 2 has met and cell 1 has not: cell 1 still stands first, and no ordinary member is named."""
    with cast.at():
        drive = open_test_drive(cast)
        stage.held_meeting(drive, cast.sibling, MeetingState.CLOSED)
        clerk = Client()
        clerk.force_login(cast.accounts["clerk"])
        page = clerk.get(reverse("board", args=[drive.pk, cast.ward.pk])).content.decode()
    rows = re.findall(r'<th scope="row"[^>]*>(?:\s|<[^>]+>)*Tổ dân phố (\d)', page)
    assert rows == ["1", "2"]
    assert cast.person("member").full_name not in page

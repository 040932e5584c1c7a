"""The mode of a drive changes the words of the screens that it should (S143, S145; R29)."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from guong.drives.mode_words import WORDS, mode_word
from guong.reviews import services as reviews
from guong.reviews.services import suggest
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import EVENING, evening

JUDGES = re.compile(r"kiểm điểm|khuyết điểm của đồng chí", re.IGNORECASE)
"""What a political activity never says: nobody is reviewed, and no heading stands over a comrade's faults alone."""


def test_S145_every_line_says_both_modes_and_the_political_one_judges_nobody() -> None:
    with translation.override("vi"):
        for key, words in WORDS.items():
            assert set(words) == {"political", "year_end"}, key
            assert not JUDGES.search(str(words["political"])), key
    assert mode_word("about", None) == WORDS["about"]["political"]


def _pages(cast: Cast, mode: str, client: Client) -> dict[str, str]:
    """The screens of one drive, as its people see them, without what people typed."""
    drive = open_test_drive(cast, mode=mode)
    evening_of = evening(cast, drive)
    with cast.at():
        review = reviews.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))
        one = suggest(
            actor=cast.actor("clerk"), drive=drive, from_unit=cast.ward, unit=cast.cell, text="Thu quỹ quý I.",
            answer_by=drive.window_to, person=cast.person("member"),
        )  # fmt: skip
    urls = [
        ("clerk", "drive", [drive.pk]), ("clerk", "suggestions", [cast.ward.pk, drive.pk]), ("clerk", "drive-days", [drive.pk]),
        ("member", "drive", [drive.pk]), ("member", "suggestion-answer", [one.pk]), ("member", "review-edit", [review.pk]),
        ("member", "review-print", [review.pk]), ("member", "home", []), ("member", "suggestions-mine", []),
        ("cell_secretary", "unit-reviews", [cast.cell.pk, drive.pk]), ("cell_secretary", "unit", [cast.cell.pk]),
        ("cell_secretary", "meeting-run", [evening_of.pk]), ("cell_secretary", "meeting-close", [evening_of.pk]),
        ("cell_secretary", "collective", [cast.cell.pk, drive.pk]), ("cell_secretary", "registration", [drive.pk, cast.cell.pk]),
        ("cell_secretary", "remark-new", [cast.cell.pk, drive.pk]), ("clerk", "board", [drive.pk, cast.ward.pk]),
    ]  # fmt: skip
    shown = {}
    for who, name, args in urls:
        client.force_login(cast.accounts[who])
        with cast.at(EVENING):
            answer = client.get(reverse(name, args=args))
        assert answer.status_code == 200, (who, name)
        shown[f"{name} of {who}"] = answer.content.decode()
    return shown


def test_S145_no_screen_of_a_political_activity_speaks_of_a_review_in_which_one_is_judged(
    cast: Cast, client: Client
) -> None:
    shown = _pages(cast, "political", client)
    found = {name: JUDGES.findall(html) for name, html in shown.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_S143_the_year_end_review_is_called_what_its_regulations_call_it(cast: Cast, client: Client) -> None:
    shown = _pages(cast, "year_end", client)
    silent = {"drive-days of clerk", "registration of cell_secretary", "remark-new of cell_secretary", "board of clerk",
              "suggestions-mine of member", "collective of cell_secretary", "suggestion-answer of member"}  # fmt: skip
    assert {name for name, html in shown.items() if "kiểm điểm" not in html.casefold()} <= silent
    assert "Bản kiểm điểm của tôi" in shown["review-edit of member"]
    assert "Kiểm điểm cuối năm: kết luận từng đảng viên." in shown["meeting-close of cell_secretary"]


@pytest.mark.parametrize("conclusions", ["required", "optional", "off"])
def test_S144_the_guide_speaks_of_the_mode_and_of_the_conclusions_apart(
    cast: Cast, client: Client, conclusions: str
) -> None:
    found = evening(cast, open_test_drive(cast))
    found.drive.conclusions = conclusions
    found.drive.save()
    client.force_login(cast.accounts["cell_secretary"])
    with cast.at(EVENING):
        html = client.get(reverse("meeting-run", args=[found.pk])).content.decode()
        with translation.override("vi"):
            assert str(mode_word(f"conclude_{conclusions}", found.drive)) in html
    assert not JUDGES.search(html)

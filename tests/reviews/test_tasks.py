"""What stands on the home page because of this room, and when it goes away."""

from __future__ import annotations

from datetime import date

import pytest

from guong.drives.models import Drive
from guong.reviews import selectors, services
from guong.reviews.enums import Addressee
from guong.web.tasks_reviews import tasks
from tests.cast import Cast
from tests.reviews.helpers import FULL, open_drive

TODAY = date(2026, 4, 1)


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def urls(cast: Cast, who: str) -> list[str]:
    with cast.at():
        return [task.url for task in tasks(cast.actor(who), TODAY)]


def test_a_member_is_asked_to_begin_then_to_finish_then_nothing(cast: Cast, drive: Drive) -> None:
    member = cast.actor("member")
    assert urls(cast, "member") == ["/tu-soi/"]
    review = services.start_review(actor=member, drive=drive, person=cast.person("member"))
    assert urls(cast, "member") == [f"/tu-soi/{review.pk}/"]
    services.save_draft(actor=member, review=review, content=FULL, stamp=0)
    with cast.at():
        services.hand_in(actor=member, review=review)
    assert urls(cast, "member") == []
    assert urls(cast, "exempt") == []
    assert urls(cast, "clerk") == []


def test_the_secretary_is_asked_to_read_until_it_is_read(cast: Cast, drive: Drive) -> None:
    member, secretary = cast.actor("member"), cast.actor("cell_secretary")
    review = services.start_review(actor=member, drive=drive, person=cast.person("member"))
    services.save_draft(actor=member, review=review, content=FULL, stamp=0)
    with cast.at():
        services.hand_in(actor=member, review=review)
        listing = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/tu-soi/"
        assert listing in urls(cast, "cell_secretary")
        selectors.open_review(actor=secretary, review_id=review.pk)
        assert listing not in urls(cast, "cell_secretary")
    assert listing not in urls(cast, "sibling_secretary")


def test_D1_a_remark_stands_with_the_person_it_names_until_answered(cast: Cast, drive: Drive) -> None:
    remark = services.make_remark(
        actor=cast.actor("cell_deputy"), drive=drive, unit=cast.cell, addressee=Addressee.PERSON,
        person=cast.person("exempt"), fact="Ngày 7/2 đồng chí hứa mà chưa làm.",
    )  # fmt: skip
    assert urls(cast, "exempt") == [f"/gop-y/{remark.pk}/tra-loi/"]
    services.reply_to_remark(actor=cast.actor("exempt"), remark=remark, kind="accept")
    assert urls(cast, "exempt") == []


def test_D26_what_was_typed_for_me_waits_for_my_yes(cast: Cast, drive: Drive) -> None:
    review = services.type_for(
        actor=cast.actor("cell_secretary"), drive=drive, person=cast.person("helped"), content=FULL
    )
    assert urls(cast, "helped") == [f"/tu-soi/{review.pk}/xac-nhan/"]

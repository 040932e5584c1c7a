"""Ratings at every step, over the cast's ward, in a drive of the year-end mode."""

from __future__ import annotations

from datetime import date
from typing import Any

from guong.access.services import give_grant
from guong.drives.models import Drive
from guong.kernel import clock
from guong.ratings.models import Campaign, Rating
from guong.ratings.services import (
    decide_rating,
    hand_in_rating,
    open_campaign,
    propose_rating,
    save_rating,
    start_body_rating,
    start_rating,
)
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

NIGHT = clock.local(2026, 11, 28, 19)
FULL = {"c1": "17", "c2": "4", "c31": "2", "c32": "2", "c33": "2", "c34": "2", "c4": "64"}
BODY = {"t1": "28", "t2": "64"}
MET = ["x1", "x2", "x3", "g1", "d1"]


def content(level: str = "good", **changes: Any) -> dict[str, Any]:
    """A whole form of 93 points; `points` replaces single lines, anything else a part."""
    points = FULL | changes.pop("points", {})
    return {"points": points, "grounds": {"c4": "Việc được giao đều xong hạn."}, "met": MET, "level": level, **changes}


def body_content(level: str = "good", **changes: Any) -> dict[str, Any]:
    return {
        "points": BODY,
        "grounds": {},
        "met": ["d1", "g1", "x1", "x2", "x4"],
        "tasks": "95",
        "level": level,
        **changes,
    }


def district_leader(cast: Cast, who: str = "outsider") -> None:
    """Somebody who decides in the committee above the ward."""
    give_grant(
        actor=SYSTEM, account=cast.accounts[who], role="leader", unit=cast.district, subtree=True, reason="thử",
        since=date(2026, 1, 1),
    )  # fmt: skip


def opened(cast: Cast, mode: str = "year_end", code: str = "KD-2026") -> tuple[Drive, Campaign]:
    """A drive of the year-end mode whose rating is open: self until 30/11, collective until 5/12, decision until 15/12."""
    drive = open_test_drive(cast, code=code, mode=mode)
    with clock.at(NIGHT):
        campaign = open_campaign(
            actor=SYSTEM, drive=drive, self_until=date(2026, 11, 30), appraise_until=date(2026, 12, 5),
            decide_until=date(2026, 12, 15),
        )  # fmt: skip
    return drive, campaign


def written(cast: Cast, campaign: Campaign, who: str = "member", **changes: Any) -> Rating:
    rating = start_rating(actor=cast.actor(who), campaign=campaign, person=cast.person(who))
    return save_rating(actor=cast.actor(who), rating=rating, content=content(**changes), stamp=rating.stamp)


def handed_in(cast: Cast, campaign: Campaign, who: str = "member", **changes: Any) -> Rating:
    return hand_in_rating(actor=cast.actor(who), rating=written(cast, campaign, who, **changes))


def chair(cast: Cast, rating: Rating) -> str:
    """Who speaks for the collective about this rating, never the one rated."""
    if rating.unit_id == cast.sibling.pk:
        return "sibling_secretary"
    return "cell_deputy" if rating.person_id == cast.person("cell_secretary").pk else "cell_secretary"


def proposed(cast: Cast, campaign: Campaign, who: str = "member", **changes: Any) -> Rating:
    rating = handed_in(cast, campaign, who, **changes)
    return propose_rating(
        actor=cast.actor(chair(cast, rating)), rating=rating, content=content(**changes), why="Chi bộ thống nhất."
    )


def decided(cast: Cast, campaign: Campaign, who: str = "member", level: str = "", **changes: Any) -> Rating:
    rating = proposed(cast, campaign, who, **changes)
    level = level or str(changes.get("level", "good"))
    return decide_rating(actor=cast.actor("ward_secretary"), rating=rating, level=level, why="Theo đề nghị.")


def body_proposed(cast: Cast, campaign: Campaign, level: str = "good", **changes: Any) -> Rating:
    """Cell 1 as a body, rated by its secretary's hand and proposed."""
    actor = cast.actor("cell_secretary")
    rating = start_body_rating(actor=actor, campaign=campaign, unit=cast.cell)
    rating = save_rating(actor=actor, rating=rating, content=body_content(level, **changes), stamp=rating.stamp)
    rating = hand_in_rating(actor=actor, rating=rating)
    return propose_rating(actor=actor, rating=rating, content=body_content(level, **changes))

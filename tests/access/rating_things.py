"""What a year-end review adds to the world of the URL table, in either cell and in the commune next to the ward; and its rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from guong.drives.models import Drive
from guong.drives.services import create_drive, open_drive
from guong.kernel import clock
from guong.org.models import Unit
from guong.ratings import services
from guong.ratings.models import Campaign, Publication
from guong.ratings.services import Votes
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.ratings.stage import content

TABLE = """
ratings - GET 302 200 200 200 200 200 200 200 200 200 200 200
rating-start year POST 302 404 302 302 302 302 302 404 302 404 404 404
rating-start drive POST 302 404 404 404 404 404 404 404 404 404 404 404
rating-edit rating_draft GET 302 404 404 200 404 404 404 404 404 404 404 404
rating-edit rating_draft POST 302 404 404 409 404 404 404 404 404 404 404 404
rating-edit rating GET 302 404 404 404 404 404 404 404 404 404 404 404
rating-autosave rating_draft POST 302 404 404 409 404 404 404 404 404 404 404 404
rating rating GET 302 404 200 403 200 403 403 403 404 404 403 403
rating rating_draft GET 302 404 403 200 403 403 403 403 404 404 403 403
rating rating_sent GET 302 404 403 403 200 403 200 403 404 404 403 403
rating rating_asked GET 302 404 403 403 200 403 200 403 404 404 403 403
rating-take-back rating POST 302 404 302 403 404 403 403 403 404 404 403 403
rating-reply rating_sent POST 302 404 403 403 404 403 404 403 404 404 403 403
rating-reply rating POST 302 404 404 403 404 403 403 403 404 404 403 403
rating-petition rating_asked GET 302 404 403 403 404 403 404 403 404 404 403 403
rating-petition rating_asked POST 302 404 403 403 404 403 404 403 404 404 403 403
ratings-unit unit,year GET 302 404 403 403 200 403 403 403 404 404 403 403
ratings-unit unit,drive GET 302 404 404 404 404 404 404 404 404 404 404 404
rating-body unit,year POST 302 404 403 403 302 403 403 403 404 404 403 403
rating-vote unit,year GET 302 404 403 403 200 403 403 403 404 404 403 403
rating-vote unit,year POST 302 404 403 403 422 403 403 403 404 404 403 403
rating-vote-docx unit,year GET 302 404 403 403 200 403 403 403 404 404 403 403
rating-blank year GET 302 404 200 200 200 200 200 200 200 404 200 403
rating-blank drive GET 302 404 404 404 404 404 404 404 404 404 404 403
rating-vote-paper unit,year GET 302 404 403 403 200 403 403 403 404 404 403 403
rating-type-for unit,year,person_head GET 302 404 403 403 200 403 403 403 404 404 403 403
rating-type-for unit,year,person_head POST 302 404 403 403 302 403 403 403 404 404 403 403
rating-type-for unit,year,person GET 302 404 403 403 404 403 403 403 404 404 403 403
rating-appraise rating GET 302 404 404 403 200 403 403 403 404 404 403 403
rating-appraise rating POST 302 404 404 403 422 403 403 403 404 404 403 403
rating-opinion rating POST 302 404 404 403 422 403 403 403 404 404 403 403
ratings-committee ward,year GET 302 404 404 404 404 404 200 200 404 404 403 403
ratings-committee ward,drive GET 302 404 404 404 404 404 404 404 404 404 404 404
rating-grounds ward,year POST 302 404 404 404 404 404 302 403 404 404 403 403
rating-publish ward,year POST 302 404 404 404 404 404 302 302 404 404 403 403
rating-decide rating_sent GET 302 404 403 403 404 403 200 403 404 404 403 403
rating-decide rating_sent POST 302 404 403 403 404 403 422 403 404 404 403 403
rating-answer rating_asked GET 302 404 403 403 404 403 404 403 404 404 403 403
rating-answer rating_asked POST 302 404 403 403 404 403 404 403 404 404 403 403
rating-list published GET 302 404 200 200 200 200 200 200 200 404 200 404
rating-withdraw published POST 302 404 404 404 404 404 302 302 404 404 403 404
rating-list-docx published GET 302 404 200 200 200 200 200 200 200 404 200 404
rating-list-xlsx published GET 302 404 200 200 200 200 200 200 200 404 200 404
rating-campaign year GET 302 404 403 403 403 403 200 200 403 404 403 403
rating-campaign year POST 302 404 403 403 403 403 422 422 403 404 403 403
rating-campaign drive GET 302 404 403 403 403 403 404 404 403 404 403 403
rating-scheme unit GET 302 404 200 200 200 200 200 200 404 404 200 403
rating-scheme ward GET 302 404 404 404 404 404 200 200 404 404 200 403
rating-scheme ward POST 302 404 404 404 404 404 422 422 404 404 403 403
"""


def _campaign(drive: Drive) -> Campaign:
    return services.open_campaign(
        actor=SYSTEM, drive=drive, self_until=date(2026, 11, 30), appraise_until=date(2026, 12, 5),
        decide_until=date(2026, 12, 15),
    )  # fmt: skip


class _Cell:
    """One cell's ratings: handed in, draft, proposed, decided and petitioned about."""

    def __init__(self, cast: Cast, unit: Unit, people: Any, campaign: Campaign, word: Any) -> None:
        self.cast, self.unit, self.people, self.campaign, self.word = cast, unit, people, campaign, word

    def actor(self, part: str) -> Any:
        return self.cast.actor(getattr(self.people, part))

    def written(self, part: str, what: str = "") -> Any:
        grounds = {"c4": self.word(what)} if what else {}
        person = self.cast.person(getattr(self.people, part))
        row = services.start_rating(actor=self.actor(part), campaign=self.campaign, person=person)
        typed = content(grounds=grounds)
        return services.save_rating(actor=self.actor(part), rating=row, content=typed, stamp=row.stamp)

    def handed_in(self, part: str, what: str = "") -> Any:
        return services.hand_in_rating(actor=self.actor(part), rating=self.written(part, what))

    def build(self) -> dict[str, int | str]:
        draft, first = self.written("colleague", "rating_draft"), self.handed_in("member", "rating_grounds")
        sent = services.propose_rating(
            actor=self.actor("secretary"), rating=self.handed_in("more"), content=content(), why=self.word("rating_why")
        )
        asked = services.propose_rating(
            actor=self.actor("second"), rating=self.handed_in("secretary"), content=content()
        )
        leader = self.cast.actor("ward_secretary")
        asked = services.decide_rating(actor=leader, rating=asked, level="done", why="Hai việc còn chậm.")
        services.file_petition(actor=self.actor("secretary"), rating=asked, words=self.word("rating_petition"))
        services.note_ballot(
            actor=self.actor("secretary"), campaign=self.campaign, unit=self.unit, held_on=clock.today(), issued=7, returned=6,
            counters="Tổ kiểm phiếu", lines=[Votes(first.pk, 1, (1, 4, 0, 0))],
        )  # fmt: skip
        return {
            "rating": first.pk, "rating_draft": draft.pk, "rating_sent": sent.pk, "rating_asked": asked.pk,
            "year": self.campaign.drive_id,
        }  # fmt: skip


def rating_things(cast: Cast, sides: list[tuple[Unit, Any, Any]], other: Unit) -> list[dict[str, int | str]]:
    """`sides`: (cell, its people, the maker of its marked words), cell 1 first; `other`: the commune next to the ward."""
    campaign = _campaign(open_test_drive(cast, code="KD-URL", mode="year_end"))
    found = [_Cell(cast, unit, people, campaign, word).build() for unit, people, word in sides]
    found[0]["published"] = services.publish_list(actor=cast.actor("clerk"), campaign=campaign, unit=cast.ward).pk
    with clock.at(clock.local(2026, 3, 1, 9)):
        drive = create_drive(
            actor=SYSTEM, code="KD-KHAC", name="Kiểm điểm của xã khác", theme="Kiểm điểm", mode="year_end", year=2026,
            owner=other, scope_unit=other, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30),
            window_from=date(2026, 3, 10), window_to=date(2026, 4, 30),
        )  # fmt: skip
        theirs = _campaign(open_drive(actor=SYSTEM, drive=drive))
    elsewhere = Publication.objects.create(
        campaign=theirs, unit=other, lines=[], published_at=clock.now(), published_by_label="Hệ thống"
    )
    found[1] |= {"year": drive.pk, "published": elsewhere.pk}
    return found

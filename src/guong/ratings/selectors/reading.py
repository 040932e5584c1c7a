"""One rating with everything said of it, for whoever may read it; other people's reads are logged (D6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guong.audit.reads import log_read
from guong.drives.enums import DriveState
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.ratings import rules
from guong.ratings.enums import Level, RatingState, Stage, Subject
from guong.ratings.evidence import Evidence, evidence, stored
from guong.ratings.models import BallotLine, Judgement, Opinion, Petition, Rating
from guong.ratings.querysets import decides, leads, may_appraise, readable
from guong.ratings.schemebook import Book
from guong.ratings.services.deciding import last_day, may_petition


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the form with the points of each step, as they are written; "" where a step gave none."""

    group: str
    name: str
    most: str
    given: list[str]
    grounds: list[tuple[str, str]]  # (step, words)


@dataclass(frozen=True, slots=True)
class Said:
    """One judgement as the page shows it."""

    judgement: Judgement
    points: str
    met: list[str]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class RatingPage:
    """A rating, its steps, its lines side by side, and what the reader may do now."""

    rating: Rating
    book: Book
    own: bool
    said: list[Said]
    lines: list[LineRow]
    shown: list[Judgement]  # whose points stand in `lines`, in order
    opinions: list[Opinion]
    votes: BallotLine | None
    petition: Petition | None
    now: Evidence
    may_take_back: bool
    may_appraise: bool
    may_decide: bool
    may_reply: bool
    may_petition: bool
    may_answer: bool


def open_rating(*, actor: Actor, rating_id: int) -> RatingPage:
    """For the one rated, for the collective once it was handed in, for the deciding body once it was proposed, for the body that
    answers a petition. NotFound or Forbidden for everybody else; NotFound in the mode “sinh hoạt chính trị” (R29)."""
    rating = one(actor=actor, rating_id=rating_id)
    if rating.person_id is not None:
        log_read(actor=actor, person_id=rating.person_id, unit_path=rating.unit.path, part="rating", target=rating)
    return _page(actor, rating)


def one(*, actor: Actor, rating_id: int) -> Rating:
    """The row alone, by the same door."""
    found = readable(actor).filter(pk=rating_id).first()
    if found is not None:
        return found
    hidden = Rating.objects.filter(pk=rating_id, campaign__drive__mode="year_end").select_related("unit").first()
    if hidden is None:
        raise NotFound
    refuse(actor, hidden.unit.path)
    raise NotFound


def _page(actor: Actor, rating: Rating) -> RatingPage:
    today, book = clock.today(), Book(rating.campaign.scheme)
    mine = may_petition(actor, rating)
    own = mine if rating.subject == Subject.BODY else rating.person_id == actor.person_id
    judgements = list(rating.judgements.select_related("by"))
    petition = Petition.objects.filter(rating=rating).select_related("unit", "person", "answered_by").first()
    running = rating.campaign.drive.state == DriveState.OPEN
    other = rating.person_id is None or rating.person_id != actor.person_id
    state = rating.state
    shown = _shown(judgements)
    standing = BallotLine.objects.filter(rating=rating, ballot__replaced_at=None).select_related("ballot")
    return RatingPage(
        rating=rating, book=book, own=own, said=[_said(book, rating, row) for row in judgements],
        lines=_lines(book, rating, shown), shown=shown, opinions=list(rating.opinions.all()), votes=standing.first(),
        petition=petition, now=evidence(rating, today),
        may_take_back=running and own and state == RatingState.HANDED_IN and _writes(actor, rating),
        may_appraise=running and other and state == RatingState.HANDED_IN and may_appraise(actor, rating, today),
        may_decide=running and other and state == RatingState.PROPOSED and decides(actor, rating.decided_in),
        may_reply=running and state == RatingState.PROPOSED and own and rating.person_id is not None,
        may_petition=mine and state == RatingState.DECIDED and today <= last_day(rating),
        may_answer=other and state == RatingState.REVIEWING and petition is not None and _answers(actor, petition),
    )  # fmt: skip


def _writes(actor: Actor, rating: Rating) -> bool:
    if rating.subject == Subject.BODY:
        return leads(actor, rating.unit, clock.today())
    return rating.person_id == actor.person_id


def _answers(actor: Actor, petition: Petition) -> bool:
    return decides(actor, petition.unit) and actor.person_id != petition.person_id


def _shown(judgements: list[Judgement]) -> list[Judgement]:
    """The last one of each step that gives points."""
    last = {row.stage: row for row in judgements if row.content.get("points")}
    return [last[stage] for stage in (Stage.SELF.value, Stage.COLLECTIVE.value) if stage in last]


def _lines(book: Book, rating: Rating, shown: list[Judgement]) -> list[LineRow]:
    return [
        LineRow(
            group=str(line["group"]), name=str(line["name"]), most=rules.show_points(int(line["points"])),
            given=[_points(row.content, str(line["key"])) for row in shown],
            grounds=[
                (str(row.get_stage_display()), words)
                for row in shown
                if (words := str(row.content.get("grounds", {}).get(line["key"], "")))
            ],
        )
        for line in book.lines(rating.subject)
    ]  # fmt: skip


def _points(content: Mapping[str, Any], key: str) -> str:
    found = content.get("points", {}).get(key)
    return rules.show_points(int(found)) if found is not None else ""


def _said(book: Book, rating: Rating, row: Judgement) -> Said:
    points = row.content.get("points")
    texts = {str(one["key"]): str(one["text"]) for level in book.levels for one in level["conditions"]}
    return Said(
        judgement=row, points=rules.show_points(rules.total(book.lines(rating.subject), points)) if points else "",
        met=[texts[key] for key in row.content.get("met", []) if key in texts], evidence=stored(row.evidence),
    )  # fmt: skip


def words_of_level(code: str) -> str:
    """The level in words; "" for none. A fact, behind which stands no right."""
    return str(Level(code).label) if code else ""

"""Where each planted text of the world stands: what it is, in which state, whose, in which body (tests/access/url_cast.py)."""

from __future__ import annotations

from guong.org.models import Unit
from tests.access.reference import Stands
from tests.access.url_cast import CELL_1, CELL_2, People
from tests.cast import Cast

MARKS = (
    "review", "reviewdraft", "reviewtyped", "plandraft", "plandraftexample", "planmore", "planmoreexample", "planmember",
    "planmemberexample", "planhead", "planheadexample", "monitorremark", "remark", "upward", "noteclosed", "noteopen", "conclusion",
    "finding", "findingfresh", "findingcontested", "contest", "findingwhole", "cause", "measure", "sharemeasure",
    "report", "reportopinion", "privatenote", "promise", "promiseoffice", "remarktyped", "suggested", "datarequest", "objection", "standing", "question", "caption", "later", "vote",
    "ratinggrounds", "ratingdraft", "ratingwhy", "ratingpetition",
)  # fmt: skip


def standings(cast: Cast) -> dict[tuple[str, str], list[Stands]]:
    """(side, mark) → every place where that text stands; the same text may be a remark and a line of the minutes."""
    found: dict[tuple[str, str], list[Stands]] = {}
    sides = (("o", cast.cell, CELL_1, cast.front), ("f", cast.sibling, CELL_2, Unit.objects.get(code="MT-02")))
    for side, cell, people, front in sides:
        found |= {(side, what): places for what, places in _side(cast, cell.pk, people, front.pk).items()}
    return found


def _side(cast: Cast, cell: int, people: People, front: int) -> dict[str, list[Stands]]:
    who = {part: cast.person(getattr(people, part)).pk for part in ("member", "colleague", "more", "head")}
    minutes = Stands("minutes", "closed", cell)
    found = {
        "review": [Stands("self_review", "handed_in", cell, who["member"])],
        "reviewdraft": [Stands("self_review", "draft", cell, who["colleague"])],
        "reviewtyped": [Stands("self_review", "typed", cell, who["more"])],
        "report": [Stands("report", "sent", cell)],
        "suggested": [Stands("suggestion", "sent", cast.ward.pk, who["member"])],
        "promise": [Stands("promise", "", cell, who["colleague"])],
        "promiseoffice": [Stands("promise_given", "sent", cast.ward.pk, who["member"])],
        "remarktyped": [Stands("remark_typed", "typed", cell, who["colleague"])],
        "privatenote": [],  # sealed: found through no door, by nobody
        "reportopinion": [Stands("report", "sent", cell)],
        "remark": [Stands("remark", "", cell, who["member"], who["colleague"]), minutes],
        "upward": [
            Stands("remark", "", cell, author=who["colleague"]),
            Stands("remark_up", "sent", cast.ward.pk, author=who["colleague"]),
        ],
        "datarequest": [Stands("data_request", "", cell, who["member"])],
        "question": [Stands("question", "sent", cell, author=who["member"])],
        "objection": [minutes],
        "standing": [Stands("standing", "", cell, who["member"])],
        "noteclosed": [minutes],
        "noteopen": [Stands("minutes", "open", cell)],
        "conclusion": [minutes],
        "vote": [minutes],
        "monitorremark": [
            Stands("plan_copy", "sent", front, who["member"]),
            Stands("plan", "handed_in", cell, who["member"]),
        ],
    }
    copies = {"member": [front], "head": [front, cast.ward.pk], "more": []}
    for part, places in copies.items():
        sent = [Stands("plan_copy", "sent", unit, who[part]) for unit in places]
        found[f"plan{part}"] = [Stands("plan", "handed_in", cell, who[part]), *sent]
        found[f"plan{part}example"] = found[f"plan{part}"]
    found["planheadexample"] = [*found["planhead"], Stands("posting", "hanging", cast.ward.pk, who["head"])]
    for mark in ("plandraft", "plandraftexample"):
        found[mark] = [Stands("plan", "draft", cell, who["colleague"])]
    for mark in ("finding", "findingfresh", "findingcontested", "contest", "cause", "measure"):
        found[mark] = [Stands("finding", "", cell, who["member"]), minutes]
    found |= _rated(cast, cell, who, cast.person(people.secretary).pk)
    for mark in ("caption", "later"):
        found[mark] = [Stands("doing", "", cell, who["member"])]
    for mark in ("findingwhole", "sharemeasure"):
        found[mark] = [Stands("finding_whole", "", cell), minutes]
    return found


def _rated(cast: Cast, cell: int, who: dict[str, int], head: int) -> dict[str, list[Stands]]:
    """Words of ratings: in the cell, and where they were sent to be decided or answered."""
    sent = Stands("rating_sent", "sent", cast.ward.pk, head)
    return {
        "ratinggrounds": [Stands("rating", "handed_in", cell, who["member"])],
        "ratingdraft": [Stands("rating", "draft", cell, who["colleague"])],
        "ratingwhy": [
            Stands("rating", "handed_in", cell, who["more"]), Stands("rating_sent", "sent", cast.ward.pk, who["more"])
        ],
        "ratingpetition": [
            Stands("rating", "handed_in", cell, head), sent, Stands("rating_sent", "sent", cast.district.pk, head)
        ],
    }  # fmt: skip

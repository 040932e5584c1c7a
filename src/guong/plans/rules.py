"""Business rules of this room, pure: no ORM, no clock, no framework.

A plan's content is a value: {"example": text, "pledge": text, "items": [{"shortcoming", "measure", "deadline", "finding"}]};
`deadline` is an ISO date or "" while the draft has none, `finding` the id of the finding that an item answers, or None.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Any

from guong.kernel import text
from guong.kernel.dates import add_months, parse_vietnamese
from guong.kernel.numbers import typed_int

FIELDS = ("example", "items", "pledge")
MAX_ITEMS = 20
TEXT_LIMIT = 4000
FEWEST_WORDS = 4  # "Cần cố gắng hơn" says nothing that anybody could look at again

COMMITTEE_POSTS = frozenset(
    {
        "committee_secretary", "committee_standing_deputy", "committee_deputy", "standing_member", "committee_member",
        "front_head", "mass_head", "cell_secretary",
    }
)  # fmt: skip
POSTED_POSTS = frozenset({"committee_secretary", "people_chair"})
HEADS = frozenset(
    {"committee_secretary", "committee_standing_deputy", "committee_deputy", "people_chair", "front_head", "mass_head"}
)
"""Whose plans a committee may have posted: the higher the office, the more exposure; members' never (D13)."""
ROUTES = ("higher_board", "posting", "committee", "cell", "front")
FOR_EVERYBODY = frozenset({"cell"})  # the plan is the cell's own business: its copy cannot be switched off


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the table: for whom copies go this way. `posts` empty: for everybody. `confirmed`: by the party office."""

    code: str
    on: bool
    posts: frozenset[str] = frozenset()
    confirmed: bool = False


DEFAULT_ROUTES: tuple[Route, ...] = (
    Route("higher_board", on=True),
    Route("posting", on=True, posts=POSTED_POSTS),
    Route("committee", on=True, posts=COMMITTEE_POSTS),
    Route("cell", on=True),
    Route("front", on=True),
)
"""R26 as the articles tell it; what a committee publishes takes its place."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a plan from being submitted. `field`: example, pledge, items, shortcoming, measure or deadline."""

    code: str
    field: str
    line: int | None = None  # counted from 1


@dataclass(frozen=True, slots=True)
class Returns:
    """Returns are counted twice: each return is a *lượt*, and each person once (S105)."""

    times: int
    persons: int


def routes(posts: Collection[str], *, managed_by_higher: bool, table: Sequence[Route] = DEFAULT_ROUTES) -> list[str]:
    """Where copies of an accepted plan go (R26), all that apply together, in the order of the rule.

    `posts`: kinds of the offices held on the day of acceptance. `table`: the one in force.
    """
    held = frozenset(posts)
    return [
        route.code
        for route in sorted(table, key=lambda one: ROUTES.index(one.code))
        if route.on and (not route.posts or held & route.posts) and (route.code != "higher_board" or managed_by_higher)
    ]


def route_problem(route: Route) -> str:
    """What is wrong with a line that somebody wants to publish; "" when nothing is."""
    if route.code in FOR_EVERYBODY and (not route.on or route.posts):
        return "cell_always"
    if route.code == "posting" and route.on and (not route.posts or route.posts - HEADS):
        return "posting_heads"
    return ""


def count_returns(person_ids: Iterable[int]) -> Returns:
    """One id per return → how many returns, how many persons."""
    ids = list(person_ids)
    return Returns(times=len(ids), persons=len(set(ids)))


def tidy(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content cleaned and in shape; items without a word are left out. ValueError for what is no plan at all."""
    items = content.get("items", [])
    if not isinstance(items, list | tuple) or not all(isinstance(item, Mapping) for item in items):
        raise ValueError("items")
    cleaned = [_tidy_item(item) for item in items]
    kept = [item for item in cleaned if item["shortcoming"] or item["measure"] or item["finding"]]
    if len(kept) > MAX_ITEMS:
        raise ValueError("many")
    texts = {name: text.clean_text(str(content.get(name) or "")) for name in ("example", "pledge")}
    longest = [*texts.values(), *(item[name] for item in kept for name in ("shortcoming", "measure"))]
    if any(len(words) > TEXT_LIMIT for words in longest):
        raise ValueError("long")
    return {"example": texts["example"], "pledge": texts["pledge"], "items": kept}


def _tidy_item(item: Mapping[str, Any]) -> dict[str, Any]:
    finding = str(item.get("finding") or "")
    return {
        "shortcoming": text.clean_text(str(item.get("shortcoming") or "")),
        "measure": text.clean_text(str(item.get("measure") or "")),
        "deadline": _iso(item.get("deadline")),
        "finding": typed_int(finding) or None,
    }


def _iso(value: Any) -> str:
    """An ISO date; a date that cannot be read stays as it was typed, so that nothing typed is lost."""
    if isinstance(value, date):
        return value.isoformat()
    typed = text.clean_line(str(value or ""))[:40]
    try:
        return parse_vietnamese(typed).isoformat() if typed else ""
    except ValueError:
        return typed


def last_deadline(year: int, since: date) -> date:
    """The latest date a measure may have: the end of the plan's year, or twelve months from the meeting if that is later."""
    return max(date(year, 12, 31), add_months(since, 12))


def problems(content: Mapping[str, Any], *, since: date, year: int, promised: Collection[int] = ()) -> list[Problem]:
    """What is missing or wrong in tidied content (S106, S112), in the order of the form; empty when it may be submitted.

    `since`: the day of the meeting in which the plan was presented. `promised`: ids of findings whose measure and date
    were set in the meeting itself; their dates are not judged a second time.
    """
    found: list[Problem] = []
    if not content["items"]:
        found.append(Problem("no_items", "items"))
    for line, item in enumerate(content["items"], start=1):
        found += _item_problems(line, item, since, year, promised)
    if not content["pledge"]:
        found.append(Problem("no_pledge", "pledge"))
    return found


def _item_problems(
    line: int, item: Mapping[str, Any], since: date, year: int, promised: Collection[int]
) -> Iterable[Problem]:
    if not item["finding"] and len(item["shortcoming"].split()) < FEWEST_WORDS:
        yield Problem("short_shortcoming", "shortcoming", line)
    if item["finding"] in promised:
        return
    if len(item["measure"].split()) < FEWEST_WORDS:
        yield Problem("short_measure", "measure", line)
    elif text.fold(item["measure"]) == text.fold(item["shortcoming"]):
        yield Problem("same_words", "measure", line)
    try:
        deadline = date.fromisoformat(item["deadline"])
    except ValueError:
        yield Problem("bad_deadline" if item["deadline"] else "no_deadline", "deadline", line)
        return
    if deadline < since:
        yield Problem("early_deadline", "deadline", line)
    elif deadline > last_deadline(year, since):
        yield Problem("far_deadline", "deadline", line)


def posting_days(from_on: date, until_on: date) -> int:
    """How many days a sheet hangs, first and last day counted."""
    return (until_on - from_on).days + 1


def last_posting_day(from_on: date, longest: int) -> date:
    """The last day on which a sheet that goes up on `from_on` may hang."""
    return from_on + timedelta(days=longest - 1)


def hangs(from_on: date, until_on: date, *, taken_down: bool, today: date) -> bool:
    """Whether a posting is public today (D21)."""
    return not taken_down and from_on <= today <= until_on


def shown(content: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """The part of a plan that may be posted: chosen fields only, and of an item only its words and date (D21, R45)."""
    public: dict[str, Any] = {}
    for name in FIELDS:
        if name not in fields:
            continue
        public[name] = (
            [{key: item[key] for key in ("shortcoming", "measure", "deadline")} for item in content["items"]]
            if name == "items"
            else content[name]
        )
    return public


def word_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Runs of words as ("same" | "added" | "removed", words), in reading order: what changed between two versions."""
    old, new = before.split(), after.split()
    runs: list[tuple[str, str]] = []
    for tag, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("same", " ".join(old[i:j])))
            continue
        if i < j:
            runs.append(("removed", " ".join(old[i:j])))
        if k < m:
            runs.append(("added", " ".join(new[k:m])))
    return runs

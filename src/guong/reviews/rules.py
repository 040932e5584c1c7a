"""Business rules of this room, pure: no ORM, no clock, no framework."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from guong.kernel import text

SECTION_LIMIT = 20_000
"""Most characters of one section: about ten pages."""

_HEADS = frozenset({"committee_secretary", "people_chair", "front_head", "mass_head", "cell_secretary"})


def tidy(sections: Sequence[Mapping[str, Any]], content: Mapping[str, Any]) -> dict[str, str]:
    """What was typed, cleaned, in the order of the form; empty sections are left out.

    ValueError with the key for a section that the form does not have: words are never dropped in silence.
    """
    known = [str(section["key"]) for section in sections]
    for key in content:
        if key not in known:
            raise ValueError(key)
    cleaned = {key: text.clean_text(str(content.get(key, ""))) for key in known}
    return {key: words for key, words in cleaned.items() if words}


def too_long(sections: Sequence[Mapping[str, Any]], content: Mapping[str, str]) -> list[str]:
    """Titles of the sections that pass the limit."""
    return [str(s["title"]) for s in sections if len(content.get(str(s["key"]), "")) > SECTION_LIMIT]


def missing(sections: Sequence[Mapping[str, Any]], content: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """The required sections without a word (S7: strengths and shortcomings are both asked)."""
    return [s for s in sections if s["required"] and not content.get(str(s["key"]), "").strip()]


def section_states(sections: Sequence[Mapping[str, Any]], content: Mapping[str, str]) -> list[str]:
    """ "ok" for a section with words, "go" for the first required one without, "no" for the others: the step strip."""
    states: list[str] = []
    open_found = False
    for section in sections:
        if content.get(str(section["key"]), "").strip():
            states.append("ok")
        elif section["required"] and not open_found:
            states.append("go")
            open_found = True
        else:
            states.append("no")
    return states


def own_words(content: Mapping[str, str]) -> int:
    """Number of words the member wrote (a Vietnamese word here is what stands between blanks, "chữ")."""
    return sum(len(words.split()) for words in content.values())


def prompt_key(post_kinds: Iterable[str]) -> str:
    """Which opening sentence fits the offices held: head, committee, member (S49)."""
    kinds = set(post_kinds)
    if kinds & _HEADS:
        return "head"
    return "committee" if kinds else "member"


def awaits_reply(addressee: str, *, is_strength: bool, replied: bool) -> bool:
    """Whether somebody owes an answer (R27): criticism to a person or to the cell committee, not yet answered."""
    return addressee in {"person", "committee"} and not is_strength and not replied


RETURN_POINTS: tuple[str, ...] = ("fact", "shortcoming", "cause", "direction", "own_words", "carried")
"""What a self-review may lack when it is returned (S112); their words are in `enums.ReturnPoint`."""


PROMISES_KEY = "promises"
"""The section of a form that asks what became of the promises (S138)."""
ECHO_RUN = 4
"""Words in a row that count as repeated when they stand in the promise or on the form in the same order."""
ECHO_OWN = 5
"""Own words below which an answer that also repeats says nothing of its own."""


def asks_for_promises(sections: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a form asks its writer to answer for promises."""
    return any(section["key"] == PROMISES_KEY for section in sections)


def only_repeats(said: str, sources: Iterable[str]) -> bool:
    """Whether an answer does nothing but repeat the promise or the form (S147). Letters only, no meaning: a hint, never a refusal.

    Words that stand in a source in a run of `ECHO_RUN` or more (or are the whole answer) are its words; fewer than `ECHO_OWN`
    own words beside such a run are none. An answer that repeats nothing is never hinted.
    """
    words = _letters(said)
    if not words:
        return False
    run = min(ECHO_RUN, len(words))
    known = {tuple(source[i : i + run]) for source in map(_letters, sources) for i in range(len(source) - run + 1)}
    echoed: set[int] = set()
    for start in range(len(words) - run + 1):
        if tuple(words[start : start + run]) in known:
            echoed.update(range(start, start + run))
    return bool(echoed) and len(words) - len(echoed) < ECHO_OWN


def _letters(words: str) -> list[str]:
    """The words by their letters and figures alone: no marks, no case, no signs."""
    return re.findall(r"[^\W_]+", text.fold(words))


def may_finalise(read_until: date, today: date, *, unanswered: int) -> str:
    """ "" when a circulated report may be finalised (R13); "early" while it is still read; "unanswered" while opinions wait."""
    if today <= read_until:
        return "early"
    return "unanswered" if unanswered else ""


def median(days: Sequence[int]) -> int | None:
    """The middle of some counts of days, the lower one of two; None of nothing."""
    return sorted(days)[(len(days) - 1) // 2] if days else None


def candour(strengths: int, criticisms: int) -> str:
    """ "empty" where nobody has said anything, "praise" where all of it is praise, "" otherwise (S82). Counts, never texts."""
    if criticisms:
        return ""
    return "praise" if strengths else "empty"


def kinds_of_body(*, is_cell: bool, is_committee: bool) -> tuple[str, ...]:
    """Which collective reports a body writes (S5)."""
    if is_cell:
        return ("cell", "cell_committee")
    return ("committee",) if is_committee else ("agency",)


def keep_until(ended_on: date, years: int = 3) -> date:
    """Last day on which personal texts of a drive are kept: the end of the year, so many years after it ended (D8)."""
    return date(ended_on.year + years, 12, 31)


def upward_state(made_on: date, today: date, *, answered: bool, answer_days: int, late_days: int) -> str:
    """Where a remark to a committee stands (R27): in time up to and with the last day, then overdue, then very overdue.

    A value of `enums.UpwardState`. Days are calendar days counted from the day it was made.
    """
    if answered:
        return "answered"
    if today <= answer_by(made_on, answer_days):
        return "waiting"
    return "overdue" if today <= answer_by(made_on, max(answer_days, late_days)) else "very_overdue"


def answer_by(made_on: date, answer_days: int) -> date:
    """The last day on which an answer is in time."""
    return made_on + timedelta(days=answer_days)

"""One cell of the poured drive: its people, its meeting, its findings and plans, and the tally that counts them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from guong.demo import spoken
from guong.demo.size.book import Book
from guong.demo.size.days import Days
from guong.demo.size.people import Name
from guong.demo.texts import EXAMPLES, PLEDGES
from guong.kernel.dates import add_months
from guong.org.enums import MemberKind, PostKind, StandingKind

_KINDS = [
    (MemberKind.RETIRED.value, "Hưu trí"), (MemberKind.OFFICIAL.value, "Công chức"), (MemberKind.WORKER.value, "Công nhân"),
    (MemberKind.FREELANCE.value, "Kinh doanh"), (MemberKind.TEACHER.value, "Giáo viên"),
]  # fmt: skip
_PLACE = "Nhà văn hóa"
_LABEL = "Bí thư chi bộ"
STREET = spoken.plain()
_EXAMPLES = [spoken.Filler(one, 6)(one) for one in EXAMPLES]


@dataclass(slots=True)
class Cell:
    """Where rows go, and what is known of the cell while it is written. `heads`: ids of the secretary and the deputy."""

    book: Book
    random: Random
    days: Days
    drive_id: int
    unit_id: int
    code: str
    path: str
    counts: Counter[str] = field(default_factory=Counter)
    eligible: list[int] = field(default_factory=list)
    heads: tuple[int, int] = (0, 0)


def write(cell: Cell, members: int, names: list[Name]) -> None:
    """All rows of a cell, its tally last."""
    _people(cell, members, names)
    _evening(cell)
    count = cell.counts
    cell.book.tallies.add(
        cell.drive_id, cell.unit_id, cell.path, count["total"], count["exempt"], count["eligible"], count["registered"],
        count["registered"], count["held"], count["as_registered"], count["findings"], count["findings"], count["closed"],
        count["kept"], count["kept"], count["kept"], count["actions"], count["in_time"], count["in_time"],
        count["open"], count["due"], count["answered"], count["submitted"], count["accepted"], 0,
    )  # fmt: skip


def _people(cell: Cell, members: int, names: list[Name]) -> None:
    book, draw = cell.book, cell.random.random
    exempt_from = members - int(members * 0.18)
    since = "2024-06-15"
    for number in range(members):
        name = names[int(draw() * len(names))]
        exempt = number >= exempt_from
        born = (1936 if exempt else 1958) + int(draw() * (14 if exempt else 38))
        kind, occupation = _KINDS[0] if exempt else _KINDS[int(draw() * len(_KINDS))]
        joined = born + 22 + int(draw() * 5)
        person = book.people.add(
            f"{cell.code}-{number + 1:02d}", name.full, name.key, name.search,
            f"{born}-{1 + int(draw() * 12):02d}-{1 + int(draw() * 28):02d}", born, name.gender, f"{joined}-05-19",
            f"{joined + 1}-05-19", occupation, kind,
        )  # fmt: skip
        book.memberships.add(person, cell.unit_id, since)
        standing = StandingKind.EXEMPT.value if exempt else ""
        if number > 5 and not exempt and draw() < 0.04:
            standing = StandingKind.AWAY.value
        if standing:
            book.standings.add(person, standing, since)
        book.roster.add(cell.drive_id, person, cell.unit_id, standing, int(not exempt), kind)
        if not exempt:
            cell.eligible.append(person)
    cell.counts.update(total=members, exempt=members - exempt_from, eligible=len(cell.eligible))
    cell.heads = (cell.eligible[0], cell.eligible[1])
    book.posts.add(cell.heads[0], cell.unit_id, PostKind.CELL_SECRETARY.value, since)
    book.posts.add(cell.heads[1], cell.unit_id, PostKind.CELL_DEPUTY.value, since)


def _evening(cell: Cell) -> None:
    """Of a hundred cells 74 have met, 14 have a day ahead, 4 let theirs pass, 8 have not registered."""
    chance = cell.random.random()
    if chance < 0.74:
        day = cell.days.held(cell.random.random())
        kept = cell.random.random() < 0.93
        meeting = _meeting(cell, day if kept else day - timedelta(days=1), day, kept)
        _found(cell, meeting, day)
        _plans(cell, meeting, day)
    elif chance < 0.88:
        _meeting(cell, cell.days.ahead(cell.random.random()), None, None)
    elif chance < 0.92:
        _meeting(cell, cell.days.held(0.9 + cell.random.random() / 10), None, None)
    if chance >= 0.74:
        _drafts(cell)


def _meeting(cell: Cell, day: date, held_on: date | None, kept: bool | None) -> int:
    """A registration with its meeting; key of the meeting."""
    days, mode, (chair, secretary) = cell.days, "in_person", cell.heads
    named = days.morning(max(days.opened, day - timedelta(days=12)))
    registration = cell.book.registrations.add(
        cell.drive_id, cell.unit_id, 1, days.evening(day), _PLACE, mode, chair, "held" if held_on else "registered",
        named, held_on.isoformat() if held_on else None, None if kept is None else int(kept),
    )  # fmt: skip
    cell.counts.update(registered=1, held=int(held_on is not None), as_registered=int(bool(kept)))
    return cell.book.meetings.add(
        cell.unit_id, cell.drive_id, registration, "thematic", "closed" if held_on else "planned",
        days.evening(held_on or day), _PLACE, mode, chair, secretary, days.evening(held_on) if held_on else None,
        days.late_evening(held_on) if held_on else None, "",
    )  # fmt: skip


def _found(cell: Cell, meeting: int, day: date) -> None:
    """Two to five findings of single members, each with one measure, and the look a month later."""
    due = add_months(day, 1)
    looked = due <= cell.days.today and cell.random.random() < 0.8
    recheck = cell.book.rechecks.add(
        cell.drive_id, cell.unit_id, meeting, due.isoformat(), 1, cell.days.late_evening(day),
        cell.days.evening(due) if looked else None,
    )  # fmt: skip
    owners = cell.random.sample(cell.eligible[2:], min(2 + int(cell.random.random() * 4), len(cell.eligible) - 2))
    for owner in owners:
        _finding(cell, meeting, day, owner, recheck, due if looked else None)


def _finding(cell: Cell, meeting: int, day: date, owner: int, recheck: int, looked: date | None) -> None:
    book, days, judge = cell.book, cell.days, cell.heads[0]
    fault = STREET[int(cell.random.random() * len(STREET))]
    at, at_end = days.evening(day), days.late_evening(day)
    closed = looked is not None and cell.random.random() < 0.7
    seen = days.evening(looked) if looked else None
    early = looked is None and cell.random.random() < 0.25 and day < days.today - timedelta(days=8)
    done_on = looked or (day + timedelta(days=7) if early else None)
    confirmed = days.evening(done_on) if done_on else None
    state = "closed" if closed else "confirmed" if confirmed else "planned"
    finding = book.findings.add(
        cell.drive_id, cell.unit_id, "person", owner, "self", meeting, fault.kind, fault.fact, "objective",
        fault.circumstances, "ordinary", state, at, _LABEL, at, at, seen if closed else None, judge if closed else None,
    )  # fmt: skip
    deadline = day + timedelta(days=20 + int(cell.random.random() * 40))
    action = book.actions.add(
        finding, owner, fault.measure, deadline.isoformat(), "confirmed" if confirmed else "open", "", at_end,
        None, confirmed, judge if confirmed else None,
    )  # fmt: skip
    book.history.add(finding, None, "stated", at, judge, "")
    book.history.add(finding, None, "accepted", at, owner, "")
    book.history.add(finding, action, "measure", at_end, owner, "")
    if confirmed:
        book.history.add(finding, action, "judged_done" if seen else "confirmed", confirmed, judge, "")
    if closed:
        book.history.add(finding, None, "closed", seen, judge, "")
    if not early:
        book.items.add(recheck, action, owner, at_end, "done" if seen else "", judge if seen else None, seen)
    cell.counts.update(
        findings=1, closed=int(closed), kept=int(seen is not None), actions=1, open=int(confirmed is None),
        in_time=int(done_on is not None and done_on <= deadline), due=int(not early), answered=int(seen is not None),
    )  # fmt: skip


def _plans(cell: Cell, meeting: int, day: date) -> None:
    """Of a cell that has met: nine tenths submitted, most of them accepted, by somebody else than the owner."""
    book, days, draw = cell.book, cell.days, cell.random.random
    year, saved, presented = day.year, days.morning(day), days.evening(day)
    submitted, accepted = days.late_evening(day), days.morning(min(day + timedelta(days=5), days.today))
    for owner in cell.eligible:
        chance = draw()
        content = _content(int(chance * 1_000_000), days.ends)
        handed, taken = chance < 0.92, chance < 0.78 and day < days.today - timedelta(days=5)
        state = "accepted" if taken else "submitted" if handed else "presented"
        judge = cell.heads[1] if owner == cell.heads[0] else cell.heads[0]
        plan = book.plans.add(
            cell.drive_id, owner, cell.unit_id, year, state, content, 1, saved, presented, meeting,
            submitted if handed else None, accepted if taken else None, judge if taken else None,
        )  # fmt: skip
        if handed:
            book.revisions.add(plan, 1, content, submitted, "Đảng viên")
        cell.counts.update(submitted=int(handed), accepted=int(taken))


def _drafts(cell: Cell) -> None:
    """Before the meeting half of the members have begun to write."""
    saved = cell.days.morning(cell.days.today - timedelta(days=1))
    for owner in cell.eligible[::2]:
        content = _content(owner, cell.days.ends)
        cell.book.plans.add(
            cell.drive_id, owner, cell.unit_id, cell.days.today.year, "draft", content, 1, saved, None, None, None, None, None,
        )  # fmt: skip


_CONTENTS: dict[tuple[int, date], str] = {}


def _content(number: int, deadline: date) -> str:
    """One of the plans, as JSON."""
    key = (number % (len(STREET) * len(_EXAMPLES)), deadline)
    if key not in _CONTENTS:
        fault = STREET[key[0] % len(STREET)]
        item = {"shortcoming": fault.fact, "measure": fault.measure, "deadline": deadline.isoformat(), "finding": None}
        whole = {"example": _EXAMPLES[key[0] % len(_EXAMPLES)], "pledge": PLEDGES[0], "items": [item]}
        _CONTENTS[key] = json.dumps(whole, ensure_ascii=False)
    return _CONTENTS[key]

"""Every URL as every kind of person: the status, what is foreign, and whose words reach whom (docs/mechanisms/access.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from guong.kernel import clock
from tests.access.url_cast import KINDS, VISIT, World, build_world
from tests.access.url_rows import TABLE
from tests.access.url_walk import ABSENT, Answer, Walker, combinations, url_names
from tests.cast import build_cast

Row = tuple[str, tuple[str, ...], str, tuple[int, ...]]
COLUMNS = list(KINDS)
MARK = re.compile(r"zq([of])([a-z]+)qz")
EVERYBODY = frozenset(KINDS)
BODY = frozenset({"member", "colleague", "secretary"})
PAIR = frozenset({"member", "secretary"})

WHO_READS: dict[str, frozenset[str]] = {  # words written in cell 1 → who ever finds them, over all pages and papers
    "review": PAIR,  # handed in: the writer and whoever runs the meeting
    "reviewdraft": frozenset({"colleague"}),  # its writer, nobody else
    "reviewtyped": frozenset({"secretary"}),  # who typed it; the comrade helped is none of the kinds
    "plandraft": frozenset({"colleague"}),
    "plandraftexample": frozenset({"colleague"}),
    "planmore": frozenset({"secretary"}),  # submitted
    "planmoreexample": frozenset({"secretary"}),
    "planmember": PAIR | {"front"},  # accepted: routing sends a copy to the Front (R26)
    "planmemberexample": PAIR | {"front"},
    "planhead": frozenset({"secretary", "front", "clerk", "above"}),  # an office holder's: the committee's copy too
    "planheadexample": EVERYBODY,  # the part that is posted
    "monitorremark": PAIR | {"front"},
    "remark": BODY,  # spoken in the meeting: its author, the one addressed, the body's minutes
    "noteclosed": BODY,
    "noteopen": frozenset({"secretary"}),
    "conclusion": BODY,
    "finding": BODY,  # stated in the meeting: in the body's minutes
    "findingfresh": BODY,
    "findingcontested": BODY,
    "contest": BODY,
    "findingwhole": BODY,
    "cause": BODY,
    "measure": BODY,
    "sharemeasure": BODY,
}


def rows() -> list[Row]:
    found: list[Row] = []
    for line in TABLE.strip().splitlines():
        name, keys, method, *statuses = line.split()
        found.append((name, () if keys == "-" else tuple(keys.split(",")), method, tuple(map(int, statuses))))
    return found


@pytest.fixture(scope="module")
def walker(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walker]:
    """One world for the module, at the evening of 2 April; gone afterwards."""
    folder: Path = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), override_settings(DATA=folder, MEDIA_ROOT=folder), transaction.atomic():
        world: World = build_world(build_cast())
        with clock.at(VISIT):
            yield Walker(world)
        transaction.set_rollback(True)


@pytest.mark.django_db  # so that the database is made even when this file is run alone
def test_every_url_has_a_row_and_every_row_a_url() -> None:
    assert not settings.DEMO
    named, urls = {row[0] for row in rows()}, url_names()
    assert set(urls) - named == set(), "URLs without a row in tests/access/url_rows.py"
    assert named - set(urls) == set(), "rows without a URL"
    assert [row[0] for row in rows() if len(row[3]) != len(KINDS)] == []
    assert [row[0] for row in rows() if len(row[1]) != len(urls[row[0]])] == []


def test_every_url_answers_every_kind_of_person_as_the_table_says(walker: Walker) -> None:
    wrong = []
    for name, keys, method, expected in rows():
        for kind, status in zip(COLUMNS, expected, strict=True):
            answer = walker.own(kind, method, name, keys)
            if answer.status != status:
                wrong.append(f"{method} {name} {','.join(keys)} as {kind}: {answer.status}, the table says {status}")
            if kind == "anonymous" and status == 302 and answer.where.split("?")[0] not in ("/dang-nhap/", "/"):
                wrong.append(f"{method} {name} as {kind}: sent to {answer.where}")
    assert wrong == [], "\n".join(wrong)


def test_no_word_reaches_anybody_whom_nothing_sent_it_to(walker: Walker) -> None:
    """Every GET with every thing of cell 1, as everybody: each mark is found by exactly the kinds that it is for."""
    found: dict[str, set[str]] = {}
    strange, broken = [], []
    for name, params in url_names().items():
        for keys in combinations(name, params):
            for kind in KINDS:
                answer = walker.own(kind, "GET", name, keys)
                if answer.status >= 500:
                    broken.append(f"{name} {keys} as {kind}")
                for side, what in set(MARK.findall(answer.text)):
                    if side == "o":
                        found.setdefault(what, set()).add(kind)
                    if kind not in (WHO_READS[what] if side == "o" else {"sibling", "above"}):
                        strange.append(f"{side}:{what} reaches {kind} by {name} {','.join(keys)}")
    assert broken == []
    assert strange == [], "\n".join(strange)
    assert {what: sorted(kinds) for what, kinds in found.items()} == {
        what: sorted(kinds) for what, kinds in WHO_READS.items()
    }


@pytest.mark.parametrize("kind", ["member", "secretary"])
def test_Z7_foreign_and_absent_are_never_told_apart(walker: Walker, kind: str) -> None:
    """For each id of each URL: the twin's thing in cell 2 answers as an id that nobody has, to the letter."""
    told_apart, leaks = [], []
    for name, keys, method, _statuses in rows():
        for place, key in enumerate(keys):
            own = [walker.world.own[one] for one in keys]
            if not _foreign(walker, key) or name in BY_DESIGN:
                continue
            foreign, absent = list(own), list(own)
            foreign[place] = walker.world.foreign[key]
            absent[place] = ABSENT if isinstance(own[place], int) else "khong-co"
            one, other = (walker.ask(kind, method, name, tuple(args)) for args in (foreign, absent))
            same = _page(one, reverse(name, args=foreign)) == _page(other, reverse(name, args=absent))
            if (one.status, same) != (other.status, True):
                told_apart.append(f"{method} {name} {key}: {one.status} and {other.status}, same page: {same}")
            leaks += [f"{name}: {what}" for side, what in MARK.findall(one.text) if side == "f"]
    assert told_apart == [], "\n".join(told_apart)
    assert leaks == []


BY_DESIGN = {"posting-public"}  # whoever has the token of a sheet reads it: it hangs on a wall


def _foreign(walker: Walker, key: str) -> bool:
    """Whether the twin is another thing; some things of the world are one for both cells."""
    return walker.world.own[key] != walker.world.foreign[key] or key == "pending"


def _page(answer: Answer, address: str) -> str:
    """What is read, without the page's own address."""
    return answer.text.replace(address, "")

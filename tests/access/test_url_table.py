"""Every URL as every kind of person: the status, what is foreign, and whose words reach whom (docs/mechanisms/access.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from guong.audit.models import Entry
from guong.cli.main import main
from guong.drives.models import Drive
from guong.jobs.models import Check
from guong.jobs.schedule import JOBS
from guong.kernel import clock
from guong.privacy.models import Certificate
from tests.access.marks import MARKS, standings
from tests.access.more_viewers import MORE
from tests.access.reference import may_read, tree, viewer
from tests.access.url_cast import KINDS, VISIT, World, build_world
from tests.access.url_walk import ABSENT, Answer, Walker, combinations, rows, url_names
from tests.cast import build_cast

pytestmark = pytest.mark.django_db  # so that the database is made whichever of these tests runs

COLUMNS = list(KINDS)
MARK = re.compile(r"zq([of])([a-z]+)qz")
EVERYBODY = frozenset(KINDS)
BODY = frozenset({"member", "colleague", "secretary"})
PAIR = frozenset({"member", "secretary"})
LET_IN = frozenset({"inspector"})  # by a second person, for three days, into the member's file

WHO_READS: dict[str, frozenset[str]] = {  # words written in cell 1 → who ever finds them, over all pages and papers
    "review": PAIR | LET_IN,  # handed in: the writer and whoever runs the meeting
    "question": PAIR,  # a member's question lies with the secretary, who answers or passes it on
    "standing": PAIR,  # asked of the cell: the member and whoever writes down its decision
    "reviewdraft": frozenset({"colleague"}),  # its writer, nobody else
    "reviewtyped": frozenset({"secretary"}),  # who typed it; the comrade helped is none of the kinds
    "plandraft": frozenset({"colleague"}),
    "plandraftexample": frozenset({"colleague"}),
    "planmore": frozenset({"secretary"}),  # submitted
    "planmoreexample": frozenset({"secretary"}),
    "planmember": PAIR | LET_IN | {"front"},  # accepted: routing sends a copy to the Front (R26)
    "planmemberexample": PAIR | LET_IN | {"front"},
    "planhead": frozenset({"secretary", "front", "clerk", "above"}),  # an office holder's: the committee's copy too
    "planheadexample": EVERYBODY,  # the part that is posted
    "monitorremark": PAIR | LET_IN | {"front"},
    "datarequest": frozenset({"member", "clerk"}),  # what a member asks the office about his own data
    "remark": BODY | LET_IN,  # spoken in the meeting: its author, the one addressed, the body's minutes
    "privatenote": frozenset(),  # sealed with its owner's secret, which no test of doors knows
    "promise": frozenset({"colleague"}),  # entered by himself, not answered yet
    "promiseoffice": frozenset({"member", "clerk"}),  # entered by the ward's office for the member
    "remarktyped": frozenset({"colleague", "secretary"}),  # typed for the colleague, who has not said yes
    "suggested": frozenset({"member", "clerk", "above"}),  # asked by the ward: the comrade, and who asked
    "report": BODY,  # the body's report on itself, being read by its members
    "reportopinion": BODY,
    "upward": frozenset({"colleague", "secretary", "clerk", "above"}),  # to the committee above, without a name (D14)
    "noteclosed": BODY,
    "objection": BODY,
    "noteopen": frozenset({"secretary"}),
    "conclusion": BODY,
    "vote": BODY,  # whoever is in the room has voted
    "finding": BODY | LET_IN,  # stated in the meeting: in the body's minutes
    "findingfresh": BODY | LET_IN,
    "findingcontested": BODY | LET_IN,
    "contest": BODY | LET_IN,
    "findingwhole": BODY,
    "cause": BODY | LET_IN,
    "measure": BODY | LET_IN,
    "caption": PAIR,  # of what was shown of a measure
    "later": PAIR,  # why a later day is asked for
    "sharemeasure": BODY,
    "ratinggrounds": PAIR,  # handed in: the one rated and whoever speaks for the collective
    "ratingdraft": frozenset({"colleague"}),
    "ratingwhy": frozenset({"secretary", "above"}),  # proposed: sent to the body that decides
    "ratingpetition": frozenset({"secretary", "above"}),  # his own; the level above the ward answers it
}


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


EITHER_OR = {("transfer-new", "to_unit"), ("meeting-close", "unanswered_reason")}
"""Fields that may stay empty when something else is done in their place: another field, an answer on each open item."""


def test_a_field_that_is_refused_empty_never_says_that_it_may_stay_empty(walker: Walker) -> None:
    wrong = set()
    for name, keys, method, expected in rows():
        if method != "POST" or 422 not in expected:
            continue
        page = walker.own(COLUMNS[expected.index(422)], method, name, keys).text
        for block in page.split('<div class="fld wrong">')[1:]:
            said = block.partition('class="err"')[0]
            field = re.search(r'for="id_([\w-]+)"', said)
            if 'class="opt"' in said and field:
                wrong.add((name, field[1]))
    assert sorted(wrong - EITHER_OR) == []


@pytest.fixture(scope="module")
def found(walker: Walker) -> dict[tuple[str, str, str], set[str]]:
    """(viewer, side, mark) → the doors through which it is found. Judged once: many cases are read from one answer.

    Every kind of person walks every GET with every thing of cell 1, and sends every form empty, as a page and as a part of one.
    The further viewers (tests/access/more_viewers.py) walk the doors that show a word to anybody.
    """
    for name, params in url_names().items():
        for keys in combinations(name, params):
            for kind in KINDS:
                walker.own(kind, "GET", name, keys)
    for name, keys, method, _statuses in rows():
        for kind in COLUMNS if method == "POST" else ():
            walker.own(kind, method, name, keys)
            if name == "meeting-roll":
                walker.part(kind, method, name, keys)
    telling = {(door, keys) for _kind, door, keys, answer in walker.answers() if MARK.search(answer.text)}
    for door, keys in sorted(telling):
        method, _space, name = door.rpartition(" ")
        for kind in MORE if method == "GET" else ():
            walker.own(kind, method, name, keys)
    doors: dict[tuple[str, str, str], set[str]] = {}
    for kind, door, keys, answer in walker.answers():
        for side, what in set(MARK.findall(answer.text)):
            assert what in MARKS, f"say in tests/access/marks.py where “{what}” stands"
            doors.setdefault((kind, side, what), set()).add(f"{door} {','.join(keys)}")
    return doors


@pytest.mark.once
def test_no_door_breaks_for_anybody(walker: Walker, found: dict[tuple[str, str, str], set[str]]) -> None:
    broken = [
        f"{door} {','.join(keys)} as {kind}" for kind, door, keys, answer in walker.answers() if answer.status >= 500
    ]
    assert found
    assert broken == [], "\n".join(broken)


@pytest.fixture(scope="module")
def expected(walker: Walker) -> dict[tuple[str, str, str], bool]:
    """(viewer, side, mark) → whether the table opens it, by the slow reference (tests/access/reference.py)."""
    cast, parents = walker.world.cast, tree()
    seen = {
        kind: viewer(cast.accounts[who] if who else None, VISIT.date(), VISIT) for kind, who in walker.viewers.items()
    }
    return {
        (kind, side, what): any(may_read(who, place, parents) for place in places)
        for kind, who in seen.items()
        for (side, what), places in standings(cast).items()
    }


@pytest.mark.once
def test_Z1_no_word_is_found_by_anybody_to_whom_the_table_does_not_open_it(
    walker: Walker, found: dict[tuple[str, str, str], set[str]], expected: dict[tuple[str, str, str], bool]
) -> None:
    """A case is (viewer, mark, door): what the table closes is found through no door."""
    cases = sum(len(MARKS) * 2 for _answer in walker.answers())
    assert cases >= 5000
    leaks = [f"{side}:{what} reaches {kind} by {', '.join(sorted(doors))}"
             for (kind, side, what), doors in sorted(found.items()) if not expected[kind, side, what]]  # fmt: skip
    assert leaks == [], "\n".join(leaks)


@pytest.mark.once
def test_Z1_what_the_table_opens_in_cell_1_is_found_through_some_door(
    found: dict[tuple[str, str, str], set[str]], expected: dict[tuple[str, str, str], bool]
) -> None:
    """The other way round: a right that leads nowhere is a fault too. Doors are walked with the things of cell 1."""
    lost = [f"{what} never reaches {kind}" for (kind, side, what), may in expected.items()
            if may and side == "o" and (kind, side, what) not in found]  # fmt: skip
    assert lost == [], "\n".join(lost)


@pytest.mark.once
def test_Z1_the_reference_says_what_a_hand_wrote_down(expected: dict[tuple[str, str, str], bool]) -> None:
    """So that a mistake in the table is not simply believed: the columns of the table of URLs, written by hand."""
    said = {what: sorted(k for k in KINDS if expected[k, "o", what]) for what in MARKS}
    assert said == {what: sorted(kinds) for what, kinds in WHO_READS.items()}


@pytest.mark.once
def test_Z2_R43_the_keeper_of_the_machine_finds_no_word_through_any_door(
    walker: Walker, found: dict[tuple[str, str, str], set[str]]
) -> None:
    """Not on a page or paper but the one that hangs on the wall, not by a command, not in the log."""
    assert {what for kind, _side, what in found if kind == "admin"} <= {"planheadexample"}
    drive, ward = Drive.objects.get(pk=walker.world.own["drive"]), walker.world.cast.ward
    commands = [
        ["figures", "--drive", drive.code, "--unit", ward.code, "--json"], ["check", "--json"], ["audit", "verify", "--json"],
        ["urls", "--json"], ["doctor", "--json"],
    ]  # fmt: skip
    for words in commands:
        said = CliRunner().invoke(main, words)
        assert said.output, words
        assert MARK.findall(said.output) == [], words
    log = [str(entry) for entry in Entry.objects.values_list("reason", "target_label", "actor_label", "changes")]
    assert MARK.findall(" ".join(log)) == []


@pytest.mark.once
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


BY_DESIGN = {
    "posting-public",
    "calendar-feed",
}  # whoever has the token reads: a sheet on a wall, a calendar without names


def _foreign(walker: Walker, key: str) -> bool:
    """Whether the twin is another thing; some things of the world are one for both cells."""
    return walker.world.own[key] != walker.world.foreign[key] or key == "pending"


def _page(answer: Answer, address: str) -> str:
    """What is read, without the page's own address."""
    return answer.text.replace(address, "")


SEARCHES = (
    ("unit-members", ("unit",)),
    ("unit-members", ("ward",)),
    ("questions", ()),
    ("directives", ()),
    ("library", ()),
)


@pytest.mark.once
def test_Z1_search_finds_no_word_that_the_table_does_not_open(
    walker: Walker, expected: dict[tuple[str, str, str], bool]
) -> None:
    """All words of the world begin alike: whoever types that beginning finds what is open to him, nothing else."""
    assert {name for name, _keys in SEARCHES} <= set(url_names())
    leaks = []
    for kind in KINDS:
        for name, keys in SEARCHES:
            for typed in ("zq", "zqo", "zqf"):
                found = walker.search(kind, name, keys, typed)
                assert found.status < 500, (kind, name)
                leaks += [f"{side}:{what} reaches {kind} by searching {name}" for side, what in MARK.findall(found.text)
                          if not expected[kind, side, what]]  # fmt: skip
    assert leaks == []


def test_Z1_the_work_by_the_clock_leaves_no_word_of_anybody_behind(walker: Walker) -> None:
    """Every job runs once: what it keeps, returns and writes into the log is numbers, days and names of units."""
    with transaction.atomic():
        before = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0]
        said = [str(job.task.func()()) for job in JOBS]
        said += [str(row) for row in Entry.objects.filter(seq__gt=before).values()]
        said += [str(row) for row in Check.objects.values()]
        said += [str(row) for row in Certificate.objects.values("lines", "made_by_label")]
        transaction.set_rollback(True)
    assert len(said) > len(JOBS)
    assert MARK.findall(" ".join(said)) == []

"""Walks every URL of the product as every kind of person, and reads what comes back: pages, papers, JSON."""

from __future__ import annotations

import html
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.resolvers import RoutePattern
from pypdf import PdfReader

from guong.web.urls import urlpatterns
from tests.access.more_viewers import MORE
from tests.access.rating_things import TABLE as RATINGS
from tests.access.url_cast import KINDS, World
from tests.access.url_drives import TABLE as DRIVES
from tests.access.url_rows import TABLE
from tests.access.url_rows_corrections import TABLE as CORRECTIONS
from tests.access.url_rows_library import TABLE as LIBRARY
from tests.access.url_rows_meetings import TABLE as MEETINGS
from tests.access.url_rows_plans import TABLE as PLANS
from tests.access.url_rows_reviews import TABLE as REVIEWS

ABSENT = 987654321
SEAL = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')

VARIANTS: dict[str, tuple[str, ...]] = {  # parameter of a URL → the things of the world it may name
    "unit_id": ("unit", "ward"),
    "drive_id": ("drive",),  # one that is not opened has no words of anybody in it
    "person_id": ("person", "person_colleague", "person_more"),
    "template_id": ("form",),
    "suggestion_id": ("suggested",),
    "promise_id": ("promise",),
    "typed_id": ("remark_typed",),
    "participant_id": ("sheet_member", "sheet_head"),
    "entry_id": ("note",),
    "report_id": ("report",),
    "kind": ("kind",),
    "review_id": ("review", "review_draft", "review_typed"),
    "first_id": ("review",),  # of two self-reviews with passages in common
    "second_id": ("review_draft",),
    "plan_id": ("plan_member", "plan_draft", "plan_more", "plan_head"),
    "finding_id": ("finding", "finding_fresh", "finding_contested", "finding_whole"),
    "meeting_id": ("meeting", "closed"),
    "opinion_id": ("opinion",),
    "indicator_id": ("indicator",),
    "body_id": ("desk",),
    "line_id": ("line",),
    "assessment_id": ("assessment",),
    "delivery_id": ("copy_front", "copy_cell", "copy_committee"),
    "remark_id": ("remark", "upward"),
    "share_id": ("share",),
    "action_id": ("action",),
    "recheck_id": ("recheck",),
    "item_id": ("item",),
    "post_id": ("post",),
    "pending_id": ("pending",),
    "grant_id": ("grant",),
    "opening_id": ("opening", "opening_asked"),
    "posting_id": ("posting",),
    "token": ("token",),
    "step_id": ("step",),
    "conference_id": ("conference",),
    "activity_id": ("activity",),
    "makeup_id": ("makeup",),
    "directive_id": ("directive",),
    "registration_id": ("registration",),
    "assignment_id": ("assignment",),
    "event_id": ("event",),
    "transfer_id": ("transfer",),
    "portfolio_id": ("portfolio",),
    "request_id": ("request",),
    "way": ("way",),
    "asked_id": ("data_request",),
    "hold_id": ("hold",),
    "certificate_id": ("certificate",),
    "head_id": ("head",),
    "purpose_id": ("purpose",),
    "session_id": ("session",),
    "factor_id": ("factor",),
    "feed_id": ("feed",),
    "rehearsal_id": ("rehearsal",),
    "phase_id": ("phase",),
    "gate_id": ("gate",),
    "milestone_id": ("milestone",),
    "pilot_id": ("pilot",),
    "question_id": ("question",),
    "thing_id": ("thing", "film"),
    "frame_id": ("frame",),
    "photo_id": ("photo",),
    "what": ("hide",),
    "pack_id": ("pack",),
    "draft_id": ("draft",),
    "answer_id": ("answer",),
    "move": ("move",),
    "account_id": ("held",),
    "act": ("reset",),
    "introduction_id": ("introduction",),
    "rating_id": ("rating", "rating_draft", "rating_sent", "rating_asked"),
    "publication_id": ("published",),
}


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    where: str  # of a redirect


def url_names() -> dict[str, list[str]]:
    """Every named URL with its parameters, in their order."""
    found = {}
    for entry in urlpatterns:
        assert isinstance(entry, URLPattern)
        assert isinstance(entry.pattern, RoutePattern)
        found[entry.name or ""] = list(entry.pattern.converters)
    return found


def combinations(name: str, params: list[str]) -> Iterator[tuple[str, ...]]:
    """Everything of the world that the ids of a URL may name: VARIANTS, and what the rows of the table name."""
    if name == "monitor-reply":
        return iter([("monitor_remark",)])
    named = {row[1] for row in rows() if row[0] == name}
    return iter(sorted(named | set(itertools.product(*(VARIANTS.get(param, ()) for param in params)))))


Row = tuple[str, tuple[str, ...], str, tuple[int, ...]]


@cache
def rows() -> list[Row]:
    """The table of tests/access/url_rows.py: URL, keys of the world, method, status for each kind of person."""
    found: list[Row] = []
    for line in (
        TABLE.strip()
        + REVIEWS.rstrip()
        + LIBRARY.rstrip()
        + CORRECTIONS.rstrip()
        + DRIVES.rstrip()
        + PLANS.rstrip()
        + RATINGS.rstrip()
        + MEETINGS.rstrip()
    ).splitlines():
        name, keys, method, *statuses = line.split()
        found.append((name, () if keys == "-" else tuple(keys.split(",")), method, tuple(map(int, statuses))))
    return found


class Walker:
    """One signed-in browser per kind; nothing that a request changes stays."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._got: dict[tuple[str, str, tuple[str, ...]], Answer] = {}  # nothing changes between two tests: asked once
        self.viewers = KINDS | MORE
        self.clients = {kind: Client(raise_request_exception=False) for kind in self.viewers}
        for kind, who in self.viewers.items():
            if who is not None:
                self.clients[kind].force_login(world.cast.accounts[who])

    def ask(
        self, kind: str, method: str, name: str, args: tuple[int | str, ...], headers: dict[str, str] | None = None
    ) -> Answer:
        with transaction.atomic():
            cookies = dict(self.clients[kind].cookies)
            call = self.clients[kind].post if method == "POST" else self.clients[kind].get
            response = call(reverse(name, args=args), headers=headers)
            self.clients[kind].cookies.clear()
            self.clients[kind].cookies.update(cookies)
            answer = Answer(response.status_code, words(response), response.headers.get("Location", ""))
            transaction.set_rollback(True)
        return answer

    def search(self, kind: str, name: str, keys: tuple[str, ...], typed: str) -> Answer:
        """A page with a field of search, asked with these letters in it."""
        response = self.clients[kind].get(reverse(name, args=[self.world.own[key] for key in keys]), {"tim": typed})
        return Answer(response.status_code, words(response), "")

    def part(self, kind: str, method: str, name: str, keys: tuple[str, ...]) -> Answer:
        """The same, asked for as a part of a page (htmx)."""
        args = tuple(self.world.own[key] for key in keys)
        asked = (kind, f"part {method} {name}", keys)
        if asked not in self._got:
            self._got[asked] = self.ask(kind, method, name, args, {"HX-Request": "true"})
        return self._got[asked]

    def answers(self) -> Iterator[tuple[str, str, tuple[str, ...], Answer]]:
        """Every answer asked for so far: (viewer, "GET name", keys, answer)."""
        return iter([(kind, door, keys, answer) for (kind, door, keys), answer in self._got.items()])

    def own(self, kind: str, method: str, name: str, keys: tuple[str, ...]) -> Answer:
        """The answer about things of cell 1 and the ward."""
        args = tuple(self.world.own[key] for key in keys)
        asked = (kind, f"{method} {name}", keys)
        if asked not in self._got:
            self._got[asked] = self.ask(kind, method, name, args)
        return self._got[asked]


def words(response: HttpResponse) -> str:
    """Everything readable in an answer; the seal of forms, which is new each time, is taken out."""
    data = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = [name for name in packed.namelist() if name.endswith((".xml", ".json"))]
            parts = [packed.read(name).decode(errors="replace") for name in names]
        return re.sub(r"<[^>]+>", "", "".join(parts))
    return SEAL.sub("", html.unescape(data.decode(errors="replace")))

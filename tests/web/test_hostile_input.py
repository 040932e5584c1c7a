"""Bad input: no page answers 500, half-writes, or loses what was typed, whatever is sent to it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from guong.corrections.catalogue import first
from guong.corrections.services import expire_shares
from guong.kernel import clock
from tests.access.url_cast import VISIT, World, build_world
from tests.cast import SYSTEM, build_cast
from tests.web.hostile_forms import spoilt
from tests.web.hostile_values import QUERIES, TYPED, files
from tests.web.hostile_walk import WHO, Attacker

pytestmark = pytest.mark.django_db  # so that the database is made even when this file is run alone
EVERYTHING = os.environ.get("GUONG_HOSTILE") == "all"  # every value in every field: minutes instead of seconds
BIG = 10**20
STRICT = (
    "member",
    "above",
)  # whose forms are spoilt on PostgreSQL, the others' on SQLite: each form once, both engines
URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def attacker(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Attacker]:
    """One world for the module, at the evening of 2 April; gone afterwards."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    with django_db_blocker.unblock(), override_settings(DATA=folder, MEDIA_ROOT=folder), transaction.atomic():
        world: World = build_world(build_cast())
        first()  # the program's own list of fields is made when it is asked for first: no refusal made it
        with clock.at(VISIT):
            expire_shares(actor=SYSTEM, today=clock.today())  # what time itself does is no half-written form
            made = Attacker(world)
            with made.listening():
                yield made
        transaction.set_rollback(True)


def _clean(attacker: Attacker) -> None:
    wrong, attacker.wrong = attacker.wrong, []
    assert wrong == [], f"{len(wrong)} of {attacker.sent}"


EACH = [pytest.param(kind, marks=pytest.mark.postgres if kind in STRICT else pytest.mark.once) for kind in WHO]


@pytest.mark.parametrize("kind", EACH)
def test_no_form_breaks_half_writes_or_loses_words(attacker: Attacker, kind: str) -> None:
    """Every form that this person sees: each field spoilt in turn while the others are right, and all at once."""
    seen = 0
    for form in attacker.forms(kind):
        seen += 1
        for what, data in spoilt(form, TYPED, all_fields=EVERYTHING):
            kept = {name: words for name, words in form.typed.items() if data.get(name) == words}
            attacker.send(
                f"{kind} {form.action} {what}",
                lambda form=form, data=data: attacker.clients[kind].post(form.action, data),  # type: ignore[misc]
                kept=kept,
                drafts="" if "tu-soi" not in form.action else "reviews_selfreview",
            )
    assert seen > 3
    _clean(attacker)


def test_no_address_breaks_by_its_query_or_its_numbers(attacker: Attacker) -> None:
    """One thing of each kind, with a strange query; numbers that no column can hold; methods that no page has."""
    client, seen = attacker.clients["secretary"], set()
    for number, (name, address) in enumerate(attacker.addresses()):
        if name in seen or address.endswith(".pdf"):
            continue
        seen.add(name)
        for query in QUERIES if EVERYTHING else (QUERIES[number % len(QUERIES)], QUERIES[-4]):
            attacker.send(
                f"GET {address}?{query[:40]!r}",
                lambda query=query, address=address: client.get(address, QUERY_STRING=query.decode("latin-1")),  # type: ignore[misc]
            )
        attacker.send(f"PUT {address}", lambda address=address: client.put(address, "x"))  # type: ignore[misc]
        far = re.sub(r"\d+", str(BIG), address)
        attacker.send(f"GET {far}", lambda far=far: client.get(far))  # type: ignore[misc]
        attacker.send(f"POST {far}", lambda far=far: client.post(far, {"act": "x"}))  # type: ignore[misc]
    _clean(attacker)


def test_no_body_breaks_a_page(attacker: Attacker) -> None:
    """JSON where a form is expected, a torn multipart, bytes that are no text, and a form without its seal."""
    client, strict = attacker.clients["secretary"], Client(enforce_csrf_checks=True, raise_request_exception=False)
    bodies = [
        ("application/json", b'{"fact": [1, {"a": null}]}'), ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a'),
        ("multipart/form-data", b"--"), (URLENCODED, b"a=%00&b=%ED%A0%80&c=%FF&\xff\xfe=\xed\xa0\x80"),
        (f"{URLENCODED}; charset=nonsense", b"a=1"),
    ]  # fmt: skip
    seen = set()
    for number, (name, address) in enumerate(attacker.addresses()):
        if name in seen:
            continue
        seen.add(name)
        kind, body = bodies[number % len(bodies)]
        attacker.send(
            f"POST {address} {kind}",
            lambda address=address, kind=kind, body=body: client.generic("POST", address, body, content_type=kind),  # type: ignore[misc]
        )
        unsealed = attacker.send(f"unsealed {address}", lambda address=address: strict.post(address, {"a": "1"}))  # type: ignore[misc]
        assert unsealed.status_code == 403
    _clean(attacker)


@pytest.mark.once
def test_no_file_breaks_an_upload(attacker: Attacker) -> None:
    """Bombs, torn files, wrong names and wrong contents in every upload that the clerk and the secretary see."""
    seen = 0
    for kind in ("clerk", "secretary"):
        for form in (one for one in attacker.forms(kind) if one.uploads):
            seen += 1
            for name, file in files().items():
                data = {**form.filled, **dict.fromkeys(form.uploads, file)}
                attacker.send(
                    f"{kind} {form.action} {name[:30]!r}",
                    lambda kind=kind, form=form, data=data: attacker.clients[kind].post(form.action, data),  # type: ignore[misc]
                )
    assert seen > 1
    _clean(attacker)

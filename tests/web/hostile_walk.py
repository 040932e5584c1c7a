"""Sends spoilt forms and strange addresses, and looks at what came of it: the answer, the tables, the typed words."""

from __future__ import annotations

import html
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.signals import got_request_exception
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.url_cast import KINDS, World
from tests.access.url_walk import combinations, url_names
from tests.web.hostile_forms import Form, forms

WHO = ("clerk", "secretary", "member", "above")
REFUSED = 400
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b(?!.*(audit_entry|audit_chainhead|django_session))", re.I | re.S)
NOT_COUNTED = {
    "audit_entry",
    "audit_chainhead",
    "reviews_remark",
    "accounts_signintry",
}  # reading somebody's words is noted, also when the page is shown again


def tables() -> list[type[models.Model]]:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("guong.")]
    return [model for one in ours for model in one.get_models(include_auto_created=True) if model._meta.managed]


def snapshot() -> dict[str, str]:
    """Everything that is kept, so that a refusal that changed one letter is found."""
    held = {}
    with connection.cursor() as cursor:
        for model in tables():
            name = model._meta.db_table
            if name not in NOT_COUNTED:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)} ORDER BY id")
                held[name] = repr(cursor.fetchall())
    return held


def too_long() -> list[str]:
    """Text that is longer than its column, which only PostgreSQL would refuse."""
    found = []
    with connection.cursor() as cursor:
        for model in tables():
            for field in model._meta.concrete_fields:
                if field.max_length and isinstance(field, models.CharField):
                    cursor.execute(
                        f"SELECT count(*) FROM {connection.ops.quote_name(model._meta.db_table)} "
                        f"WHERE length({connection.ops.quote_name(field.column)}) > {field.max_length}"
                    )
                    found += [f"{model._meta.label}.{field.name}"] if cursor.fetchone()[0] else []
    return found


class Attacker:
    """Signed-in browsers over one world. Nothing stays; what went wrong is collected in `wrong`."""

    def __init__(self, world: World) -> None:
        self.world, self.wrong, self.sent = world, [], 0  # type: ignore[var-annotated]
        self.clients = {}
        for kind in WHO:
            who = KINDS[kind]
            assert who is not None
            self.clients[kind] = Client(raise_request_exception=False)
            self.clients[kind].force_login(world.cast.accounts[who])
        self.before = snapshot()
        self._trace, self._wrote = "", False
        self._forms: dict[str, list[Form]] = {}

    def _broke(self, sender: Any, request: Any = None, **_more: Any) -> None:
        self._trace = traceback.format_exc()

    def _watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Only a request that wrote at all can have half-written."""
        self._wrote = self._wrote or WRITES.match(sql) is not None
        return execute(sql, params, many, context)

    @contextmanager
    def listening(self) -> Iterator[None]:
        got_request_exception.connect(self._broke)
        try:
            yield
        finally:
            got_request_exception.disconnect(self._broke)

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Every URL of the product over the things of cell 1 and the ward: name, address."""
        for name, params in url_names().items():
            for keys in combinations(name, params):
                yield name, reverse(name, args=[self.world.own[key] for key in keys])

    def forms(self, kind: str) -> list[Form]:
        """Each form that this person is shown anywhere, once."""
        if kind not in self._forms:
            self._forms[kind] = self._look(kind)
        return self._forms[kind]

    def _look(self, kind: str) -> list[Form]:
        found: dict[tuple[str, ...], Form] = {}
        for name, address in self.addresses():
            if name in {"sign-out", "sign-in", "first-time"} or address.endswith((".pdf", ".docx", ".json")):
                continue
            response = self._within(lambda address=address: self.clients[kind].get(address))  # type: ignore[misc]
            if response.status_code == 200 and "text/html" in response.headers.get("Content-Type", ""):
                for form in forms(response.content.decode(), address):
                    if not form.action.startswith(
                        ("/dang-", "/giao-dien", "/ngon-ngu")
                    ):  # tries are counted; the door has tests
                        found.setdefault(form.key(), form)
        return list(found.values())

    def _within(self, call: Callable[[], HttpResponse]) -> HttpResponse:
        cookies = {kind: dict(client.cookies) for kind, client in self.clients.items()}
        with transaction.atomic():
            response = call()
            transaction.set_rollback(True)
        for kind, client in self.clients.items():
            client.cookies.clear()
            client.cookies.update(cookies[kind])
        return response

    def send(
        self, what: str, call: Callable[[], HttpResponse], *, kept: dict[str, str] | None = None, drafts: str = ""
    ) -> HttpResponse:
        """One request. `kept`: words that must be in the page when it is refused; `drafts`: the table that keeps the draft
        of an unfinished text although handing it in is refused."""
        self.sent += 1
        self._trace, self._wrote = "", False
        changed: list[str] = []

        def within() -> HttpResponse:
            with connection.execute_wrapper(self._watch):
                response = call()
                if response.streaming:  # type: ignore[attr-defined]
                    b"".join(response.streaming_content)  # type: ignore[attr-defined]
            if REFUSED <= response.status_code < 500 and self._wrote:
                after = snapshot()
                changed.extend(name for name in after if after[name] != self.before[name] and name != drafts)
            elif response.status_code < REFUSED and self.sent % 7 == 0:
                changed.extend(too_long())
            return response

        response = self._within(within)
        if response.status_code >= 500:
            self.wrong.append(f"{what}: {response.status_code} {_last(self._trace)}")
        elif changed:
            self.wrong.append(f"{what}: {response.status_code}, yet changed {changed}")
        if response.status_code in {400, 409, 422} and kept:
            page = html.unescape(response.content.decode(errors="replace"))
            lost = [name for name, words in kept.items() if words not in page]
            if lost:
                self.wrong.append(f"{what}: {response.status_code}, lost what was typed in {lost}")
        return response


def _last(trace: str) -> str:
    """The place of ours where it broke, and the error."""
    places = re.findall(r'src/guong/(\S+?)", line (\d+)', trace)
    return f"{':'.join(places[-1]) if places else '?'} {trace.strip().splitlines()[-1] if trace else ''}"[:300]

"""Reads the forms of a page, fills them as a careful person would, and spoils them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

import lxml.html

SEAL = "csrfmiddlewaretoken"
FIELDS = 10
WORDS = "Từ nay báo trước một ngày cho tổ trưởng"


@dataclass
class Form:
    """`filled`: what is sent when everything is right; `typed`: fields in which somebody writes words of his own."""

    action: str
    filled: dict[str, str | list[str]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    uploads: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return list(self.filled)

    def key(self) -> tuple[str, ...]:
        """Two pages of one kind have one form."""
        return (re.sub(r"\d+", "0", self.action), *sorted(re.sub(r"\d+", "0", name) for name in self.filled))


def forms(page: str, address: str) -> Iterator[Form]:
    """Every form of a page that writes."""
    if not page.strip():
        return
    for found in lxml.html.fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")).iter("form"):
        if (found.get("method") or "get").lower() != "post":
            continue
        form = Form(urljoin(address, found.get("action") or address))
        for control in [*found.iter("input", "textarea", "select", "button")]:
            _take(form, control)
        yield form


def _take(form: Form, control: lxml.html.HtmlElement) -> None:
    name, kind = control.get("name") or "", (control.get("type") or control.tag).lower()
    if not name or name == SEAL:
        return
    if kind == "file":
        form.uploads.append(name)
    elif control.tag == "select":
        options = [one.get("value", "") for one in control.iter("option")]
        form.filled[name] = next((one for one in options if one), "")
    elif kind in {"radio", "checkbox", "submit", "button"}:
        form.filled.setdefault(name, control.get("value", "on"))
    elif kind == "hidden":
        form.filled[name] = control.get("value", "")
    elif kind == "password":  # never sent back to the page
        form.filled[name] = WORDS
    else:
        form.filled[name] = _words(form, name, control)


def _words(form: Form, name: str, control: lxml.html.HtmlElement) -> str:
    marks = f"{control.get('class') or ''} {name}"
    if "day" in marks or name.endswith(("_on", "deadline", "_from", "_to", "date")):
        return control.get("value") or "30/04/2026"
    if "hour" in marks:
        return "19:30"
    if control.get("inputmode") in {"numeric", "decimal"}:
        return control.get("value") or "1"
    form.typed[name] = f"{WORDS} {len(form.typed) + 4711}"
    return form.typed[name]


def spoilt(form: Form, values: dict[str, str], *, all_fields: bool) -> Iterator[tuple[str, dict[str, str | list[str]]]]:
    """The form as filled with one thing wrong; what is wrong comes first."""
    for number, (what, value) in enumerate(values.items()):
        if not all_fields and number % 7 != len(form.names) % 7:
            continue
        yield f"every field: {what}", dict.fromkeys(form.names, value)
    alike = max(1, -(-len(form.names) // FIELDS))  # a long list of people is one field many times
    for place, name in enumerate(form.names if all_fields else form.names[::alike]):
        if all_fields or place % 2:
            yield f"{name}: left out", {one: text for one, text in form.filled.items() if one != name}
        else:
            yield f"{name}: twice", {**form.filled, name: ["1", "abc", ""]}
        for number, (what, value) in enumerate(values.items()):
            if all_fields or (number + place) % 31 == 0:
                yield f"{name}: {what}", {**form.filled, name: value}

"""What no template may hold, whoever wrote it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import guong

WEB = Path(guong.__file__).parent / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
NAMES = [str(path.relative_to(WEB / "templates")) for path in TEMPLATES]
INLINE = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>|\son[a-z]+\s*=\s*[\"']", re.I
    ),
    "address of another host": re.compile(r"(?:src|href|action)=\"(?:https?:)?//", re.I),
}


@pytest.mark.parametrize("name", NAMES)
def test_template_holds_nothing_that_the_policy_refuses(name: str) -> None:
    source = (WEB / "templates" / name).read_text()
    found = [what for what, pattern in INLINE.items() if pattern.search(source)]
    assert not found
    assert source.count("\n") <= 120


@pytest.mark.parametrize("name", NAMES)
def test_template_reads_without_error(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_forms_that_post_carry_their_seal(name: str) -> None:
    source = (WEB / "templates" / name).read_text()
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?(?=</form>|\Z)", source, re.S | re.I):
        assert "{% csrf_token %}" in form or "_form.html" in form or "{% include" in form


def test_no_script_writes_markup_or_runs_text() -> None:
    for path in sorted((WEB / "src").rglob("*.js")):
        source = path.read_text()
        assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", source), path.name

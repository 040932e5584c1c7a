"""The ten laws that a machine can check, read from the source (docs/architecture.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "guong"
SOURCES = sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((SRC / "web" / "templates").rglob("*.html"))


def _name(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def _decorators(node: ast.FunctionDef) -> set[str]:
    return {ast.unparse(decorator).split("(")[0] for decorator in node.decorator_list}


def _services() -> list[Path]:
    """`services.py` of a room, or the files of its `services` folder."""
    return [path for path in SOURCES if path.name == "services.py" or path.parent.name == "services"]


def _selectors() -> list[Path]:
    return [path for path in SOURCES if path.name == "selectors.py" or path.parent.name == "selectors"]


@pytest.mark.parametrize("path", [p for p in SOURCES if p.is_relative_to(SRC / "web" / "views")], ids=_name)
def test_a_view_never_touches_the_database_itself(path: Path) -> None:
    """Law 6 and 7: `web` only calls selectors and services."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"objects", "_default_manager", "delete"}, f"{path.name}:{node.lineno}"
            assert node.attr != "save" or "form" in ast.unparse(node.value), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("path", _services(), ids=_name)
def test_a_public_write_is_one_service_with_an_actor(path: Path) -> None:
    """Law 7: one write, one function, one transaction, one audit row."""
    tree = ast.parse(path.read_text())
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        keywords = {argument.arg for argument in node.args.kwonlyargs}
        if "actor" in keywords:
            assert "service" in _decorators(node), f"{node.name} has an actor but is no @service"
            assert not node.args.args, f"{node.name} takes keyword arguments only"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_files_and_functions_stay_small(path: Path) -> None:
    """Budgets: a file has at most 400 lines, a function at most 60 (aim: 40)."""
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    for node in _functions(ast.parse(text)):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        assert length <= 60, f"{path.name}:{node.lineno} {node.name} has {length} lines"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(SRC).as_posix())
def test_templates_stay_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 120


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_no_signals_no_prefix_queries_no_foreign_hosts(path: Path) -> None:
    """No hidden coupling; a subtree is a range; nothing on the Internet is contacted."""
    text = path.read_text()
    assert "django.dispatch" not in text
    assert "post_save" not in text
    assert "path__startswith" not in text
    for word in ("requests", "urllib.request", "http.client", "httpx"):
        assert f"import {word}" not in text


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name == "rules.py"], ids=_name)
def test_rules_are_pure(path: Path) -> None:
    """Rules know no framework and no clock: `today` is an argument."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert not (node.module or "").startswith("django"), path
            assert "clock" not in {alias.name for alias in node.names}, path
        if isinstance(node, ast.Import):
            assert not any(alias.name.startswith("django") for alias in node.names), path


@pytest.mark.parametrize("path", _selectors(), ids=_name)
def test_a_public_read_takes_an_actor_or_says_why_not(path: Path) -> None:
    """Reads go through the scope. One without an actor is for rooms above that hold a right already, and says so."""
    for node in ast.parse(path.read_text()).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        names = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
        if "actor" in names:
            continue
        words = (ast.get_docstring(node) or "").lower()
        assert "rooms above" in words or "no right" in words, f"{path}: {node.name} takes no actor and does not say why"

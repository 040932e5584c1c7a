"""Translations: compile every .po, or check that nothing on screen is left in English.

    tools/messages.py                     compile src/guong/locale/*/vi/LC_MESSAGES/django.po
    tools/messages.py --check             list strings without Vietnamese (file:line), exit 1 if there are any
    tools/messages.py --check --area X    the same, for the files of one area: strings of X's own pages and rooms

A string counts as translated when any area holds it: the product reads all of them together. Needs no system gettext.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "guong"
LOCALE = PACKAGE / "locale"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
ROOMS = {  # area → folders of rooms and of templates, and beginnings of the names of pages' modules
    "org": ("org", "accounts"),
    "access": ("access", "openings", "tasks_access"),
    "drives": ("drives", "directives", "registration", "study", "rules", "roster", "reminders", "tasks_reminders"),
    "meetings": ("meetings", "meeting", "minutes", "runner"),
    "reviews": ("reviews", "remarks", "promises", "my_file", "unit_reviews"),
    "copies": ("copies",),
    "corrections": (
        "corrections",
        "division",
        "rechecks",
        "indicators",
        "indicator",
        "carried",
        "xray",
        "marking",
        "doing",
    ),
    "ratings": ("ratings", "rating"),
    "plans": ("plans", "plan", "posting", "monitor", "monitoring"),
    "reorganisation": ("reorganisation", "transfer", "standing_requests"),
    "questions": ("questions", "tasks_questions", "help"),
    "directives": ("drafting",),
    "library": ("library", "frames", "packs", "tasks_library", "files"),
    "figures": ("figures", "figure_words"),
    "papers": ("papers",),
    "exchange": ("exchange", "import"),
    "privacy": ("privacy", "audit", "jobs", "system_jobs"),
}
_TAG = re.compile(r"\{%\s*(translate|trans|blocktranslate|blocktrans)\b(.*?)%\}", re.S)
_END = re.compile(r"\{%\s*end(?:blocktranslate|blocktrans)\s*%\}")
_PLURAL = re.compile(r"\{%\s*plural\s*%\}")
_QUOTED = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_CONTEXT = re.compile(r"""context\s+(?:"([^"]*)"|'([^']*)')""")
_FORMAT = re.compile(r"%\(\w+\)[sd0-9.]*[sd]|%[sd]")


@dataclass(frozen=True)
class Found:
    """A marked string and where it stands."""

    path: Path
    line: int
    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text


def _python(path: Path) -> Iterator[Found]:
    with path.open("rb") as file:
        for line, message, _comments, context in extract("python", file, keywords=KEYWORDS):
            parts = message if isinstance(message, tuple) else (message,)
            texts = [part for part in parts if part]
            if texts:
                yield Found(path, line, texts[0], texts[1] if len(texts) > 1 else "", context or "")


def _block_text(body: str, trimmed: bool) -> str:
    """The msgid that Django makes of a block: variables as %(name)s, percent signs doubled."""
    text = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", body.replace("%", "%%"))
    return " ".join(line.strip() for line in text.strip().splitlines() if line.strip()) if trimmed else text


def _template(path: Path) -> Iterator[Found]:
    source = path.read_text(encoding="utf-8")
    for tag in _TAG.finditer(source):
        line = source.count("\n", 0, tag.start()) + 1
        name, rest = tag.group(1), tag.group(2)
        said = _CONTEXT.search(rest)
        context = (said.group(1) or said.group(2) or "") if said else ""
        if name in {"translate", "trans"}:
            if quoted := _QUOTED.match(rest):
                text = (quoted.group(1) or quoted.group(2) or "").replace('\\"', '"').replace("\\'", "'")
                yield Found(path, line, text.replace("%", "%%"), "", context)
            continue
        end = _END.search(source, tag.end())
        if end is None:
            sys.exit(f"{path.relative_to(ROOT)}:{line}: the block does not end")
        trimmed = re.search(r"\btrimmed\b", rest) is not None
        one, *many = [_block_text(part, trimmed) for part in _PLURAL.split(source[tag.end() : end.start()])]
        yield Found(path, line, one, many[0] if many else "", context)


@cache
def marked() -> list[Found]:
    """Every marked string of the product; read once."""
    found: list[Found] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            found += _python(path)
    for path in sorted((PACKAGE / "web" / "templates").rglob("*.html")):
        found += _template(path)
    return found


def area_of(path: Path) -> str:
    """Whose string it is: the area of its room, its templates or its page's module; else the shell."""
    parts = [part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts]
    names = [part for part in parts if part not in {"web", "templates", "views", "forms"}]
    for area, words in ROOMS.items():
        if any(
            name == word or name.startswith(f"{word}_") or name == f"tasks_{area}" for name in names for word in words
        ):
            return area
    return "shell"


@cache
def catalogues() -> dict[str, Catalog]:
    """Area → its Vietnamese catalogue; read once."""
    found = {}
    for path in sorted(LOCALE.glob("*/vi/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            found[path.parts[-4]] = read_po(file, locale="vi", domain="django", abort_invalid=True)
    return found


def entries(catalogue: Catalog) -> dict[tuple[str, str], tuple[str, ...]]:
    """(context, msgid) → translations, of entries that are complete and not fuzzy."""
    found = {}
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        source = message.id[0] if isinstance(message.id, list | tuple) else message.id
        said = message.string if isinstance(message.string, list | tuple) else (message.string,)
        if all(said):
            found[message.context or "", str(source)] = tuple(said)
    return found


def problems(area: str = "") -> list[str]:
    """What is missing, fuzzy, or loses a placeholder; one line each."""
    read = catalogues()
    lines = []
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    for name, catalogue in read.items():
        known.update(entries(catalogue))
        if area in {"", name}:
            lines += [f"{name}: fuzzy: {message.id}" for message in catalogue if message.id and message.fuzzy]
    seen = set()
    for item in marked():
        if (area and area_of(item.path) != area) or item.key in seen:
            continue
        seen.add(item.key)
        where = f"{item.path.relative_to(ROOT)}:{item.line}"
        said = known.get(item.key)
        if said is None:
            lines.append(f"{where}: no Vietnamese: {item.text!r}")
        elif lost := _lost(item, said):
            lines.append(f"{where}: the Vietnamese loses or invents {lost}: {item.text!r}")
    return lines


def _lost(item: Found, said: tuple[str, ...]) -> str:
    """Placeholders that differ between a string and its translation. A plural may leave its number out."""
    wanted = set(_FORMAT.findall(item.plural or item.text))
    for text in said:
        if strange := set(_FORMAT.findall(text)) - wanted:
            return ", ".join(sorted(strange))
        if not item.plural and (missing := wanted - set(_FORMAT.findall(text))):
            return ", ".join(sorted(missing))
    return ""


def compile_all() -> int:
    """Write the .mo beside every .po; the number of files."""
    count = 0
    for path in sorted(LOCALE.glob("*/vi/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="vi", domain="django")
        made = io.BytesIO()
        write_mo(made, catalogue)
        path.with_suffix(".mo").write_bytes(made.getvalue())
        count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="list what is not Vietnamese yet; change nothing")
    parser.add_argument("--area", default="", help="one area: shell, org, drives, meetings, …")
    wanted = parser.parse_args()
    if not wanted.check:
        print(f"{compile_all()} catalogues compiled")
        return
    lines = problems(wanted.area)
    print("\n".join(lines) or "Every marked string has its Vietnamese.")
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()

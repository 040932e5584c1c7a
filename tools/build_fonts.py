"""Merge the Latin, Latin Extended and Vietnamese parts of Tinos into whole TrueType files for paper.

The package `@fontsource/tinos` (Apache-2.0) ships each alphabet as a web font of its own; a page maker needs one file that holds
every Vietnamese letter. Reads node_modules, writes src/guong/papers/fonts. A missing letter stops the build.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import unicodedata
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "@fontsource" / "tinos" / "files"
TARGET = ROOT / "src" / "guong" / "papers" / "fonts"
PARTS = ("latin", "latin-ext", "vietnamese")
FACES = {
    "Tinos-Regular": ("400-normal", "Regular"),
    "Tinos-Bold": ("700-normal", "Bold"),
    "Tinos-Italic": ("400-italic", "Italic"),
    "Tinos-BoldItalic": ("700-italic", "Bold Italic"),
}
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = "aăâeêioôơuưy"
# instructions for screens and tables that cannot be joined; paper needs none of them
_DROPPED = ("fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH", "DSIG", "kern")


def letters() -> set[str]:
    """Every letter that Vietnamese writes, and the marks of an official paper."""
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES} | set(
        "đbcdghklmnpqrstvx"
    )
    return small | {letter.upper() for letter in small} | set("“”‘’–—…•%*-/().,;:0123456789 ")


def _bare(source: Path, target: Path) -> None:
    """A part without screen instructions, so that parts can be joined."""
    font = TTFont(source)
    for tag in _DROPPED:
        if tag in font:
            del font[tag]
    for glyph in font["glyf"].glyphs.values():
        glyph.expand(font["glyf"])
        glyph.removeHinting()
    font.flavor = None
    font.save(target)


def _rename(font: TTFont, style: str, face: str) -> None:
    names = {1: "Tinos", 2: style, 4: f"Tinos {style}", 6: face}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def build(source: Path, face: str, suffix: str, style: str) -> Path:
    """One face. SystemExit when a letter is missing."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for part in PARTS:
            bare = Path(folder) / f"{part}.ttf"
            _bare(source / f"tinos-{part}-{suffix}.woff", bare)
            parts.append(str(bare))
        merged = Merger(options=Options(drop_tables=["GSUB", "GPOS", "GDEF"])).merge(parts)
    missing = sorted(letter for letter in letters() if ord(letter) not in merged.getBestCmap())
    if missing:
        sys.exit(f"{face}: the font has no {' '.join(missing)}")
    _rename(merged, style, face)
    merged.save(TARGET / f"{face}.ttf")
    return TARGET / f"{face}.ttf"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder with the .woff files")
    source: Path = parser.parse_args().source
    if not source.exists():
        sys.exit(f"{source} does not exist: run `make setup`, which fetches the fonts")
    TARGET.mkdir(parents=True, exist_ok=True)
    for face, (suffix, style) in FACES.items():
        build(source, face, suffix, style)


if __name__ == "__main__":
    main()

"""Texts as sequences of folded words, each with its place in the text exactly as it was typed.

Folding: compatibility decomposition, marks dropped, đ → d, lower case, digits dropped. A text typed with marks, without them,
composed or decomposed gives the same words. Offsets count code points of the given text, which is never changed.

How it is fast: code points are looked up in one table of bytes, and a word of up to eight letters is read as one 64-bit number.
Pure: numpy and the standard library.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]
Bytes = NDArray[np.uint8]

SEPARATOR, EXPAND, SKIP = 0, 254, 255
CODE_POINTS = 0x110000
_KNOWN_AT_START = 0x2C00  # Latin, Vietnamese, punctuation; what lies above is looked up when it is first met
_BATCH = 200_000  # code points folded at once: the working arrays stay in the processor's cache
_LONG = 64  # letters of a word that are read in blocks of eight; the rest of a longer one is digested
_MIX_A, _MIX_B = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_SHIFT = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of several texts, one after another.

    `values[n]` a number for the folded word (equal words, equal numbers) · `starts[n]`, `ends[n]` its place in its own text,
    marks included · `bounds[i]:bounds[i + 1]` the words of text `i`.
    """

    values: Numbers
    starts: Places
    ends: Places
    bounds: Places


@lru_cache(maxsize=4096)
def _letters(code: int) -> bytes:
    """What a code point becomes: letters a-z as 1-26, other letters as bytes that stand for them, nothing, or a separator."""
    if 0xD800 <= code <= 0xDFFF:  # half of a pair, which belongs to no letter
        return bytes([SEPARATOR])
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).lower())
    kept = [_one(part) for part in parts if not _dropped(part)]
    return b"".join(kept)


def _dropped(part: str) -> bool:
    """Marks, and signs that only steer the layout."""
    category = unicodedata.category(part)
    return category[0] == "M" or category == "Cf"


def _one(part: str) -> bytes:
    if "a" <= part <= "z":
        return bytes([ord(part) - 96])
    if part == "đ":
        return bytes([4])
    if unicodedata.category(part)[0] != "L":
        return bytes([SEPARATOR])
    spelled = _spell(ord(part))
    return bytes([SEPARATOR, *spelled, SEPARATOR]) if _is_syllable(part) else spelled


def _spell(code: int) -> bytes:
    """A letter of another script in three bytes between 32 and 223, which no Latin letter uses."""
    return bytes([32 + code // (192 * 192), 32 + code // 192 % 192, 32 + code % 192])


def _is_syllable(part: str) -> bool:
    """Scripts written without spaces, where one sign is about one syllable: each counts as a word."""
    return unicodedata.name(part, "").startswith(("CJK ", "HIRAGANA ", "KATAKANA "))


def _row(code: int) -> int:
    """The entry of the table: the byte itself, SKIP for nothing, EXPAND for more than one."""
    letters = _letters(code)
    return letters[0] if len(letters) == 1 else EXPAND if letters else SKIP


@lru_cache(maxsize=1)
def _table() -> Bytes:
    """One byte for every code point. Above the start EXPAND means "not met yet" too; `_expand` fills it in."""
    table = np.full(CODE_POINTS, EXPAND, np.uint8)
    table[:_KNOWN_AT_START] = [_row(code) for code in range(_KNOWN_AT_START)]
    return table


def fold(texts: Sequence[str]) -> Words:
    """The folded words of each text. A text without a letter has none."""
    parts = [words for _, words in fold_parts(texts)]
    if not parts:
        none = np.zeros(0, np.int64)
        return Words(np.zeros(0, np.uint64), none, none, np.zeros(1, np.int64))
    if len(parts) == 1:
        return parts[0]
    shifts = np.cumsum([0, *(len(part.values) for part in parts)])
    bounds = [part.bounds[:-1] + shift for part, shift in zip(parts, shifts, strict=False)]
    return Words(
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([*bounds, shifts[-1:]]),
    )


def fold_parts(texts: Sequence[str]) -> Iterator[tuple[int, Words]]:
    """The same a few texts at a time, with the number of the first of them: nothing large is ever held."""
    for first, last in _batches(texts):
        yield first, _fold_batch(texts[first:last])


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first, size = 0, 0
    for last, text in enumerate(texts):
        size += len(text) + 1
        if size >= _BATCH:
            yield first, last + 1
            first, size = last + 1, 0
    if first < len(texts):
        yield first, len(texts)


def _fold_batch(texts: Sequence[str]) -> Words:
    joined = "\n".join(texts) + "\n"
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) + 1 for text in texts], out=offsets[1:])
    codes = _codes(joined, int(offsets[-1]))
    letters, places = _expand(np.take(_table(), codes), codes)
    edges = np.flatnonzero((letters[1:] != SEPARATOR) != (letters[:-1] != SEPARATOR))  # the first byte is a separator
    first, after = edges[::2] + 1, edges[1::2] + 1
    values = _numbers(letters, first, after - first)
    if places is None:
        starts, ends = first - 1, after - 1  # the separator put in front
    else:
        starts, ends = places[first], np.maximum(places[after], places[after - 1] + 1)
    bounds = np.searchsorted(starts, offsets)
    owner = np.repeat(offsets[:-1], np.diff(bounds))
    return Words(values, starts - owner, ends - owner, bounds)


def _codes(joined: str, length: int) -> NDArray[np.uint16] | NDArray[np.uint32]:
    """The code points as numbers; sixteen bits are enough unless the text has signs beyond the first plane."""
    narrow = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(narrow) == length:
        return narrow
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")


def _expand(rows: Bytes, codes: NDArray[np.uint16] | NDArray[np.uint32]) -> tuple[Bytes, Places | None]:
    """Letters between separators, and the place each came from; None when it is simply one further on."""
    if (rows == EXPAND).any():
        _meet(np.unique(codes[rows == EXPAND]))
        rows = np.take(_table(), codes)
    if rows.max(initial=0) < EXPAND:
        padded = np.zeros(len(rows) + 9, np.uint8)
        padded[1:-8] = rows
        return padded, None
    counts = np.ones(len(rows), np.int64)
    counts[rows == SKIP] = 0
    several = rows == EXPAND
    kinds, which = np.unique(codes[several], return_inverse=True)
    spelled = [_letters(int(code)) for code in kinds]
    sizes = np.array([len(letters) for letters in spelled], np.int64)
    counts[several] = sizes[which]
    places = np.repeat(np.arange(len(rows)), counts)
    letters = np.repeat(rows, counts)
    letters[np.repeat(several, counts)] = _spelled_out(spelled, sizes, which)
    padded = np.zeros(len(letters) + 9, np.uint8)
    padded[1:-8] = letters
    ends = np.full(len(letters) + 9, len(rows) - 1, np.int64)
    ends[1:-8] = places
    return padded, ends


def _spelled_out(spelled: list[bytes], sizes: Places, which: Places) -> Bytes:
    """The letters of the signs that become several, in the order of the text."""
    if not spelled:
        return np.zeros(0, np.uint8)
    pool = np.frombuffer(b"".join(spelled), np.uint8)
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    many = sizes[which]
    within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    return pool[np.repeat(begins[which], many) + within]


def _meet(codes: NDArray[np.uint16] | NDArray[np.uint32]) -> None:
    """Write the rows of code points met for the first time. Writing the same byte twice does no harm."""
    table = _table()
    for code in codes[codes >= _KNOWN_AT_START].tolist():
        table[code] = _row(code)


def _mixed(values: Numbers) -> Numbers:
    values *= _MIX_A
    values ^= values >> _SHIFT
    values *= _MIX_B
    return values


_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(9)], np.uint64)


def _numbers(letters: Bytes, first: Places, sizes: Places) -> Numbers:
    """A number for each word: its letters eight at a time."""
    window: Numbers = np.ndarray(len(letters) - 7, np.dtype("<u8"), letters.data, strides=(1,))
    values = _mixed(window[first] & _MASKS[np.minimum(sizes, 8)])
    longer = np.flatnonzero(sizes > 8)
    done = 8
    while len(longer) and done < _LONG:
        block = window[first[longer] + done] & _MASKS[np.minimum(sizes[longer] - done, 8)]
        values[longer] = _mixed(values[longer] ^ block)
        done += 8
        longer = longer[sizes[longer] > done]
    for word in longer.tolist():
        rest = letters[first[word] + _LONG : first[word] + sizes[word]].tobytes()
        values[word] ^= np.frombuffer(blake2b(rest, digest_size=8).digest(), "<u8")[0]
    return values

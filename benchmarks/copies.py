"""P5: passages that texts have in common: what is found of planted copies, what is found wrongly, and how fast; beside two peers."""

from __future__ import annotations

import os
import statistics
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH

from benchmarks.copies_texts import FORM, KINDS, Reports, bare, reports
from benchmarks.report import Figure
from guong.copies import collection, rules
from guong.copies.blanks import Blanks
from guong.copies.fold import fold
from guong.copies.grams import OPEN
from guong.copies.nearby import near, prints_of, read, stored
from guong.copies.own import own_words
from guong.copies.passages import Own, common
from guong.copies.phrases import find_phrases

COUNT = int(os.environ.get("GUONG_BENCH_SIZE", "20000"))
PER_KIND = max(5, COUNT // 125)
Pairs = set[tuple[int, int]]
_SIGNS = str.maketrans(dict.fromkeys(".,;:-()%", " "))


def ours(made: Reports) -> Pairs:
    return {(p.a, p.b) for p in collection.compare(made.texts, template=FORM, cells=made.cells).pairs}


def rensa(made: Reports) -> Pairs:
    """The best peer, as one would build it: six words in a row of every section, set phrases counted and left out, MinHash and its
    index, then our own reading of the pairs that it names."""
    printed = set(_shingles(FORM))
    sections = [[_shingles(part) for part in text.split("\n\n")] for text in made.texts]
    said = Counter(value for parts in sections for value in {value for part in parts for value in part})
    stock = {value for value, texts in said.items() if texts > rules.stock_limit(COUNT)} | printed
    index = RMinHashLSH(threshold=0.2, num_perm=128, num_bands=64)
    found: Pairs = set()
    for number, parts in enumerate(sections):
        for part, shingles in enumerate(parts):
            tokens = [str(value) for value in shingles if value not in stock]
            if tokens:
                sketch = RMinHash(num_perm=128, seed=1)
                sketch.update(tokens)
                found |= {(other // 16, number) for other in index.query(sketch) if other // 16 != number}
                index.insert(number * 16 + part, sketch)
    return _read_alike(found, made)


def _shingles(text: str) -> list[int]:
    """Six folded words in a row, as numbers."""
    words = [word for word in bare(text.lower()).translate(_SIGNS).split() if not word.isdigit()]
    return [hash(tuple(words[place : place + 6])) for place in range(len(words) - 5)]


def _read_alike(found: Pairs, made: Reports) -> Pairs:
    """The pairs that are worth a hint, by the same reading as ours."""
    blanks = Blanks.of(FORM, OPEN)
    rows, twins = collection._read(made.texts, blanks, OPEN)
    where = np.asarray(made.cells)
    phrases = find_phrases(rows, twins, where, made.texts, blanks, OPEN)
    wanted = sorted({number for pair in found for number in pair})
    read_ = own_words([made.texts[n] for n in wanted], blanks, phrases, where[wanted], OPEN)
    own = dict(zip(wanted, read_, strict=True))
    return {(a, b) for a, b in found if _worth(own[a], own[b])}


def _worth(a: Own, b: Own) -> bool:
    shared = common(a, b)
    return rules.is_worth_a_hint(shared.words, shared.longest, shared.own, min(a.size, b.size))


def datasketch(made: Reports) -> Pairs:
    """As its documentation shows it: MinHash of the whole text, pairs that are half alike."""
    index = MinHashLSH(threshold=0.5, num_perm=128)
    found: Pairs = set()
    for number, text in enumerate(made.texts):
        words = text.lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[n : n + 6]).encode() for n in range(len(words) - 5)])
        found |= {(int(other), number) for other in index.query(sketch)}
        index.insert(str(number), sketch)
    return found


def _judged(found: Pairs, made: Reports) -> dict[str, Any]:
    """Recall of each kind; the share of found pairs in which both are a copy or its source."""
    planted: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    source_of, touched = {}, set()
    for copy, source, kind in made.copies:
        planted[kind] += 1
        hit[kind] += (min(copy, source), max(copy, source)) in found
        source_of[copy] = source
        touched |= {copy, source}
    clean = sum(not (a in touched and b in touched) for a, b in found)
    row: dict[str, Any] = {kind: f"{hit[kind] / planted[kind]:.2f}" for kind in KINDS}
    row["precision"] = f"{1 - clean / max(1, len(found)):.3f}"
    return row


def measure() -> Figure:
    made = reports(COUNT, PER_KIND, seed=2026)
    rows = [
        _row(name, work, made) for name, work in (("ours", ours), ("rensa 0.5", rensa), ("datasketch 2.0", datasketch))
    ]
    size = statistics.mean(len(stored(text, FORM, OPEN)) for text in made.texts[:2000])
    one = _one_hand_in(made)
    for row in rows:
        row["× rensa"] = f"{row['reports/s'] / rows[1]['reports/s']:.1f}"
    rows[0] |= {"bytes a report": round(size), "check p50 ms": one[0], "check p99 ms": one[1]}
    for row in rows[1:]:
        row |= {"bytes a report": "", "check p50 ms": "", "check p99 ms": ""}
    return Figure(
        "P5-copies", "passages that texts have in common",
        f"{COUNT:,} seeded reports of {statistics.mean(map(len, made.texts)):,.0f} characters in cells of 30, {PER_KIND} copies of each "
        "kind. Rates are of the processor's time of one process, from texts to pairs, dictionaries included. The peer rensa works "
        "on each section, leaves set phrases out, and is given our reading of the pairs it names. A check: one text against 700 stored ones.",
        "10 × rensa; recall ≥ 0.95 at 30 % edited, ≥ 0.85 at 12 %; check p50 ≤ 5 ms, p99 ≤ 20 ms; ≤ 1 KB a report",
        rows,
    )  # fmt: skip


def _row(name: str, work: Callable[[Reports], Pairs], made: Reports) -> dict[str, Any]:
    fold(made.texts[:1])  # the table of letters is made once in a process
    begun = time.process_time()
    found = work(made)
    taken = time.process_time() - begun
    return {"method": name, "reports/s": round(COUNT / taken), **_judged(found, made)}


def _one_hand_in(made: Reports) -> tuple[str, str]:
    """Milliseconds of the processor for checking one text against 700 others, without the database: fingerprints, neighbours, reading them."""
    blobs = [stored(text, FORM, OPEN) for text in made.texts[-700:]]
    taken = []
    for number in range(COUNT - 200, COUNT):
        text = made.texts[number]
        begun = time.process_time()
        found = near(prints_of(text, FORM, OPEN), blobs, [n < 30 for n in range(len(blobs))], OPEN)
        others = [made.texts[COUNT - len(blobs) + other] for other in found.texts]
        read(text, others, template=FORM, said=found.said, key=OPEN)
        taken.append((time.process_time() - begun) * 1000)
    return f"{statistics.median(taken):.1f}", f"{statistics.quantiles(taken, n=100)[98]:.1f}"

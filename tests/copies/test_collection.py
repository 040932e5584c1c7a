"""Pairs of texts: what is found, what is left out, and that the answer does not depend on how the texts are named or written."""

from __future__ import annotations

import random
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from guong.copies.collection import Comparison, compare
from guong.copies.fold import fold
from tests.copies.prose import prose

TEXTS = [prose(seed, 300) for seed in range(12)]
PARAGRAPH = prose(900, 60)


def pairs(found: Comparison) -> set[tuple[int, int]]:
    return {(pair.a, pair.b) for pair in found.pairs}


def bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("đ", "d")


def test_S148_texts_written_apart_have_no_pair() -> None:
    assert not compare(TEXTS).pairs


def test_S148_a_whole_copy_is_found_however_it_is_written() -> None:
    source = TEXTS[3]
    lines = source.split("\n")
    random.Random(1).shuffle(lines)
    for copy in (source, source.upper(), bare(source), unicodedata.normalize("NFD", source), "\r\n".join(lines)):
        found = compare([*TEXTS, copy])
        assert pairs(found) == {(3, 12)}
        assert found.pairs[0].share > 0.8


def test_S148_a_copied_paragraph_is_found_and_its_places_are_exact() -> None:
    mine, theirs = TEXTS[0] + "\r\n" + PARAGRAPH, unicodedata.normalize("NFD", PARAGRAPH + "\n" + TEXTS[1])
    found = compare([*TEXTS[2:], mine, theirs])
    assert pairs(found) == {(10, 11)}
    [passage] = found.pairs[0].passages
    ours, others = mine[passage.a0 : passage.a1], theirs[passage.b0 : passage.b1]
    assert fold([ours]).values.tolist() == fold([others]).values.tolist()
    assert bare(PARAGRAPH.split("\n")[1]).lower() in bare(ours).lower()


def test_words_of_the_form_and_set_phrases_do_not_count() -> None:
    form = prose(901, 120)
    assert not compare([form + text for text in TEXTS], template=form).pairs
    phrase = "Bản thân luôn chấp hành nghiêm chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước, giữ gìn đoàn kết nội bộ."
    assert not compare([f"{text}\n{phrase}" for text in TEXTS]).pairs


def test_what_a_whole_cell_says_is_its_own_and_shows_as_uniformity() -> None:
    cells = [0] * 6 + [1] * 6
    said = [f"{text}\n{PARAGRAPH}" if n < 6 else text for n, text in enumerate(TEXTS)]
    found = compare(said, cells=cells)
    assert not found.pairs
    assert 0.05 < found.uniformity[0] < 0.6
    assert found.uniformity[1] < 0.05


def test_one_text_in_hundreds_of_files_pairs_each_with_the_first() -> None:
    found = compare([TEXTS[0]] * 300 + TEXTS[1:])
    assert pairs(found) == {(0, n) for n in range(1, 300)}
    copies = [" ".join(w for w in TEXTS[0].split() if random.Random(n).random() > 0.02) for n in range(100)]
    assert len(compare(copies + TEXTS[1:]).pairs) >= 95


def test_a_cell_that_hands_in_one_text_is_uniform_and_its_pairs_are_named() -> None:
    found = compare([TEXTS[0]] * 5 + TEXTS[1:6], cells=[0] * 5 + [1] * 5)
    assert len(found.pairs) == 10
    assert found.uniformity[0] == 1


def test_small_and_strange_texts() -> None:
    assert not compare([]).pairs
    assert not compare(["", "", "một", "một", "12", "\x00"]).pairs
    assert pairs(compare(["la " * 500, "la " * 500])) == {(0, 1)}
    assert pairs(compare(["漢字文章内容" * 30 + PARAGRAPH] * 2)) == {(0, 1)}


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(40, 200), st.floats(0, 0.15))
def test_order_and_side_make_no_difference(draw: random.Random, words: int, edits: float) -> None:
    copied = " ".join(
        w if draw.random() > edits else draw.choice(["rằng", "thì", ""]) for w in prose(902, words).split()
    )
    texts = [TEXTS[0] + prose(902, words), copied + TEXTS[1], *TEXTS[2:6]]
    order = list(range(len(texts)))
    draw.shuffle(order)
    straight, turned = compare(texts), compare([texts[n] for n in order])
    named = {
        (*sorted((order[p.a], order[p.b])), p.words, round(p.share, 9), frozenset(
            (q.a0, q.a1, q.b0, q.b1) if order[p.a] < order[p.b] else (q.b0, q.b1, q.a0, q.a1) for q in p.passages
        )) for p in turned.pairs
    }  # fmt: skip
    assert named == {
        (p.a, p.b, p.words, round(p.share, 9), frozenset((q.a0, q.a1, q.b0, q.b1) for q in p.passages))
        for p in straight.pairs
    }


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.floats(0, 0.3))
def test_passages_begin_and_end_with_the_same_word_on_both_sides(draw: random.Random, edits: float) -> None:
    copied = " ".join(w if draw.random() > edits else "khác" for w in TEXTS[0].split(" "))
    other = copied + "\n" + TEXTS[1]
    for pair in compare([TEXTS[0], other]).pairs:
        for passage in pair.passages:
            ours = fold([TEXTS[0][passage.a0 : passage.a1]]).values.tolist()
            theirs = fold([other[passage.b0 : passage.b1]]).values.tolist()
            assert (ours[0], ours[-1]) == (theirs[0], theirs[-1])

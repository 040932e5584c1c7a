"""Folded words and where they stand in the text as it was typed."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from guong.copies.fold import fold


def words(text: str) -> list[str]:
    found = fold([text])
    return [text[a:b] for a, b in zip(found.starts.tolist(), found.ends.tolist(), strict=True)]


def test_words_are_cut_out_exactly_as_typed() -> None:
    text = "  Đồng chí\r\nNGUYỄN-Văn 12 A, năm 2026."
    assert words(text) == ["Đồng", "chí", "NGUYỄN", "Văn", "A", "năm"]


def test_marks_case_and_form_of_writing_make_no_difference() -> None:
    plain = fold(["dong chi da nop ban tu soi"]).values.tolist()
    for text in ("Đồng chí đã nộp bản tự soi", unicodedata.normalize("NFD", "ĐỒNG CHÍ đã nộp bản tự soi")):
        assert fold([text]).values.tolist() == plain


def test_a_decomposed_word_keeps_its_marks() -> None:
    text = unicodedata.normalize("NFD", "tự soi")
    assert words(text) == [unicodedata.normalize("NFD", "tự"), "soi"]


def test_ligatures_signs_beyond_the_first_plane_and_other_scripts() -> None:
    assert words("ﬁnd 😀 привет 漢字") == ["ﬁnd", "привет", "漢", "字"]
    assert fold(["find"]).values.tolist() == fold(["ﬁnd"]).values.tolist()


def test_long_words_differ_in_every_letter() -> None:
    base = "a" * 200
    others = [base, base[:-1] + "b", "b" + base[1:], base[:70] + "b" + base[71:], base + "a"]
    assert len(set(fold(others).values.tolist())) == len(others)


def test_texts_without_words() -> None:
    found = fold(["", "12 34", "…", "một"])
    assert found.bounds.tolist() == [0, 0, 0, 0, 1]
    assert fold([]).bounds.tolist() == [0]


@given(st.text(max_size=80))
def test_composed_and_decomposed_fold_alike(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold([composed]).values.tolist() == fold([decomposed]).values.tolist()


@given(st.lists(st.text(max_size=30), max_size=6))
def test_a_text_folds_the_same_alone_and_among_others(texts: list[str]) -> None:
    together = fold(texts)
    for number, text in enumerate(texts):
        first, last = together.bounds[number], together.bounds[number + 1]
        alone = fold([text])
        assert together.values[first:last].tolist() == alone.values.tolist()
        assert together.starts[first:last].tolist() == alone.starts.tolist()
        assert together.ends[first:last].tolist() == alone.ends.tolist()


@given(st.text(max_size=120))
def test_places_lie_in_the_text_one_after_another(text: str) -> None:
    found = fold([text])
    assert (found.starts < found.ends).all()
    assert (found.ends <= len(text)).all()
    assert (found.starts[1:] >= found.starts[:-1]).all()

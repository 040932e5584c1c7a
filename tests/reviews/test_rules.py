"""Rules of self-reviews, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from guong.org.enums import MemberKind
from guong.reviews import rules
from guong.reviews.enums import REPORT_TABLE, REVIEW_TABLE, ReportKind, ReportState, ReturnPoint, ReviewState
from guong.reviews.texts import DUTIES, FORMS, PROMPTS
from guong.reviews.texts_collective import COLLECTIVE

SECTIONS = FORMS[0]["sections"]


def test_S127_every_kind_of_member_has_exactly_one_form() -> None:
    kinds = [kind for form in FORMS for kind in form["kinds"] if kind]
    assert sorted(kinds) == sorted(MemberKind.values)


def test_S7_D19_every_form_asks_for_strengths_and_for_shortcomings_apart() -> None:
    for form in FORMS:
        required = {section["side"] for section in form["sections"] if section["required"]}
        assert {"strength", "shortcoming", "cause", "direction"} <= required


def test_S16_every_section_asks_for_something_concrete() -> None:
    for form in FORMS:
        assert all(len(section["hint"]) > 20 for section in form["sections"])
        shortcoming = next(s for s in form["sections"] if s["side"] == "shortcoming")
        assert "khi nào" in shortcoming["hint"] or "ngày" in shortcoming["hint"]


def test_S141_the_forms_of_workers_and_the_self_employed_are_short() -> None:
    for form in FORMS:
        if form["code"] in {"worker", "freelance"}:
            assert len(form["sections"]) == 4


def test_S49_the_opening_sentence_fits_the_office() -> None:
    assert rules.prompt_key(["cell_secretary"]) == "head"
    assert rules.prompt_key(["cell_committee"]) == "committee"
    assert rules.prompt_key([]) == "member"
    assert set(PROMPTS) == {"head", "committee", "member"}


def test_S137_the_four_duties_stand_beside_the_form() -> None:
    assert len(DUTIES) == 4


def test_tidy_keeps_the_order_of_the_form_and_drops_only_blanks() -> None:
    cleaned = rules.tidy(SECTIONS, {"shortcomings": " Vắng  \r\nhai buổi ", "strengths": "Góp đèn", "causes": "  "})
    assert list(cleaned) == ["strengths", "shortcomings"]
    assert cleaned["shortcomings"] == "Vắng  \nhai buổi"


def test_an_unknown_section_is_an_error_not_a_loss() -> None:
    with pytest.raises(ValueError, match="secret"):
        rules.tidy(SECTIONS, {"secret": "x"})


def test_missing_names_the_required_sections_without_a_word() -> None:
    assert [s["key"] for s in rules.missing(SECTIONS, {"strengths": "a"})] == ["shortcomings", "causes", "direction"]


def test_the_step_strip_points_at_the_first_section_to_write() -> None:
    assert rules.section_states(SECTIONS[:3], {"strengths": "a"}) == ["ok", "go", "no"]


def test_too_long_a_section_is_named() -> None:
    long = {"strengths": "a" * (rules.SECTION_LIMIT + 1)}
    assert rules.too_long(SECTIONS, long) == ["Ưu điểm, việc làm tốt"]


def test_own_words_are_counted_as_they_are_spoken() -> None:
    assert rules.own_words({"a": "Tôi vắng hai buổi", "b": "ngại nói"}) == 6


def test_D8_texts_are_kept_to_the_end_of_the_third_year() -> None:
    assert rules.keep_until(date(2026, 5, 31)) == date(2029, 12, 31)


def test_R27_praise_and_remarks_upward_wait_for_nobody_here() -> None:
    assert rules.awaits_reply("person", is_strength=False, replied=False)
    assert rules.awaits_reply("committee", is_strength=False, replied=False)
    assert not rules.awaits_reply("person", is_strength=True, replied=False)
    assert not rules.awaits_reply("higher", is_strength=False, replied=False)
    assert not rules.awaits_reply("person", is_strength=False, replied=True)


def test_the_state_table_holds_these_steps_and_no_other() -> None:
    events = {"hand_in", "take_back", "return", "present", "finalise", "sign"}
    walked = {(s, e): REVIEW_TABLE.get((s, e)) for s in ReviewState.values for e in events}
    assert {pair for pair, state in walked.items() if state} == {
        ("draft", "hand_in"), ("handed_in", "take_back"), ("handed_in", "return"), ("handed_in", "present"),
        ("presented", "finalise"), ("finalised", "sign"),
    }  # fmt: skip
    assert set(REVIEW_TABLE) <= set(walked)


def test_R13_a_report_is_finalised_after_its_days_with_every_opinion_answered() -> None:
    day = date(2026, 4, 6)
    assert rules.may_finalise(day, day, unanswered=0) == "early"
    assert rules.may_finalise(day, date(2026, 4, 7), unanswered=1) == "unanswered"
    assert rules.may_finalise(day, date(2026, 4, 7), unanswered=0) == ""


def test_S5_a_cell_writes_two_reports_a_committee_and_an_agency_one() -> None:
    assert rules.kinds_of_body(is_cell=True, is_committee=False) == ("cell", "cell_committee")
    assert rules.kinds_of_body(is_cell=False, is_committee=True) == ("committee",)
    assert rules.kinds_of_body(is_cell=False, is_committee=False) == ("agency",)
    assert {form["kinds"][0].removeprefix("collective:") for form in COLLECTIVE} == set(ReportKind.values)


def test_the_table_of_reports_holds_these_steps_and_no_other() -> None:
    assert set(REPORT_TABLE) == {
        ("draft", "circulate"), ("circulated", "draw_back"), ("circulated", "finalise"), ("final", "present"),
    }  # fmt: skip
    assert {state for state, _event in REPORT_TABLE} | set(REPORT_TABLE.values()) == set(ReportState.values)


def test_S112_the_points_of_a_return_have_their_words() -> None:
    assert list(rules.RETURN_POINTS) == ReturnPoint.values


def test_S20_the_sides_on_which_to_look_at_oneself_are_data_of_the_form() -> None:
    for form in FORMS:
        sides = [
            section.get("dimensions", [])
            for section in form["sections"]
            if section["side"] in {"strength", "shortcoming"}
        ]
        assert [len(one) for one in sides] == [4, 4]
    official = FORMS[0]["sections"][0]["dimensions"]
    assert [word.split()[0] for word in official] == ["Công", "Tác", "Ứng", "Đạo"]
    assert FORMS[2]["sections"][0]["dimensions"] != official  # whoever is retired is not asked as an official

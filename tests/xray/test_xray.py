"""The X-ray: hints about how something was written, for those who can mend it, never about who is better (D10, S79)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.corrections import services
from guong.drives import rulebook
from guong.drives.models import RuleSet
from guong.kernel.errors import Forbidden, NotFound
from guong.kernel.text import fold
from guong.xray import rules, selectors
from guong.xray.near import nearest
from guong.xray.rules import Measure, Part, Seen
from guong.xray.words import WORDS
from tests.cast import Cast
from tests.corrections import stage

DAY = date(2026, 4, 30)
GOOD = Seen(
    1, fold("Quý I có 9 kiến nghị của dân trả lời quá hạn."), fold("Một người trực hai ca."), "objective", "in_progress",
    measures=[Measure(1, fold("Gọi lại cho dân trong ngày"), DAY)],
)  # fmt: skip


def _codes(*seen: Seen, ends_on: date | None = None) -> list[str]:
    return [hint.code for hint in rules.xray(seen, ends_on=ends_on)]


def measure(words: str, pk: int = 1, day: date = DAY, moved: int = 0) -> Measure:
    return Measure(pk, fold(words), day, moved)


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("without_verb", [replace(GOOD, measures=[measure("Nền nếp, kỉ luật thép")])]),
        ("general", [replace(GOOD, measures=[measure("Nghiêm túc rút kinh nghiệm, nâng cao ý thức")])]),
        ("careless", [replace(GOOD, cause=fold("Do bản thân còn chủ quan"), cause_kind="subjective")]),
        ("bare_fact", [replace(GOOD, fact=fold("Chưa gần dân"))]),
        ("equal_parts", [replace(GOOD, parts=[Part(3334), Part(3333), Part(3333)])]),
        ("mostly_nobody", [replace(GOOD, parts=[Part(5000, as_such=True), Part(5000)])]),
        ("same_words", [replace(GOOD, pk=n, measures=[measure("Gọi lại  cho dân", n)]) for n in (1, 2, 3)]),
        ("often_moved", [replace(GOOD, measures=[measure("Gọi lại cho dân trong ngày", moved=3)])]),
        ("all_first", [replace(GOOD, pk=n, priority=True, measures=[]) for n in (1, 2, 3)]),
        ("same_deadline", [replace(GOOD, measures=[measure(f"Gọi lại cho tổ {n}", n) for n in range(5)])]),
        ("last_day", [replace(GOOD, pk=n, state="closed", closed_on=DAY, measures=[]) for n in (1, 2, 3)]),
    ],
)
def test_S79_each_rule_finds_its_place_and_explains_itself(code: str, seen: list[Seen]) -> None:
    assert _codes(*seen) == [code]
    assert rules.xray(seen, on=[]) == []
    words = WORDS[code]
    assert all(str(part) for part in (words.title, words.why, words.mend))


def test_S79_a_good_finding_is_left_alone() -> None:
    assert _codes(GOOD) == []
    for cause in ("Chủ quan vì chưa có lịch phân công trực và thiếu một máy tính", "Chưa nắm quy định mới về thời hạn"):
        assert _codes(replace(GOOD, cause=fold(cause), cause_kind="subjective")) == []
    assert _codes(replace(GOOD, measures=[measure("Nâng cao tỉ lệ trả lời đúng hạn lên 95 %")])) == []
    assert _codes(replace(GOOD, parts=[Part(5000), Part(5000)])) == []  # two may well be equal


def test_S79_every_rule_has_words_and_a_switch_in_the_rule_set() -> None:
    assert set(WORDS) == set(rules.CODES)
    assert {f"xray_{code}" for code in rules.CODES} <= set(rulebook.KEYS)


def test_S79_texts_run_alike_by_their_letters_only() -> None:
    text = "Chín kiến nghị của nhân dân trả lời quá hạn trong quý một"
    others = ["Đảng viên trẻ ít phát biểu", "CHIN KIEN NGHI cua nhan dan tra loi qua han", "", "Trả lời"]
    assert [place for place, _part in nearest(text, others)] == [1]
    assert nearest("", others) == []


def test_D10_only_whoever_keeps_the_book_sees_the_xray_and_nobody_is_ranked(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        stage.personal(cast, drive, fact="Chưa gương mẫu.")
        shown = selectors.xray_of(actor=cast.actor("cell_secretary"), unit=cast.cell, drive=drive)
        assert [one.code for one in shown] == ["bare_fact"]
        assert not any("person" in name for one in shown for name in one.figures)
        for who in ("member", "clerk", "ward_secretary", "cell_deputy"):
            with pytest.raises(Forbidden):
                selectors.xray_of(actor=cast.actor(who), unit=cast.cell, drive=drive)
        with pytest.raises(NotFound):
            selectors.xray_of(actor=cast.actor("sibling_secretary"), unit=cast.cell, drive=drive)


def test_S79_a_rule_is_switched_off_by_the_rule_set(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        stage.personal(cast, drive, fact="Chưa gương mẫu.")
        values = drive.ruleset.values | {"xray_bare_fact": {"value": 0, "confirmed": False, "source": "S16"}}
        RuleSet.objects.filter(pk=drive.ruleset_id).update(values=values)
        drive.ruleset.refresh_from_db()
        assert selectors.xray_of(actor=cast.actor("cell_secretary"), unit=cast.cell, drive=drive) == []


def test_S79_its_doer_sees_what_he_can_mend_and_others_nothing(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        action = stage.planned(cast, drive)
        action.measure = "Nghiêm túc rút kinh nghiệm."
        action.save()
        for who, codes in (("member", ["general"]), ("cell_secretary", ["general"]), ("member2", [])):
            found = selectors.xray_of_finding(actor=cast.actor(who), finding=action.finding)
            assert [one.code for one in found] == codes
        client = Client()
        client.force_login(cast.accounts["cell_secretary"])
        assert "rút kinh nghiệm" in client.get(reverse("xray-finding", args=[action.finding_id])).text
        page = client.get(reverse("xray", args=[cast.cell.pk, drive.pk]))
        assert page.status_code == 200
        assert reverse("action", args=[action.pk]) in page.text


def test_S79_what_helped_elsewhere_is_suggested_to_whoever_keeps_the_book(cast: Cast) -> None:
    """Closed findings of whole bodies that the keeper may read; a member, and another cell's keeper, get none."""
    drive = stage.open_drive(cast)
    with cast.at():
        old = stage.collective(cast, drive, severity="small")
        services.close_small(actor=cast.actor("cell_secretary"), finding=old)
        new = stage.collective(cast, drive, fact="Quý II có 4 kiến nghị của dân trả lời quá hạn.")
        found = selectors.near_elsewhere(actor=cast.actor("cell_secretary"), finding=new)
        assert [one.finding.pk for one in found] == [old.pk]
        assert selectors.near_elsewhere(actor=cast.actor("member"), finding=new) == []
        stage.personal(cast, drive)
        theirs = services.state_finding(
            actor=cast.actor("sibling_secretary"), drive=drive, unit=cast.sibling, subject="collective", kind="people",
            fact=new.fact, source="review",
        )  # fmt: skip
        assert selectors.near_elsewhere(actor=cast.actor("sibling_secretary"), finding=theirs) == []

"""An appeal: three people outside the line decide; what does not stand leaves every figure (D5)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guong.corrections import rules, selectors, services, tallies
from guong.corrections.models import Appeal, AppealJudge, Finding
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.models import Person, Unit
from guong.org.services import add_member
from tests.cast import SYSTEM, Cast
from tests.corrections import stage

WHY = "Hai buổi ấy tôi trực chốt, có lịch phân công."


def _decided(cast: Cast) -> Finding:
    """Stated, contested, and decided to stand."""
    finding = stage.personal(cast, stage.open_drive(cast))
    finding = services.answer_finding(actor=cast.actor("member"), finding=finding, accept=False, text="Không đúng.")
    return services.settle_contest(actor=cast.actor("cell_secretary"), finding=finding, uphold=True, text="Có sổ.")


def _outsiders(cast: Cast) -> list[Person]:
    """Three members of the other cell without an office; the account of one of them is the cast's sibling_member."""
    more = [_new(cast.sibling, number) for number in (1, 2)]
    return [cast.person("sibling_member"), *more]


def _new(unit: Unit, number: int) -> Person:
    return add_member(
        actor=SYSTEM, unit=unit, code=f"DV-9{number}", full_name=f"Ngô Văn Khiêm {number}", birth_date=stage.LATER.replace(year=1970),
        admitted_on=stage.LATER.replace(year=2001), kind="official",
    )  # fmt: skip


def _said(appeal: Appeal, *words: str) -> Appeal:
    """Words of the judges who have no account, as rows; the last one is said by whoever has one."""
    for judge, word in zip(appeal.judges.order_by("-pk"), words, strict=False):
        AppealJudge.objects.filter(pk=judge.pk).update(word=word, text="Đã đọc cả hai phía.", said_at=clock.now())
    return appeal


def test_D5_two_of_three_decide() -> None:
    assert [rules.appeal_result(words) for words in (["keep"], ["keep", "overturn"], ["keep", "overturn", "keep"])] == [
        "", "", "keep",
    ]  # fmt: skip
    assert rules.appeal_result(["overturn", "", "overturn"]) == "overturn"


def test_D5_what_three_outside_the_line_overturn_leaves_the_figures(cast: Cast) -> None:
    with cast.at():
        finding = _decided(cast)
        assert tallies.count(finding.drive_id, cast.cell.pk)["findings"] == 1
        appeal = services.file_appeal(actor=cast.actor("member"), finding=finding, text=WHY)
        with pytest.raises(Invalid):
            services.file_appeal(actor=cast.actor("member"), finding=finding, text=WHY)
        three = _outsiders(cast)
        above = cast.actor("ward_secretary")
        assert [one.pk for one in selectors.appeals_waiting(actor=above)[0]] == [appeal.pk]
        services.name_judges(actor=above, appeal=appeal, people=three)
        judge = cast.actor("sibling_member")
        assert [one.pk for one in selectors.appeals_waiting(actor=judge)[1]] == [appeal.pk]
        shown = selectors.case(actor=judge, appeal_id=appeal.pk)
        assert (shown.finding, shown.appeal.text) == (finding, WHY)
        _said(appeal, "overturn")
        for word, text in (("maybe", "x"), ("keep", " ")):
            with pytest.raises(Invalid):
                services.say_on_appeal(actor=judge, appeal=appeal, word=word, text=text)
        services.say_on_appeal(actor=judge, appeal=appeal, word="overturn", text="Lịch trực đúng như đồng chí nói.")
        with pytest.raises(Invalid):
            services.say_on_appeal(actor=judge, appeal=appeal, word="keep", text="Đổi ý.")
    finding.refresh_from_db()
    appeal.refresh_from_db()
    assert (finding.state, appeal.state) == ("dropped", "overturned")
    assert tallies.count(finding.drive_id, cast.cell.pk)["findings"] == 0
    assert [line.event for line in finding.history.all()][-2:] == ["appealed", "dropped"]


def test_D5_what_they_keep_stands_with_their_reasons(cast: Cast) -> None:
    with cast.at():
        finding = _decided(cast)
        appeal = services.file_appeal(actor=cast.actor("member"), finding=finding, text=WHY)
        services.name_judges(actor=cast.actor("ward_secretary"), appeal=appeal, people=_outsiders(cast))
        _said(appeal, "keep", "overturn")
        services.say_on_appeal(actor=cast.actor("sibling_member"), appeal=appeal, word="keep", text="Sổ ghi rõ.")
    finding.refresh_from_db()
    assert finding.state == "accepted"
    assert finding.history.last().text.count("\n") == 1  # both reasons


def test_D5_the_three_stand_outside_and_others_see_nothing(cast: Cast) -> None:
    with cast.at():
        finding = _decided(cast)
        appeal = services.file_appeal(actor=cast.actor("member"), finding=finding, text=WHY)
        three, above = _outsiders(cast), cast.actor("ward_secretary")
        for wrong in ("member2", "cell_secretary", "sibling_secretary", "chairman", "member"):
            people = [cast.person(wrong), *three[:2]]
            if wrong == "sibling_secretary":  # an office in another cell is outside this line
                continue
            with pytest.raises(Invalid):
                services.name_judges(actor=above, appeal=appeal, people=people)
        for people in (three[:2], [three[0], three[0], three[1]]):
            with pytest.raises(Invalid):
                services.name_judges(actor=above, appeal=appeal, people=people)
        with pytest.raises((Forbidden, NotFound)):
            services.name_judges(actor=cast.actor("cell_secretary"), appeal=appeal, people=three)
        services.name_judges(actor=above, appeal=appeal, people=three)
        for who in ("member", "cell_secretary", "ward_secretary", "sibling_secretary"):
            with pytest.raises(NotFound):
                selectors.case(actor=cast.actor(who), appeal_id=appeal.pk)
            with pytest.raises(NotFound):
                services.say_on_appeal(actor=cast.actor(who), appeal=appeal, word="keep", text="x")


def test_D5_an_appeal_follows_a_decision_within_its_days(cast: Cast) -> None:
    with cast.at():
        fresh = stage.personal(cast, stage.open_drive(cast))
        with pytest.raises(Invalid):
            services.file_appeal(actor=cast.actor("member"), finding=fresh, text=WHY)
        with pytest.raises(Invalid):
            services.file_appeal(actor=cast.actor("cell_secretary"), finding=fresh, text=WHY)
        finding = services.answer_finding(actor=cast.actor("member"), finding=fresh, accept=False, text="Không đúng.")
        finding = services.settle_contest(
            actor=cast.actor("cell_secretary"), finding=finding, uphold=True, text="Có sổ."
        )
        with pytest.raises(Invalid):
            services.file_appeal(actor=cast.actor("member"), finding=finding, text=" \x00")
    with cast.at(clock.local(2026, 4, 12, 9)):
        assert not selectors.may_appeal(actor=cast.actor("member"), finding=finding)
        with pytest.raises(Invalid):
            services.file_appeal(actor=cast.actor("member"), finding=finding, text=WHY)


def test_D5_in_the_browser(cast: Cast) -> None:
    with cast.at():
        finding = _decided(cast)
        clients = {}
        for who in ("member", "ward_secretary", "sibling_member"):
            clients[who] = Client()
            clients[who].force_login(cast.accounts[who])
        url = reverse("appeal-file", args=[finding.pk])
        assert url in clients["member"].get(reverse("finding", args=[finding.pk])).text
        assert clients["member"].get(url).status_code == 200
        assert clients["member"].post(url, {"text": ""}).status_code == 422
        assert clients["member"].post(url, {"text": WHY}).status_code == 302
        appeal = Appeal.objects.get()
        three = _outsiders(cast)
        name = reverse("appeal-name", args=[appeal.pk])
        page = clients["ward_secretary"].get(name)
        assert page.status_code == 200
        assert WHY not in page.text  # the body above names people and reads no words
        typed = {field: str(person.pk) for field, person in zip(("first", "second", "third"), three, strict=True)}
        assert clients["ward_secretary"].post(name, typed | {"third": typed["first"]}).status_code == 422
        assert clients["ward_secretary"].post(name, typed | {"third": "999999"}).status_code == 422
        assert clients["ward_secretary"].post(name, typed).status_code == 302
        case = reverse("appeal-case", args=[appeal.pk])
        read = clients["sibling_member"].get(case)
        assert WHY in read.text
        assert "checked" not in read.text
        assert clients["sibling_member"].post(case, {"word": "keep", "text": ""}).status_code == 422
        assert clients["sibling_member"].post(case, {"word": "keep", "text": "Sổ ghi rõ."}).status_code == 302
        assert clients["member"].get(case).status_code == 404
        assert WHY in clients["member"].get(reverse("finding", args=[finding.pk])).text

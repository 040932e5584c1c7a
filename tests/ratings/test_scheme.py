"""The scheme is data: published by the office, versioned, frozen by a drive, marked until it is confirmed; counts beside 3.2, 3.3."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guong.corrections import services as corrections
from guong.corrections.models import Action
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.privacy.mydata.gather import portable
from guong.ratings import schemebook, selectors, services, texts
from guong.ratings.evidence import evidence
from guong.ratings.models import Rating, Scheme
from tests.cast import Cast
from tests.corrections import stage as findings
from tests.ratings import stage
from tests.ratings.stage import NIGHT


def scheme(**numbers: Any) -> dict[str, Any]:
    """The program's own scheme with other numbers, as `publish_scheme` takes it."""
    values = schemebook.default_numbers() | {
        name: {"value": value, "confirmed": True} for name, value in numbers.items()
    }
    return {"forms": copy.deepcopy(texts.FORMS), "levels": copy.deepcopy(texts.LEVELS), "numbers": values}


def publish(cast: Cast, who: str = "clerk", note: str = "Hướng dẫn 43", **parts: Any) -> Scheme:
    return services.publish_scheme(actor=cast.actor(who), unit=cast.ward, note=note, **(scheme() | parts))


def test_R32_weights_are_data_and_a_drive_keeps_its_scheme(cast: Cast) -> None:
    """A local form gives the third group 10 points; it holds for ratings opened after it, and no earlier one changes."""
    first = stage.opened(cast)[1]
    local = scheme()
    for line in local["forms"]["person"]["lines"]:
        line["points"] = {"c31": 25, "c32": 25, "c33": 25, "c34": 25, "c4": 680}.get(line["key"], line["points"])
    local["forms"]["person"]["confirmed"] = True
    with cast.at(NIGHT):
        made = publish(cast, **local)
        second = stage.opened(cast, code="KD-2027")[1]
        mine = stage.written(cast, second, points={"c31": "2,5", "c4": "60"})
        with pytest.raises(Invalid):
            stage.written(cast, first, points={"c31": "2,5"})
    assert (made.number, second.scheme, first.scheme.unit) == (1, made, None)
    assert mine.draft["points"]["c31"] == 25
    assert schemebook.Book(made).confirmed("person")
    assert not schemebook.Book(made).confirmed("body")
    assert not schemebook.Book(first.scheme).confirmed("person")


def test_R32_a_form_makes_100_points_and_levels_fall(cast: Cast) -> None:
    short, equal, strange = scheme(), scheme(), scheme(cap_percent=101)
    short["forms"]["person"]["lines"][0]["points"] = 170
    equal["levels"][1]["from"] = 900
    grouped = scheme()
    grouped["numbers"]["cap_group"] = {"value": "by stars", "confirmed": False}
    with cast.at(NIGHT):
        for parts, field in ((short, "person"), (equal, "from-good"), (strange, "cap_percent"), (grouped, "cap_group")):
            with pytest.raises(Invalid) as refused:
                publish(cast, **parts)
            assert refused.value.field == field
        with pytest.raises(Invalid):
            publish(cast, **scheme(), note="  ")
        with pytest.raises(Invalid):
            publish(cast)  # nothing differs
        for who, answer in (("member", NotFound), ("inspector", Forbidden), ("outsider", NotFound)):
            with pytest.raises(answer):
                publish(cast, who, **scheme(cap_percent=15))
    assert Scheme.objects.filter(unit=cast.ward).count() == 0


def test_R34_the_parameters_of_the_share_are_data_and_grounds_raise_it(cast: Cast) -> None:
    with cast.at(NIGHT):
        publish(cast, **scheme(cap_base="good_and_above", cap_percent=50, cap_outstanding_percent=60, cap_group="all"))
        drive, campaign = stage.opened(cast)
        stage.decided(cast, campaign, "member", level="excellent")
        stage.decided(cast, campaign, "member2")
        leader = cast.actor("ward_secretary")
        where = {"drive_id": drive.pk, "unit_id": cast.ward.pk}
        [line] = selectors.committee_page(actor=leader, **where).caps
        assert (line.cap.base, line.cap.percent, line.share, line.cap.allowed, line.cap.over) == (2, 50, "1", 1, 0)
        with pytest.raises(Forbidden):
            services.state_grounds(
                actor=cast.actor("clerk"), campaign=campaign, unit=cast.ward, words="Dẫn đầu thi đua"
            )
        services.state_grounds(actor=leader, campaign=campaign, unit=cast.ward, words="Quyết định 12: dẫn đầu khối.")
        page = selectors.committee_page(actor=leader, **where)
        assert (page.caps[0].cap.percent, page.caps[0].share, page.grounds.text) == (
            60,
            "1,2",
            "Quyết định 12: dẫn đầu khối.",
        )
        assert services.state_grounds(actor=leader, campaign=campaign, unit=cast.ward, words=" ") is None


def confirmed(cast: Cast, action: Action) -> None:
    corrections.report_action(actor=cast.actor("member"), action=action, evidence="Có mặt trước giờ.")
    corrections.confirm_action(actor=cast.actor("cell_secretary"), action=action)


def test_R32_evidence_for_3_2_and_3_3_is_counted_shown_and_never_scored(cast: Cast) -> None:
    """Two measures due, one confirmed in time; a third is not due yet; a fourth finding has no measure."""
    drive, campaign = stage.opened(cast)
    with cast.at():
        first = findings.planned(cast, drive)
        findings.planned(cast, drive)
        findings.planned(cast, drive, deadline=date(2026, 12, 20))
        findings.personal(cast, drive)
    with cast.at(clock.local(2026, 4, 20, 9)):
        confirmed(cast, first)
    with cast.at(NIGHT):
        rating = stage.written(cast, campaign)
        found = evidence(rating, clock.today())
        client = Client()
        client.force_login(cast.accounts["member"])
        other = services.start_rating(actor=cast.actor("member2"), campaign=campaign, person=cast.person("member2"))
        page = client.get(reverse("rating-edit", args=[rating.pk])).content.decode()
        rating = services.hand_in_rating(actor=cast.actor("member"), rating=rating)
        seen = selectors.open_rating(actor=cast.actor("member"), rating_id=rating.pk)
    assert (found.planned.n, found.planned.of) == (3, 4)
    assert (found.done.n, found.done.of, found.in_time, found.came_back) == (1, 2, 1, 0)
    assert "việc đến hạn đã khắc phục" in page
    assert other.draft == {}  # nothing is filled in for anybody
    assert seen.said[0].evidence == found  # frozen with the step


def test_R36_excellent_needs_all_due_shortcomings_fixed_when_the_office_switches_it_on(cast: Cast) -> None:
    with cast.at(NIGHT):
        publish(cast, **scheme(excellent_needs_fixed=1))
        drive, campaign = stage.opened(cast)
    with cast.at():
        action = findings.planned(cast, drive)
    with cast.at(NIGHT), pytest.raises(Invalid) as refused:
        stage.handed_in(cast, campaign, level="excellent")
    assert refused.value.field == "level"
    with cast.at(clock.local(2026, 4, 20, 9)):
        confirmed(cast, action)
    with cast.at(NIGHT):
        rating = services.hand_in_rating(actor=cast.actor("member"), rating=Rating.objects.get())
    assert rating.state == "handed_in"


def test_D23_a_comrade_takes_his_ratings_along(cast: Cast) -> None:
    campaign = stage.opened(cast)[1]
    with cast.at(NIGHT):
        stage.decided(cast, campaign)
        kept = portable(actor=cast.actor("member"), person=cast.person("member"))["year_end_ratings"]
        assert portable(actor=cast.actor("member2"), person=cast.person("member2"))["year_end_ratings"] == []
    assert [step["level"] for step in kept[0]["steps"]] == ["good"] * 3
    assert kept[0]["steps"][1]["why"] == "Chi bộ thống nhất."


def test_R32_the_office_edits_the_scheme_in_the_browser(cast: Cast) -> None:
    """Nothing touched is "nothing changed"; a line more, split points, a number, and the new version stands."""
    client, url = Client(), reverse("rating-scheme", args=[cast.ward.pk])
    client.force_login(cast.accounts["clerk"])
    with cast.at(NIGHT):
        form = client.get(url).context["form"]
        sent = {name: ("" if (value := form[name].value()) is None else value) for name in form.fields}
        sent = {name: ("on" if value is True else value) for name, value in sent.items() if value is not False}
        same = client.post(url, {**sent, "note": "Thử"})
        assert same.status_code == 422
        assert not Scheme.objects.filter(unit=cast.ward).exists()
        more = {
            "person-name-7": "Đổi mới cách sinh hoạt",
            "person-points-7": "1",
            "person-points-1": "3",
            "cap_percent": "15",
        }
        wrong = client.post(url, {**sent, **more, "person-points-1": "9", "note": "Hướng dẫn 43"})
        assert wrong.status_code == 422
        assert "106" in wrong.content.decode()
        assert client.post(url, {**sent, **more, "note": "Hướng dẫn 43"}).status_code == 302
    made = Scheme.objects.get(unit=cast.ward)
    assert [line["points"] for line in made.forms["person"]["lines"]] == [180, 30, 20, 20, 20, 20, 700, 10]
    assert made.forms["person"]["lines"][7]["key"] == "n1"
    assert made.levels == texts.LEVELS
    assert made.numbers["cap_percent"] == {"value": 15, "confirmed": False}


def test_R37_the_petition_in_the_browser(cast: Cast) -> None:
    campaign = stage.opened(cast)[1]
    stage.district_leader(cast)
    with cast.at(NIGHT):
        rating = stage.decided(cast, campaign, level="done")
        member, above = Client(), Client()
        member.force_login(cast.accounts["member"])
        above.force_login(cast.accounts["outsider"])
        url = reverse("rating-petition", args=[rating.pk])
        assert url in member.get(reverse("rating", args=[rating.pk])).content.decode()
        assert member.post(url, {"words": " "}).status_code == 422
        assert member.post(url, {"words": "Hai việc đã xong trước hạn."}).status_code == 302
        assert "đang xem xét" in member.get(reverse("rating", args=[rating.pk])).content.decode()
        answer = reverse("rating-answer", args=[rating.pk])
        assert answer in above.get(reverse("home")).content.decode()
        assert above.post(answer, {"level": "", "words": "Đúng."}).status_code == 422
        assert above.post(answer, {"level": "good", "words": "Sổ ghi đủ."}).status_code == 302
        page = member.get(reverse("rating", args=[rating.pk])).content.decode()
    assert "Sổ ghi đủ." in page
    assert "Quyết định: Hoàn thành nhiệm vụ" in page  # what was decided first stays

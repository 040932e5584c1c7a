"""Members through time: requests and decisions, fields of work, the tier of management, any day's answer."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.audit.models import Entry
from guong.corrections import rules
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org import selectors
from guong.org.models import Portfolio, StandingRequest
from guong.org.services import ask_standing, decide_request, end_portfolio, give_portfolio
from tests.cast import SYSTEM, Cast


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def ask(cast: Cast, who: str = "member") -> StandingRequest:
    return ask_standing(actor=cast.actor(who), wanted="exempt", ground="age", words="Tôi đã cao tuổi")


def test_R3_a_member_asks_the_cell_decides_and_both_are_kept(cast: Cast) -> None:
    with cast.at():
        member, mine = signed_in(cast, "member"), reverse("standing-requests")
        assert member.post(mine, {"wanted": "exempt"}).status_code == 422
        said = {"wanted": "exempt", "ground": "health", "words": "Tôi ốm đã lâu"}
        assert member.post(mine, said).status_code == 302
        assert member.post(mine, said).status_code == 422  # one at a time
        found = StandingRequest.objects.get()
        decide = reverse("standing-decide", args=[found.pk])
        assert member.get(decide).status_code == 404
        assert signed_in(cast, "clerk").get(decide).status_code == 403  # words stay in the cell
        secretary = signed_in(cast, "cell_secretary")
        assert "Tôi ốm đã lâu" in secretary.get(decide).content.decode()
        assert reverse("standing-decide", args=[found.pk]) in secretary.get(reverse("home")).content.decode()
        assert secretary.post(decide, {"agree": "no"}).status_code == 422  # a refusal says why
        assert secretary.post(decide, {"agree": "yes", "decision": "Nhất trí"}).status_code == 302
        found.refresh_from_db()
        assert (found.state, found.decided_by) == ("agreed", cast.person("cell_secretary"))
        assert (
            selectors.person_on(actor=cast.actor("clerk"), person=cast.person("member"), day=clock.today()).standing
            == "exempt"
        )
        assert "Nhất trí" in member.get(mine).content.decode()
    assert Entry.objects.filter(code="audit.personal.read", person_id=cast.person("member").pk).exists()


def test_R42_nobody_decides_on_his_own_request(cast: Cast) -> None:
    with cast.at():
        found = ask(cast, "cell_secretary")
        with pytest.raises(Forbidden):
            decide_request(actor=cast.actor("cell_secretary"), request=found, agree=True, met_on=clock.today())
        with pytest.raises(NotFound):
            decide_request(actor=cast.actor("sibling_secretary"), request=found, agree=True, met_on=clock.today())


def test_R3_the_secretary_types_a_request_from_paper_and_the_member_takes_it_back(cast: Cast) -> None:
    with cast.at():
        typed = ask_standing(
            actor=cast.actor("cell_secretary"), wanted="away", ground="far_work", by=cast.person("member2")
        )
        assert typed.typed_by_label == cast.accounts["cell_secretary"].label
        with pytest.raises(Invalid):
            ask_standing(actor=cast.actor("member"), wanted="away", ground="age")
        url = reverse("standing-withdraw", args=[typed.pk])
        assert signed_in(cast, "member").post(url).status_code == 404
        assert signed_in(cast, "member2").post(url).status_code == 302
        typed.refresh_from_db()
    assert typed.state == "withdrawn"


def test_R2_standing_eligibility_and_offices_are_answered_for_any_day(cast: Cast) -> None:
    clerk, exempt = cast.actor("clerk"), cast.person("exempt")
    with cast.at():
        seen = selectors.person_on(actor=clerk, person=exempt, day=date(2026, 4, 1))
        assert (seen.standing, seen.eligible, seen.unit) == ("exempt", False, cast.cell)
        before = selectors.person_on(actor=clerk, person=exempt, day=date(2020, 1, 1))
        assert (before.standing, before.unit, before.eligible) == ("", None, False)
        chair = selectors.person_on(actor=clerk, person=cast.person("chairman"), day=date(2026, 4, 1))
        assert {post.kind for post in chair.posts} == {"committee_deputy", "people_chair"}
        new = cast.person("member2")
        new.admitted_on = date(2026, 1, 15)
        new.save()
        assert selectors.person_on(actor=clerk, person=new, day=date(2026, 7, 14)).is_new
        assert not selectors.person_on(actor=clerk, person=new, day=date(2026, 7, 15)).is_new
        with pytest.raises(NotFound):
            selectors.person_on(actor=cast.actor("sibling_secretary"), person=new, day=date(2026, 4, 1))


def test_S107_the_clerk_corrects_the_list_and_the_tier(cast: Cast) -> None:
    person = cast.person("standing_member")
    with cast.at():
        url, said = (
            reverse("person-change", args=[person.pk]),
            {"full_name": person.full_name, "kind": "leader", "managed_by_higher": "on"},
        )
        assert signed_in(cast, "cell_secretary").get(url).status_code == 404
        assert signed_in(cast, "clerk").post(url, {**said, "full_name": ""}).status_code == 422
        assert signed_in(cast, "clerk").post(url, said).status_code == 302
    person.refresh_from_db()
    assert (person.managed_by_higher, person.kind) == (True, "leader")
    assert Entry.objects.get(code="org.member.changed").changes["managed_by_higher"] == [False, True]


def test_S76_a_committee_divides_its_work_and_the_owner_of_the_field_is_proposed(cast: Cast) -> None:
    url, vu = reverse("unit-portfolios", args=[cast.ward.pk]), cast.person("standing_member")
    with cast.at():
        clerk = signed_in(cast, "clerk")
        assert clerk.post(url, {"person": vu.pk}).status_code == 422
        assert clerk.post(url, {"person": vu.pk, "field": "land", "area": cast.cell.pk}).status_code == 302
        assert vu.full_name in clerk.get(url).content.decode()
        with pytest.raises(Invalid):  # he holds no office there
            give_portfolio(actor=SYSTEM, person=cast.person("member"), unit=cast.ward, field="economy")
        assert selectors.portfolios_of(cast.ward, clock.today()) == [(vu.pk, "land")]
        assert rules.field_owners("land", selectors.portfolios_of(cast.ward, clock.today())) == [vu.pk]
        assert rules.field_owners("ethics", selectors.portfolios_of(cast.ward, clock.today())) == []
        given = Portfolio.objects.get()
        assert signed_in(cast, "ward_secretary").post(reverse("portfolio-end", args=[given.pk])).status_code == 403
        end_portfolio(actor=cast.actor("clerk"), portfolio=given)
        assert selectors.portfolios_of(cast.ward, clock.today()) == []


def test_S76_of_two_fields_the_first_that_somebody_answers_for_wins() -> None:
    assert rules.field_owners("discipline", [(7, "organisation"), (9, "inspection"), (11, "inspection")]) == [9, 11]
    assert rules.field_owners("other", [(7, "general")]) == []

"""Who may see what, and giving it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from guong.access import selectors
from guong.access.actors import actor_for
from guong.access.cards import issue_member_card
from guong.access.models import Grant
from guong.access.roles import Role
from guong.access.rules import term_end
from guong.access.services import end_grant, give_by_post, give_grant
from guong.audit.models import Entry
from guong.kernel.actor import Nobody
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.enums import PostKind
from guong.org.models import Person, Post
from guong.org.services import add_member, end_post, give_post
from guong.web.asked import sliced
from tests.cast import DAY, SYSTEM, Cast


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def test_the_page_answers_who_may_see_this_cell(cast: Cast) -> None:
    """Policies answer both ways: the rights that reach a cell, those from above among them, with their reason."""
    url = reverse("unit-access", args=[cast.cell.pk])
    page = signed_in(cast, "cell_secretary").get(url)
    who = {account.username for account, _rows in page.context["holders"]}
    assert {"clerk", "cell-secretary", "ward-secretary", "inspector", "standing-member", "technician"} == who
    expected = {"clerk": 200, "member": 403, "sibling_secretary": 404, "outsider": 404, "inspector": 403}
    assert {name: signed_in(cast, name).get(url).status_code for name in expected} == expected


def test_giving_and_ending_a_right(cast: Cast) -> None:
    client = signed_in(cast, "ward_secretary")
    url = reverse("grant-give", args=[cast.sibling.pk])
    typed = {"username": "member", "role": "secretary", "reason": "Quyết định số 5"}
    assert client.post(url, {**typed, "reason": ""}).status_code == 422
    assert client.post(url, {**typed, "username": "khong-co"}).status_code == 422
    assert client.post(url, {**typed, "subtree": "on"}).status_code == 422, "words never over a subtree"
    assert client.post(url, {**typed, "until": "1/1/2001"}).status_code == 422
    assert client.post(url, typed).status_code == 302
    grant = Grant.objects.get(account=cast.accounts["member"])
    assert cast.actor("member", date(2999, 1, 1)).can("reviews.review:read", cast.sibling.path)
    end = reverse("grant-end", args=[grant.pk])
    assert signed_in(cast, "clerk").get(end).status_code == 403
    assert signed_in(cast, "sibling_secretary").get(end).status_code == 403
    assert signed_in(cast, "outsider").get(end).status_code == 404
    assert client.post(end, {"reason": ""}).status_code == 422
    assert client.post(end, {"reason": "Hết nhiệm kỳ"}).status_code == 302
    assert not cast.actor("member", date(2999, 1, 1)).can("reviews.review:read", cast.sibling.path)
    assert client.get(end).status_code == 400, "a right ends once"
    assert (
        Entry.objects.filter(code__startswith="access.grant", reason__in=["Quyết định số 5", "Hết nhiệm kỳ"]).count()
        == 2
    )


def test_nobody_gives_to_himself(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        give_grant(
            actor=cast.actor("ward_secretary"),
            account=cast.accounts["ward_secretary"],
            role="clerk",
            unit=cast.ward,
            reason="x",
        )


def test_the_clerk_gives_no_rights_and_a_stranger_finds_nothing(cast: Cast) -> None:
    for who, refusal in (("clerk", Forbidden), ("outsider", NotFound), ("sibling_secretary", NotFound)):
        with pytest.raises(refusal):
            give_grant(
                actor=cast.actor(who), account=cast.accounts["member2"], role="attender", unit=cast.cell, reason="x"
            )
    with pytest.raises(Invalid):
        give_grant(
            actor=cast.actor("ward_secretary"),
            account=cast.accounts["member2"],
            role="member",
            unit=cast.cell,
            reason="x",
        )


def test_R44_a_right_that_looks_from_outside_has_a_last_day_within_a_term(cast: Cast) -> None:
    with cast.at():
        for role in (Role.MONITOR, Role.INSPECTOR, Role.ADVISER):
            given = {
                "actor": cast.actor("ward_secretary"), "account": cast.accounts["outsider"], "role": role,
                "unit": cast.front if role == Role.MONITOR else cast.ward,
                "reason": "Quyết định số 9",
            }  # fmt: skip
            for until in (None, term_end(DAY) + timedelta(days=1)):
                with pytest.raises(Invalid) as refused:
                    give_grant(**given, until=until)
                assert refused.value.field == "until"
            assert give_grant(**given, until=term_end(DAY)).to_on == date(2031, 3, 31)
    assert term_end(date(2028, 2, 29)) == date(2033, 2, 28)


def test_R44_a_deputy_acts_until_his_last_day_or_the_end_of_the_right_he_stands_in_for(cast: Cast) -> None:
    read = "reviews.review:read"
    with cast.at():
        leader = cast.actor("ward_secretary")
        held = Grant.objects.get(account=cast.accounts["cell_secretary"])
        given = {
            "actor": leader, "account": cast.accounts["cell_deputy"], "role": "secretary", "unit": cast.cell,
            "reason": "Bí thư đi chữa bệnh", "stands_in_for": held,
        }  # fmt: skip
        assert [grant.pk for grant in selectors.to_stand_in_for(actor=leader, unit=cast.cell) if grant == held]
        for changed in (
            {"until": None},
            {"until": DAY, "account": cast.accounts["cell_secretary"]},
            {"until": DAY, "role": "attender"},
            {"until": DAY, "unit": cast.sibling},
        ):
            with pytest.raises(Invalid):
                give_grant(**given | changed)
        deputy = give_grant(**given, until=date(2026, 4, 30))
        with pytest.raises(Invalid):
            give_grant(**given | {"account": cast.accounts["member"], "stands_in_for": deputy, "until": DAY})
        assert cast.actor("cell_deputy").can(read, cast.cell.path)
        assert not cast.actor("cell_deputy", date(2026, 5, 1)).can(read, cast.cell.path)
        end_grant(actor=leader, grant=held, reason="Thôi giữ chức vụ")
        assert not cast.actor("cell_deputy").can(read, cast.cell.path)
        deputy.refresh_from_db()
        assert deputy.ended_at is not None
        with pytest.raises(Invalid):
            end_grant(actor=leader, grant=held, reason="Lần nữa")
        with pytest.raises(Invalid):
            give_grant(**given, until=DAY)


def test_a_deputy_in_the_browser(cast: Cast) -> None:
    client = signed_in(cast, "ward_secretary")
    held = Grant.objects.get(account=cast.accounts["cell_secretary"])
    typed = {
        "username": "cell-deputy",
        "role": "secretary",
        "reason": "Bí thư đi xa",
        "deputy": held.pk,
        "until": "31/12/2999",
    }
    assert client.post(reverse("grant-give", args=[cast.cell.pk]), typed).status_code == 302
    assert Grant.objects.get(account=cast.accounts["cell_deputy"]).stands_in_for == held
    page = client.get(reverse("unit-access", args=[cast.cell.pk])).content.decode()
    assert cast.accounts["cell_deputy"].label in page


def test_nobody_gives_more_than_he_holds(cast: Cast) -> None:
    """A right for one body gives none over what lies below it; nobody but the machine names its keeper; nothing twice."""
    with cast.at():
        give_grant(actor=SYSTEM, account=cast.accounts["chairman"], role=Role.LEADER, unit=cast.ward, reason="x")
        given = {"account": cast.accounts["member"], "role": "clerk", "unit": cast.ward, "subtree": True, "reason": "x"}
        with pytest.raises(Invalid) as refused:
            give_grant(actor=cast.actor("chairman"), **given)
        assert refused.value.field == "subtree"
        with pytest.raises(Invalid):
            give_grant(actor=cast.actor("ward_secretary"), **given | {"role": "technician"})
        with pytest.raises(Invalid) as refused:
            give_grant(actor=cast.actor("ward_secretary"), **given | {"role": "monitor", "until": DAY})
        assert refused.value.field == "role", "at a committee it would open the committee's copies"
        give_grant(actor=cast.actor("ward_secretary"), **given)
        with pytest.raises(Invalid):
            give_grant(actor=cast.actor("ward_secretary"), **given)
        with pytest.raises(Invalid):
            give_grant(actor=cast.actor("ward_secretary"), **given | {"reason": "  ", "unit": cast.cell})


def test_a_right_withdrawn_is_over_with_the_next_request(cast: Cast) -> None:
    """The actor is made anew for each request: the same browser, signed in all the while, is refused at once."""
    secretary = signed_in(cast, "cell_secretary")
    url = reverse("unit-members", args=[cast.cell.pk])
    assert secretary.get(url).status_code == 200
    grant = Grant.objects.get(account=cast.accounts["cell_secretary"])
    assert (
        signed_in(cast, "ward_secretary").post(reverse("grant-end", args=[grant.pk]), {"reason": "Thôi"}).status_code
        == 302
    )
    assert secretary.get(url).status_code == 403


def test_offices_from_the_list_bring_their_rights_with_one_button(cast: Cast) -> None:
    """Three offices without a right, one of them giving rights: the clerk gives two, the leader the third; each in the log."""
    with cast.at():
        for number, (unit, kind) in enumerate(
            [
                (cast.sibling, PostKind.CELL_SECRETARY),
                (cast.front, PostKind.FRONT_HEAD),
                (cast.ward, PostKind.COMMITTEE_DEPUTY),
            ]
        ):
            person = add_member(actor=SYSTEM, unit=cast.sibling, code=f"M-{number}", full_name=f"Đinh Thị Mới {number}")
            give_post(actor=SYSTEM, person=person, unit=unit, kind=kind)
        before = {wanted.post.person.full_name for wanted in selectors.missing_by_post(actor=cast.actor("clerk"))}
        assert {"Đinh Thị Mới 0", "Đinh Thị Mới 1", "Đinh Thị Mới 2"} <= before
        clerk, leader = signed_in(cast, "clerk"), signed_in(cast, "ward_secretary")
        url = reverse("grants-by-office", args=[cast.ward.pk])
        assert url in clerk.get(reverse("home")).content.decode(), "it stands on the clerk's list of tasks"
        assert "Đinh Thị Mới 0" in clerk.get(url).content.decode()
        assert clerk.post(url).status_code == 302
        assert url not in clerk.get(reverse("home")).content.decode()
        left = selectors.missing_by_post(actor=cast.actor("clerk"))
        assert {wanted.role for wanted in left} == {Role.LEADER.value}
        given = Grant.objects.filter(account__person__code__in=["M-0", "M-1"]).order_by("account__person__code")
        assert [(one.role, one.unit, one.subtree, one.to_on) for one in given] == [
            ("secretary", cast.sibling, False, None),
            ("monitor", cast.front, False, term_end(DAY)),
        ]
        assert Entry.objects.filter(code="access.grant.given", target_id__in=[one.pk for one in given]).count() == 2
        assert [wanted.may_give for wanted in selectors.missing_by_post(actor=cast.actor("ward_secretary"))][-1:] == [
            False
        ]
        third = Person.objects.get(code="M-2")
        issue_member_card(actor=cast.actor("clerk"), person=third)  # a leader makes no accounts; the office does
        assert leader.post(url).status_code == 302
        assert Grant.objects.get(account__person__code="M-2").subtree
        assert (
            signed_in(cast, "cell_secretary").get(reverse("grants-by-office", args=[cast.cell.pk])).status_code == 403
        )
        assert give_by_post(actor=cast.actor("clerk"), unit=cast.cell) == []


def test_nobody_gives_himself_the_right_of_his_office(cast: Cast) -> None:
    with cast.at():
        Grant.objects.filter(account=cast.accounts["ward_secretary"]).exclude(role=Role.LEADER).delete()
        give_grant(
            actor=SYSTEM, account=cast.accounts["chairman"], role=Role.CLERK, unit=cast.ward, subtree=True, reason="x"
        )
        own = [
            one
            for one in selectors.missing_by_post(actor=cast.actor("chairman"))
            if one.post.person == cast.person("chairman")
        ]
        assert [one.may_give for one in own] == [False]
        given = give_by_post(actor=cast.actor("chairman"), unit=cast.ward)
        assert cast.accounts["chairman"] not in [grant.account for grant in given]


def test_a_right_that_outlived_its_office_is_listed_to_be_ended(cast: Cast) -> None:
    with cast.at():
        leader = cast.actor("ward_secretary")
        assert selectors.outlived_posts(actor=leader) == []
        post = Post.objects.get(person=cast.person("cell_secretary"), kind=PostKind.CELL_SECRETARY)
        end_post(actor=SYSTEM, post=post, until=DAY - timedelta(days=1))
        assert [one.account for one in selectors.outlived_posts(actor=leader)] == [cast.accounts["cell_secretary"]]
        page = signed_in(cast, "ward_secretary").get(reverse("grants-by-office", args=[cast.ward.pk]))
        assert cast.accounts["cell_secretary"].label in page.content.decode()
        assert signed_in(cast, "ward_secretary").get(reverse("unit-access", args=[cast.ward.pk])).status_code == 200


def test_a_closed_account_and_a_visitor_are_nobody(cast: Cast) -> None:
    account = cast.accounts["clerk"]
    assert actor_for(account).can("org.unit:manage", cast.cell.path)
    account.is_active = False
    for one in (account, AnonymousUser()):
        assert isinstance(actor_for(one), Nobody)


def test_what_is_not_there_and_what_is_not_said_is_refused(cast: Cast) -> None:
    with pytest.raises(NotFound):
        selectors.grant(actor=cast.actor("ward_secretary"), grant_id=987654321)
    with pytest.raises(Invalid):
        end_grant(actor=SYSTEM, grant=Grant.objects.get(account=cast.accounts["cell_secretary"]), reason="  ")


def test_a_card_that_would_open_rights_held_elsewhere_is_printed_there(cast: Cast) -> None:
    """Whoever can open an account can use what it holds: the cell's secretary prints no card for the ward's clerk."""
    give_grant(actor=SYSTEM, account=cast.accounts["member"], role=Role.CLERK, unit=cast.ward, reason="x")
    with pytest.raises(Invalid):
        issue_member_card(actor=cast.actor("cell_secretary"), person=cast.person("member"))


def test_of_very_many_offices_only_some_are_looked_at(cast: Cast) -> None:
    with cast.at():
        person = add_member(actor=SYSTEM, unit=cast.sibling, code="M-9", full_name="Đinh Thị Mới")
        give_post(actor=SYSTEM, person=person, unit=cast.sibling, kind=PostKind.CELL_SECRETARY)
        everybody = selectors.missing_by_post(actor=cast.actor("clerk"))
        assert len(everybody) == 2
        assert selectors.missing_by_post(actor=cast.actor("clerk"), most=1) == everybody[:1]


def test_a_list_as_long_as_a_province_is_read_page_by_page() -> None:
    rows = list(range(250))
    assert sliced(rows, 1) == (rows[:100], [1, 2, 3], 1)
    assert sliced(rows, 3) == (rows[200:], [1, 2, 3], 3)
    assert sliced(rows, 99) == (rows[200:], [1, 2, 3], 3)
    assert sliced([], 2) == ([], [1], 1)

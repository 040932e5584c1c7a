"""Who may see what, and giving it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.access.models import Grant
from guong.access.services import give_grant
from guong.audit.models import Entry
from guong.kernel.errors import Forbidden, Invalid, NotFound
from tests.cast import Cast


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def test_the_page_answers_who_may_see_this_cell(cast: Cast) -> None:
    """Policies answer both ways: the rights that reach a cell, those from above among them, with their reason."""
    url = reverse("unit-access", args=[cast.cell.pk])
    page = signed_in(cast, "cell_secretary").get(url)
    who = {grant.account.username for grant, _, _ in page.context["rows"]}
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

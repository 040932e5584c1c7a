"""Pages of organisations and members: what each sees, and the clerk's small corrections."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.accounts.models import Account, SignInCard
from guong.accounts.services import open_with_card
from guong.org.models import Person, Post, Standing
from tests.cast import NOON, SYSTEM, Cast


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


@pytest.mark.parametrize(
    ("name", "which", "expected"),
    [
        ("unit", "cell", {"clerk": 200, "cell_secretary": 200, "member": 200, "sibling_member": 404, "outsider": 404, "inspector": 200}),
        ("unit", "ward", {"clerk": 200, "member": 404, "technician": 200, "monitor": 404}),
        ("unit-members", "cell", {"clerk": 200, "cell_secretary": 200, "member": 403, "sibling_secretary": 404, "technician": 403, "inspector": 403}),
        ("member-add", "cell", {"clerk": 200, "cell_secretary": 403, "sibling_secretary": 404}),
    ],
)  # fmt: skip
def test_who_sees_an_organisation(cast: Cast, name: str, which: str, expected: dict[str, int]) -> None:
    """A foreign unit's id is not found; seen but not held is refused."""
    url = reverse(name, args=[getattr(cast, which).pk])
    assert {who: signed_in(cast, who).get(url).status_code for who in expected} == expected


def test_the_tree_shows_only_my_part(cast: Cast) -> None:
    page = signed_in(cast, "cell_secretary").get(reverse("units")).content.decode()
    assert cast.cell.name in page
    assert cast.sibling.name not in page
    assert signed_in(cast, "outsider").get(reverse("units")).status_code == 200


def test_the_roster_is_found_with_and_without_marks(cast: Cast) -> None:
    client = signed_in(cast, "clerk")
    url = reverse("unit-members", args=[cast.cell.pk])
    for query in ("Bường", "buong", "PHAM buong"):
        page = client.get(url, {"tim": query}).content.decode()
        assert "Phạm Văn Bường" in page
        assert "Tạ Quang Vinh" not in page


def test_a_person_is_seen_by_those_who_keep_the_roster(cast: Cast) -> None:
    url = reverse("person", args=[cast.person("member").pk])
    expected = {
        "clerk": 200,
        "cell_secretary": 200,
        "member": 403,
        "sibling_secretary": 404,
        "monitor": 404,
        "technician": 403,
    }
    assert {who: signed_in(cast, who).get(url).status_code for who in expected} == expected


def test_the_clerk_adds_a_member(cast: Cast) -> None:
    client = signed_in(cast, "clerk")
    url = reverse("member-add", args=[cast.cell.pk])
    bad = client.post(url, {"full_name": "Lưu Thị Sen", "birth_date": "31/02/1980", "kind": "official"})
    assert bad.status_code == 422
    assert "Lưu Thị Sen" in bad.content.decode(), "what was typed stays"
    later = client.post(
        url, {"full_name": "Lưu Thị Sen", "birth_date": "1/2/1980", "admitted_on": "1/2/1979", "kind": "official"}
    )
    assert later.status_code == 422
    good = client.post(url, {"full_name": "Lưu Thị Sen", "birth_date": "1/2/1980", "kind": "official"})
    assert good.status_code == 302
    assert Person.objects.get(full_name="Lưu Thị Sen").code.startswith("TDP-01-")


def test_R3_a_member_becomes_exempt_and_returns(cast: Cast) -> None:
    """R3: exemption is dated and a member may return; no day counts twice."""
    client = signed_in(cast, "clerk")
    person = cast.person("member")
    url = reverse("person-standing", args=[person.pk])
    assert client.post(url, {"kind": "exempt", "since": "1/3/2026"}).status_code == 302
    assert Standing.objects.get(person=person, to_on=None).from_on == date(2026, 3, 1)
    assert client.post(url, {"kind": "", "since": "1/3/2026"}).status_code == 302
    ended = Standing.objects.get(person=person)
    assert ended.to_on == date(2026, 2, 28)
    assert signed_in(cast, "cell_secretary").post(url, {"kind": "exempt"}).status_code == 403
    assert client.post(url, {"kind": "exempt", "since": "1/1/2999"}).status_code == 422


def test_an_office_is_recorded_and_ended(cast: Cast) -> None:
    client = signed_in(cast, "clerk")
    person = cast.person("member")
    url = reverse("person-post", args=[person.pk])
    wrong = client.post(url, {"unit": cast.cell.pk, "kind": "committee_secretary"})
    assert wrong.status_code == 422
    foreign = client.post(url, {"unit": cast.district.pk, "kind": "committee_secretary"})
    assert foreign.status_code == 422
    assert client.post(url, {"unit": cast.cell.pk, "kind": "cell_committee"}).status_code == 302
    post = Post.objects.get(person=person)
    assert signed_in(cast, "sibling_secretary").post(reverse("post-end", args=[post.pk])).status_code == 404
    assert client.post(reverse("post-end", args=[post.pk])).status_code == 302
    post.refresh_from_db()
    assert post.to_on is not None


def test_a_card_opens_an_account_once(cast: Cast) -> None:
    """The code is shown once; only its hash is kept; the account is made with the first card, its name unmarked."""
    person = Person.objects.create(code="N-1", full_name="Đỗ Thị Ước", name_key="x", search_text="do thi uoc")
    person.memberships.create(unit=cast.cell, from_on=date(2021, 1, 1))
    client = signed_in(cast, "cell_secretary")
    url = reverse("person-card", args=[person.pk])
    assert client.get(url).status_code == 200
    assert not Account.objects.filter(username="do.thi.uoc").exists()
    page = client.post(url)
    assert page["Cache-Control"] == "no-store"
    code = page.context["card"].code
    assert code in page.content.decode()
    assert code.replace("-", "") not in SignInCard.objects.get().code_hash
    account = open_with_card(actor=SYSTEM, username="do.thi.uoc", code=code, password="mot-mat-khau-dai")
    assert account.check_password("mot-mat-khau-dai")
    person.refresh_from_db()
    assert person.account == account


def test_a_cell_secretary_cannot_open_the_account_of_somebody_with_wider_rights(cast: Cast) -> None:
    """A card opens an account: only the office that manages all its rights may print one."""
    url = reverse("person-card", args=[cast.person("ward_secretary").pk])
    assert signed_in(cast, "cell_secretary").post(url).status_code == 400
    assert not SignInCard.objects.exists()
    assert signed_in(cast, "clerk").post(url).status_code == 200
    assert signed_in(cast, "sibling_secretary").get(url).status_code == 404
    assert NOON.tzinfo is not None

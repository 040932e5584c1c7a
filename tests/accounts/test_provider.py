"""Coming in through the provider of the office: off by default, linked by the office alone, and no way round the second step."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from guong.access.offices import Held, link_account_of, unlink_account_of
from guong.accounts.models import Account, Identity, SignInNotice
from guong.audit.models import Entry
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from tests.accounts import stub_provider
from tests.accounts.doors import STEP, code_now, is_in, with_password, with_phone
from tests.accounts.stub_provider import Provider
from tests.cast import Cast

BEGIN, BACK = "/dang-nhap/nha-cung-cap/", "/dang-nhap/nha-cung-cap/ve/"
SUBJECT = "8f3a-0001"


@pytest.fixture
def provider(settings) -> Iterator[Provider]:  # type: ignore[no-untyped-def]
    """One that answers, named in the settings."""
    made = stub_provider.start()
    settings.OIDC = made.setting()
    cache.clear()
    yield made
    stub_provider.stop(made)
    cache.clear()


def link(cast: Cast, who: str, subject: str = SUBJECT) -> Account:
    link_account_of(actor=cast.actor("clerk"), whose=cast.person(who), subject=subject, reason="đã xem giấy tờ")
    return cast.accounts[who]


def come(client: Client, provider: Provider, to: str = "/", **query: str):  # type: ignore[no-untyped-def]
    """Out to the provider and back, with what the test changes in the query."""
    answer = client.get(BEGIN, {"next": to})
    return client.get(BACK, provider.arriving(answer["Location"]) | query)


def test_without_a_provider_the_door_does_not_exist(client: Client, cast: Cast) -> None:
    assert [client.get(path).status_code for path in (BEGIN, BACK)] == [404, 404]
    assert BEGIN not in client.get("/dang-nhap/").content.decode()
    with pytest.raises(NotFound):
        link_account_of(actor=cast.actor("clerk"), whose=cast.person("member"), subject="x", reason="thử")


def test_a_linked_member_comes_in_and_goes_where_he_wanted(client: Client, cast: Cast, provider: Provider) -> None:
    link(cast, "member")
    assert BEGIN in client.get("/dang-nhap/?next=/ho-so/").content.decode()
    assert come(client, provider, "/ho-so/")["Location"] == "/ho-so/"
    assert is_in(client)
    assert provider.sent["scope"] == "openid", "neither name nor mail is asked for"
    assert provider.sent["code_challenge_method"] == "S256"
    assert Entry.objects.get(code="accounts.session.started").changes == {"by": "provider", "factor": "none"}
    assert "Cổng một cửa" in client.get("/tai-khoan/").content.decode()


def test_whoever_is_not_linked_is_nobody_whatever_his_mail_and_name(
    client: Client, cast: Cast, provider: Provider
) -> None:
    """The provider says that he is called "member", with a verified mail: no account is bound, and none is made."""
    before = Account.objects.count()
    answer = come(client, provider)
    assert (answer.status_code, Account.objects.count(), Identity.objects.count()) == (403, before, 0)
    assert SUBJECT in answer.content.decode(), "the line to show at the office"
    assert not is_in(client)
    link(cast, "member", "somebody else")
    assert come(client, provider).status_code == 403
    assert not is_in(client)


def test_the_second_step_of_an_office_stays(client: Client, cast: Cast, provider: Provider) -> None:
    link(cast, "cell_secretary")
    with_phone(cast, "cell_secretary")
    assert come(client, provider)["Location"] == STEP
    assert not is_in(client)
    client.post(STEP, {"code": code_now()})
    assert is_in(client)


def test_an_office_without_a_second_step_sets_one_up_first(client: Client, cast: Cast, provider: Provider) -> None:
    link(cast, "cell_secretary")
    assert come(client, provider)["Location"] == "/dang-nhap/lap-buoc-hai/"
    assert not is_in(client)


LIES: dict[str, dict[str, object]] = {
    "signed by another": {"signed_by": "somebody"}, "not signed": {"algorithm": "none"},
    "signed with the shared secret": {"algorithm": "HS256"}, "for another client": {"claims": {"aud": "another"}},
    "for several, asked by another": {"claims": {"aud": ["guong", "another"], "azp": "another"}},
    "of another issuer": {"claims": {"iss": "http://127.0.0.1:9"}}, "of another trip": {"claims": {"nonce": "another"}},
    "without a nonce": {"claims": {"nonce": None}}, "too old": {"claims": {"exp": 1}}, "without an end": {"claims": {"exp": None}},
    "of nobody": {"claims": {"sub": ""}}, "of a number": {"claims": {"sub": 7}}, "of an endless name": {"claims": {"sub": "x" * 192}},
    "described as another": {"described": {"issuer": "http://127.0.0.1:9"}}, "unguarded": {"described": {"jwks_uri": "ftp://x/keys"}},
    "without keys": {"described": {"jwks_uri": None}},
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_what_the_provider_did_not_truly_say_opens_nothing(
    client: Client, cast: Cast, provider: Provider, lie: str
) -> None:
    link(cast, "member")
    for name, value in LIES[lie].items():
        setattr(provider, name, value)
    begun = client.get(BEGIN)
    if begun["Location"].startswith(provider.issuer):
        answer = client.get(BACK, provider.arriving(begun["Location"]))
        assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap/")
    assert not is_in(client)
    assert "Cổng một cửa" in client.get("/dang-nhap/").content.decode()


def test_a_trip_is_one_browsers_and_good_once(client: Client, cast: Cast, provider: Provider) -> None:
    link(cast, "member")
    query = provider.arriving(client.get(BEGIN)["Location"])
    stranger = Client()
    assert stranger.get(BACK, query)["Location"] == "/dang-nhap/"
    assert not is_in(stranger)
    for wrong in (
        {"state": "another"},
        {"code": ""},
        {"error": "access_denied"},
        {"iss": "http://127.0.0.1:9"},
        {"code": "khác"},
    ):
        assert come(client, provider, **wrong)["Location"] == "/dang-nhap/"
        assert not is_in(client)
    assert client.get(BEGIN)["Location"] == "/dang-nhap/", "five wrong ones from this address: wait"


def test_a_trip_ends_after_a_quarter_of_an_hour(client: Client, cast: Cast, provider: Provider) -> None:
    link(cast, "member")
    query = provider.arriving(client.get(BEGIN)["Location"])
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert client.get(BACK, query)["Location"] == "/dang-nhap/"
    assert provider.asked == []


def test_a_provider_that_does_not_answer_leaves_the_password(client: Client, cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    settings.OIDC = {"name": "Cổng", "issuer": "http://127.0.0.1:9", "client_id": "x", "secret": "y"}
    cache.clear()
    answer = client.get(BEGIN, follow=True)
    assert answer.status_code == 200
    assert "Cổng" in answer.content.decode()


def test_a_closed_account_and_a_link_that_was_taken_away(client: Client, cast: Cast, provider: Provider) -> None:
    account = link(cast, "member")
    come(client, provider)
    unlink_account_of(actor=cast.actor("clerk"), whose=cast.person("member"), reason="chuyển đi")
    assert not is_in(client), "the open session ended with the next request"
    assert come(client, provider).status_code == 403
    link(cast, "member")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert come(client, provider).status_code == 403
    told = list(SignInNotice.objects.filter(account=account).order_by("pk").values_list("code", flat=True))
    assert told == ["linked", "unlinked", "linked"]


def test_who_links_and_what(cast: Cast, provider: Provider) -> None:
    """Not oneself, not without a reason, one identity for one account; the database says the last too."""
    given = {"subject": SUBJECT, "reason": "đã xem giấy tờ"}
    for who, error in (("member", Forbidden), ("sibling_secretary", NotFound), ("technician", Forbidden)):
        with pytest.raises(error):
            link_account_of(actor=cast.actor(who), whose=cast.person("member2"), **given)
    with pytest.raises((Invalid, Forbidden)):
        link_account_of(actor=cast.actor("cell_secretary"), whose=cast.person("cell_secretary"), **given)
    clerk, member = cast.actor("clerk"), cast.person("member")
    for wrong in ({"reason": " "}, {"subject": " "}, {"subject": "x" * 192}):
        with pytest.raises(Invalid):
            link_account_of(actor=clerk, whose=member, **given | wrong)
    with pytest.raises(Invalid):
        unlink_account_of(actor=clerk, whose=member, reason="chưa có")
    link_account_of(actor=clerk, whose=member, **given)
    for whose, subject in ((member, "another"), (cast.person("member2"), SUBJECT)):
        with pytest.raises(Invalid):
            link_account_of(actor=clerk, whose=whose, **given | {"subject": subject})
    row = Identity.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.create(
            account=cast.accounts["away"],
            issuer=row.issuer,
            subject=SUBJECT,
            linked_at=clock.now(),
            linked_by_label="x",
        )
    Identity.objects.all().delete()
    link_account_of(actor=clerk, whose=Held(cast.front, cast.accounts["monitor"]), **given)
    assert Identity.objects.get().account == cast.accounts["monitor"]


def test_the_office_links_in_the_browser(client: Client, cast: Cast, provider: Provider) -> None:
    client.force_login(cast.accounts["clerk"])
    page = f"/dang-vien/{cast.person('member').pk}/dang-nhap/"
    assert "Cổng một cửa" in client.get(page).content.decode()
    answer = client.post(f"{page}lien-ket/", {"link-subject": "", "link-reason": "đã xem"})
    assert answer.status_code == 422
    assert "đã xem" in answer.content.decode()
    assert client.post(f"{page}lien-ket/", {"link-subject": SUBJECT, "link-reason": "đã xem"})["Location"] == page
    assert Identity.objects.get().subject == SUBJECT
    assert SUBJECT not in client.get(page).content.decode()
    assert client.post(f"{page}bo-lien-ket/", {"link-reason": ""}).status_code == 422
    assert client.post(f"{page}bo-lien-ket/", {"link-reason": "nghỉ"})["Location"] == page
    assert not Identity.objects.exists()


def test_showing_again_who_one_is_by_the_provider(client: Client, cast: Cast, provider: Provider) -> None:
    """Without a password: the provider asks anew, and says when it did; an old answer is not enough."""
    account = link(cast, "member")
    come(client, provider)
    session = client.session
    session["sure_at"] = 0
    session.save()
    again = "/tai-khoan/xac-nhan/"
    assert client.get("/dang-nhap/lap-buoc-hai/")["Location"].startswith(again)
    assert BEGIN in client.get(again).content.decode()
    for claims in ({"auth_time": 1}, {"auth_time": None}):
        provider.claims = claims
        assert come(client, provider, "/tai-khoan/")["Location"] == again
        assert client.get("/dang-nhap/lap-buoc-hai/").status_code == 302
    provider.claims = {}
    assert come(client, provider, "/tai-khoan/")["Location"] == "/tai-khoan/"
    assert provider.sent["max_age"] == "0"
    assert client.get("/dang-nhap/lap-buoc-hai/").status_code == 200
    link(cast, "member2", "8f3a-0002")
    provider.claims = {"sub": "8f3a-0002"}
    assert come(client, provider).status_code == 403, "another comrade's identity"
    with_phone(cast, "member")
    provider.claims = {}
    client.logout()
    come(client, provider)
    client.post(STEP, {"code": code_now()})
    assert come(client, provider, "/tai-khoan/")["Location"] == STEP
    assert account.pk == client.session["half_open"]["id"]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, ""),
        ({"GUONG_OIDC_ISSUER": "https://sso.example.vn/", "GUONG_OIDC_CLIENT_ID": "g", "GUONG_OIDC_SECRET": "s"}, ""),
        ({"GUONG_OIDC_ISSUER": "https://sso.example.vn"}, "GUONG_OIDC_CLIENT_ID"),
        (
            {"GUONG_OIDC_ISSUER": "http://sso.example.vn", "GUONG_OIDC_CLIENT_ID": "g", "GUONG_OIDC_SECRET": "s"},
            "https",
        ),
    ],
)
def test_the_operators_setting(given: dict[str, str], fault: str) -> None:
    """Half a setting, or one without https, stops the start with a sentence."""
    code = (
        "import django; from django.conf import settings; print(settings.OIDC.get('issuer'), settings.OIDC.get('name'))"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "guong.web.settings", "PYTHONPATH": "src", **given}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    if fault:
        assert fault in done.stderr
    else:
        assert done.stdout.strip() == ("https://sso.example.vn sso.example.vn" if given else "None None")


def test_a_member_with_a_link_keeps_the_password(client: Client, cast: Cast, provider: Provider) -> None:
    with_password(cast, "member")
    link(cast, "member")
    client.post("/dang-nhap/", {"username": "member", "password": "bốn từ dễ nhớ nhất"})
    assert is_in(client)

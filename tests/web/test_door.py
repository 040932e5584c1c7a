"""Signing in: password, printed card, the demonstration's door, and slowing down wrong tries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, clear_url_caches, reverse

from guong.accounts.services import issue_card
from guong.audit.models import Entry
from guong.kernel import clock
from guong.web import demo_door
from guong.web.routing import PUBLIC
from tests.cast import NOON, SYSTEM, Cast

PASSWORD = "bốn từ dễ nhớ"


def _with_password(cast: Cast, who: str = "member") -> None:
    cast.accounts[who].set_password(PASSWORD)
    cast.accounts[who].save()


def _try(client: Client, password: str, name: str = "member", address: str = "10.0.0.1"):  # type: ignore[no-untyped-def]
    return client.post("/dang-nhap/", {"username": name, "password": password}, REMOTE_ADDR=address)


def test_name_and_password_open_and_the_log_says_so(client: Client, cast: Cast) -> None:
    _with_password(cast)
    assert _try(client, PASSWORD, name=" Member ").status_code == 302
    assert client.get("/").status_code == 200
    assert Entry.objects.filter(code="accounts.session.started").count() == 1


def test_a_wrong_password_keeps_the_name_and_opens_nothing(client: Client, cast: Cast) -> None:
    _with_password(cast)
    response = _try(client, "sai")
    assert response.status_code == 422
    assert 'value="member"' in response.content.decode()
    assert client.get("/").status_code == 302


def test_a_closed_account_stays_shut(client: Client, cast: Cast) -> None:
    _with_password(cast)
    cast.accounts["member"].is_active = False
    cast.accounts["member"].save()
    assert _try(client, PASSWORD).status_code == 422


def test_wrong_tries_wait_for_one_name_from_one_address_only(client: Client, cast: Cast) -> None:
    """After five wrong tries even the right password waits, but not from elsewhere, not another name, and not for long."""
    _with_password(cast)
    _with_password(cast, "member2")
    with clock.at(NOON):
        for _i in range(5):
            assert _try(client, "sai").status_code == 422
        assert _try(client, PASSWORD).status_code == 429
        assert _try(client, PASSWORD, name="member2").status_code == 302
        assert _try(Client(), PASSWORD, address="10.0.0.2").status_code == 302
    with clock.at(NOON + timedelta(seconds=6)):
        assert _try(Client(), PASSWORD).status_code == 302


def test_a_card_opens_once_and_sets_the_password(client: Client, cast: Cast) -> None:
    with clock.at(NOON):
        code = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
        typed = {"username": "member", "code": code.lower(), "password": PASSWORD, "again": PASSWORD}
        assert client.post(reverse("first-time"), typed).status_code == 302
        assert client.get("/").status_code == 200
        assert Client().post(reverse("first-time"), typed).status_code == 422
    assert _try(Client(), PASSWORD).status_code == 302


def test_a_wrong_card_is_counted_and_ends_the_card(client: Client, cast: Cast) -> None:
    with clock.at(NOON):
        code = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
    typed = {"username": "member", "code": "AAAA-BBBB-CCCC", "password": PASSWORD, "again": PASSWORD}
    for step in range(5):
        with clock.at(NOON + timedelta(hours=step)):
            assert client.post(reverse("first-time"), typed).status_code == 422
    with clock.at(NOON + timedelta(hours=9)):
        assert client.post(reverse("first-time"), {**typed, "code": code}).status_code == 422
    assert cast.accounts["member"].cards.get().failures >= 5


def test_two_different_passwords_keep_the_card_unused(client: Client, cast: Cast) -> None:
    with clock.at(NOON):
        code = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
        typed = {"username": "member", "code": code, "password": PASSWORD, "again": "khác hẳn một chút"}
        response = client.post(reverse("first-time"), typed)
    assert response.status_code == 422
    assert cast.accounts["member"].cards.get().used_at is None


def test_signing_out_is_a_press_and_not_a_link(client: Client, cast: Cast) -> None:
    client.force_login(cast.accounts["member"])
    assert client.get("/dang-xuat/").status_code == 405
    client.post("/dang-xuat/")
    assert client.get("/").status_code == 302


def test_the_demonstrations_door_does_not_exist_outside_of_it(client: Client, cast: Cast) -> None:
    """Neither its address, nor its buttons; and the view refuses even if somebody wires it in."""
    with pytest.raises(NoReverseMatch):
        reverse("demo-enter", args=["vanphong"])
    assert client.post("/demo-vao/vanphong/").status_code == 404
    assert "demo-vao" not in client.get("/dang-nhap/").content.decode()


@pytest.fixture
def demo_urls(settings):  # type: ignore[no-untyped-def]
    """URLs as demo mode has them; DEMO itself is left to the test."""
    settings.ROOT_URLCONF = "tests.web.demo_urls"
    clear_url_caches()
    yield settings
    clear_url_caches()


def test_the_view_refuses_when_the_mode_is_off(client: Client, cast: Cast, demo_urls) -> None:  # type: ignore[no-untyped-def]
    cast.accounts["clerk"].username = "vanphong"
    cast.accounts["clerk"].save()
    demo_urls.DEMO = False
    assert client.post("/demo-vao/vanphong/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_click_signs_in_as_a_role_of_the_demonstration(client: Client, cast: Cast, demo_urls) -> None:  # type: ignore[no-untyped-def]
    cast.accounts["clerk"].username = "vanphong"
    cast.accounts["clerk"].save()
    demo_urls.DEMO = True
    page = client.get("/dang-nhap/").content.decode()
    assert all(f"/demo-vao/{name}/" in page for name, _role, _line in demo_door.ACCOUNTS)
    assert client.get("/demo-vao/vanphong/").status_code == 405
    assert client.post("/demo-vao/vanphong/").status_code == 302
    assert "hư cấu" in client.get("/").content.decode()
    assert client.post("/demo-vao/member/").status_code == 404  # not one of the ten


def test_the_door_is_the_only_public_part() -> None:
    from guong.web import urls

    public = {url.name for url in urls.urlpatterns if getattr(url.callback, "permission", "") == PUBLIC}
    door = {
        "sign-in",
        "first-time",
        "sign-out",
        "second-step",
        "factor-setup",
        "factor-phone",
        "factor-key",
        "factor-sheet",
        "provider-begin",
        "provider-back",
        "calendar-feed",
    }
    assert public <= door | {"appearance", "language", "health", "posting-public"}

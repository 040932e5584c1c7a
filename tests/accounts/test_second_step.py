"""The second step: who needs it, that nothing opens before it, and that it cannot be repeated, guessed or gone round."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from guong.access.roles import Role
from guong.access.second_step import account_holds_office
from guong.access.services import give_grant
from guong.accounts.models import SheetCode, SignInNotice
from guong.accounts.services import make_sheet
from guong.kernel import clock
from tests.access.url_walk import url_names
from tests.accounts.doors import (
    PASSWORD,
    SECRET,
    SETUP,
    STEP,
    code_now,
    come_in,
    is_in,
    password_step,
    with_password,
    with_phone,
)
from tests.cast import NOON, SYSTEM, Cast

PUBLIC = {"sign-in", "first-time", "sign-out", "appearance", "language", "health", "posting-public", "second-step",
          "factor-setup", "factor-phone", "factor-key", "factor-sheet", "provider-begin", "provider-back",
          "calendar-feed"}  # fmt: skip


@pytest.fixture(autouse=True)
def _at_noon():  # type: ignore[no-untyped-def]
    with clock.at(NOON):
        yield


def test_every_given_role_needs_it_and_a_member_does_not(cast: Cast) -> None:
    needing = {who for who, account in cast.accounts.items() if account_holds_office(account)}
    assert needing == {"clerk", "ward_secretary", "cell_secretary", "sibling_secretary", "standing_member", "monitor",
                       "inspector", "technician"}  # fmt: skip


def test_a_member_comes_in_by_password_alone(client: Client, cast: Cast) -> None:
    assert password_step(client, with_password(cast, "member"), "/ho-so/")["Location"] == "/ho-so/"
    assert is_in(client)


def test_an_office_without_a_second_step_is_led_to_set_one_up(client: Client, cast: Cast) -> None:
    assert password_step(client, with_password(cast, "clerk"))["Location"] == SETUP
    assert client.get(SETUP).status_code == 200
    assert "_auth_user_id" not in client.session


def _door_is_shut(client: Client) -> list[str]:
    """Every URL of the product, pages and downloads, and as a partial; what opened although nobody is signed in."""
    opened = []
    for name, params in url_names().items():
        if name in PUBLIC:
            continue
        path = reverse(name, args=[1 if kind == "int" else "x" for kind in _kinds(name, params)])
        for answer in (client.get(path), client.post(path, headers={"HX-Request": "true"})):
            if answer.status_code != 302 or not answer["Location"].startswith("/dang-nhap/?next="):
                opened.append(f"{name}: {answer.status_code}")
    return opened


def _kinds(name: str, params: object) -> list[str]:
    from guong.web.routing import declared

    pattern = next(one["pattern"] for one in declared() if one["name"] == name)
    return [part.split(":")[0] for part in pattern.replace(">", "<").split("<") if ":" in part]


@pytest.mark.parametrize("factor", ["none yet", "telephone"])
def test_nothing_opens_between_password_and_second_step(client: Client, cast: Cast, factor: str) -> None:
    account = with_phone(cast, "clerk") if factor == "telephone" else with_password(cast, "clerk")
    password_step(client, account)
    assert _door_is_shut(client) == []


def test_the_telephones_code_opens_and_leads_on(client: Client, cast: Cast) -> None:
    account = with_phone(cast, "cell_secretary")
    assert password_step(client, account, "/hop/")["Location"] == STEP
    before = client.session.session_key
    assert client.get(STEP).status_code == 200
    assert client.post(STEP, {"code": code_now()})["Location"] == "/hop/"
    assert is_in(client)
    assert client.session.session_key != before


def test_whoever_has_a_second_step_may_not_set_up_another_at_the_door(client: Client, cast: Cast) -> None:
    """A stolen password must not bring its own telephone."""
    password_step(client, with_phone(cast, "clerk"))
    for page in ("", "dien-thoai/", "khoa/", "to-ma/"):
        assert client.get(SETUP + page)["Location"] == STEP
        assert client.post(SETUP + page, {"code": "000000"}).status_code in {302, 405}
    assert Authenticator.objects.count() == 1
    assert not SheetCode.objects.exists()


def test_a_code_is_used_once_also_within_its_half_minute(cast: Cast) -> None:
    account = with_phone(cast, "clerk")
    first, second = Client(), Client()
    code = code_now()
    for client in (first, second):
        password_step(client, account)
    assert first.post(STEP, {"code": code}).status_code == 302
    assert second.post(STEP, {"code": code}).status_code == 422
    assert second.post(STEP, {"code": code_now(-1)}).status_code == 422, "older ones neither"
    assert not is_in(second)


@pytest.mark.parametrize(
    "code", ["", "000000", "abc", "１２３４５６", "9" * 19, "\u0000\u0000\u0000\u0000\u0000\u0000"]
)
def test_a_wrong_code_does_not_open(client: Client, cast: Cast, code: str) -> None:
    password_step(client, with_phone(cast, "clerk"))
    assert client.post(STEP, {"code": code}).status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", "7", '{"id": 1}', '{"id":"AA","response":{}}', "{"])
def test_a_torn_passkey_is_one_refusal(client: Client, cast: Cast, credential: str) -> None:
    password_step(client, with_phone(cast, "clerk"))
    assert client.post(STEP, {"credential": credential}).status_code == 422
    password_step(other := Client(), with_password(cast, "monitor"))
    assert other.get(SETUP + "khoa/").status_code == 200
    assert other.post(SETUP + "khoa/", {"credential": credential}).status_code == 422
    assert Authenticator.objects.count() == 1


def test_guessing_is_slowed_from_everywhere_and_the_owner_is_told(cast: Cast) -> None:
    account = with_phone(cast, "clerk")
    for number in range(5):
        guesser = Client(REMOTE_ADDR=f"10.0.0.{number}")
        password_step(guesser, account)
        assert guesser.post(STEP, {"code": "000000"}).status_code == 422
    password_step(guesser, account)
    assert guesser.post(STEP, {"code": code_now()}).status_code == 429
    with clock.at(NOON + timedelta(minutes=20)):
        come_in(owner := Client(), account)
        assert "nhập sai mã từ năm lần" in owner.get("/").content.decode()


def test_setting_up_a_telephone_at_the_door(client: Client, cast: Cast) -> None:
    password_step(client, with_password(cast, "clerk"), "/dot/")
    page = client.get(SETUP + "dien-thoai/").content.decode()
    assert "data:image/svg+xml" in page
    session = client.session
    session["phone_secret"] = SECRET
    session.save()
    assert client.post(SETUP + "dien-thoai/", {"code": "000000"}).status_code == 422
    assert client.post(SETUP + "dien-thoai/", {"code": code_now()})["Location"] == "/dot/"
    assert is_in(client)
    assert "phone_secret" not in client.session
    kept = str(Authenticator.objects.get().data)
    assert SECRET not in kept, "the secret rests sealed"
    with clock.at(NOON + timedelta(minutes=2)):
        assert come_in(Client(), cast.accounts["clerk"]).status_code == 302


def test_setting_up_a_printed_sheet_at_the_door_asks_for_one_of_its_codes(client: Client, cast: Cast) -> None:
    password_step(client, with_password(cast, "monitor"))
    codes = client.post(SETUP + "to-ma/").context["codes"]
    assert len(set(codes)) == 10
    assert not is_in(client), "holding the sheet has to be shown"
    again = client.post(SETUP + "to-ma/").context["codes"]
    assert client.post(STEP, {"code": codes[0]}).status_code == 422, "the sheet before has ended"
    assert client.post(STEP, {"code": again[0].lower().replace("-", " ")}).status_code == 302
    assert is_in(client)
    other = Client()
    password_step(other, cast.accounts["monitor"])
    assert other.get(SETUP + "to-ma/")["Location"] == STEP
    assert other.post(STEP, {"code": again[0]}).status_code == 422
    assert other.post(STEP, {"code": again[3]}).status_code == 302


def test_of_a_sheet_only_hashes_are_kept(cast: Cast) -> None:
    codes = make_sheet(actor=SYSTEM, account=cast.accounts["clerk"])
    kept = " ".join(SheetCode.objects.values_list("code_hash", flat=True))
    assert kept.count("argon2id") == 10
    assert not any(code.replace("-", "") in kept for code in codes)


def test_a_card_leads_to_the_second_step_too(client: Client, cast: Cast) -> None:
    from guong.accounts.services import issue_card

    code = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["clerk"])
    typed = {"username": "clerk", "code": code, "password": PASSWORD, "again": PASSWORD}
    assert client.post(reverse("first-time"), typed)["Location"] == SETUP
    assert "_auth_user_id" not in client.session


def test_the_wait_at_the_door_ends_after_a_quarter_of_an_hour(client: Client, cast: Cast) -> None:
    account = with_phone(cast, "clerk")
    password_step(client, account)
    with clock.at(NOON + timedelta(minutes=16)):
        assert client.post(STEP, {"code": code_now()})["Location"] == "/dang-nhap/"


def test_a_changed_password_or_a_closed_account_ends_the_wait_at_the_door(client: Client, cast: Cast) -> None:
    account = with_phone(cast, "clerk")
    password_step(client, account)
    account.is_active = False
    account.save()
    assert client.post(STEP, {"code": code_now()})["Location"] == "/dang-nhap/"
    account.is_active = True
    account.save()
    password_step(client, account)
    account.set_password("một mật khẩu khác hẳn")
    account.save()
    assert client.post(STEP, {"code": code_now()})["Location"] == "/dang-nhap/"


def test_whoever_is_given_an_office_while_inside_is_led_to_the_second_step(client: Client, cast: Cast) -> None:
    account = with_password(cast, "member")
    come_in(client, account)
    assert is_in(client)
    give_grant(actor=SYSTEM, account=account, role=Role.SECRETARY, unit=cast.sibling, reason="mới nhận việc")
    assert client.get("/ho-so/tai-ve/")["Location"].startswith("/dang-nhap/")
    assert "bước thứ hai" in client.get("/dang-nhap/").content.decode()
    assert not is_in(client)
    assert come_in(client, account)["Location"] == SETUP, "the password is asked again before a second step is set up"


def test_a_session_that_no_door_opened_is_nobodys(client: Client, cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    settings.UNMARKED_SESSIONS = False
    client.force_login(cast.accounts["clerk"])
    assert client.get("/")["Location"].startswith("/dang-nhap/")
    assert "_auth_user_id" not in client.session


def test_in_the_demonstration_no_second_step_is_asked_of_an_office(client: Client, cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = True
    assert password_step(client, with_password(cast, "clerk"))["Location"] == "/"
    assert is_in(client)


def test_the_installations_new_key_makes_the_telephone_unfit_not_the_page(client: Client, cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    account, old = with_phone(cast, "clerk"), settings.SECRET_KEY
    settings.SECRET_KEY = "k" * 40
    password_step(client, account)
    assert client.post(STEP, {"code": code_now()}).status_code == 422
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.post(STEP, {"code": code_now()}).status_code == 302


def test_a_second_step_leaves_a_notice_for_its_owner(cast: Cast) -> None:
    account = with_phone(cast, "clerk")
    assert SignInNotice.objects.get(account=account).code == "factor_added"

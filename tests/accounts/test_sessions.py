"""Sessions: their time, seeing and ending them elsewhere, what a password, a reset and a closed account do to them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client

from guong.access.offices import close_account_of, reset_sign_in_of
from guong.access.services import end_grant
from guong.accounts.devices import device_words
from guong.accounts.models import OpenSession
from guong.accounts.rules import session_ended
from guong.accounts.services import end_all_sessions, end_sessions
from guong.audit.models import Entry
from guong.cli.sign_in_cmd import sign_in
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from tests.accounts.doors import PASSWORD, STEP, code_now, come_in, is_in, with_password, with_phone
from tests.cast import NOON, Cast

PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36"
OTHER = "một mật khẩu khác hẳn"


@pytest.fixture(autouse=True)
def _at_noon():  # type: ignore[no-untyped-def]
    with clock.at(NOON):
        yield


def later(**much: int):  # type: ignore[no-untyped-def]
    return clock.at(NOON + timedelta(**much))


def test_how_long_a_session_lasts() -> None:
    hour = 3600
    assert not session_ended(hour - 1, 0, 0, staff=True, staff_idle=hour)
    assert session_ended(hour, 0, 0, staff=True, staff_idle=hour)
    assert session_ended(12 * hour, 0, 12 * hour - 1, staff=True, staff_idle=hour)
    assert not session_ended(11 * hour, 0, 0, staff=False, staff_idle=hour)
    assert session_ended(12 * hour, 0, 0, staff=False, staff_idle=hour)
    assert session_ended(7 * 24 * hour, 0, 7 * 24 * hour - 1, staff=False, staff_idle=hour)


def test_an_office_is_signed_out_after_an_idle_hour_and_after_half_a_day(client: Client, cast: Cast) -> None:
    come_in(client, with_phone(cast, "clerk"))
    for minutes in range(50, 12 * 60, 50):
        with later(minutes=minutes):
            assert is_in(client), f"used all the time, minute {minutes}"
    with later(hours=12, minutes=1):
        assert client.get("/to-chuc/")["Location"].startswith("/dang-nhap/")
    with later(hours=13):
        come_in(client, cast.accounts["clerk"])
    with later(hours=14, minutes=1):
        assert not is_in(client)
        assert "lâu không dùng" in client.get("/dang-nhap/").content.decode()


def test_every_sign_in_gets_a_new_key_and_signing_out_ends_the_session(client: Client, cast: Cast) -> None:
    account = with_password(cast, "member")
    client.get("/dang-nhap/")
    come_in(client, account)
    first = client.session.session_key
    come_in(client, account)
    second = client.session.session_key
    assert first != second
    assert not Session.objects.filter(session_key=first).exists()
    assert "storage" in client.post("/dang-xuat/")["Clear-Site-Data"]
    assert not Session.objects.filter(session_key=second).exists()


def test_i_see_my_devices_and_end_one_of_them_at_once(cast: Cast) -> None:
    account = with_password(cast, "member")
    here, there = Client(), Client(headers={"user-agent": PHONE})
    come_in(there, account)
    come_in(here, account)
    page = here.get("/tai-khoan/")
    devices = page.context["devices"]
    assert [(one.device, one.here) for one in devices] == [("", True), ("Chrome · Android", False)]
    assert here.post(f"/tai-khoan/phien/{devices[1].pk}/ket-thuc/").status_code == 302
    assert not is_in(there)
    assert is_in(here)


def test_all_others_are_ended_by_one_press_and_a_foreign_one_by_nobody(cast: Cast) -> None:
    account, other = with_password(cast, "member"), with_password(cast, "member2")
    clients = [Client() for _ in range(3)]
    for client in clients:
        come_in(client, account)
    come_in(foreign := Client(), other)
    theirs = OpenSession.objects.get(account=other)
    assert clients[0].post(f"/tai-khoan/phien/{theirs.pk}/ket-thuc/").status_code == 404
    clients[0].post("/tai-khoan/phien/0/ket-thuc/")
    assert [is_in(one) for one in [*clients, foreign]] == [True, False, False, True]
    with pytest.raises(NotFound):
        end_sessions(actor=cast.actor("clerk"), account=account)


def test_a_new_password_ends_every_other_session(cast: Cast) -> None:
    account = with_password(cast, "member")
    here, there = Client(), Client()
    come_in(there, account)
    come_in(here, account)
    typed = {"old": PASSWORD, "password": OTHER, "again": OTHER}
    for wrong in (
        {"old": "sai"},
        {"password": "123", "again": "123"},
        {"again": "khác"},
        {"password": PASSWORD, "again": PASSWORD},
    ):
        assert here.post("/tai-khoan/mat-khau/", {**typed, **wrong}).status_code == 422
    assert is_in(there)
    before = here.session.session_key
    assert here.post("/tai-khoan/mat-khau/", typed).status_code == 302
    assert here.session.session_key != before
    assert is_in(here)
    assert not is_in(there)
    assert [one.here for one in here.get("/tai-khoan/").context["devices"]] == [True]


def test_what_guards_the_account_changes_only_after_showing_again_who_one_is(client: Client, cast: Cast) -> None:
    account = with_phone(cast, "clerk")
    come_in(client, account)
    with later(minutes=11):
        assert client.get("/dang-nhap/lap-buoc-hai/")["Location"].startswith("/tai-khoan/xac-nhan/")
        assert client.post("/tai-khoan/buoc-hai/0/bo/")["Location"].startswith("/tai-khoan/xac-nhan/")
        assert client.post("/tai-khoan/xac-nhan/", {"password": "sai"}).status_code == 422
        again = {"password": PASSWORD, "next": "/dang-nhap/lap-buoc-hai/"}
        assert client.post("/tai-khoan/xac-nhan/", again)["Location"] == STEP
        assert client.get("/dang-nhap/lap-buoc-hai/")["Location"].startswith("/tai-khoan/xac-nhan/"), "both steps"
        before = client.session.session_key
        assert client.post(STEP, {"code": code_now()})["Location"] == "/dang-nhap/lap-buoc-hai/"
        assert client.session.session_key != before
        assert client.get("/dang-nhap/lap-buoc-hai/").status_code == 200
        assert len(client.get("/tai-khoan/").context["devices"]) == 1


def test_the_last_second_step_of_an_office_stays_and_a_member_may_remove_his(cast: Cast) -> None:
    clerk, member = Client(), Client()
    for client, who in ((clerk, "clerk"), (member, "member")):
        come_in(client, with_phone(cast, who))
        factor = client.get("/tai-khoan/").context["factors"][0]
        client.post(f"/tai-khoan/buoc-hai/{factor.pk}/bo/")
    assert len(clerk.get("/tai-khoan/").context["factors"]) == 1
    assert member.get("/tai-khoan/").context["factors"] == []
    assert member.post("/tai-khoan/buoc-hai/999999/bo/").status_code == 404
    clerk.post("/dang-nhap/lap-buoc-hai/to-ma/")
    clerk.post(f"/tai-khoan/buoc-hai/{clerk.get('/tai-khoan/').context['factors'][0].pk}/bo/")
    assert [one.kind for one in clerk.get("/tai-khoan/").context["factors"]] == ["sheet"]


def test_a_closed_account_is_out_with_the_next_request(client: Client, cast: Cast) -> None:
    come_in(client, with_password(cast, "member"))
    close_account_of(actor=cast.actor("cell_secretary"), whose=cast.person("member"), reason="chuyển đi")
    assert client.get("/ho-so/")["Location"].startswith("/dang-nhap/")
    assert come_in(Client(), cast.accounts["member"]).status_code == 422
    close_account_of(actor=cast.actor("cell_secretary"), whose=cast.person("member"), reason="về lại", reopen=True)
    come_in(client, cast.accounts["member"])
    assert is_in(client)


def test_a_withdrawn_right_is_over_with_the_next_request(client: Client, cast: Cast) -> None:
    account = with_phone(cast, "cell_secretary")
    come_in(client, account)
    members = f"/to-chuc/{cast.cell.pk}/dang-vien/"
    assert client.get(members).status_code == 200
    end_grant(actor=cast.actor("ward_secretary"), grant=account.grants.get(), reason="thôi việc")
    assert client.get(members).status_code == 403


def test_a_reset_ends_password_and_sessions_and_tells_the_owner(client: Client, cast: Cast) -> None:
    account = with_phone(cast, "cell_secretary")
    come_in(client, account)
    clerk, person = cast.actor("clerk"), cast.person("cell_secretary")
    with pytest.raises(Invalid):
        reset_sign_in_of(actor=clerk, whose=person, reason=" ", drop_factors=False)
    with later(minutes=1):
        card = reset_sign_in_of(actor=clerk, whose=person, reason="mất điện thoại", drop_factors=True)
        assert not is_in(client)
        assert come_in(Client(), account).status_code == 422
        row = Entry.objects.get(code="accounts.factor.removed")
        assert (row.reason, row.changes) == ("mất điện thoại", {"kind": "all"})
    with later(minutes=2):
        typed = {"username": account.username, "code": card.code, "password": OTHER, "again": OTHER}
        assert client.post("/dang-nhap/lan-dau/", typed)["Location"] == "/dang-nhap/lap-buoc-hai/"
        codes = client.post("/dang-nhap/lap-buoc-hai/to-ma/").context["codes"]
        client.post(STEP, {"code": codes[0]})
        page = client.get("/").content.decode()
        assert "Đã cấp lại đăng nhập" in page
        assert "đã bỏ hết các bước thứ hai" in page
        assert "Đã cấp lại đăng nhập" not in client.get("/ho-so/").content.decode(), "told once"


def test_nobody_resets_or_closes_his_own_or_a_foreign_sign_in(cast: Cast) -> None:
    for who in ("cell_secretary", "sibling_secretary", "member", "technician"):
        with pytest.raises((Invalid, Forbidden, NotFound)):
            reset_sign_in_of(
                actor=cast.actor(who), whose=cast.person("cell_secretary"), reason="thử", drop_factors=True
            )
        with pytest.raises((Invalid, Forbidden, NotFound)):
            close_account_of(actor=cast.actor(who), whose=cast.person("cell_secretary"), reason="thử")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome · Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) coc_coc_browser/120 Chrome/114 Safari/537.36", "Cốc Cốc · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari · iPhone"),
        ("", ""),
    ],
)
def test_a_device_in_a_few_words(agent: str, words: str) -> None:
    assert device_words(agent) == words


def test_only_one_module_opens_sessions() -> None:
    """A second way in would not set the marks that the rules look at."""
    from tests.architecture.test_laws import SOURCES

    opening = {
        path.name for path in SOURCES if "contrib.auth import" in (text := path.read_text()) and "login(" in text
    }
    assert opening == {"sign_in_session.py"}


def test_of_more_than_ten_sessions_the_oldest_ends(cast: Cast) -> None:
    account = with_password(cast, "member")
    clients = [Client() for _ in range(11)]
    for minute, client in enumerate(clients):
        with later(seconds=minute):
            come_in(client, account)
    assert not is_in(clients[0])
    assert is_in(clients[1])
    assert OpenSession.objects.filter(account=account).count() == 10


def test_ending_a_session_elsewhere_asks_for_the_password_when_it_was_long_ago(client: Client, cast: Cast) -> None:
    come_in(client, with_password(cast, "member"))
    with later(minutes=11):
        assert client.post("/tai-khoan/phien/0/ket-thuc/")["Location"].startswith("/tai-khoan/xac-nhan/")
        client.post("/tai-khoan/xac-nhan/", {"password": PASSWORD, "next": "/tai-khoan/"})
        assert client.post("/tai-khoan/phien/0/ket-thuc/")["Location"] == "/tai-khoan/"


def test_whoever_holds_the_machine_signs_everybody_out_and_opens_the_clerks_door(client: Client, cast: Cast) -> None:
    runner = CliRunner()
    come_in(client, with_phone(cast, "clerk"))
    assert runner.invoke(sign_in, ["end-sessions"]).exit_code == 2
    assert runner.invoke(sign_in, ["end-sessions", "nobody-here"]).exit_code == 2
    assert runner.invoke(sign_in, ["end-sessions", "--all"]).exit_code == 0
    assert not is_in(client)
    told = runner.invoke(sign_in, ["reset", "clerk", "--reason", "mất điện thoại", "--factors", "--json"])
    typed = {"username": "clerk", "code": json.loads(told.output)["card"], "password": OTHER, "again": OTHER}
    assert client.post("/dang-nhap/lan-dau/", typed)["Location"] == "/dang-nhap/lap-buoc-hai/"
    with pytest.raises(NotFound):
        end_all_sessions(actor=cast.actor("technician"), account=None)


@pytest.mark.parametrize(
    "weak", ["chibo-2026-matkhau", "PhamVanBuong1970", "guongguong123", "đảng viên 1", "aaaaaaaaaaaa"]
)
def test_passwords_that_the_place_would_guess_are_refused(cast: Cast, weak: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(weak, cast.accounts["member"])


@pytest.mark.parametrize(
    "good", ["ghế mây xanh trên gác", "x" * 3 + "trời mưa rả rích", "长长的密码没有问题吧好吗", "muc-xanh-giay-sang-7"]
)
def test_long_passwords_of_any_kind_pass(cast: Cast, good: str) -> None:
    validate_password(good, cast.accounts["member"])

"""Coming in as people do: password, then the second step."""

from __future__ import annotations

from django.test import Client

from guong.accounts import phone
from guong.accounts.models import Account
from guong.accounts.services import add_phone, set_password
from guong.kernel import clock
from tests.cast import SYSTEM, Cast

PASSWORD = "bốn từ dễ nhớ nhất"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP, SETUP = "/dang-nhap/buoc-hai/", "/dang-nhap/lap-buoc-hai/"


def code_now(ahead: int = 0) -> str:
    """What the telephone shows, or will show `ahead` half minutes later."""
    return phone.format_hotp_value(phone.hotp_value(SECRET, int(clock.now().timestamp()) // 30 + ahead))


def with_password(cast: Cast, who: str) -> Account:
    account = cast.accounts[who]
    set_password(actor=SYSTEM, account=account, password=PASSWORD)
    return account


def with_phone(cast: Cast, who: str) -> Account:
    """The code of one half minute before is used for setting up, so that the present one is free."""
    account = with_password(cast, who)
    add_phone(actor=SYSTEM, account=account, secret=SECRET, code=code_now(-1))
    return account


def password_step(client: Client, account: Account, to: str = "/", password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return client.post("/dang-nhap/", {"username": account.username, "password": password, "next": to})


def come_in(client: Client, account: Account, to: str = "/"):  # type: ignore[no-untyped-def]
    """Through both steps."""
    answer = password_step(client, account, to)
    if answer.get("Location") == STEP:
        answer = client.post(STEP, {"code": code_now()})
    return answer


def is_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)

"""`guong sign-in`: for whoever holds the machine, when nobody else can open the door (the clerk lost telephone and sheet)."""

from __future__ import annotations

import click

from guong.accounts import services
from guong.accounts.models import Account
from guong.accounts.selectors import open_account
from guong.cli import common


def _account(username: str) -> Account:
    found = open_account(username)
    if found is None:
        common.fail(
            f"Không có tài khoản nào đang mở tên “{username}”. / No open account is called “{username}”.",
            code=common.USED_WRONGLY,
        )
    return found


@click.group("sign-in")
def sign_in() -> None:
    """Cấp lại đăng nhập, kết thúc phiên. / Reset a sign-in, end sessions."""


@sign_in.command()
@click.argument("username")
@click.option("--reason", required=True, help="Lý do, lưu trong nhật ký. / Why; kept in the log.")
@click.option("--factors", is_flag=True, help="Bỏ cả bước thứ hai. / Remove the second steps too.")
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def reset(username: str, reason: str, factors: bool, as_json: bool) -> None:
    """Cấp lại đăng nhập của một tài khoản; in mã thẻ mới. Người ấy được báo ở lần đăng nhập tới.

    Reset the sign-in of an account and print a new card. Its owner is told at the next sign-in.
    """
    with common.plain_errors():
        account = _account(username)
        code = services.reset_sign_in(
            actor=common.system("sign-in reset"), unit_path="", account=account, reason=reason, drop_factors=factors
        )
    if as_json:
        common.show({"username": account.username, "card": code, "days": services.CARD_DAYS})
        return
    click.echo(f"  Tên đăng nhập / Sign-in name : {account.username}")
    click.echo(f"  Mã thẻ / Card code           : {code}")
    click.echo(f"  Dùng trong / Good for        : {services.CARD_DAYS} ngày / days")


@sign_in.command("end-sessions")
@click.argument("username", required=False, default="")
@click.option("--all", "everybody", is_flag=True, help="Của mọi người. / Of everybody.")
def end_sessions(username: str, everybody: bool) -> None:
    """Đăng xuất một tài khoản khỏi mọi máy, hoặc tất cả mọi người. / Sign one account out everywhere, or everybody."""
    with common.plain_errors():
        if everybody == bool(username):
            common.fail(
                "Ghi một tên đăng nhập hoặc --all. / Give one sign-in name, or --all.", code=common.USED_WRONGLY
            )
        account = None if everybody else _account(username)
        ended = services.end_all_sessions(actor=common.system("sign-in end-sessions"), account=account)
    click.echo(f"Đã kết thúc {ended} phiên. / {ended} sessions have ended.")

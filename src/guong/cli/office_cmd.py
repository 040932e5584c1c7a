"""`guong init`: the first office of an empty installation."""

from __future__ import annotations

import click

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.accounts.services import CARD_DAYS, create_account, issue_card
from guong.audit.work import unit_of_work
from guong.cli import common
from guong.kernel.actor import SystemActor
from guong.org.enums import COMMITTEE_KINDS
from guong.org.services import create_unit


def found_office(*, actor: SystemActor, code: str, name: str, kind: str, username: str) -> str:
    """The root unit, its clerk with the clerk's and the leader's right to give rights, and a sign-in card; returns its code."""
    with unit_of_work():
        unit = create_unit(actor=actor, code=code, name=name, kind=kind)
        account = create_account(actor=actor, unit_path=unit.path, username=username, label=f"Văn phòng {name}"[:200])
        for role in (Role.CLERK, Role.LEADER):
            give_grant(actor=actor, account=account, role=role, unit=unit, subtree=True, reason="guong init")
        return issue_card(actor=actor, unit_path=unit.path, account=account)


@click.command()
@click.option("--code", required=True, help="Mã tổ chức, ví dụ PHUONG. / Code of the unit.")
@click.option("--name", required=True, help="Tên tổ chức. / Name of the unit.")
@click.option(
    "--kind",
    required=True,
    type=click.Choice(sorted(COMMITTEE_KINDS)),
    help="Loại hình, ví dụ ward. / Kind, e.g. ward.",
)
@click.option("--username", default="vanphong", show_default=True, help="Tên đăng nhập. / Sign-in name of the clerk.")
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def init(code: str, name: str, kind: str, username: str, as_json: bool) -> None:
    """Lập cơ quan đầu tiên trong một bản cài đặt còn trống, in thẻ đăng nhập của văn phòng.

    Set up the first office of an empty installation and print its first clerk's sign-in card.
    """
    with common.plain_errors():
        common.migrate()
        if not common.is_empty():
            common.fail(
                "Bản cài đặt này đã có cơ quan; thêm tổ chức trên trang Tổ chức. / "
                "This installation already has an office; add units on the Units page.",
                code=common.USED_WRONGLY,
            )
        card = found_office(actor=common.system("init"), code=code, name=name, kind=kind, username=username)
    if as_json:
        common.show({"unit": code, "username": username, "card": card, "days": CARD_DAYS})
        return
    click.echo(f"Đã lập {name} ({code}). / The office is set up.\n")
    click.echo("  THẺ ĐĂNG NHẬP LẦN ĐẦU / FIRST SIGN-IN CARD")
    click.echo(f"  Tên đăng nhập / Sign-in name : {username}")
    click.echo(f"  Mã thẻ / Card code           : {card}")
    click.echo(f"  Dùng trong / Good for        : {CARD_DAYS} ngày / days\n")
    click.echo("Chạy `guong serve`, mở trang Đăng nhập lần đầu, nhập mã thẻ rồi đặt mật khẩu.")
    click.echo("Run `guong serve`, open the page of the first sign-in, type the card code, choose a password.")

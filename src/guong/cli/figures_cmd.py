"""`guong figures` and `guong check`."""

from __future__ import annotations

import sys
from datetime import date

import click

from guong.cli import common
from guong.corrections.selectors import indicators
from guong.drives.models import Drive
from guong.figures.checks import drift
from guong.figures.rules import Few
from guong.figures.selectors import figures as figures_of
from guong.figures.summaries import summary_drift
from guong.kernel import clock
from guong.kernel.dates import parse_vietnamese
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.numbers import Ratio
from guong.org.models import Unit


@click.command()
@click.option("--drive", "drive_code", required=True, metavar="MÃ/CODE", help="Mã đợt. / Code of the drive.")
@click.option("--unit", "unit_code", required=True, metavar="MÃ/CODE", help="Mã tổ chức. / Code of the unit.")
@click.option(
    "--on",
    "on_text",
    metavar="NGÀY/DATE",
    help="Tính đến hết ngày này: 22/04/2022 hoặc 2022-04-22. / As of the end of this day.",
)
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def figures(drive_code: str, unit_code: str, on_text: str | None, as_json: bool) -> None:
    """Số liệu của một tổ chức trong một đợt, tính từ hồ sơ gốc.

    Figures of a unit in a drive, computed from the records.
    """
    on = _day(on_text)
    with common.plain_errors():
        drive, unit = _find(drive_code, unit_code)
        try:
            found = figures_of(actor=common.system("figures"), drive=drive, unit=unit, on=on, exact=True)
            watched = [one.as_json() for one in indicators(actor=common.system("figures"), unit=unit, on=on)]
        except NotFound:
            common.fail(
                f"Tổ chức {unit_code} không thuộc đợt {drive_code}, hoặc đợt chưa mở. / "
                f"Unit {unit_code} is not part of drive {drive_code}, or the drive is not open yet.",
                code=common.USED_WRONGLY,
            )
        except Invalid:
            common.fail(
                f"Ngày {on_text} chưa đến; chọn hôm nay hoặc một ngày đã qua. / "
                f"The day {on_text} has not come yet; choose today or an earlier day.",
                code=common.USED_WRONGLY,
            )
    if as_json:
        plain = {key: value if isinstance(value, int) else value.as_json() for key, value in found.items()}
        day = (on or clock.today()).isoformat()
        common.show({"drive": drive.code, "unit": unit.code, "as_of": day, "figures": plain, "indicators": watched})
        return
    width = max(len(key) for key in found)
    for key, value in found.items():
        click.echo(f"{key:<{width}}  {_words(value)}")


def _words(value: int | Ratio | Few) -> str:
    if isinstance(value, Ratio):
        return f"{value.n}/{value.of}" + ("" if value.percent is None else f"  {value.percent} %")
    return "–" if isinstance(value, Few) else str(value)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parse_vietnamese(text)
    except ValueError:
        common.fail(
            f"Không hiểu ngày “{text}”; gõ như 22/04/2022 hoặc 2022-04-22. / "
            f"“{text}” is not a date; type it like 22/04/2022 or 2022-04-22.",
            code=common.USED_WRONGLY,
        )


def _find(drive_code: str, unit_code: str) -> tuple[Drive, Unit]:
    drive = Drive.objects.filter(code=drive_code).first()
    if drive is None:
        common.fail(
            f"Không có đợt nào mang mã {drive_code}. / No drive has the code {drive_code}.", code=common.USED_WRONGLY
        )
    unit = Unit.objects.filter(code=unit_code).first()
    if unit is None:
        common.fail(
            f"Không có tổ chức nào mang mã {unit_code}. / No unit has the code {unit_code}.", code=common.USED_WRONGLY
        )
    return drive, unit


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def check(as_json: bool) -> None:
    """Đếm lại mọi số liệu từ hồ sơ gốc và báo chỗ lệch.

    Recount all figures from the records and report drift.
    """
    with common.plain_errors():
        actor = common.system("check")
        found = [*drift(actor=actor), *summary_drift(actor=actor)]
    if as_json:
        common.show({"drift": found})
    else:
        for line in found:
            click.echo(f"  {line}")
        click.echo(
            "Số liệu khớp với hồ sơ. / The figures agree with the records."
            if not found
            else f"{len(found)} chỗ lệch. / {len(found)} differences."
        )
    sys.exit(common.FOUND_WRONG if found else 0)

"""`guong import members FILE --under CODE`: bring a member list in, all of it or nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from guong.cli.common import FOUND_WRONG, USED_WRONGLY, fail, is_empty, migrate, plain_errors, show, system
from guong.exchange.reading.grids import MAX_BYTES
from guong.exchange.reading.shapes import Problem
from guong.exchange.report import ImportReport
from guong.exchange.services import import_members
from guong.kernel.errors import Invalid
from guong.org.models import Unit


@click.group("import", short_help="Nhập danh sách / import lists")
def import_group() -> None:
    """Nhập danh sách từ tệp của văn phòng.

    Import lists that an office keeps.
    """


@import_group.command("members")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--under", required=True, metavar="CODE", help="Mã của đảng bộ hoặc chi bộ / code of the office or cell.")
@click.option("--create-units", is_flag=True, help="Lập chi bộ chưa có / create cells that do not exist yet.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi / preview only, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Báo cáo dạng JSON / report as JSON.")
def members(file: Path, under: str, create_units: bool, dry_run: bool, as_json: bool) -> None:
    """Nhập danh sách đảng viên (.xlsx, .xls, .ods, .csv). Có một lỗi thì không dòng nào được ghi.

    Import a member list. With any error nothing is written. Exit code 0 fine, 1 errors found, 2 used wrongly.
    """
    with plain_errors():
        if not is_empty():
            migrate()
        unit = Unit.objects.filter(code=under).first() if not is_empty() else None
        if unit is None:
            fail(f"Không có tổ chức nào mang mã {under}. / No organisation has the code {under}.", code=USED_WRONGLY)
        report = _run(file, unit, create_units=create_units, dry_run=dry_run)
    if as_json:
        show(report.as_json())
    else:
        _print(report, dry_run=dry_run)
    sys.exit(FOUND_WRONG if report.errors else 0)


def _run(file: Path, unit: Unit, *, create_units: bool, dry_run: bool) -> ImportReport:
    """A file that cannot be read at all is one error of the report."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # one byte too many is enough to refuse; a huge file is never held
        return import_members(
            actor=system(f"import members {file.name}"), under=unit, name=file.name, data=data,
            create_units=create_units, dry_run=dry_run,
        )  # fmt: skip
    except Invalid as error:
        return ImportReport(errors=[Problem("", 0, "", file.name, str(error))])


def _print(report: ImportReport, *, dry_run: bool) -> None:
    for problem in report.errors:
        place = f"{problem.sheet}, dòng {problem.row}, cột {problem.column or '—'}" if problem.row else problem.value
        value = f" “{problem.value}”" if problem.row and problem.value else ""
        click.echo(f"{place}:{value} {problem.message}", err=True)
    for problem in report.warnings:
        click.echo(f"(lưu ý) {problem.sheet}, dòng {problem.row}, “{problem.value}”: {problem.message}", err=True)
    if report.identity_columns:
        click.echo("Không đọc, không lưu / not read, not kept: " + ", ".join(report.identity_columns))
    done = (
        "Xem trước / preview" if dry_run else "Không ghi gì / nothing written" if report.errors else "Đã ghi / written"
    )
    click.echo(
        f"{done}: {report.rows} đảng viên / members; thêm / created {report.created}; sửa / updated {report.updated}; "
        f"giữ nguyên / unchanged {report.unchanged}; lỗi / errors {len(report.errors)}"
    )

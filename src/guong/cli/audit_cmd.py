"""`guong audit verify`."""

from __future__ import annotations

import sys

import click

from guong.audit.selectors import verify as verify_chain
from guong.cli import common


@click.group()
def audit() -> None:
    """Nhật ký nối chuỗi. / The chained log."""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def verify(as_json: bool) -> None:
    """Tìm dòng bị sửa, bị xóa hay bị đổi chỗ trong nhật ký.

    Find a changed, removed or reordered row of the log.
    """
    with common.plain_errors():
        rows, breaks = verify_chain()
    if as_json:
        common.show({"rows": rows, "breaks": breaks})
    else:
        click.echo(f"{rows} dòng / rows")
        for line in breaks:
            click.echo(f"  {line}")
        click.echo("Chuỗi nguyên vẹn. / The chain is whole." if not breaks else "Chuỗi bị đứt. / The chain is broken.")
    sys.exit(common.FOUND_WRONG if breaks else 0)

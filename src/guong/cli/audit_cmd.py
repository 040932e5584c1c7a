"""`guong audit verify`."""

from __future__ import annotations

import re
import sys

import click

from guong.audit.selectors import verify as verify_chain
from guong.cli import common

_HEAD = re.compile(r"^(\d{1,18}):([0-9a-fA-F]{8,64})$")


@click.group()
def audit() -> None:
    """Nhật ký nối chuỗi. / The chained log."""


@audit.command()
@click.option(
    "--head", metavar="DÒNG:MÃ",
    help="Đầu chuỗi trên tờ đã in: số dòng, dấu hai chấm, ít nhất 8 ký tự đầu của mã. / A head from paper, ROW:HASH.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def verify(head: str | None, as_json: bool) -> None:
    """Tìm dòng bị sửa, bị xóa, bị chèn hay bị đổi chỗ trong nhật ký; nêu dòng sai đầu tiên.

    Find a changed, removed, inserted or reordered row of the log, the first wrong row first.
    """
    extra = _typed(head) if head else None
    with common.plain_errors():
        rows, breaks = verify_chain(extra)
    if as_json:
        common.show({"rows": rows, "breaks": breaks})
    else:
        click.echo(f"{rows} dòng / rows")
        for line in breaks:
            click.echo(f"  {line}")
        click.echo("Chuỗi nguyên vẹn. / The chain is whole." if not breaks else "Chuỗi bị đứt. / The chain is broken.")
    sys.exit(common.FOUND_WRONG if breaks else 0)


def _typed(head: str) -> tuple[int, str]:
    match = _HEAD.match(re.sub(r"[ \-]", "", head))
    if match is None:
        common.fail(
            "Gõ như trên tờ in: 1234:0a1b2c3d. / Type it as on the sheet: 1234:0a1b2c3d.", code=common.USED_WRONGLY
        )
    return int(match.group(1)), match.group(2)

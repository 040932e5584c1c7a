"""`guong urls`: the table that the access tests walk."""

from __future__ import annotations

import click

from guong.cli import common
from guong.web.routing import declared


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def urls(as_json: bool) -> None:
    """Mọi đường dẫn, phòng và quyền của nó. / Every URL with its room and permission."""
    rows = declared()
    if as_json:
        common.show(rows)
        return
    for row in rows:
        click.echo(f"{row['pattern']:55} {row['name']:28} {row['room']:12} {row['permission']}")

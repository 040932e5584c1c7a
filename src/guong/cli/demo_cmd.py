"""`guong demo`."""

from __future__ import annotations

import click

from guong.cli import common
from guong.cli.serve_cmd import run_server
from guong.demo import story


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Cổng. / Port.")
@click.option("--no-serve", is_flag=True, help="Chỉ dựng dữ liệu. / Only fill.")
def demo(port: int, no_serve: bool) -> None:
    """Dựng hai đợt sinh hoạt mẫu (phường và người đều đặt ra) qua đúng các bước thật, rồi chạy.

    Live two invented drives through the services (ward and people are made up), then serve. Running it again changes nothing.
    """
    with common.plain_errors():
        common.migrate()
        story.tell(actor=common.system("demo"), progress=lambda text: click.echo(f"  {text}"))
    if not no_serve:
        run_server("127.0.0.1", port)

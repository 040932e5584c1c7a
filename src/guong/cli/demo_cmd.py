"""`guong demo`."""

from __future__ import annotations

import click

from guong.cli import common
from guong.cli.serve_cmd import run_server
from guong.demo import story
from guong.demo.size.pouring import pour
from guong.demo.size.sizes import SIZES


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Cổng. / Port.")
@click.option("--no-serve", is_flag=True, help="Chỉ dựng dữ liệu. / Only fill.")
@click.option(
    "--size",
    type=click.Choice(["story", *SIZES]),
    default="story",
    show_default=True,
    help="Câu chuyện một phường, hoặc một đợt cỡ tỉnh, cỡ cả nước (chỉ PostgreSQL). / "
    "The story of a ward, or one drive of a province or of the nation (PostgreSQL only).",
)
def demo(port: int, no_serve: bool, size: str) -> None:
    """Dựng hai đợt sinh hoạt mẫu (phường và người đều đặt ra) qua đúng các bước thật, rồi chạy.

    Live two invented drives through the services (ward and people are made up), then serve. Running it again changes nothing.
    With --size one drive of 112,000 or of 5.5 million invented members is poured into an empty database instead.
    """

    def tell(text: str) -> None:
        click.echo(f"  {text}")

    with common.plain_errors():
        common.migrate()
        if size == "story":
            story.tell(actor=common.system("demo"), progress=tell)
        else:
            pour(actor=common.system("demo"), size=SIZES[size], progress=tell)
    if not no_serve:
        run_server("127.0.0.1", port)

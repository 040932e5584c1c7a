"""`guong serve`."""

from __future__ import annotations

import socket

import click
from django.conf import settings
from granian.constants import Interfaces
from granian.server import Server

from guong.cli import common


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Cổng. / Port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nghe. / Address to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Số tiến trình. / Processes.")
def serve(port: int, host: str, workers: int) -> None:
    """Chạy chương trình. Trước khi `guong init`, lệnh này nói cần làm gì.

    Start the product. Before `guong init` it explains what to do.
    """
    with common.plain_errors():
        if common.is_empty():
            common.fail(
                "Chưa có cơ quan nào. Chạy lệnh sau, rồi `guong serve` lại:\n"
                "No office yet. Run this, then `guong serve` again:\n\n"
                "  guong init --code PHUONG --name 'Đảng ủy phường …' --kind ward"
            )
        common.migrate()
    run_server(host, port, workers)


def run_server(host: str, port: int, workers: int = 1) -> None:
    """Serve until interrupted; a taken port is said in a sentence."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            common.fail(
                f"Cổng {port} đang có chương trình khác dùng; chọn cổng khác: --port {port + 1}. / "
                f"Port {port} is in use; choose another: --port {port + 1}.",
                code=common.USED_WRONGLY,
            )
    click.echo(f"Gương: http://{host}:{port}/   ({settings.DATA})   Ctrl-C để dừng / to stop")
    Server(
        "guong.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        log_access=False,
    ).serve()

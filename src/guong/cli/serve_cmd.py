"""`guong serve`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import click
from django.conf import settings
from granian.constants import Interfaces
from granian.server import Server

from guong.cli import common


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Cổng. / Port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nghe. / Address to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Số tiến trình. / Processes.")
@click.option(
    "--no-jobs", is_flag=True, help="Không làm việc ban đêm (đã có `guong work`). / Leave nightly work to `guong work`."
)
def serve(port: int, host: str, workers: int, no_jobs: bool) -> None:
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
    run_server(host, port, workers, jobs=not no_jobs)


_WORK = "from guong.cli.main import main; main()"


@contextmanager
def worker_beside() -> Iterator[None]:
    """The worker as a process of its own, so that a long job holds up no page. It ends with this process, however that ends."""
    command = [sys.executable, "-c", _WORK, "work", "--parent", str(os.getpid())]
    worker = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  # our own program, nothing typed
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(timeout=20)
        except subprocess.TimeoutExpired:  # its transaction is undone, its task taken up again
            worker.kill()
            worker.wait()


def run_server(host: str, port: int, workers: int = 1, *, jobs: bool = False) -> None:
    """Serve until interrupted, with or without the worker beside it; a taken port is said in a sentence."""
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
    server = Server(
        "guong.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        log_access=False,
    )
    with worker_beside() if jobs else nullcontext():
        server.serve()

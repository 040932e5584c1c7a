"""`guong work`: the worker of the queue and of the clock."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType

import click

from guong.cli import common
from guong.jobs.pulse import Pulse
from guong.jobs.worker import work as work_on


@click.command()
@click.option("--once", is_flag=True, help="Làm hết việc đến hạn rồi dừng. / Do what is due, then stop.")
@click.option("--parent", type=int, hidden=True, help="Stops when this process is gone.")
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def work(once: bool, parent: int | None, as_json: bool) -> None:
    """Làm việc theo giờ và việc đã xếp hàng. `guong serve` tự chạy lệnh này; chạy thêm ở máy khác cũng không làm trùng.

    Do what the clock and the queue ask for. `guong serve` runs it by itself; more of them do nothing twice.
    """
    stop = threading.Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)

    def wait(seconds: float) -> bool:
        orphan = parent is not None and os.getppid() != parent
        return stop.wait(seconds) or orphan

    with common.plain_errors():
        if common.is_empty():
            common.fail(
                "Chưa có cơ quan nào; chạy `guong init` trước. / No office yet; run `guong init` first.",
                code=common.USED_WRONGLY,
            )
        taken = work_on(Pulse(), wait, once=once)
    if as_json:
        common.show({"done": taken})
    else:
        click.echo(f"{taken} việc / tasks")

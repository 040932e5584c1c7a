"""`guong doctor`: looks over an installation and says what to mend."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable

import click
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from guong.audit.selectors import verify
from guong.cli import common

Finding = tuple[bool, str]


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        return False, f"{connection.vendor}: {error}"
    return True, connection.vendor


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not waiting, f"{len(waiting)} bước chờ / waiting; chạy / run: guong serve" if waiting else "đủ / complete"


def _writable() -> Finding:
    folder = settings.DATA
    fine = folder.is_dir() and os.access(folder, os.W_OK)
    return fine, str(folder) if fine else f"{folder}: không ghi được / not writable"


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    return free > 500_000_000, f"còn {free // 1_000_000} MB / free"


def _secret() -> Finding:
    path = settings.DATA / "secret.key"
    if not path.exists():
        return True, "GUONG_SECRET_KEY"
    mode = stat.S_IMODE(path.stat().st_mode)
    return mode == 0o600, f"secret.key {mode:o}" + ("" if mode == 0o600 else f": chmod 600 {path}")


def _static() -> Finding:
    fine = (settings.STATIC_ROOT / "staticfiles.json").exists()
    return fine, "đủ / complete" if fine else "make setup"


def _log() -> Finding:
    rows, breaks = verify()
    return not breaks, f"{rows} dòng / rows" if not breaks else breaks[0]


CHECKS: list[tuple[str, Callable[[], Finding]]] = [
    ("Thư mục dữ liệu / data folder", _writable),
    ("Chỗ trống / disk", _disk),
    ("Khóa bí mật / secret", _secret),
    ("Giao diện / static files", _static),
    ("Cơ sở dữ liệu / database", _database),
    ("Cấu trúc / migrations", _migrations),
    ("Nhật ký / audit chain", _log),
]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def doctor(as_json: bool) -> None:
    """Khám bản cài đặt: dữ liệu, chỗ trống, cơ sở dữ liệu, nhật ký; nói cần sửa gì.

    Look over the installation and say what to mend.
    """
    report = []
    for name, check in CHECKS:
        try:
            fine, words = check()
        except (OSError, Error) as error:
            fine, words = False, str(error)
        report.append({"check": name, "ok": fine, "detail": words})
    if as_json:
        common.show(report)
    else:
        for row in report:
            click.echo(f"{'✓' if row['ok'] else '✗'} {row['check']}: {row['detail']}")
    sys.exit(0 if all(row["ok"] for row in report) else common.FOUND_WRONG)

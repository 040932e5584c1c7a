"""A throw-away PostgreSQL for tests: made in a temporary folder, listening on the loopback only, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Folder with initdb and postgres of the newest installed version, or None."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return versions[-1].parent if versions else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_owner(user: str | None) -> list[str]:
    """PostgreSQL refuses to run as root: root hands over to the package's own user."""
    return ["runuser", "-u", user, "--"] if user else []


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster; yields its URL."""
    folder = binaries()
    if folder is None:
        sys.exit("PostgreSQL is not installed: install the Debian package postgresql, then try again.")
    home = Path(tempfile.mkdtemp(prefix="guong-pg-"))
    user = None
    if os.geteuid() == 0:
        user = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
        shutil.chown(home, user)
    owner = _as_owner(user)
    port = _free_port()
    data = home / "data"
    try:
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": home}
        make = [
            str(folder / "initdb"),
            "-D",
            str(data),
            "-U",
            "guong",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ]
        subprocess.run([*owner, *make], **quiet)  # type: ignore[call-overload]
        options = f"-p {port} -h 127.0.0.1 -k {home} -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"
        start = [str(folder / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(home / "log"), "start"]
        subprocess.run([*owner, *start], **quiet)  # type: ignore[call-overload]
        try:
            yield f"postgres://guong@127.0.0.1:{port}/postgres"
        finally:
            stop = [str(folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
            subprocess.run([*owner, *stop], check=False, stdout=subprocess.DEVNULL, cwd=home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    with cluster() as url:
        print(url, flush=True)
        sys.stdin.read()

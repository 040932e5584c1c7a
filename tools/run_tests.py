"""Every check, in the order in which a mistake is cheapest to find. Nothing is skipped in silence."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))

from tests import ready  # noqa: E402

from tools import postgres  # noqa: E402

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
results: list[tuple[str, bool, float]] = []


def call(name: str, *command: str, env: dict[str, str] | None = None) -> bool:
    """Run one check, remember how it went."""
    print(f"\n── {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(list(command), cwd=ROOT, env={**os.environ, **(env or {})}, check=False)
    results.append((name, done.returncode == 0, time.monotonic() - began))
    return done.returncode == 0


def need_system_packages() -> None:
    """PostgreSQL and Chromium: installed when we may, else named, and we stop."""
    missing = []
    if postgres.binaries() is None:
        missing.append("postgresql")
    if not any(shutil.which(name) for name in CHROMIUM):
        missing.append("chromium")
    if shutil.which("pdftotext") is None:
        missing.append("poppler-utils")
    if not missing:
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    may = os.geteuid() == 0 or subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    if may and shutil.which("apt-get"):
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False, env=env)
        subprocess.run(
            [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=False, env=env
        )
    still = [name for name in missing if name == "postgresql" and postgres.binaries() is None]
    still += [name for name in missing if name == "chromium" and not any(shutil.which(one) for one in CHROMIUM)]
    still += [name for name in missing if name == "poppler-utils" and shutil.which("pdftotext") is None]
    if still:
        sys.exit(f"These Debian packages are missing and may not be installed from here: {' '.join(still)}.\n"
                 f"Install them (apt-get install {' '.join(still)}), then run make test again.")  # fmt: skip


def lint() -> None:
    call("ruff", str(BIN / "ruff"), "check", "src", "tests", "tools", "benchmarks")
    call("formatting", str(BIN / "ruff"), "format", "--check", "src", "tests", "tools", "benchmarks")
    call("types", str(BIN / "mypy"))
    call("directions between rooms", str(BIN / "lint-imports"))


def _template(url: str) -> str:
    """Name of a database of the cluster with all tables, which each worker copies."""
    name = "guong_ready"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    with tempfile.TemporaryDirectory() as folder:
        ready.migrate(Path(folder), url.rpartition("/")[0] + f"/{name}")
    return name


def suites() -> None:
    pytest = [sys.executable, "-m", "pytest", "-q"]
    plain = {"GUONG_DATABASE_URL": "", "GUONG_STATIC_SOURCE": "1"}
    crowd = ["-n", str(max(2, min(8, os.cpu_count() or 2))), "--dist", "worksteal"]
    call("tests on SQLite", *pytest, *crowd, "-m", "not browser and not postgres", env=plain)
    with postgres.cluster() as url:
        here = {**plain, "GUONG_DATABASE_URL": url, "GUONG_TEST_TEMPLATE": _template(url)}
        call("tests on PostgreSQL", *pytest, *crowd, "-m", "not browser and not process and not once", env=here)
    call("tests in the browser", *pytest, "-m", "browser", "-p", "no:randomly", env=plain)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["lint", "suites"])
    only = parser.parse_args().only
    if only != "lint":
        need_system_packages()
    if only != "suites":
        lint()
    if only != "lint":
        suites()
    print("\n" + "\n".join(f"{'ok  ' if fine else 'FAIL'} {took:6.1f} s  {name}" for name, fine, took in results))
    sys.exit(0 if all(fine for _, fine, _ in results) else 1)


if __name__ == "__main__":
    main()

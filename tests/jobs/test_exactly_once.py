"""Q8: four workers, crashes at every point: nothing twice, nothing never, on both engines."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from guong.jobs.schedule import JOBS

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("GUONG_DATABASE_URL", "")
GUONG = str(Path(sys.executable).parent / "guong")
TASKS = 40
SCHEDULED = len(JOBS)  # every job of guong.jobs.schedule is due once in an empty office


def _environment(data: Path, url: str) -> dict[str, str]:
    env = {
        **os.environ, "GUONG_DATA": str(data), "GUONG_DATABASE_URL": url, "GUONG_DEMO": "", "GUONG_LOG": "CRITICAL",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }  # fmt: skip
    env.pop("DJANGO_SETTINGS_MODULE", None)
    return env


def _slaughter(data: Path, url: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.jobs.slaughter", str(TASKS)], cwd=ROOT, env=_environment(data, url),
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def _is_exact(told: dict[str, Any]) -> None:
    assert told["twice"] == []
    assert told["never"] == []
    assert told["odd"] == 0
    assert told["kills"] > 10
    assert told["breaks"] == []
    assert told["states"] == {"SUCCESSFUL": TASKS + told["jobs"]}  # what the clock asked for was put there once
    assert told["checks"] == 1


@pytest.mark.process
def test_Q8_on_the_embedded_database(tmp_path: Path) -> None:
    _is_exact(_slaughter(tmp_path, ""))


@pytest.fixture
def fresh() -> Iterator[str]:
    """The URL of an empty database of its own, dropped afterwards."""
    name = f"guong_jobs_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.postgres
def test_Q8_on_postgresql(tmp_path: Path, fresh: str) -> None:
    _is_exact(_slaughter(tmp_path, fresh))


@pytest.mark.process
def test_one_command_serves_and_works_and_leaves_nothing_behind_when_it_is_killed(tmp_path: Path) -> None:
    env = _environment(tmp_path, "")
    words = [GUONG, "init", "--code", "P", "--name", "Đảng ủy phường Thử", "--kind", "ward"]
    subprocess.run(words, env=env, check=True, capture_output=True)
    once = subprocess.run([GUONG, "work", "--once", "--json"], env=env, check=True, capture_output=True, text=True)
    again = subprocess.run([GUONG, "work", "--once"], env=env, check=True, capture_output=True, text=True)
    assert (json.loads(once.stdout)["done"], again.stdout.split()[0]) == (SCHEDULED, "0")
    server = subprocess.Popen(
        [GUONG, "serve", "--port", "18797"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        worker = _wait_for(lambda: _children(server.pid, "--parent"))
        assert len(worker) == 1
    finally:
        others = _children(server.pid, "")
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
    for pid in set(others) - set(worker):  # the server's own process, orphaned by the kill
        os.kill(pid, signal.SIGKILL)
    assert _wait_for(lambda: [1] if not Path(f"/proc/{worker[0]}").exists() else [])


def _wait_for(look: Any) -> list[int]:
    for _ in range(300):
        if found := look():
            return list(found)
        time.sleep(0.1)
    return []


def _children(parent: int, word: str) -> list[int]:
    """Processes that a process has started, with a word in their command."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                above = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                command = (entry / "cmdline").read_text().replace("\0", " ")
            except (OSError, IndexError):
                continue
            if above == parent and word in command:
                found.append(int(entry.name))
    return found

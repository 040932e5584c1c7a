"""One ward on both engines: figures, log, backup, and the move from one to the other (Q2)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests.cli.conftest import guong

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("GUONG_DATABASE_URL", "")
pytestmark = [
    pytest.mark.postgres,
]


@pytest.fixture
def fresh() -> Iterator[str]:
    """The URL of an empty database of its own, dropped afterwards."""
    name = f"guong_engines_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _small_office(data: Path, url: str) -> None:
    """A ward of two cells with a drive, self-reviews with words, and a registration (tests/crash/office.py)."""
    env = {
        **os.environ, "GUONG_DATA": str(data), "GUONG_DATABASE_URL": url, "GUONG_DEMO": "",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }  # fmt: skip
    env.pop("DJANGO_SETTINGS_MODULE", None)
    made = subprocess.run(
        [sys.executable, "-m", "tests.crash.office"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr


def _is_sound(data: Path, url: str) -> None:
    for words in (["check"], ["audit", "verify"]):
        done = guong(data, *words, GUONG_DATABASE_URL=url)
        assert done.returncode == 0, done.stdout + done.stderr


def _moves(tmp_path: Path, start: str, goal: str) -> None:
    """Back up at `start`, restore at `goal`, compare, and go on writing there."""
    here, there, copy = tmp_path / "here", tmp_path / "there", tmp_path / "copy.zip"
    _small_office(here, start)
    _is_sound(here, start)
    saved = guong(here, "backup", str(copy), GUONG_DATABASE_URL=start)
    assert saved.returncode == 0, saved.stderr
    restored = guong(there, "restore", str(copy), "--verify", "--json", GUONG_DATABASE_URL=goal)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert json.loads(restored.stdout)["differences"] == []
    _is_sound(there, goal)
    figures = [
        guong(data, "figures", "--drive", "TSTS-TEST", "--unit", "PHUONG", "--json", GUONG_DATABASE_URL=url).stdout
        for data, url in ((here, start), (there, goal))
    ]
    assert figures[0] == figures[1] != ""
    _a_new_row_gets_a_new_number(there, goal)


def _a_new_row_gets_a_new_number(data: Path, url: str) -> None:
    """The counters of the new database go on after the restored rows."""
    code = (
        "from guong.cli import common; common.start();"
        "from guong.org.services import create_unit; from guong.kernel.actor import SystemActor;"
        "create_unit(actor=SystemActor('test'), code='MOI', name='Đảng ủy phường Mới', kind='ward')"
    )
    env = {**os.environ, "GUONG_DATA": str(data), "GUONG_DATABASE_URL": url, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    _is_sound(data, url)


def test_Q2_a_ward_moves_from_the_embedded_database_to_postgresql(tmp_path: Path, fresh: str) -> None:
    _moves(tmp_path, "", fresh)


def test_Q2_a_ward_moves_from_postgresql_to_the_embedded_database(tmp_path: Path, fresh: str) -> None:
    _moves(tmp_path, fresh, "")

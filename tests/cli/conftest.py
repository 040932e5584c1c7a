"""`guong` as a process of its own, and an installation to call it on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ready

GUONG = str(Path(sys.executable).parent / "guong")


def guong(data: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `guong` on its own data folder and the embedded database."""
    settings = {**os.environ, "GUONG_DATA": str(data), "GUONG_DATABASE_URL": "", "GUONG_DEMO": "", **env}
    settings.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run([GUONG, *words], capture_output=True, text=True, env=settings, check=False, timeout=120)


@pytest.fixture(scope="session")
def first_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with its first office, which each test copies. (`init` in an empty folder: tests/jobs.)"""
    data = tmp_path_factory.mktemp("office") / "data"
    ready.lay(data)
    made = guong(data, "init", "--code", "PHUONG", "--name", "Đảng ủy phường Thử", "--kind", "ward", "--json")
    assert made.returncode == 0, made.stderr
    card = json.loads(made.stdout)
    assert card["username"] == "vanphong"
    assert len(card["card"].replace("-", "")) == 12
    return data


@pytest.fixture
def office(first_office: Path, tmp_path: Path) -> Path:
    """The same, one's own."""
    return Path(shutil.copytree(first_office, tmp_path / "data"))

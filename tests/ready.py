"""An empty database with all tables, made once and copied: the migrations cost half a minute, and dozens of tests begin with them.

The tables come from the migrations themselves, in a process of its own; a change of any migration makes the copy anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "ready"


def _digest() -> str:
    """Changes with every migration of ours, and with the versions of the libraries that bring their own."""
    sources = [*sorted((ROOT / "src" / "guong").glob("*/migrations/*.py")), ROOT / "requirements.txt"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


def migrate(data: Path, url: str = "") -> None:
    """Run all migrations in a process of its own, on the embedded database of a folder or on the one of an address."""
    env = {
        **os.environ,
        "GUONG_DATA": str(data),
        "GUONG_DATABASE_URL": url,
        "GUONG_DEMO": "",
        "DJANGO_SETTINGS_MODULE": "guong.web.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=env, check=True, cwd=ROOT)


def database() -> Path:
    """The file of the empty embedded database; the first who asks makes it, the others wait."""
    PLACE.mkdir(parents=True, exist_ok=True)
    kept = PLACE / f"{_digest()}.sqlite3"
    with (PLACE / "lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not kept.exists():
            with tempfile.TemporaryDirectory(dir=PLACE) as folder:
                migrate(Path(folder))
                whole = Path(folder) / "whole"
                _copy(Path(folder) / "guong.sqlite3", str(whole))
                whole.rename(kept)
    return kept


def _copy(source: Path, target: str) -> sqlite3.Connection:
    """All pages of a database into another (a file, or a memory that connections share); the open connection to it."""
    with sqlite3.connect(source) as full:
        base = sqlite3.connect(target, uri=target.startswith("file:"), check_same_thread=False)
        full.backup(base)
    full.close()
    return base


def lay(data: Path) -> None:
    """An embedded database with all tables and no row of anybody in a data folder that has none."""
    data.mkdir(parents=True, exist_ok=True)
    _copy(database(), str(data / "guong.sqlite3")).close()


def lay_here() -> None:
    """The same in the folder and on the database that the environment names; nothing when that is PostgreSQL."""
    if not os.environ.get("GUONG_DATABASE_URL"):
        lay(Path(os.environ["GUONG_DATA"]))


def begin_with_tables(connection: Any) -> None:
    """Let Django make its SQLite test database as a copy of the ready one: `migrate` then finds nothing to do."""
    make = connection.creation._create_test_db

    def made(verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        name: str = make(verbosity, autoclobber, keepdb)
        if name.startswith("file:"):
            connection.kept_in_memory = _copy(database(), name)  # the memory is gone with its last connection
        elif not Path(name).exists():
            _copy(database(), name).close()
        return name

    connection.creation._create_test_db = made

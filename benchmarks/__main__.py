"""`python -m benchmarks [figure …]`: measure, and write benchmarks/results/. Without names: every figure, on both databases."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

import django
from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results"
FIGURES = {
    "pages": True,
    "imports": False,
    "writes": False,
    "growth": False,
    "dashboard": False,
    "crowd": False,
    "copies": False,
    "evening": False,
}
"""{figure: whether it needs the filled demonstration}"""
BOTH_ENGINES = ("imports", "writes", "dashboard", "evening")
POSTGRES_ALONE = ("crowd",)
KEPT = ("GUONG_BENCH_DEMO", "GUONG_BENCH_SIZE", "GUONG_BENCH_SECONDS")
CHILD = "GUONG_BENCH_CHILD"


def _environment(data: Path, url: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GUONG_") or key in KEPT}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    fixed = {"GUONG_DATA": str(data), "GUONG_DEMO": "1", "GUONG_HOSTS": "testserver", "PYTHONPATH": paths}
    fixed |= {"DJANGO_SETTINGS_MODULE": "guong.web.settings", "GUONG_STATIC_SOURCE": "1"}
    return {**kept, **fixed, **({"GUONG_DATABASE_URL": url} if url else {})}


def _run(name: str, home: Path, url: str = "") -> None:
    """One figure in a process of its own, over data of its own. GUONG_BENCH_DEMO: a folder filled before, to save time."""
    data = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=home))
    environment = _environment(data, url)
    filled = home / "demo"
    if FIGURES[name]:
        if given := os.environ.get("GUONG_BENCH_DEMO"):
            filled = Path(given)
        elif not filled.exists():
            command = [str(Path(sys.executable).with_name("guong")), "demo", "--no-serve"]
            subprocess.run(command, cwd=ROOT, env={**environment, "GUONG_DATA": str(filled)}, check=True)
        shutil.copytree(filled, data, dirs_exist_ok=True)
    command = [sys.executable, "-m", "benchmarks", name]
    subprocess.run(command, cwd=ROOT, env={**environment, CHILD: "1"}, check=True)


def _measure(name: str) -> None:
    """In the child: Django first, then the figure."""
    django.setup()
    import_module("benchmarks.worlds").migrate()
    figure = import_module(f"benchmarks.{name}").measure()
    figure.write(RESULTS)
    print(figure.markdown())


def _on_postgres(names: list[str], home: Path) -> None:
    """The same figures on a throw-away PostgreSQL; a machine on which it does not start is told so, and has SQLite's alone."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres.cluster())
        except (subprocess.CalledProcessError, SystemExit) as error:
            print(f"PostgreSQL does not start here, so its figures are left out: {error}", file=sys.stderr)
            return
        for name in names:
            _run(name, home, url)


def main(names: list[str]) -> None:
    if unknown := sorted(set(names) - set(FIGURES)):
        sys.exit(f"Unknown figure: {', '.join(unknown)}. There are: {', '.join(FIGURES)}.")
    if os.environ.get(CHILD):
        _measure(names[0])
        return
    chosen = names or list(FIGURES)
    with tempfile.TemporaryDirectory(prefix="guong-bench-") as home:
        for name in chosen:
            if name not in POSTGRES_ALONE:
                _run(name, Path(home))
        if twice := [name for name in chosen if name in BOTH_ENGINES + POSTGRES_ALONE]:
            _on_postgres(twice, Path(home))


if __name__ == "__main__":
    main(sys.argv[1:])

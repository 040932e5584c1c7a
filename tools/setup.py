"""Set the project up from scratch: virtual environment, bundle, fonts, translations, static files.

Runs with any Python 3.11+ and its standard library alone. Each step is skipped when nothing that it reads has changed
(.stamps/), so that a second `make demo` starts at once.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = ROOT / ".stamps"
PYTHON = VENV / "bin" / "python"


def say(text: str) -> None:
    print(f"• {text}", flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command in the project; stop with its own words when it fails."""
    result = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False)
    if result.returncode:
        sys.exit(f"This step failed: {' '.join(str(part) for part in command)}")


def fingerprint(paths: Iterable[Path], extra: str = "") -> str:
    """A hash over names and contents of files and folders."""
    total = hashlib.sha256(f"{sys.version_info[:2]}{extra}".encode())
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if file.is_file() and "dist" not in file.parts:
                total.update(str(file.relative_to(ROOT)).encode())
                total.update(file.read_bytes())
    return total.hexdigest()


def step(
    name: str, inputs: Iterable[Path], outputs: Iterable[Path], action: Callable[[], None], extra: str = ""
) -> None:
    """Run `action` unless its inputs are those of the last time and its outputs exist."""
    stamp = STAMPS / name
    now = fingerprint(inputs, extra)
    if all(path.exists() for path in outputs) and stamp.exists() and stamp.read_text() == now:
        return
    say(name)
    action()
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(now)


def make_venv() -> None:
    """A virtual environment with pip; a Debian Python without its venv package says what to install."""
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        if os.geteuid() == 0 and shutil.which("apt-get"):
            run("apt-get", "install", "-y", "-qq", "python3-venv")
            run(sys.executable, "-m", "venv", VENV)
        else:
            sys.exit(
                f"{made.stdout}{made.stderr}\nPython cannot make a virtual environment here. Install python3-venv, then try again."
            )


def install(requirements: Path) -> None:
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    run(*pip, "--require-hashes", "-r", requirements)
    run(*pip, "--no-deps", "-e", ROOT)


def node_environment() -> dict[str, str]:
    """PATH with a Node of version 20 or newer: the machine's, or the one that comes from PyPI."""
    env = {**os.environ, "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    found = shutil.which("node", path=env["PATH"])
    if found and shutil.which("npm", path=env["PATH"]):
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        if int(version.lstrip("v").split(".")[0] or 0) >= 20:
            return env
    say("node from PyPI (this machine has none that is new enough)")
    run(
        PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--require-hashes",
        "-r",
        ROOT / "requirements-node.txt",
    )
    return env


def build_front() -> None:
    env = node_environment()
    run("npm", "ci", "--no-fund", "--no-audit", "--loglevel=error", env=env)
    run("node", ROOT / "tools" / "build_front.mjs", env=env)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests need")
    dev = parser.parse_args().dev
    if sys.version_info < (3, 11):  # noqa: UP036  # an older Python starts this file too, and must be told
        sys.exit(
            f"Gương needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make demo PYTHON=python3.11"
        )
    if not PYTHON.exists():
        say("virtual environment")
        make_venv()
    requirements = ROOT / ("requirements-dev.txt" if dev else "requirements.txt")
    name = "libraries for tests" if dev else "libraries"
    if dev or not (STAMPS / "libraries for tests").exists():
        step(name, [requirements, ROOT / "pyproject.toml"], [VENV / "bin" / "guong"], lambda: install(requirements))
    web = ROOT / "src" / "guong" / "web"
    dist = web / "static" / "dist"
    step(
        "front end",
        [ROOT / "package-lock.json", ROOT / "tools" / "build_front.mjs", web / "src", web / "templates"],
        [dist / "app.css", ROOT / "node_modules"],
        build_front,
    )
    fonts = ROOT / "src" / "guong" / "papers" / "fonts"
    step(
        "fonts for paper",
        [ROOT / "tools" / "build_fonts.py", ROOT / "package-lock.json"],
        [fonts],
        lambda: run(PYTHON, ROOT / "tools" / "build_fonts.py"),
    )
    locale = ROOT / "src" / "guong" / "locale"
    catalogues = [path.with_suffix(".mo") for path in locale.rglob("*.po")]
    step("translations", [*sorted(locale.rglob("*.po")), ROOT / "tools" / "messages.py"], catalogues,
         lambda: run(PYTHON, ROOT / "tools" / "messages.py"))  # fmt: skip
    static = ROOT / "build" / "static"
    step("static files", [dist, web / "static", STAMPS / "front end"], [static / "staticfiles.json"], collect_static)


def collect_static() -> None:
    """Hashed and compressed copies of the bundle; needs no database."""
    shutil.rmtree(ROOT / "build" / "static", ignore_errors=True)
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "guong.web.settings",
        "GUONG_SECRET_KEY": "set-up only, never used to serve anything at all",
    }
    # the storage that writes hashed names is chosen by its manifest, which does not exist yet
    env["GUONG_COLLECT"] = "1"
    run(PYTHON, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0", env=env)


if __name__ == "__main__":
    main()

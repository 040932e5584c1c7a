"""The real product in a process of its own, and Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@dataclass
class Office:
    """A served office: its address and the ids of ward, cell and Front committee."""

    base: str
    ward: int
    cell: int
    front: int


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(base: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError("the server stopped before it answered")
        try:
            with urlopen(f"{base}/dang-nhap/", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A fresh office, served on a free port."""
    yield from serve(tmp_path)


@pytest.fixture
def lived_office(tmp_path: Path) -> Iterator[Office]:
    """An office whose drive is in the middle of its evening: something stands on every page."""
    yield from serve(tmp_path, "lived")


@pytest.fixture
def posted_office(tmp_path: Path) -> Iterator[Office]:
    """An office with accepted plans, nothing posted yet."""
    yield from serve(tmp_path, "posted")


@pytest.fixture
def later_office(tmp_path: Path) -> Iterator[Office]:
    """A month after the evening: what was promised is looked at again tonight."""
    yield from serve(tmp_path, "month_later")


def serve(tmp_path: Path, *world: str) -> Iterator[Office]:
    """A fresh office in that folder, in a process of its own, until the fixture ends."""
    env = {**os.environ, "GUONG_DATA": str(tmp_path), "GUONG_DATABASE_URL": "", "GUONG_STATIC_SOURCE": "1",
           "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}  # fmt: skip
    built = subprocess.run(
        [sys.executable, "-m", "tests.browser.world", *world], env=env, cwd=ROOT, check=True, capture_output=True
    )
    ward, cell, front = (int(part) for part in built.stdout.split())
    port = _free_port()
    guong = str(Path(sys.executable).parent / "guong")
    process = subprocess.Popen([guong, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base, process)
        yield Office(base, ward, cell, front)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a session."""
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    assert path, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 780}}


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(chromium: Browser, office: Office, size: str) -> Iterator[Page]:
    """A page at desk or phone size; an error of a script or a 5xx fails the test; a 4xx is an answer, and the walk looks at it itself."""
    context = chromium.new_context(viewport=SIZES[size], locale="vi-VN", base_url=office.base)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(15_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: wrong.append(said.text) if said.type == "error" and "status of 4" not in said.text else None,
    )
    yield page
    context.close()
    assert wrong == []

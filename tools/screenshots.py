"""The pictures of the README and of the user's guide: python tools/screenshots.py [--data DIR]

Lives the demonstration in a folder of its own, serves it on a free port, and takes docs/pictures/*.png. With `--data`, a folder that
holds a demonstration already is used (the pictures open a meeting in it).
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import shoot  # noqa: E402  (started as a script, the folder above is not on the path)

OUT = ROOT / "docs" / "pictures"
FILL_SECONDS = 600
COLOURS = 128
TALLEST = {1280: 1500, 360: 1350}  # pixels of the picture, by width of the window


def _link(page: Page, pattern: str) -> str:
    """The first link of the page whose path matches; leaves with a sentence when there is none."""
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    for path in found:
        if re.fullmatch(pattern, path):
            return str(path)
    sys.exit(f"{page.url} has no link like {pattern}: did the demonstration change?")


def _board(page: Page, _base: str) -> str:
    return _link(page, r"/dot/\d+/bang/\d+/")


def _home(_page: Page, _base: str) -> str:
    return "/"


def _runner(page: Page, base: str) -> str:
    """The meeting of today, opened."""
    page.goto(f"{base}/hop/")
    meeting = _link(page, r"/hop/\d+/")
    page.goto(base + meeting)
    opens = page.locator(f'form[action="{meeting}mo/"] button')
    if opens.count():
        opens.click()
        page.wait_for_load_state()
    return f"{meeting}dieu-hanh/"


def _division(page: Page, base: str) -> str:
    """The committee's own finding, with a share that is contested."""
    page.goto(base + _link(page, r"/phan/\d+/quyet-dinh/"))
    return _link(page, r"/khuyet-diem/\d+/chia/")


def _my_file(_page: Page, _base: str) -> str:
    return "/ho-so/"


def _plan(page: Page, _base: str) -> str:
    return _link(page, r"/ke-hoach/\d+/viet/")


PICTURES: list[tuple[str, str, int, Callable[[Page, str], str]]] = [
    ("board", "vanphong", 1280, _board),
    ("home-secretary", "bithu-cb7", 360, _home),
    ("division", "bithu-phuong", 1280, _division),
    ("my-file", "dang-vien", 1280, _my_file),
    ("plan", "dang-vien", 360, _plan),
    ("runner", "bithu-cb7", 1280, _runner),
]
"""(file, sign-in name, width of the window, how its page is found from the person's home)."""


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(data: Path) -> Iterator[str]:
    """`guong demo` over the folder; yields its address once it answers."""
    port = _free_port()
    env = {
        **os.environ,
        "GUONG_DATA": str(data),
        "GUONG_DATABASE_URL": "",
        "GUONG_DEMO": "1",
        "GUONG_STATIC_SOURCE": "1",
    }
    command = [str(Path(sys.executable).with_name("guong")), "demo", "--port", str(port)]
    base = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, env=env, cwd=ROOT) as process:
        try:
            _wait(base, process)
            yield base
        finally:
            process.terminate()


def _wait(base: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(FILL_SECONDS):
        if process.poll() is not None:
            sys.exit("The demonstration stopped before it answered.")
        try:
            with urlopen(f"{base}/dang-nhap/", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(1)
    sys.exit(f"The demonstration did not answer within {FILL_SECONDS} seconds.")


def _find(browser: Browser, base: str, username: str, finder: Callable[[Page, str], str]) -> str:
    context = browser.new_context()
    page = context.new_page()
    shoot.enter(page, base, username)
    path = finder(page, base)
    context.close()
    return path


def _lighten(picture: Path, width: int) -> None:
    """Cut below, keep 128 colours: small enough to live in the repository."""
    with Image.open(picture) as opened:
        cut = opened.convert("RGB").crop((0, 0, opened.width, min(opened.height, TALLEST[width])))
    cut.quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    wanted = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as fresh,
        _served(wanted.data or Path(fresh)) as base,
        shoot.browser() as browser,
    ):
        for name, username, width, finder in PICTURES:
            picture = OUT / f"{name}.png"
            path = _find(browser, base, username, finder)
            complaints = shoot.shoot(browser, path, picture, base=base, width=width, username=username)
            _lighten(picture, width)
            print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB", *complaints, sep="\n  ")


if __name__ == "__main__":
    main()

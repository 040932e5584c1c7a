"""The pictures of the README and of the user's guide: python tools/screenshots.py [--data DIR] [--only NAME …]

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
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
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
COLOURS = 192
TALLEST = {1280: 1300, 360: 1350}  # pixels of the picture, by width of the window


def _link(page: Page, pattern: str) -> str:
    """The first link of the page whose path matches; leaves with a sentence when there is none."""
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    for path in found:
        if re.fullmatch(pattern, path):
            return str(path)
    sys.exit(f"{page.url} has no link like {pattern}: did the demonstration change?")


@dataclass(frozen=True)
class Picture:
    """A picture of the guide. `steps` lead from the person's home to its page: a path, `^pattern` for the first link whose path
    matches it, `!pattern` to press the button of the first form whose address matches it, if there is one."""

    name: str
    username: str
    width: int
    steps: tuple[str, ...] = ()


DESK, PHONE = 1280, 360
PICTURES = (
    Picture("board", "vanphong", DESK, (r"^/dot/\d+/bang/\d+/",)),
    Picture("home-clerk", "vanphong", DESK),
    Picture("registrations", "vanphong", DESK, (r"^/dot/\d+/lich/",)),
    Picture("pilots", "vanphong", DESK, (r"^/dot/\d+/diem/",)),
    Picture("upward", "vanphong", DESK, ("/gop-y-len-tren/",)),
    Picture("division", "bithu-phuong", DESK, (r"^/phan/\d+/quyet-dinh/", r"^/khuyet-diem/\d+/chia/")),
    Picture("home-secretary", "bithu-cb7", PHONE),
    Picture("meeting", "bithu-cb7", PHONE, ("/hop/", r"^/hop/\d+/")),
    Picture("read-reviews", "bithu-cb7", PHONE, (r"^/chi-bo/\d+/dot/\d+/tu-soi/",)),
    Picture("recheck", "bithu-cb7", PHONE, (r"^/soi-lai/\d+/",)),
    Picture("home-member", "dang-vien", PHONE),
    Picture("write", "di-xa", PHONE, ("/tu-soi/", r"!/tu-soi/dot/\d+/viet/")),
    Picture("reply", "dang-vien", PHONE, (r"^/gop-y/\d+/tra-loi/",)),
    Picture("my-file", "dang-vien", PHONE, ("/ho-so/",)),
    Picture("plan", "dang-vien", PHONE, (r"^/ke-hoach/\d+/viet/",)),
    Picture("monitor", "mat-tran", PHONE, ("/giam-sat/", r"^/giam-sat/\d+/")),
    Picture("runner", "bithu-cb7", PHONE, ("/hop/", r"^/hop/\d+/", r"!/hop/\d+/mo/")),
)  # fmt: skip
"""In the order in which they are taken: the meeting is opened last."""


def _press(page: Page, pattern: str) -> None:
    for form in page.locator("form[method=post]").all():
        if re.fullmatch(pattern, form.get_attribute("action") or ""):
            form.locator("button").first.click()
            page.wait_for_load_state()
            return


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


def _find(browser: Browser, base: str, picture: Picture) -> str:
    """The path of the page, found by walking there as its reader would."""
    context = browser.new_context()
    page = context.new_page()
    shoot.enter(page, base, picture.username)
    for step in picture.steps:
        if step.startswith("!"):
            _press(page, step[1:])
        else:
            page.goto(base + (_link(page, step[1:]) if step.startswith("^") else step))
    path = page.url.removeprefix(base)
    context.close()
    return path


def _lighten(picture: Path, width: int) -> None:
    """Cut below, keep few colours: small enough to live in the repository."""
    with Image.open(picture) as opened:
        cut = opened.convert("RGB").crop((0, 0, opened.width, min(opened.height, TALLEST[width])))
    cut.quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", nargs="*", default=[], help="names of pictures; all of them without")
    wanted = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as fresh,
        _served(wanted.data or Path(fresh)) as base,
        shoot.browser() as browser,
    ):
        for picture in (one for one in PICTURES if not wanted.only or one.name in wanted.only):
            out = OUT / f"{picture.name}.png"
            path = _find(browser, base, picture)
            complaints = shoot.shoot(
                browser,
                path,
                out,
                base=base,
                width=picture.width,
                username=picture.username,
                whole=picture.width == DESK,
            )
            _lighten(out, picture.width)
            print(f"{out.relative_to(ROOT)}: {out.stat().st_size // 1000} kB", *complaints, sep="\n  ")


if __name__ == "__main__":
    main()

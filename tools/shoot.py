"""A picture of a page: python tools/shoot.py URL OUT.png [--width 360] [--dark] [--large] [--as USERNAME] [--base http://127.0.0.1:8000]

URL is a path such as "/" or a whole address. `--as` signs in by the demonstration's door of a running server.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-gpu"]


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or a sentence about what is missing."""
    if not Path(CHROMIUM).exists():
        sys.exit("Chromium is missing. Install it with: apt-get install chromium")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        opened.close()


def enter(page: Page, base: str, username: str) -> None:
    """Sign in by the demonstration's door."""
    page.goto(f"{base}/dang-nhap/")
    button = page.locator(f'form[action$="/demo-vao/{username}/"] button')
    if not button.count():
        sys.exit(f"The sign-in page has no door for {username}: is this the demonstration?")
    button.click()
    page.wait_for_load_state()


def shoot(browser: Browser, url: str, out: Path, *, base: str, width: int = 1280, dark: bool = False, large: bool = False,
          username: str = "", whole: bool = True, language: str = "vi") -> list[str]:  # fmt: skip
    """Take the picture; returns what the browser complained about (refused scripts, missing files)."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light",
        device_scale_factor=1.5 if width < 700 else 1, reduced_motion="reduce", has_touch=width < 700,
    )  # fmt: skip
    cookies = {"guong_language": language} | ({"guong_large": "1"} if large else {})
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    if username:
        enter(page, base, username)
    page.goto(url if "://" in url else base + url)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        complaints.append(f"the page is {wide} px wider than the window")
    page.screenshot(path=str(out), full_page=whole)
    context.close()
    return complaints


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--as", dest="username", default="")
    parser.add_argument("--language", default="vi")
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    wanted = parser.parse_args()
    with browser() as opened:
        complaints = shoot(
            opened, wanted.url, wanted.out, base=wanted.base, width=wanted.width, dark=wanted.dark, large=wanted.large,
            username=wanted.username, language=wanted.language,
        )  # fmt: skip
    for line in complaints:
        print(f"browser: {line}")


if __name__ == "__main__":
    main()

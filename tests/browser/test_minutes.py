"""The end of an evening: a vote, the conclusion, minutes that a member objects to and the cell answers (R5, D3, D4)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import steps
from tests.browser.conftest import SIZES, Office

pytestmark = pytest.mark.browser
WRONG = "Tôi nói hẻm số 5, biên bản ghi hẻm số 6."


def test_D3_from_the_vote_to_the_answered_objection(chromium: Browser, lived_office: Office) -> None:
    """The secretary at a desk, the member on a telephone."""
    pages: dict[str, Page] = {}
    for who, size in (("cell-secretary", "desk"), ("member", "phone")):
        context = chromium.new_context(viewport=SIZES[size], locale="vi-VN", base_url=lived_office.base)  # type: ignore[arg-type]
        pages[who] = context.new_page()
        pages[who].set_default_timeout(20_000)
        steps.sign_in(pages[who], who)
    desk, phone = pages["cell-secretary"], pages["member"]
    desk.goto("/hop/")
    desk.locator("main a[href$='/dieu-hanh/']").first.click()
    runner = desk.url.partition("#")[0]
    desk.locator("#bieu-quyet summary", has_text="Ghi một lần").click()
    desk.fill("[name=vote-title]", "Nghị quyết tháng 4")
    desk.check("[name=vote-way][value=hands]")
    for name, number in (
        ("given_out", 7),
        ("in_favour", 6),
        ("against", 1),
        ("no_opinion", 0),
        ("invalid", 0),
        ("voteless", 0),
    ):
        desk.fill(f"[name=vote-{name}]", str(number))
    steps.press(desk, "#bieu-quyet form button.bt")
    assert "Nghị quyết tháng 4" in desk.locator("#bieu-quyet").inner_text()
    desk.goto(runner.replace("dieu-hanh", "ket-thuc"))
    desk.fill("[name$=conclusion]", "Chi bộ nhất trí.")
    steps.press(desk, "main form:has([name$=conclusion]) button.bt-1")

    minutes = runner.replace("dieu-hanh", "bien-ban")
    phone.goto(minutes)
    phone.check("[name=word][value=seen]")
    phone.fill("form[action$='/y-kien/'] [name=text]", WRONG)
    steps.no_serious_fault(phone)
    steps.press(phone, "form[action$='/y-kien/'] button")
    assert WRONG in phone.locator("main").inner_text()

    desk.goto(minutes)
    answer = desk.locator("form[action*='/y-kien-bien-ban/']").first
    answer.locator("[name=text]").fill("Chi bộ đã sửa thành hẻm số 5.")
    answer.locator("button").first.click()
    desk.locator("main", has_text="Chi bộ đã sửa thành hẻm số 5.").wait_for()
    steps.no_serious_fault(desk)
    for page in pages.values():
        page.context.close()

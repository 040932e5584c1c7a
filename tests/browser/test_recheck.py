"""Looking again a month later, on the telephone of whoever runs the evening (S14, S15, R22)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser import steps
from tests.browser.conftest import SIZES, Office

pytestmark = pytest.mark.browser
WHY = "Tháng 4 vẫn còn một buổi đến muộn 10 phút."


def test_D25_a_member_types_the_code_on_the_wall_and_stands_on_the_roll(
    chromium: Browser, later_office: Office
) -> None:
    """The chair puts a code on the wall screen; a member types it on the telephone; the chair's roll shows it."""
    desk, phone = (
        chromium.new_context(viewport=SIZES[size], locale="vi-VN", base_url=later_office.base)  # type: ignore[arg-type]
        for size in ("desk", "phone")
    )
    chair, member = desk.new_page(), phone.new_page()
    for page in (chair, member):
        page.set_default_timeout(20_000)
    steps.sign_in(chair, "cell-secretary")
    chair.goto("/hop/")
    chair.locator("main a[href$='/dieu-hanh/']").first.click()
    runner = chair.url
    steps.press(chair, "form[action$='/ma-co-mat/'] button")
    chair.goto(runner.replace("/dieu-hanh/", "/man-hinh/").partition("#")[0])
    found = re.search(r"\b(\d{3}) ?(\d{3})\b", chair.locator("main").inner_text())
    assert found
    steps.no_serious_fault(chair)

    steps.sign_in(member, "member")
    member.goto(runner.replace("/dieu-hanh/", "/co-mat/").partition("#")[0])
    member.fill("[name=code]", found.group(1) + found.group(2))
    steps.no_serious_fault(member)
    steps.press(member, "main form button.bt-1")
    assert "Có mặt" in member.locator("main").inner_text()
    chair.goto(runner)
    chair.locator(".roll-figure", has_text="1/7").wait_for()
    desk.close()
    phone.close()


def test_S15_each_line_is_judged_on_the_telephone_and_what_is_not_done_goes_on(
    chromium: Browser, later_office: Office
) -> None:
    context = chromium.new_context(viewport=SIZES["phone"], locale="vi-VN", base_url=later_office.base)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(20_000)
    steps.sign_in(page, "cell-secretary")
    page.goto("/hop/")
    page.locator("main a[href$='/dieu-hanh/']").first.click()
    page.locator("main a[href*='/soi-lai/']").first.click()
    page.wait_for_url(re.compile(r"/soi-lai/\d+/"))
    assert "0/2" in page.locator("main section header").first.inner_text()
    steps.no_serious_fault(page)

    first = page.locator("main form:has([name$=outcome])").first
    first.locator("[name$=outcome][value=done]").check()
    first.locator("[name$=reason]").fill("Ba buổi liền đến trước giờ.")
    first.locator("button").last.click()
    page.locator("main section header", has_text="1/2").first.wait_for()

    left = page.locator("main form:has([name$=outcome])").first
    left.locator("[name$=outcome][value=not]").check()
    left.locator("button").last.click()
    page.locator("main .err").first.wait_for()
    left = page.locator("main form:has([name$=outcome])").first
    assert left.locator("[name$=outcome][value=not]").is_checked(), "what was chosen is kept"
    steps.no_serious_fault(page)
    left.locator("[name$=reason]").fill(WHY)
    left.locator("button").last.click()
    page.locator("main section header", has_text="2/2").first.wait_for()
    assert WHY in page.locator("main").inner_text()
    context.close()

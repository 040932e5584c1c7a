"""The posting board and the monitor, walked in a real browser (S108, S118, D21; S110, S115)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import steps
from tests.browser.conftest import SIZES, Office

pytestmark = pytest.mark.browser
SEEN = "Chiều thứ Sáu có mặt ở nhà văn hóa, trả lời bốn hộ."


def _open(chromium: Browser, office: Office, size: str = "desk") -> Page:
    context = chromium.new_context(viewport=SIZES[size], locale="vi-VN", base_url=office.base)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def _look(page: Page, name: str) -> None:
    """axe, and a picture where somebody asks for one (GUONG_PICTURES)."""
    steps.no_serious_fault(page)
    if folder := os.environ.get("GUONG_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_head_is_posted_read_by_a_passer_by_and_taken_down(chromium: Browser, posted_office: Office) -> None:
    """The clerk posts; whoever has the address reads the chosen parts; one press later it is gone for everybody."""
    clerk, passer = _open(chromium, posted_office), _open(chromium, posted_office, "phone")
    steps.sign_in(clerk, "clerk")
    clerk.goto("/niem-yet/")
    _look(clerk, "board")
    clerk.locator("main a[href*='/niem-yet/ke-hoach/']").first.click()
    clerk.locator("[name=fields_shown][value=items]").uncheck()
    _look(clerk, "posting-new")
    steps.press(clerk, "main form button.bt-1")
    _look(clerk, "posting")
    public = clerk.locator("a.plan-token").get_attribute("href")
    assert public
    answer = passer.goto(public)
    assert answer is not None
    assert answer.status == 200
    assert "noindex" in answer.headers["x-robots-tag"]
    _look(passer, "public")
    said = passer.locator("main").inner_text()
    assert "Hoàng Đức Lâm" in said
    assert "vắng hai buổi" not in said, "what was not ticked is not shown"
    steps.press(clerk, "main form[action$='/go/'] button")
    gone = passer.goto(public)
    assert gone is not None
    assert gone.status == 404
    for page in (clerk, passer):
        page.context.close()


def test_a_monitor_reads_remarks_and_plans_and_the_member_answers(chromium: Browser, posted_office: Office) -> None:
    page = _open(chromium, posted_office, "phone")
    steps.sign_in(page, "monitor")
    page.goto("/giam-sat/")
    _look(page, "copies")
    page.locator(".plan-list a[href*='/giam-sat/']").first.click()
    page.fill("[name=text]", SEEN)
    steps.press(page, "main form.ask button")
    page.goto(f"/giam-sat/ke-hoach/{posted_office.front}/")
    page.fill("[name=what]", "Xem sổ hẹn dân và hỏi bà con trong tổ.")
    page.fill("[name=due_on]", steps.vn(steps.TODAY + timedelta(days=1)))
    _look(page, "supervision-new")
    steps.press(page, "main form button.bt-1")
    _look(page, "supervision")
    assert "Xem sổ hẹn dân" in page.locator(".plan-list").inner_text()
    steps.sign_in(page, "member")
    page.goto("/ke-hoach/")
    _look(page, "mine")
    page.locator("main a[href*='/giam-sat/nhan-xet/']").first.click()
    page.fill("[name=text]", "Tôi cảm ơn và giữ lịch ấy.")
    steps.press(page, "main form button.bt-1")
    steps.sign_in(page, "monitor")
    page.goto("/giam-sat/")
    assert "Tôi cảm ơn và giữ lịch ấy." in page.locator("main").inner_text()
    page.context.close()

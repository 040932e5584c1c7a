"""The second step in a real browser: the telephone's picture, a passkey of a (virtual) device, the printed sheet; axe on the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import steps
from tests.browser.conftest import SIZES, Office

pytestmark = pytest.mark.browser
WHO = "inspector"  # the one office of the small world that has no telephone yet


@pytest.fixture
def here(chromium: Browser, office: Office) -> Iterator[Page]:
    """Passkeys belong to a name, never to a number: the same office by the name of this machine."""
    base = office.base.replace("127.0.0.1", "localhost")
    context = chromium.new_context(viewport=SIZES["phone"], locale="vi-VN", base_url=base)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def inside(url: str) -> bool:
    return "dang-nhap" not in url


def _out(page: Page) -> None:
    page.context.clear_cookies()


def test_a_telephone_is_set_up_at_the_door_and_asked_for_from_then_on(here: Page) -> None:
    steps.type_password(here, WHO)
    assert here.url.endswith("/dang-nhap/lap-buoc-hai/")
    steps.no_serious_fault(here)
    here.goto("/to-chuc/")
    assert "/dang-nhap/" in here.url, "nothing else opens"
    here.goto("/dang-nhap/lap-buoc-hai/dien-thoai/")
    steps.no_serious_fault(here)
    assert here.locator(".qr img").evaluate("image => image.complete && image.naturalWidth > 0")
    here.locator("details.fold summary").click()
    secret = here.locator(".spell").inner_text().replace(" ", "")
    here.fill("[name=code]", steps.code_now(secret))
    steps.press(here, "main form button")
    here.wait_for_url(inside)
    here.goto("/tai-khoan/")
    steps.no_serious_fault(here)
    _out(here)
    steps.type_password(here, WHO)
    steps.no_serious_fault(here)
    assert here.url.endswith("/buoc-hai/")
    here.fill("[name=code]", steps.code_now(secret))
    steps.press(here, "main form:has([name=code]) button")
    assert "khớp" in here.locator("main").inner_text(), "the code of this half minute has been used"


def test_a_passkey_is_made_at_the_door_and_opens_the_next_sign_in(here: Page) -> None:
    device = here.context.new_cdp_session(here)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    steps.type_password(here, WHO)
    here.goto("/dang-nhap/lap-buoc-hai/khoa/")
    steps.no_serious_fault(here)
    here.locator("form[data-passkey=create] button").click()
    here.wait_for_url(inside)
    _out(here)
    steps.type_password(here, WHO)
    assert here.url.endswith("/buoc-hai/")
    here.locator("form[data-passkey=get] button").click()
    here.wait_for_url(inside)
    here.goto("/tai-khoan/")
    assert "Khóa truy cập" in here.locator("main").inner_text()


def test_whoever_has_no_telephone_prints_a_sheet(here: Page) -> None:
    steps.type_password(here, WHO)
    here.goto("/dang-nhap/lap-buoc-hai/to-ma/")
    steps.press(here, "main form button")
    steps.no_serious_fault(here)
    code = here.locator(".codes code").nth(4).inner_text()
    here.locator("main a.bt-1").click()
    here.fill("[name=code]", code)
    steps.press(here, "main form:has([name=code]) button")
    here.wait_for_url(inside)

"""The evening on two devices, with the network cut in the middle: nothing is lost, nothing counts twice, no word stays behind (Q7)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.browser import steps
from tests.browser.conftest import SIZES, Office

pytestmark = pytest.mark.browser
WORDS = "Bàn việc hẻm số 5 chưa có đèn."
LOST = "Nhà văn hóa cần thêm ghế."


@pytest.fixture
def chair(chromium: Browser, lived_office: Office) -> Iterator[Page]:
    """The chair's tablet, on the runner of the meeting under way."""
    context = chromium.new_context(viewport=SIZES["desk"], locale="vi-VN", base_url=lived_office.base)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(20_000)
    steps.sign_in(page, "cell-secretary")
    page.goto("/hop/")
    page.locator("main a[href$='/dieu-hanh/']").first.click()
    page.locator("#diem-danh .roll-figure").wait_for()
    yield page
    context.close()


@pytest.fixture
def keeper(chromium: Browser, chair: Page, lived_office: Office) -> Iterator[Page]:
    """The secretary's telephone, on the same page."""
    context: BrowserContext = chromium.new_context(
        viewport=SIZES["phone"],  # type: ignore[arg-type]
        locale="vi-VN",
        base_url=lived_office.base,
        storage_state=chair.context.storage_state(),
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(chair.url)
    yield page
    context.close()


def test_Q7_taps_and_notes_wait_out_a_broken_network(chair: Page, keeper: Page) -> None:
    here = chair.locator("#diem-danh .chip-here")
    name = here.first.locator("b").inner_text()
    chair.context.set_offline(True)
    here.first.click()
    chair.locator("#diem-danh [data-queue]:visible").wait_for()
    chair.fill("[name=note-text]", WORDS)
    chair.locator("#ghi-chep form button.bt").first.click()
    chair.locator("[data-unsent]", has_text=WORDS).wait_for()
    kept = chair.evaluate("JSON.stringify({...sessionStorage}) + JSON.stringify({...localStorage})")
    assert "guong:diem-danh" in kept
    assert name not in kept
    assert WORDS not in kept

    keeper.locator("#diem-danh .chip-here").last.click()
    keeper.locator(".roll-figure", has_text="6/7").wait_for()
    chair.context.set_offline(False)
    for page in (chair, keeper):
        page.locator(".roll-figure", has_text="5/7").wait_for()
        page.locator("#ghi-chep-ds", has_text=WORDS).wait_for()
    assert "guong:diem-danh" not in chair.evaluate("JSON.stringify({...sessionStorage})")
    assert chair.locator("[data-unsent] > *").count() == 0


def test_Q7_a_note_whose_answer_was_lost_is_sent_again_and_counts_once(chair: Page) -> None:
    lost: list[str] = []

    def lose_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()  # the server has it; the answer never arrives
        route.abort()

    chair.route("**/ghi-chep/", lose_first)
    chair.fill("[name=note-text]", LOST)
    chair.locator("#ghi-chep form button.bt").first.click()
    chair.locator("#ghi-chep-ds", has_text=LOST).wait_for()
    chair.locator("[data-unsent] > *").wait_for(state="detached")
    chair.reload()
    assert lost
    assert chair.locator("#ghi-chep-ds .said", has_text=LOST).count() == 1


def test_two_devices_see_each_other_and_nothing_typed_is_lost(chair: Page, keeper: Page) -> None:
    keeper.fill("[name=note-text]", "Đang gõ dở")
    step = chair.locator("#chuong-trinh form button.bt-1").first
    step.click()
    chair.wait_for_load_state()
    keeper.locator("#chuong-trinh .agenda li.on").wait_for()
    keeper.locator("#luc-nay").wait_for()
    assert keeper.input_value("[name=note-text]") == "Đang gõ dở"
    steps.no_serious_fault(keeper)

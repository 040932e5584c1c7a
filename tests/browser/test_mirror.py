"""The mirror in a real browser: a member on a telephone, the secretary at a desk, and a member of 75 who is helped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import steps
from tests.browser.conftest import SIZES, Office, serve

pytestmark = pytest.mark.browser
PROMISE = "Tôi xin hứa giải quyết hồ sơ của bà con đúng hẹn, không để ai phải đi lại nhiều lần."
OWN = "Quý I có 4 hồ sơ trễ hẹn; từ tháng 6 tôi ghi giấy hẹn có giờ và gọi điện trước cho từng nhà."
VOICE = """
const said = [];
class Fake extends EventTarget {
  getVoices() { return [{lang: 'vi-VN', localService: true, name: 'giọng thử'}]; }
  speak(one) { said.push(one.text); setTimeout(() => one.dispatchEvent(new Event('end')), 1500); }
  cancel() { said.push('—'); }
}
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
Object.defineProperty(window, 'speechSynthesis', {value: new Fake()});
Object.defineProperty(window, 'said', {value: said});
"""


@pytest.fixture(scope="module")
def mirror_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for both walks: they meet different people of it."""
    yield from serve(tmp_path_factory.mktemp("mirror"), "lived")


@pytest.fixture
def open_page(chromium: Browser, mirror_office: Office) -> Iterator[Any]:
    """A page of that size in a window of its own; an error of a script fails the test."""
    contexts, wrong = [], []

    def opened(size: str, *, large: bool = False, voice: bool = False) -> Page:
        context = chromium.new_context(viewport=SIZES[size], locale="vi-VN", base_url=mirror_office.base)  # type: ignore[arg-type]
        contexts.append(context)
        if large:
            context.add_cookies([{"name": "guong_large", "value": "1", "url": mirror_office.base}])
        page = context.new_page()
        if voice:
            page.add_init_script(VOICE)
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def test_S16_S138_a_member_on_a_telephone_writes_is_hinted_hands_in_is_returned_and_signs(
    open_page: Any, mirror_office: Office
) -> None:
    phone, desk = open_page("phone", voice=True), open_page("desk")
    steps.sign_in(desk, "cell-secretary")
    review = _return_to(desk, "member", mirror_office)

    steps.sign_in(phone, "member")
    _enter_promise(phone)
    phone.goto(f"/tu-soi/{review}/")
    assert "Nêu rõ ngày nào" in phone.locator("main").inner_text(), "why it came back stands above the editor"
    phone.locator("[name=s-shortcomings]").type(" Ngày 14/2 và 28/2.")
    phone.locator("[name=s-shortcomings]").blur()
    phone.locator("[data-autosave-status]", has_text=re.compile(r"\d\d:\d\d")).wait_for()
    steps.press(phone, "button[name=act][value=hand_in]")
    phone.wait_for_url(re.compile(r"/loi-hua/$"))
    for said, hinted in ((PROMISE, True), (OWN, False)):
        phone.check("main section [name=word][value=partly]")
        phone.fill("main section [name=fact]", said)
        steps.press(phone, "main section form button")
        assert ("mới nhắc lại lời hứa" in phone.locator("main").inner_text()) is hinted
    steps.no_serious_fault(phone)
    steps.press(phone, "button[name=act][value=hand_in]")
    if "/doan-giong/" in phone.url:  # the same invented words stand in three self-reviews of this small office
        steps.press(phone, "main form button")
    phone.wait_for_url(re.compile(r"/doc/$"))
    _read_aloud(phone)

    _present_and_finalise(desk, review, mirror_office)
    phone.goto(f"/tu-soi/{review}/ky/")
    steps.no_serious_fault(phone)
    phone.check("[name=word][value=agree]")
    steps.press(phone, "main form button.bt-1")
    assert OWN in phone.locator("main").inner_text()


def _return_to(desk: Page, who: str, office: Office) -> int:
    """The secretary opens the member's self-review from the list and sends it back with a reason."""
    desk.goto("/")
    desk.locator(f"main a[href*='/chi-bo/{office.cell}/'][href*='/tu-soi/']").first.click()
    row = desk.locator("tr", has_text="Phạm Văn Bường")
    found = re.search(r"/tu-soi/(\d+)/", row.locator("a").first.get_attribute("href") or "")
    assert found, who
    desk.goto(f"/tu-soi/{found[1]}/tra-lai/")
    desk.locator("[name=points]").first.check()
    desk.fill("[name=reason]", "Nêu rõ ngày nào vắng.")
    steps.press(desk, "main form button.bt-1")
    return int(found[1])


def _enter_promise(phone: Page) -> None:
    phone.goto("/loi-hua/")
    phone.check("[name=kind][value=appointment]")
    phone.fill("[name=made_on]", "1/3/2024")
    phone.fill("[name=occasion]", "Lễ trao quyết định tại phường")
    phone.fill("[name=text]", PROMISE)
    steps.no_serious_fault(phone)
    steps.press(phone, "main form button.bt-1")


def _read_aloud(phone: Page) -> None:
    """Read by the device's own voice, stopped by the one button."""
    phone.get_by_role("button", name="Đọc to trang này").click()
    phone.get_by_role("button", name="Dừng đọc").click()
    said = phone.evaluate("said.filter(one => one.length > 1)")
    assert len(said) == 1, "one sentence at a time, and silence after the stop"
    phone.get_by_role("button", name="Đọc to trang này").wait_for()


def _present_and_finalise(desk: Page, review: int, office: Office) -> None:
    desk.goto("/hop/")
    desk.locator("main a[href*='/dieu-hanh/']").first.click()
    steps.press(desk, f"form[action*='/trinh-bay/{review}/'] button")
    desk.goto(f"/tu-soi/{review}/hoan-chinh/")
    steps.press(desk, "main form button.bt-1")


def test_S139_S140_a_helper_types_for_a_member_of_75_who_says_yes_with_a_card(
    open_page: Any, mirror_office: Office
) -> None:
    desk, old = open_page("desk"), open_page("phone", large=True)
    steps.sign_in(desk, "cell-secretary")
    desk.goto("/")
    desk.locator(f"main a[href*='/chi-bo/{mirror_office.cell}/'][href*='/tu-soi/']").first.click()
    desk.locator("tr", has_text="Trần Thị Hợi").locator("a").click()
    person = re.search(r"/nhap-giup/(\d+)/", desk.url)
    assert person, desk.url
    typing = desk.url
    desk.goto(f"{typing}mau-giay/")
    assert desk.locator(".paper-code img").evaluate("one => one.naturalWidth") > 0, (
        "the code is drawn under the strict policy"
    )
    steps.no_serious_fault(desk)
    desk.goto(typing)
    for key in ("strengths", "shortcomings", "causes", "direction"):
        desk.fill(f"[name=s-{key}]", f"Bà kể qua điện thoại ({key}): ngày 3/4 bà vắng buổi tổng vệ sinh ngõ 42.")
    steps.press(desk, "main form.review-edit button.bt-1")
    desk.goto(f"/dang-vien/{person[1]}/the-dang-nhap/")
    steps.press(desk, "main form button.bt-1")
    name, code = (desk.locator(".org-card code").nth(index).inner_text() for index in (0, 1))

    old.goto("/dang-nhap/lan-dau/")
    for field, words in (("username", name), ("code", code.lower()), ("password", "hoa-buoi-nang-sang"), ("again", "hoa-buoi-nang-sang")):  # fmt: skip
        old.fill(f"[name={field}]", words)
    steps.press(old, "main form button.bt-1")
    old.goto("/")
    old.locator("main a[href*='/xac-nhan/']").first.click()
    steps.no_serious_fault(old)
    assert old.locator("html.chu-lon").count() == 1
    assert old.locator(".read-aloud").count() == 0, "no voice on this machine: no button"
    steps.press(old, "button[name=act][value=yes]")
    old.wait_for_url(re.compile(r"/doc/$"))
    assert "Nhập giúp" in old.locator("main").inner_text() or "nhập" in old.locator("main").inner_text()

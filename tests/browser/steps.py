"""What people do on the pages, by the names of the fields: the words of the page may change, the loop may not."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.world import PASSWORD, SECRET

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
TODAY = date.today()


def vn(day: date) -> str:
    return f"{day:%d/%m/%Y}"


_inside: dict[tuple[str, str], Any] = {}  # cookies of who is signed in where: a code of the telephone fits once only


def sign_in(page: Page, who: str) -> None:
    """By name, password and, for an office, the telephone's code; later in the same office the session goes on."""
    page.context.clear_cookies()
    page.goto("/dang-nhap/")
    place = (page.url, who)
    if place in _inside:
        page.context.add_cookies(_inside[place])
        page.goto("/")
        if "dang-nhap" not in page.url:
            return
    type_password(page, who)
    if "/buoc-hai/" in page.url:
        page.fill("[name=code]", code_now())
        press(page, "main form:has([name=code]) button")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    _inside[place] = page.context.cookies()


def type_password(page: Page, who: str) -> None:
    """The first step."""
    page.goto("/dang-nhap/?khac=1")
    page.fill("[name=username]", who)
    page.fill("[name=password]", PASSWORD)
    press(page, "main form button")


def code_now(secret: str = SECRET) -> str:
    """What the telephone shows: computed here once more, so that the product is not asked to check itself (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    mac = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def press(page: Page, selector: str) -> None:
    """Press a button that sends a form, and wait for the page that follows."""
    page.locator(selector).first.click()
    page.wait_for_load_state("load")


def no_serious_fault(page: Page) -> None:
    """axe finds nothing serious or critical on this page, and it does not scroll sideways."""
    page.evaluate(AXE)
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations"
        ".filter(v => ['serious', 'critical'].includes(v.impact))"
        ".map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(' | ')))"
    )
    assert found == [], f"{page.url}: {found}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1, f"{page.url} scrolls sideways by {wide} px"


def open_drive(page: Page) -> int:
    """The clerk prepares a drive, looks at the preview, opens it. Returns its id."""
    page.goto("/dot/moi/")
    page.fill("[name=code]", "TSTS-THU")
    page.fill("[name=name]", "Đợt thử trong trình duyệt")
    page.check("[name=mode][value=political]")
    for name, days in (("starts_on", -2), ("ends_on", 90), ("window_from", -1), ("window_to", 20)):
        page.fill(f"[name={name}]", vn(TODAY + timedelta(days=days)))
    page.fill("[name=contents]", "Những điều đảng viên không được làm")
    page.locator("[name=basis]").first.check()
    no_serious_fault(page)
    press(page, "main form.form-page button.bt-1")
    no_serious_fault(page)
    press(page, "main form button.bt-1")
    found = re.search(r"/dot/(\d+)/", page.url)
    assert found, page.url
    return int(found.group(1))


def register_evening(page: Page, drive: int, cell: int) -> None:
    """The secretary says when and where."""
    page.goto(f"/dot/{drive}/lich/{cell}/")
    page.fill("[name=starts_at]", vn(TODAY))
    page.fill("[name=place]", "Nhà văn hóa tổ dân phố 1")
    page.check("[name=mode][value=in_person]")
    no_serious_fault(page)
    press(page, "main form button.bt-1")


def write_review(page: Page) -> None:
    """The member writes; what is typed is kept by itself; the review is handed in."""
    page.goto("/tu-soi/")
    press(page, "main form button")
    for key in ("strengths", "shortcomings", "causes", "direction"):
        page.fill(f"[name=s-{key}]", f"Một việc cụ thể ({key}): ngày 3/4 tôi vắng buổi tổng vệ sinh ngõ 42.")
    page.locator("[name=s-direction]").blur()
    page.locator("[data-autosave-status]", has_text=re.compile(r"\d\d:\d\d")).wait_for()
    press(page, "button[name=act][value=hand_in]")
    page.wait_for_url(re.compile(r"/tu-soi/\d+/doc/"))


def write_plan(page: Page) -> int:
    """The member drafts the yearly plan and saves it. Returns its id."""
    page.goto("/ke-hoach/")
    press(page, "main form button")
    page.fill("[name=example]", "Việc đã hứa với bà con thì làm đúng hẹn.")
    page.fill("[name=shortcoming-1]", "Vắng hai buổi tổng vệ sinh mà không báo.")
    page.fill("[name=measure-1]", "Tham gia tổng vệ sinh mỗi tháng một lần.")
    page.fill("[name=deadline-1]", vn(TODAY + timedelta(days=40)))
    page.fill("[name=pledge]", "Tôi cam kết thực hiện và chịu sự giám sát.")
    no_serious_fault(page)
    press(page, ".savebar button[name=act][value=save]")
    found = re.search(r"/ke-hoach/(\d+)/", page.url)
    assert found, page.url
    return int(found.group(1))


def prepare_meeting(page: Page) -> int:
    """From the registration to an open meeting. Returns its id."""
    page.goto("/hop/")
    page.locator("main a[href*='dang-ky=']").first.click()
    page.select_option("[name=secretary]", label="Vũ Thị Đào")
    no_serious_fault(page)
    press(page, "main form button.bt-1")
    found = re.search(r"/hop/(\d+)/", page.url)
    assert found, page.url
    meeting = int(found.group(1))
    press(page, f"main form[action*='/hop/{meeting}/mo/'] button")
    page.wait_for_url(re.compile(r"/dieu-hanh/"))
    return meeting


def run_meeting(page: Page, meeting: int) -> None:
    """Roll call, the member's review is heard, a remark is made."""
    runner = f"/hop/{meeting}/dieu-hanh/"
    no_serious_fault(page)
    page.locator("[name=mark][value='rest:present']").click()
    page.locator(".roll-figure", has_text="7/7").wait_for()
    page.goto(runner)
    press(page, "form[action*='/trinh-bay/'] button")
    page.goto(runner)
    page.select_option("[name=remark-by]", label="Vũ Thị Đào")
    page.select_option("[name=remark-person]", label="Phạm Văn Bường")
    page.check("[name=remark-addressee][value=person]")
    page.check("[name=remark-what][value=criticism]")
    page.fill("[name=remark-fact]", "Hai buổi tổng vệ sinh tháng trước đồng chí vắng mà không báo.")
    press(page, "button[name=act][value=remark]")


def divide_finding(page: Page, meeting: int) -> int:
    """A finding of the cell, divided among three names to exactly 100 %. Returns its id."""
    page.goto(f"/khuyet-diem/moi/?meeting={meeting}")
    page.fill("[name=fact]", "Ba buổi sinh hoạt quý I bắt đầu muộn quá 15 phút.")
    page.check("[name=subject][value=collective]")
    page.select_option("[name=kind]", "discipline")
    page.select_option("[name=source]", "review")
    page.check("[name=severity][value=ordinary]")
    page.check("[name=cause_kind][value=objective]")
    page.fill("[name=cause]", "Chưa nhắc lịch trước một ngày.")
    no_serious_fault(page)
    press(page, "main form button.bt-1")
    found = re.search(r"/khuyet-diem/(\d+)/", page.url)
    assert found, page.url
    finding = int(found.group(1))
    page.goto(f"/khuyet-diem/{finding}/chia/")
    names = ("Nguyễn Văn Thuận", "Vũ Thị Đào", "Tạ Quang Vinh")
    for index, (name, percent) in enumerate(zip(names, ("50", "25", "24,99"), strict=True)):
        _share(page, index, name, percent)
    no_serious_fault(page)
    assert "0,01" in page.locator("[data-sum]").inner_text(), "99,99 says what is left"
    assert page.locator("button[data-commit]").get_attribute("aria-disabled") == "true"
    _share(page, 2, names[2], "25")
    press(page, "button[data-commit]")
    return finding


def _share(page: Page, index: int, name: str, percent: str) -> None:
    row = page.locator("[data-row]").nth(index)
    if row.is_hidden():
        page.locator("[data-add-row]").click()
    chooser = row.locator("select")
    if chooser.count():
        chooser.select_option(label=name)
    row.locator("[data-share]").fill(percent)
    row.locator("textarea").fill("Nhắc lịch trước một ngày, bắt đầu đúng giờ.")
    row.locator("[name$=deadline]").fill(vn(TODAY + timedelta(days=30)))


def accept_share(page: Page, finding: int) -> None:
    """A named person reads the share and accepts it."""
    page.goto(f"/khuyet-diem/{finding}/")
    page.locator("main a[href*='/phan/']").first.click()
    no_serious_fault(page)
    page.locator("main form input[type=radio]").first.check()
    press(page, "main form button.bt-1")


def present_and_close(page: Page, drive: int, cell: int, plan: int, meeting: int) -> None:
    """The plan was read out; the chair closes; the minutes are there."""
    page.goto(f"/ke-hoach/chi-bo/{cell}/dot/{drive}/")
    page.check(f"[name=plan][value='{plan}']")
    no_serious_fault(page)
    press(page, "form[action*='/trinh-bay/'] button:visible")
    page.goto(f"/hop/{meeting}/ket-thuc/")
    page.fill("[name$=conclusion]", "Buổi sinh hoạt thẳng thắn, các khuyết điểm có người nhận.")
    no_serious_fault(page)
    press(page, "main form button.bt-1")
    page.goto(f"/hop/{meeting}/bien-ban/")
    assert "Hai buổi tổng vệ sinh tháng trước" in page.locator("main").inner_text()
    no_serious_fault(page)


def answer_remark(page: Page) -> None:
    """The member finds the remark on the own file and answers it."""
    page.goto("/ho-so/")
    assert "Hai buổi tổng vệ sinh tháng trước" in page.locator("main").inner_text()
    no_serious_fault(page)
    page.locator("main a[href*='/tra-loi/']").first.click()
    no_serious_fault(page)
    page.check("[name=kind][value=accept]")
    press(page, "main form button.bt-1")


def submit_plan(page: Page, plan: int, *, mended: str = "") -> None:
    """The member submits; after a return with other words."""
    page.goto(f"/ke-hoach/{plan}/viet/")
    if mended:
        page.fill("[name=shortcoming-1]", mended)
    press(page, ".savebar button[name=act][value=submit]")
    page.wait_for_url(re.compile(rf"/ke-hoach/{plan}/$"))


def return_plan(page: Page, plan: int, reason: str) -> None:
    """The cell committee sends it back with a reason."""
    page.goto(f"/ke-hoach/{plan}/")
    no_serious_fault(page)
    page.locator("details.fold summary").last.click()
    page.locator("[name=checklist]").first.check()
    page.fill("[name=reason]", reason)
    press(page, "button[formaction*='/gui-lai/']")


def accept_plan(page: Page, plan: int) -> None:
    page.goto(f"/ke-hoach/{plan}/")
    press(page, "form[action*='/nhan/'] button.bt-1")

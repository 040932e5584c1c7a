"""The main loop, walked by people in a real browser, at desk and at phone size; axe finds nothing serious on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import steps
from tests.browser.conftest import Office

pytestmark = pytest.mark.browser
MENDED = "Tháng 3 tôi vắng cả hai buổi tổng vệ sinh ngõ 42 mà không báo tổ trưởng."


def test_a_ward_runs_its_drive_from_opening_to_the_fronts_copy(page: Page, office: Office) -> None:
    """Clerk opens, secretary registers, member writes, the meeting is run, a finding divided, a plan returned and accepted."""
    steps.sign_in(page, "clerk")
    steps.no_serious_fault(page)
    drive = steps.open_drive(page)

    steps.sign_in(page, "cell-secretary")
    steps.no_serious_fault(page)
    steps.register_evening(page, drive, office.cell)

    steps.sign_in(page, "member")
    steps.no_serious_fault(page)
    steps.write_review(page)
    plan = steps.write_plan(page)

    steps.sign_in(page, "cell-secretary")
    meeting = steps.prepare_meeting(page)
    steps.run_meeting(page, meeting)
    finding = steps.divide_finding(page, meeting)
    steps.accept_share(page, finding)
    steps.present_and_close(page, drive, office.cell, plan, meeting)

    steps.sign_in(page, "member")
    steps.answer_remark(page)
    steps.submit_plan(page, plan)

    steps.sign_in(page, "cell-secretary")
    steps.return_plan(page, plan, "Nêu rõ ngày nào, ở đâu.")
    steps.sign_in(page, "member")
    steps.submit_plan(page, plan, mended=MENDED)
    steps.sign_in(page, "cell-secretary")
    steps.accept_plan(page, plan)

    steps.sign_in(page, "monitor")
    page.goto("/giam-sat/")
    steps.no_serious_fault(page)
    page.locator(".plan-list a[href*='/giam-sat/']").first.click()
    steps.no_serious_fault(page)
    assert MENDED in page.locator("main").inner_text()
    for closed in (f"/khuyet-diem/{finding}/", f"/hop/{meeting}/", f"/ke-hoach/{plan}/viet/"):
        answer = page.goto(closed)
        assert answer is not None
        assert answer.status in {403, 404}, closed

    steps.sign_in(page, "clerk")
    page.goto(f"/dot/{drive}/bang/{office.ward}/")
    steps.no_serious_fault(page)
    assert "1/2" in page.locator("main").inner_text()
    answer = page.goto(f"/khuyet-diem/{finding}/")
    assert answer is not None
    assert answer.status in {403, 404}, "words stay in the cell"

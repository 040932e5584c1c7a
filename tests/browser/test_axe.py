"""axe on the main pages of every office: light and dark, desk and phone; nothing serious, nothing that scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import steps
from tests.browser.conftest import SIZES, Office

pytestmark = pytest.mark.browser
PAGES = {
    "clerk": ("/", "/dot/", "/dot/1/", "/dot/1/lich/", "/dot/1/bang/{ward}/", "/dot/1/hoc-tap/", "/dot/moi/", "/to-chuc/",
              "/niem-yet/", "/van-ban/", "/lich-du/", "/to-chuc/{ward}/ai-duoc-xem/"),
    "cell-secretary": ("/", "/to-chuc/{cell}/", "/to-chuc/{cell}/dang-vien/", "/hop/", "/chi-bo/{cell}/khuyet-diem/",
                       "/chi-bo/{cell}/viec-con-mo/", "/chi-bo/{cell}/dot/1/tu-soi/", "/chi-bo/{cell}/hoc-bu/",
                       "/ke-hoach/chi-bo/{cell}/dot/1/", "/hop/1/", "/hop/1/dieu-hanh/"),
    "member": ("/", "/ho-so/", "/ke-hoach/", "/tu-soi/", "/gop-y/"),
    "monitor": ("/", "/giam-sat/"),
}  # fmt: skip


def test_no_serious_fault_on_any_main_page(chromium: Browser, lived_office: Office) -> None:
    """Each page is opened once and looked at four times."""
    for who, paths in PAGES.items():
        context = chromium.new_context(locale="vi-VN", base_url=lived_office.base, reduced_motion="reduce")
        page = context.new_page()
        steps.sign_in(page, who)
        for path in paths:
            page.set_viewport_size(SIZES["desk"])  # type: ignore[arg-type]
            answer = page.goto(path.format(ward=lived_office.ward, cell=lived_office.cell))
            assert answer is not None
            assert answer.status == 200, f"{who} {path}: {answer.status}"
            for size in SIZES.values():
                page.set_viewport_size(size)  # type: ignore[arg-type]
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                    steps.no_serious_fault(page)
        context.close()

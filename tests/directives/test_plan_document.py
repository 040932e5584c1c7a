"""The ward's plan of the drive is a document with a number and a day."""

from __future__ import annotations

from datetime import date

from django.test import Client
from django.urls import reverse

from guong.directives.services import register_directive
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive


def test_S96_the_plan_stands_on_the_drive_with_number_and_day(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        plan = register_directive(
            actor=SYSTEM, unit=cast.ward, symbol="121-KH/ĐU", issued_on=date(2026, 3, 14), issuer="Đảng ủy phường Mai Khê",
            kind="plan", title="Kế hoạch tổ chức đợt sinh hoạt",
        )  # fmt: skip
        clerk, reader = Client(), Client()
        clerk.force_login(cast.accounts["clerk"])
        reader.force_login(cast.accounts["cell_secretary"])
        url, page = reverse("drive-basis", args=[drive.pk]), reverse("drive", args=[drive.pk])
        assert "121-KH/ĐU" not in reader.get(page).content.decode()
        assert reader.post(url, {"directive": plan.pk}).status_code in {403, 404}
        assert clerk.post(url, {"directive": plan.pk}).status_code == 302
        shown = reader.get(page).content.decode()
    assert "121-KH/ĐU" in shown
    assert "14/03/2026" in shown

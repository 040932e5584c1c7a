"""A plan is of one year and goes by steps with dates."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.plans import stage


def test_S111_S84_a_plan_bears_its_year_and_a_day_on_each_step(cast: Cast) -> None:
    with cast.at():
        plan = stage.written(cast, open_test_drive(cast), deadline="2026-09-15")
        member = Client()
        member.force_login(cast.accounts["member"])
        page = member.get(reverse("plan-edit", args=[plan.pk])).content.decode()
        assert "Kế hoạch tu dưỡng 2026" in page
        assert "15/9/2026" in page.replace("15/09/2026", "15/9/2026")
        assert "Kế hoạch tu dưỡng 2025" not in page

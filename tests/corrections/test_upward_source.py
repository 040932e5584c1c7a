"""A remark to the committee above may become a finding of that committee, by its own keeper (S6, S70)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guong.corrections.models import Finding
from guong.kernel.errors import NotFound
from guong.reviews.services import make_remark
from tests.cast import Cast
from tests.corrections import stage


def test_S6_what_a_cell_says_of_the_committee_is_stated_there(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        remark = make_remark(
            actor=cast.actor("member"), drive=drive, unit=cast.cell, addressee="higher",
            fact="Hai kiến nghị tháng 1 của tổ chưa được trả lời.",
        )  # fmt: skip
        with pytest.raises(NotFound):  # the sibling cell did not hear it
            stage.collective(cast, drive, actor=cast.actor("sibling_secretary"), unit=cast.sibling, remark=remark)
        client = Client()
        client.force_login(cast.accounts["ward_secretary"])
        url = f"{reverse('finding-new')}?remark={remark.pk}"
        assert url in client.get(reverse("upward-answer", args=[remark.pk])).text.replace("&amp;", "&")
        assert "Hai kiến nghị tháng 1" in client.get(url).text
        typed = {
            "subject": "collective", "person": "", "kind": "people", "source": "upward", "severity": "ordinary",
            "fact": remark.fact,
        }  # fmt: skip
        assert client.post(url, typed).status_code == 302
    made = Finding.objects.get()
    assert (made.unit, made.source, made.remark) == (cast.ward, "upward", remark)

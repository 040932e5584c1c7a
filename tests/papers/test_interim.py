"""The first monitoring report of a drive (S48)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.directives.models import Draft
from guong.directives.services import save_draft
from guong.drives.services import register_meeting
from guong.kernel import clock
from guong.kernel.errors import Forbidden, NotFound
from guong.kernel.numbers import Ratio
from guong.papers.compose import interim
from guong.papers.interim import interim_text, start_interim_report
from guong.papers.selectors import draft_paper
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive


def test_S48_S46_the_sentences_say_numbers_percents_and_names() -> None:
    facts = interim.InterimFacts(
        drive="Đợt", unit="Huyện ủy", basis=["40-HD/BTGTU Ban Tuyên giáo"], as_of=date(2022, 3, 22),
        figures={"meetings.registered": Ratio(40, 46), "meetings.held": Ratio(0, 46), "directives.issued": Ratio(14, 14),
                 "directives.urging": 2},
        blank=[f"Chi bộ {n}" for n in range(1, 7)], late=["Chi bộ Chín"], sent=Ratio(8, 14),
    )  # fmt: skip
    text = "\n".join(one["text"] for one in interim.sections(facts))
    assert "Qua theo dõi bước đầu, 40/46 (87 %) chi bộ đã đăng ký" in text
    assert "Còn 6 chi bộ chưa đăng ký: Chi bộ 1; Chi bộ 2; Chi bộ 3; Chi bộ 4; Chi bộ 5; Chi bộ 6." in text
    assert "14/14 (100 %) cấp ủy" in text
    assert "đã gửi 2 văn bản đôn đốc" in text
    assert "8/14 (57 %) cấp ủy đã phân công" in text
    assert "Chi bộ chậm lịch: Chi bộ Chín." in text
    assert interim.names([str(n) for n in range(45)]).endswith("39 và 5 nơi khác")


def test_S48_it_is_begun_from_the_figures_of_a_day_and_every_line_may_be_changed(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with clock.at(clock.local(2026, 3, 20, 9)):
        register_meeting(
            actor=SYSTEM,
            drive=drive,
            unit=cast.cell,
            starts_at=clock.local(2026, 4, 15, 19),
            place="Nhà văn hóa",
            mode="in_person",
        )
    with cast.at():
        clerk = cast.actor("clerk")
        before = interim_text(actor=clerk, drive=drive, unit=cast.ward, on=date(2026, 3, 19))
        assert "0/2 (0 %)" in before.sections[0]["text"]
        draft = start_interim_report(actor=clerk, drive=drive, unit=cast.ward, on=date(2026, 4, 1))
        assert (
            f"1/2 (50 %) chi bộ đã đăng ký lịch sinh hoạt. Còn 1 chi bộ chưa đăng ký: {cast.sibling.name}."
            in (draft.sections[0]["text"])
        )
        changed = [{**one, "text": one["text"].replace("…", "Các chi bộ chủ động.")} for one in draft.sections]
        save_draft(
            actor=clerk, draft=draft, title=draft.title, opening=draft.opening, sections=changed, recipients=draft.recipients,
            stamp=draft.stamp,
        )  # fmt: skip
        paper = draft_paper(actor=clerk, draft=Draft.objects.get())
        assert paper.kind == "BÁO CÁO"
        assert "Các chi bộ chủ động." in str(paper.blocks)
        for who, error in (("ward_secretary", Forbidden), ("cell_secretary", NotFound), ("inspector", Forbidden)):
            with pytest.raises(error):
                start_interim_report(actor=cast.actor(who), drive=drive, unit=cast.ward, on=date(2026, 4, 1))


def test_S48_the_page_shows_it_first_and_the_draft_is_a_word_file(cast: Cast) -> None:
    drive = open_test_drive(cast)
    client = Client()
    client.force_login(cast.accounts["clerk"])
    with cast.at():
        url = reverse("interim-report", args=[drive.pk, cast.ward.pk])
        assert url in client.get(reverse("drive", args=[drive.pk])).content.decode()
        assert "Qua theo dõi bước đầu, 0/2" in client.get(url).content.decode()
        assert client.get(f"{url}?ngay=1/1/9999").status_code == 422
        assert client.post(f"{url}?ngay=x").status_code == 422
        assert Draft.objects.count() == 0
        made = client.post(f"{url}?ngay=31/03/2026")
        assert made.status_code == 302
        draft = Draft.objects.get()
        assert "31/3/2026" in draft.title
        word = client.get(reverse("draft-docx", args=[draft.pk]))
        assert word.content[:2] == b"PK"

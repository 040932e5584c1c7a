"""Papers of a lived drive: the same figures on screen, in .docx and in JSON; who may take which paper; who is told."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import docx as python_docx
import openpyxl
import pytest
from django.test import Client

from guong.audit.models import Entry
from guong.figures.rules import from_counts
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.kernel.errors import Forbidden, GuongError, Invalid, NotFound
from guong.kernel.numbers import Ratio
from guong.meetings.models import Meeting
from guong.papers import exports
from guong.papers.compose.report import LABELS, amount
from guong.papers.services import draft_minutes
from guong.plans.models import Plan, Posting
from guong.reviews.models import Remark, SelfReview
from tests.cast import SYSTEM, Cast
from tests.figures.history import Life
from tests.papers.test_paper import pdf_words, words_of

NOW = clock.local(2026, 5, 26, 9)


@pytest.fixture
def life(cast: Cast) -> Iterator[Life]:
    lived = Life(cast, 2)
    lived.live()
    with clock.at(NOW):
        yield lived


def _meeting(life: Life) -> Meeting:
    return Meeting.objects.get(unit=life.cast.cell, kind="thematic")


def test_S92_screen_docx_and_json_say_the_same_figures(life: Life) -> None:
    """One drive, three faces: every figure of the JSON stands in the report and on the board."""
    cast, client = life.cast, Client()
    client.force_login(cast.accounts["clerk"])
    base = f"/dot/{life.drive.pk}/bang/{cast.ward.pk}/"
    plain = client.get(f"{base}so-lieu.json").json()
    assert (plain["drive"], plain["unit"], plain["as_of"]) == (life.drive.code, "PHUONG", "2026-05-26")
    found = figures(actor=cast.actor("clerk", NOW.date()), drive=life.drive, unit=cast.ward)
    assert plain["figures"] == {
        key: value if isinstance(value, int) else value.as_json() for key, value in found.items()
    }
    document = python_docx.Document(io.BytesIO(client.get(f"{base}bao-cao.docx").content))
    printed = {
        row.cells[0].text: (row.cells[1].text, row.cells[2].text)
        for table in document.tables if len(table.columns) == 3 for row in table.rows
    }  # fmt: skip
    page = " ".join(client.get(base).content.decode().split())
    for key, value in found.items():
        assert printed[LABELS[key]] == amount(value)
        assert amount(value)[0] in page


def test_R47_word_pdf_and_table_say_each_figure_as_the_record_does(life: Life) -> None:
    """One record, three forms: no figure is typed into any of them, and in the table numbers are numbers."""
    cast = life.cast
    ask = {"actor": cast.actor("clerk", NOW.date()), "drive": life.drive, "unit": cast.ward}
    found = figures(**ask)
    printed, table = " ".join(pdf_words(exports.report_pdf(**ask)).split()), _table(exports.report_xlsx(**ask))
    word = words_of(exports.report_docx(**ask))
    for key, value in found.items():
        said = amount(value)
        assert "\n".join(part for part in (LABELS[key], *said) if part) in word
        places = [one.start() for one in re.finditer(re.escape(LABELS[key][:24]), printed)]
        near = [
            "".join(printed[max(0, at - 40) : at + 110].split()) for at in places
        ]  # two lines of a label, its figure between
        assert any(all("".join(part.split()) in text for part in said) for text in near), key
        row = table[key]
        assert (row[0], row[5]) == (LABELS[key], " · ".join(part for part in said if part))
        if isinstance(value, Ratio):
            assert (row[2], row[3], row[4]) == (value.n, value.of, value.percent)
        else:
            assert (row[2], row[3], row[4]) == (value if isinstance(value, int) else None, None, None)


def test_Z8_nothing_typed_is_a_formula_in_the_table(life: Life) -> None:
    life.drive.name = '=HYPERLINK("http://x")'
    made = exports.report_xlsx(actor=SYSTEM, drive=life.drive, unit=life.cast.ward)
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(made)) for row in sheet.iter_rows() for cell in row]
    assert any(cell.value and "HYPERLINK" in str(cell.value) for cell in cells)
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]


def _table(made: bytes) -> dict[str, list[object]]:
    """{key: the six cells of its row}."""
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Số liệu"]
    return {str(row[1]): list(row) for row in sheet.iter_rows(min_row=9, values_only=True) if row[1]}


def test_S120_the_report_of_a_past_day_prints_that_day(life: Life) -> None:
    made = exports.report_docx(actor=SYSTEM, drive=life.drive, unit=life.cast.ward, on=date(2026, 3, 9))
    assert "(tính đến ngày 09 tháng 3 năm 2026)" in words_of(made)
    assert "Kế hoạch tu dưỡng được duyệt\n0/11\n0 %" in words_of(made)


def test_every_figure_has_a_word_on_paper() -> None:
    assert set(LABELS) == set(from_counts({}))


def test_D2_minutes_hold_every_remark_of_the_meeting_and_its_reply(life: Life) -> None:
    meeting = _meeting(life)
    draft_minutes(actor=SYSTEM, meeting=meeting)
    said = words_of(exports.minutes_docx(actor=life.cast.actor("member", NOW.date()), meeting=meeting))
    for remark in Remark.objects.filter(meeting=meeting, is_strength=False).select_related("author", "person"):
        assert remark.person is not None
        assert f"Đồng chí {remark.author.full_name} góp ý đồng chí {remark.person.full_name}" in said
    assert said.count(" trả lời:") >= Remark.objects.filter(meeting=meeting, is_strength=False).count()
    assert "BIÊN BẢN" in pdf_words(exports.minutes_pdf(actor=SYSTEM, meeting=meeting))


def test_minutes_are_drafted_once_for_the_same_record(life: Life) -> None:
    """No change, no revision."""
    meeting = _meeting(life)
    first = draft_minutes(actor=SYSTEM, meeting=meeting)
    assert draft_minutes(actor=SYSTEM, meeting=meeting).pk == first.pk


def test_minutes_not_drafted_yet_are_said_so(life: Life) -> None:
    with pytest.raises(Invalid):
        exports.minutes_pdf(actor=SYSTEM, meeting=_meeting(life))


def _takings(life: Life, who: str) -> list[Callable[[], bytes]]:
    """Ways to take the words of the cell: minutes, kit, the plan of a member, every self-review."""
    actor, meeting = life.cast.actor(who, NOW.date()), _meeting(life)
    plans = Plan.objects.filter(person=life.cast.person("member"))
    if who == "monitor":
        plans = plans.none()  # the Front reads the copies that routing sent it
    return [
        partial(exports.minutes_pdf, actor=actor, meeting=meeting),
        partial(exports.evening_kit_pdf, actor=actor, meeting=meeting),
        *(partial(exports.plan_pdf, actor=actor, plan_id=plan.pk) for plan in plans),
        *(
            partial(exports.review_pdf, actor=actor, review_id=review.pk)
            for review in SelfReview.objects.filter(unit=life.cast.cell)
        ),
    ]


def test_D7_nobody_outside_the_cell_takes_its_papers(life: Life) -> None:
    """Words stay where they were spoken (law 1): minutes, kit, plan and self-review alike."""
    draft_minutes(actor=SYSTEM, meeting=_meeting(life))
    for who in ("clerk", "inspector", "sibling_secretary", "outsider", "technician", "monitor"):
        for take in _takings(life, who):
            with pytest.raises((NotFound, Forbidden)):
                take()


def test_D6_a_plan_printed_by_somebody_else_is_told_to_its_owner(life: Life) -> None:
    plan = (
        Plan.objects.filter(unit=life.cast.cell, state="accepted")
        .exclude(person=life.cast.person("cell_secretary"))
        .first()
    )
    assert plan is not None
    said = words_of(exports.plan_docx(actor=life.cast.actor("cell_secretary", NOW.date()), plan_id=plan.pk))
    assert plan.person.full_name in said
    assert Entry.objects.filter(code="audit.personal.read", person_id=plan.person_id, changes__part="plan").exists()


def test_S108_the_posting_sheet_of_a_head_is_printed_by_the_office(life: Life) -> None:
    posting = Posting.objects.order_by("pk").first()
    assert posting is not None
    url = f"https://guong.phuong.vn/niem-yet/{posting.token}/"
    made = pdf_words(
        exports.posting_sheet_pdf(actor=life.cast.actor("clerk", NOW.date()), posting_id=posting.pk, url=url)
    )
    assert "NIÊM YẾT CÔNG KHAI" in made
    assert posting.plan.person.full_name in made
    assert "Tôi cam kết" not in made  # the pledge was not chosen for posting (D21)
    with pytest.raises(GuongError):
        exports.posting_sheet_pdf(actor=life.cast.actor("member", NOW.date()), posting_id=posting.pk, url=url)


def test_the_evening_kit_holds_the_open_items_and_the_list_of_names(life: Life) -> None:
    made = pdf_words(
        exports.evening_kit_pdf(actor=life.cast.actor("cell_secretary", NOW.date()), meeting=_meeting(life))
    )
    for text in ("CHƯƠNG TRÌNH", "VIỆC CẦN SOI LẠI", "DANH SÁCH ĐIỂM DANH", "Phạm Văn Bường"):
        assert text in made


def test_pages_of_the_board_answer_by_right(life: Life) -> None:
    """404 for what is not yours; a wrong day is said and today is shown; a reminder goes to late cells only."""
    cast, client = life.cast, Client()
    base = f"/dot/{life.drive.pk}/bang/"
    assert client.get(f"{base}{cast.ward.pk}/").status_code == 302
    client.force_login(cast.accounts["cell_secretary"])
    assert client.get(f"{base}{cast.cell.pk}/").status_code == 200
    assert client.get(f"{base}{cast.sibling.pk}/").status_code == 404
    assert client.get(f"{base}{cast.ward.pk}/so-lieu.json").status_code == 404
    client.force_login(cast.accounts["clerk"])
    wrong = client.get(f"{base}{cast.ward.pk}/?ngay=31/02/2026")
    assert wrong.status_code == 422
    assert "31/02/2026" in wrong.content.decode()
    assert client.get(f"{base}{cast.ward.pk}/?ngay=2026-03-25").status_code == 200
    assert client.post(f"{base}{cast.ward.pk}/nhac/", {"matter": "nothing"}).status_code == 404
    assert client.post(f"{base}{cast.ward.pk}/nhac/", {"matter": "recheck"}).status_code in {302, 404}

"""Papers open again, hold their Vietnamese words, and keep the official layout (rules.md D)."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata

import docx as python_docx
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt

from guong.papers import docx, pdf
from guong.papers.compose import kit, minutes
from guong.papers.compose.words import moment, place_of
from guong.papers.shapes import Head, Paper, Para
from tests.papers import sample

PAPERS = [sample.a_plan(), sample.a_posting(), sample.some_minutes(), sample.a_report()]


def words_of(made: bytes) -> str:
    """Everything a .docx says, paragraphs and tables, joined by line ends."""
    document = python_docx.Document(io.BytesIO(made))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def pdf_words(made: bytes) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run([tool, "-layout", "-", "-"], input=made, capture_output=True, check=True)
    return " ".join(unicodedata.normalize("NFC", done.stdout.decode()).split())


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.kind + str(paper.notice is not None))
def test_a_docx_opens_again_with_the_official_page(paper: Paper) -> None:
    """A4, margins 20/20/30/15 mm, exact 18 pt lines, Times 14."""
    document = python_docx.Document(io.BytesIO(docx.render(paper)))
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side / Mm(1)) for side in sides if side is not None] == [20, 20, 30, 15]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    assert document.styles["Normal"].font.name == "Times New Roman"
    body = next(paragraph for paragraph in document.paragraphs if paragraph.text)
    assert body.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert body.paragraph_format.line_spacing == Pt(18)
    said = words_of(docx.render(paper))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in said
    assert "-----" in said
    assert not any(line.endswith("./.") for line in said.split("\n"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.kind + str(paper.notice is not None))
def test_a_pdf_holds_the_same_words(paper: Paper) -> None:
    """PDF and .docx are set from one value: what one says the other says."""
    made = pdf_words(pdf.render([paper]))
    for text in ("ĐẢNG CỘNG SẢN VIỆT NAM", "Mai Khê, ngày 09 tháng 4 năm 2026", paper.kind, *paper.subject):
        assert " ".join(text.split()) in made
    for block in paper.blocks:
        if isinstance(block, Para):
            for word in block.text.split():
                assert word in made


def test_every_vietnamese_letter_is_drawn() -> None:
    """No letter is missing from the fonts for paper: each comes back from the file."""
    vowels = "aăâeêioôơuưy"
    letters = "".join(
        unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in ("", "̀", "́", "̃", "̉", "̣")
    )
    text = f"{letters}đ {letters.upper()}Đ"
    paper = Paper(sample.HEAD, "BÁO CÁO", (), tuple(Para(text[i : i + 30]) for i in range(0, len(text), 30)))
    made = pdf_words(pdf.render([paper])).replace(" ", "")
    assert set(text.replace(" ", "")) <= set(made)


def test_text_is_never_read_as_markup() -> None:
    """Lines that begin with -, =, # or hold $ and * are printed as they were typed."""
    nasty = "- gạch #let x = 1 *sao* $tiền$ [ngoặc] \\ <nhãn> @ai"
    made = pdf_words(pdf.render([Paper(sample.HEAD, "BIÊN BẢN", (), (Para(nasty),))]))
    assert nasty in made
    assert nasty in words_of(docx.render(Paper(sample.HEAD, "BIÊN BẢN", (), (Para(nasty + "\x00\x0b"),))))


def test_D2_a_remark_is_printed_with_its_reply_or_with_the_lack_of_one() -> None:
    said = words_of(docx.render(sample.some_minutes()))
    assert said.index("Quý I vắng ba buổi") < said.index("Tôi tiếp thu.")
    assert said.index("Gửi tài liệu muộn.") < said.index("(chưa trả lời)")
    assert "Hai buổi tôi đi viện." in said
    assert "(chưa trả lời)" in pdf_words(pdf.render([sample.some_minutes()]))


def test_minutes_are_signed_by_the_secretary_left_and_the_chair_right() -> None:
    paper = sample.some_minutes()
    assert paper.left is not None
    assert paper.right is not None
    assert (paper.left.lines, paper.left.name) == (("THƯ KÝ",), "Vũ Thị Đào")
    assert (paper.right.lines, paper.right.name) == (("CHỦ TRÌ",), "Nguyễn Văn Thuận")


def test_S108_the_posting_sheet_says_where_how_long_and_who_takes_it_down() -> None:
    made = pdf_words(pdf.render([sample.a_posting()]))
    for text in (
        "NIÊM YẾT CÔNG KHAI",
        "Từ 27/4/2026 đến hết 31/12/2026",
        "Đặng Thu Hà",
        "Ngày gỡ",
        "Chiều thứ Sáu xem sổ",
    ):
        assert text in made


def test_D21_a_field_not_chosen_for_posting_is_not_printed() -> None:
    said = words_of(docx.render(sample.a_posting(shown=frozenset({"name", "pledge"}))))
    assert "Trả lời dân chậm" not in said
    assert "Nói đi đôi" not in said
    assert "Tôi cam kết thực hiện." in said


def test_S88_the_report_opens_with_households_and_population() -> None:
    assert "4.974 hộ dân với 15.605 nhân khẩu" in words_of(docx.render(sample.a_report()))


def test_S92_the_report_prints_538_of_551_as_98_percent() -> None:
    said = words_of(docx.render(sample.a_report()))
    assert "538/551\n98 %" in said


def test_the_evening_kit_is_one_file_of_all_papers() -> None:
    """Law 9: agenda, also large, open items, attendance list, blank minutes, votes, blank self-reviews; each begins its own page."""
    from guong.kernel import clock

    facts = kit.KitFacts(
        "sinh hoạt chi bộ thường kỳ", "Chi bộ tổ dân phố 1", clock.local(2026, 4, 9, 19, 30), "nhà văn hóa", "Nguyễn Văn Thuận",
        [("Việc cần soi lại", 20), ("Thảo luận", 60)], [], ["Phạm Văn Bường", "Tạ Quang Vinh"],
        forms=[("Đảng viên hưu trí", ["Ưu điểm", "Khuyết điểm"])], contents=["Quan điểm chỉ đạo"],
    )  # fmt: skip
    made = pdf.render(kit.compose(sample.HEAD, facts))
    said = pdf_words(made)
    for text in (
        "CHƯƠNG TRÌNH",
        "VIỆC CẦN SOI LẠI",
        "DANH SÁCH ĐIỂM DANH",
        "BIÊN BẢN",
        "80 phút",
        "Tạ Quang Vinh",
        "CHỮ LỚN",
        "BIỂU QUYẾT",
        "BẢN TỰ SOI",
        "2. Khuyết điểm",
    ):
        assert text in said
    assert said.count("ĐẢNG CỘNG SẢN VIỆT NAM") == 7


def test_dates_and_places_are_written_as_offices_write_them() -> None:
    """Days below 10 and months 1 and 2 carry a leading nought."""
    from guong.kernel import clock

    assert Head("", "x", "Mai Khê", None).dateline.startswith("Mai Khê, ngày .....")
    assert moment(clock.local(2026, 2, 3, 19, 30)) == "19 giờ 30, thứ Ba, ngày 03 tháng 02 năm 2026"
    assert place_of("Đảng ủy phường Mai Khê") == "Mai Khê"
    assert place_of("Quận ủy Thanh Bình") == "Thanh Bình"


def test_empty_minutes_still_print() -> None:
    """Minutes of a meeting in which nothing was noted."""
    assert "BIÊN BẢN" in words_of(docx.render(minutes.compose(sample.HEAD, {})))


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(ValueError, match="no paper"):
        pdf.render([])

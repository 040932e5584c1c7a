"""A form goes out as .docx and comes back filled in: nothing written in it is lost, and nothing hostile comes in."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable

import pytest
from django.conf import settings
from docx import Document
from docx.oxml.ns import qn

from guong.kernel.errors import Invalid
from guong.papers.forms.reading import FilledForm, read_form
from guong.papers.forms.sheet import FormId, FormSheet, SheetSection
from guong.papers.forms.writing import render
from guong.papers.shapes import Head
from guong.reviews.texts import FORMS

MINE = "a1b2c3d4e5"
HEAD = Head("Đảng ủy phường Mai Khê", "Chi bộ tổ dân phố 1", "Mai Khê", None)
WORDS = {
    "strengths": "Tháng 1 tôi vận động 12 hộ ngõ 42 góp tiền lắp đèn.",
    "shortcomings": "Tôi vắng họp ngày 5 tháng 2 năm 2026",
    "causes": "Sáng thứ Bảy tôi trông cháu.\nTôi cũng ngại nói.",
    "direction": "Từ tháng 5 buổi nào vắng tôi báo trước một ngày.",
}


def sheet(owner: str = MINE, version: int = 2, text: dict[str, str] | None = None) -> FormSheet:
    form = next(one for one in FORMS if one["code"] == "official")
    held = text or {}
    sections = tuple(
        SheetSection(s["key"], s["title"], s["ask"], s["hint"], held.get(s["key"], "")) for s in form["sections"]
    )
    return FormSheet(
        FormId("official", version, owner),
        form["title"],
        HEAD,
        "Phạm Văn Bường",
        "Chi bộ tổ dân phố 1",
        "Đợt 2026",
        sections,
    )


def changed(change: Callable[..., None], of: FormSheet | None = None) -> bytes:
    """The printed form after somebody changed it in Word."""
    document = Document(io.BytesIO(render(of or sheet())))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def frames(document) -> dict[str, object]:  # type: ignore[no-untyped-def]
    found = {}
    for frame in document.element.body.iter(qn("w:sdt")):
        tag = frame.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val"))
        found[tag.rsplit(":", 1)[-1]] = frame.find(qn("w:sdtContent"))
    return found


def fill(document, words: dict[str, str] = WORDS) -> None:  # type: ignore[no-untyped-def]
    for key, text in words.items():
        content = frames(document)[key]
        first = content.find(qn("w:p"))  # type: ignore[attr-defined]
        for run in list(first):
            first.remove(run)
        lines = text.split("\n")
        for line in lines[:-1]:
            first.addprevious(document.add_paragraph(line)._p)
        first.append(document.add_paragraph(lines[-1])._p.r_lst[0])


def unframe(document) -> None:  # type: ignore[no-untyped-def]
    """As some programs do: the frames and bookmarks are gone, their paragraphs stay."""
    for frame in list(document.element.body.iter(qn("w:sdt"))):
        for one in list(frame.find(qn("w:sdtContent"))):
            frame.addprevious(one)
        frame.getparent().remove(frame)
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        for one in list(document.element.body.iter(qn(name))):
            one.getparent().remove(one)


def read(data: bytes, of: FormSheet | None = None) -> FilledForm:
    return read_form(of or sheet(), "ban-tu-soi.docx", data)


def test_S127_a_filled_form_comes_back_word_for_word() -> None:
    found = read(changed(fill))
    assert found.sections == WORDS
    assert (found.loose, found.pictures, found.known) == ([], 0, True)


def test_the_empty_form_says_that_it_is_empty() -> None:
    with pytest.raises(Invalid, match="chưa viết gì"):
        read(render(sheet()))


def test_a_form_printed_with_the_draft_holds_the_draft() -> None:
    assert read(render(sheet(text=WORDS))).sections == WORDS


def test_without_frames_and_marks_the_headings_still_tell() -> None:
    def change(document) -> None:  # type: ignore[no-untyped-def]
        fill(document)
        unframe(document)

    assert read(changed(change)).sections == WORDS


def test_edited_headings_nfd_smart_quotes_and_words_in_a_heading_are_understood() -> None:
    def change(document) -> None:  # type: ignore[no-untyped-def]
        fill(document, {"causes": "Ông Tạ nói: “việc nhà” là chính."})
        unframe(document)
        for paragraph in document.paragraphs:
            if paragraph.text.startswith("I. Ưu điểm"):
                paragraph.runs[0].text = "1/ Ưu điểm và việc làm tốt"
                paragraph.insert_paragraph_before("")
                after = document.add_paragraph("Góp đèn ngõ 42")._p
                paragraph._p.addnext(after)
            if paragraph.text.startswith("II. Khuyết"):
                paragraph.runs[0].text = "II. Khuyết điểm tôi tự thấy: vắng họp tháng 2"
        for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
            run.text = unicodedata.normalize("NFD", run.text)

    found = read(changed(change)).sections
    assert found == {
        "strengths": "Góp đèn ngõ 42", "shortcomings": "vắng họp tháng 2", "causes": "Ông Tạ nói: “việc nhà” là chính.",
    }  # fmt: skip


def test_tables_lists_breaks_and_pictures() -> None:
    def change(document) -> None:  # type: ignore[no-untyped-def]
        fill(document, {"strengths": "Mở đầu"})
        content = frames(document)["strengths"]
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ["Tháng 1", "Góp đèn", "Tháng 2", "Dọn ngõ"], strict=True):
            cell.text = text
        item = document.add_paragraph("Một việc", style="List Bullet")
        numbered = [document.add_paragraph(text, style="List Number") for text in ("Việc một", "Việc hai")]
        lines = document.add_paragraph("Dòng một")
        lines.runs[0].add_break()
        lines.add_run("dòng hai")
        picture = document.add_paragraph()
        picture.add_run()._r.append(picture._p.makeelement(qn("w:drawing"), {}))
        for one in (table._tbl, item._p, *(p._p for p in numbered), lines._p, picture._p):
            content.append(one)  # type: ignore[attr-defined]

    found = read(changed(change))
    words = found.sections["strengths"].split("\n")
    assert words[:3] == ["Mở đầu", "Tháng 1 | Góp đèn", "Tháng 2 | Dọn ngõ"]
    assert words[-2:] == ["Dòng một", "dòng hai"]
    assert all(any(text in line for line in words) for text in ("Một việc", "Việc một", "Việc hai"))
    assert found.pictures == 1


def test_words_outside_every_section_are_given_back_to_be_placed() -> None:
    def change(document) -> None:  # type: ignore[no-untyped-def]
        fill(document)
        document.paragraphs[0].insert_paragraph_before("Kính gửi chi ủy, tôi xin nói thêm một điều.")
        document.paragraphs[0].insert_paragraph_before("Điều ấy ở dòng thứ hai.")
        document.add_paragraph("Ghi thêm sau chữ ký.")

    found = read(changed(change))
    assert found.sections == WORDS
    assert len(found.loose) == 2
    assert set("\n".join(found.loose).split("\n")) == {
        "Kính gửi chi ủy, tôi xin nói thêm một điều.", "Điều ấy ở dòng thứ hai.", "Ghi thêm sau chữ ký.",
    }  # fmt: skip


def test_a_text_without_our_form_is_never_lost() -> None:
    document = Document()
    for text in ("Tôi viết không theo mẫu.", "Khuyết điểm tôi tự thấy", "Vắng hai buổi."):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    found = read(out.getvalue())
    assert (found.known, found.loose, found.sections) == (
        False, ["Tôi viết không theo mẫu."], {"shortcomings": "Vắng hai buổi."},
    )  # fmt: skip


def test_another_comrades_form_and_another_version_are_refused_and_a_library_form_is_not() -> None:
    with pytest.raises(Invalid, match="đồng chí khác"):
        read(changed(fill, sheet(owner="ffffffffff")))
    with pytest.raises(Invalid, match="official-1"):
        read(changed(fill, sheet(version=1)))
    assert read(changed(fill, sheet(owner="0" * 10))).sections == WORDS


def packed(document: bytes, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", document)
        for name, data in more.items():
            archive.writestr(name, data)
    return out.getvalue()


_BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
_LAUGHS = '<?xml version="1.0"{}?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + _BODY.format("<w:p/>")
HOSTILE = {
    "not a zip": b"PK\x03\x04 khong phai",
    "text": "Tôi tự soi".encode(),
    "old word": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "zip bomb": packed(b"<x>" + b"0" * (40 * 1024 * 1024)),
    "large part": packed((_BODY.format("<w:p><w:r><w:t>" + "a b c d " * 1_700_000 + "</w:t></w:r></w:p>")).encode()),
    "entities": packed(_LAUGHS.format("").encode()),
    "entities in utf-16": packed(_LAUGHS.format(' encoding="utf-16"').encode("utf-16")),
    "broken xml": packed(b"<w:document><w:body>"),
    "deep": packed(_BODY.format("<w:p>" * 5000 + "</w:p>" * 5000).encode()),
    "no words": packed(_BODY.format("").encode()),
    "macros": packed(_BODY.format("<w:p/>").encode(), **{"word/vbaProject.bin": b"x"}),
    "secret": packed(_BODY.format("<w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p>").encode()),
    "cut off": render(sheet())[:3000],
}


@pytest.mark.parametrize("what", HOSTILE)
def test_Z_what_is_hostile_or_broken_is_refused_with_a_sentence(what: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(HOSTILE[what])
    assert refused.value.field == "file"
    assert len(str(refused.value)) > 20


def test_Z_fifty_megabytes_are_refused_before_they_are_unpacked() -> None:
    with pytest.raises(Invalid, match="lớn hơn"):
        read(b"PK\x03\x04" + b"\0" * (settings.UPLOAD_LIMIT + 1))

"""The materials of a conference as one book (S42)."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from guong.files.services import store_file
from guong.kernel import clock
from guong.library import services
from guong.library.models import Item
from guong.papers import book, joining, pdf
from guong.papers.book import book_pdf
from guong.papers.shapes import Head, Lines, Paper, Para
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.library.test_library import picture
from tests.meetings.helpers import study


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path


def sheet(words: str, pages: int = 1, turn: int = 0) -> bytes:
    """A PDF of so many pages, each with its words."""
    head = Head(parent="Đảng ủy", issuer="Chi bộ", place="Mai Khê", on=None)
    made = pdf.render([Paper(head=head, kind="CHUYÊN ĐỀ", blocks=(Para(words), Lines(3))) for _n in range(pages)])
    writer = PdfWriter(clone_from=io.BytesIO(made))
    for page in writer.pages:
        page.rotate(turn)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("mot-hai-ba", algorithm="RC4-128")
    return written(writer)


def put(cast: Cast, title: str, data: bytes, name: str = "a.pdf", unit: str = "ward", **more: object) -> Item:
    at = getattr(cast, unit)
    purpose = "photo" if name.endswith("jpg") else "document"
    file = store_file(actor=SYSTEM, unit_path=at.path, name=name, data=data, purpose=purpose)
    return services.put_item(actor=SYSTEM, unit=at, title=title, file=file, **({"kind": "material"} | more))  # type: ignore[arg-type]


def test_S42_the_pack_is_one_book_with_contents_and_the_report_of_ones_own_place(cast: Cast, client: Client) -> None:
    drive = open_test_drive(cast)
    conference = study(cast, drive)
    with cast.at(clock.local(2026, 3, 3, 9)):
        words = sheet("Lời của chuyên đề", 3)
        things = [
            put(cast, "Chuyên đề toàn khóa", words, required=True),
            put(cast, "Đọc thêm", sheet("Lời đọc thêm", 2, turn=90), kind="reference"),
            put(cast, "Đề cương có mật khẩu", locked(words), kind="reference"),
            put(cast, "Tệp hỏng", b"%PDF-1.4 hong " + b"x" * 200, kind="reference"),
            put(cast, "Ảnh phong trào", picture(), name="a.jpg", kind="reference"),
        ]
        for unit, title in (("cell", "Tình hình tổ dân phố 1"), ("sibling", "Tình hình tổ dân phố 2")):
            put(cast, title, sheet(f"Lời của {title}"), unit=unit, kind="local", drive=drive)
        pack = services.send_ahead(actor=SYSTEM, conference=conference, items=things)
        url = reverse("pack-book", args=[pack.pk])
        client.force_login(cast.accounts["member"])
        assert url in client.get(reverse("pack", args=[pack.pk])).content.decode()
        answer = client.get(url)
        client.force_login(cast.accounts["outsider"])
        assert client.get(url).status_code == 404
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    found = PdfReader(io.BytesIO(answer.content))
    texts = [" ".join(page.extract_text().split()) for page in found.pages]
    assert len(texts) == 2 + 3 + 1 + 2
    assert "Hội nghị học tập" in texts[0]
    assert "Gồm 3 tài liệu, 6 trang; 3 tài liệu phát riêng" in texts[0]
    contents = texts[1]
    for said in (
        "Chuyên đề toàn khóa",
        "có mật khẩu nên không ghép được",
        "bị hỏng nên không ghép được",
        "Ảnh, xem tại:",
    ):
        assert said in contents, said
    assert reverse("library-item", args=[things[2].pk]) in contents
    assert "tổ dân phố 2" not in contents
    places = [(one.title, found.get_destination_page_number(one) + 1) for one in found.outline]  # type: ignore[union-attr, arg-type]
    assert places == [("Chuyên đề toàn khóa", 3), ("Tình hình tổ dân phố 1", 6), ("Đọc thêm", 7)]
    for title, page in places:
        about = contents.split(str(title), 1)[1][:80]
        assert f" {page} " in about, about
    assert "Lời của Tình hình tổ dân phố 1" in texts[5]
    assert [texts[page - 1].endswith(f" {page}") for page in range(3, 9)] == [True] * 6


def test_S42_a_book_has_its_bounds_and_says_what_did_not_fit(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    conference = study(cast, open_test_drive(cast))
    with cast.at(clock.local(2026, 3, 3, 9)):
        things = [put(cast, "Dài", sheet("Dài", 3), required=True), put(cast, "Vừa", sheet("Vừa", 2))]
        pack = services.send_ahead(actor=SYSTEM, conference=conference, items=things)
        monkeypatch.setattr(book, "MOST_PAGES", 2)
        made = PdfReader(io.BytesIO(book_pdf(actor=SYSTEM, pack=pack, address=str)))
        monkeypatch.setattr(book, "MOST_BYTES", 10)
        none = PdfReader(io.BytesIO(book_pdf(actor=SYSTEM, pack=pack, address=str)))
    assert (len(made.pages), len(none.pages)) == (4, 2)
    assert "đã đủ dày" in " ".join(made.pages[1].extract_text().split())


def test_S42_nothing_that_runs_comes_along_and_links_stay() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 300)
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    marks = [
        DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/URI"): TextStringObject("https://mau.vn")})
        for kind in ("/JavaScript", "/URI")
    ]
    for mark in marks:
        writer.add_annotation(page, {"/Subtype": "/Link", "/Rect": [0, 0, 9, 9], "/A": mark})  # type: ignore[arg-type]
    part = joining.part("x", written(writer), 9)
    assert part is not None
    whole = joining.join("Sách", sheet("Trang đầu"), [part])
    assert b"/JavaScript" not in whole
    second = PdfReader(io.BytesIO(whole)).pages[1]
    left = [mark.get_object().get("/A", {}).get("/URI") for mark in second["/Annots"]]  # type: ignore[attr-defined]
    assert left == [None, "https://mau.vn"]
    assert second.extract_text().strip() == "2"

"""What may come in as a file, what is refused, and what is taken off it."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
import typst
from django.test import override_settings
from PIL import Image

from guong.files import secrecy, services, sniff
from guong.files.models import StoredFile
from guong.files.selectors import open_file
from guong.files.services import clean_name, store_file
from guong.kernel.errors import Invalid, NotFound
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path


def word(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(value: str) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(line: str) -> bytes:
    stream = f"BT /F1 14 Tf 72 700 Td ({line}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    exif.get_ifd(0x8825)[2] = (20.0, 30.0, 0.0)
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, exif=exif.tobytes())
    return out.getvalue()


def store(cast: Cast, name: str, data: bytes, purpose: str = "document") -> StoredFile:
    return store_file(actor=cast.actor("clerk"), unit_path=cast.ward.path, name=name, data=data, purpose=purpose)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_S94_a_photo_loses_its_place_and_its_device_and_stands_upright(cast: Cast, kind: str) -> None:
    stored = store(cast, f"học bù.{kind.lower()}", photo(kind), "photo")
    with Image.open(io.BytesIO(open_file(stored))) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.size == (48, 64)
        assert not {"exif", "icc_profile", "comment", "XML:com.adobe.xmp"} & set(kept.info)


def test_S94_a_large_photo_becomes_smaller(cast: Cast) -> None:
    stored = store(cast, "anh.jpg", photo(size=(4000, 1000)), "photo")
    with Image.open(io.BytesIO(open_file(stored))) as kept:
        assert max(kept.size) == 2560


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("kế hoạch.docx", word("Giữ bí mật nhà nước.", "Mật độ dân cư cao.", "mật")),
        ("ds.xlsx", sheet("Mật khẩu: không ghi ở đây")),
        ("ghi chú.txt", "Mật độ dân cư\nbí mật quân sự".encode()),
        ("plan.pdf", pdf("MAT BANG khu dan cu")),
        ("Mật độ dân cư.docx", word("Bảng")),
        ("mat-bang.docx", word("Bảng")),
        ("Bảo mật thông tin.docx", word("Độ mật: Thường")),
    ],
)
def test_D22_ordinary_documents_come_in_whole(cast: Cast, name: str, data: bytes) -> None:
    stored = store(cast, name, data)
    assert open_file(stored) == data
    assert stored.name == name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Báo cáo - MẬT.docx", word("Báo cáo")),
        ("bao cao (MAT).docx", word("Báo cáo")),
        ("TOI_MAT 12-BC-TU.pdf", pdf("x")),
        ("tuyệt mật.txt", b"x"),
        ("12.docx", word("ĐẢNG CỘNG SẢN VIỆT NAM", "TUYỆT MẬT")),
        ("12.docx", word("Độ mật: Tối mật")),
        ("12.docx", word("ĐẢNG BỘ TỈNH\tMẬT")),
        ("12.docx", word("* M Ậ T *")),
        ("12.docx", word("TỐI MẬT")),
        ("12.txt", "Số 12-BC/TU\r\n  MẬT\r\nBáo cáo".encode()),
        ("12.txt", "TỐI MẬT".encode("utf-16")),
        ("12.xlsx", sheet("TUYỆT MẬT")),
    ],
)
def test_D22_a_document_marked_secret_is_refused_and_leaves_nothing(
    cast: Cast, name: str, data: bytes, tmp_path: Path
) -> None:
    with pytest.raises(Invalid) as error:
        store(cast, name, data)
    assert error.value.field == "file"
    assert not StoredFile.objects.exists()
    assert list(tmp_path.iterdir()) == []


def test_D22_a_stamp_in_a_table_beside_the_heading_is_seen() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "ĐẢNG BỘ TỈNH", "MẬT"
    out = io.BytesIO()
    document.save(out)
    assert secrecy.mark_of_content(sniff.DOCX, out.getvalue()) == "Mật"


def test_D22_the_text_of_a_pdf_is_read_where_it_can_be(tmp_path: Path) -> None:
    source = tmp_path / "a.typ"
    for line, mark in {"TỐI MẬT": "Tối mật", "MẬT": "Mật", "Giữ bí mật nhà nước": None}.items():
        source.write_text(
            f"#grid(columns: (1fr, 1fr), [ĐẢNG BỘ TỈNH], align(right, box(stroke: red, inset: 4pt)[{line}]))\n\nBáo cáo quý hai."
        )
        assert secrecy.mark_of_content(sniff.PDF, typst.compile(str(source))) == mark, line
    assert set(secrecy._pdf_lines(pdf("Ke hoach 12"))) == {"Ke hoach 12"}
    assert secrecy._pdf_lines(b"%PDF-1.4 broken") == []


@pytest.mark.parametrize(
    ("name", "data", "purpose"),
    [
        ("rong.docx", b"", "document"),
        ("virus.docx", b"MZ\x90\x00\x03", "document"),
        ("la.docx", b"PK\x03\x04 broken", "document"),
        ("danh sach.xlsx", word("Danh sách"), "document"),
        ("anh.jpg", b"\xff\xd8\xff broken", "photo"),
        ("khong phai anh.jpg", pdf("x"), "photo"),
        ("nhi phan.txt", b"\x00\x01\x02", "document"),
        ("trang.html", b"<script>1</script>", "photo"),
    ],
)
def test_bad_files_are_refused_with_a_sentence(cast: Cast, name: str, data: bytes, purpose: str) -> None:
    with pytest.raises(Invalid) as error:
        store(cast, name, data, purpose)
    assert error.value.field == "file"
    assert len(str(error.value)) > 20
    assert not StoredFile.objects.exists()


def test_a_zip_bomb_and_a_file_with_macros_are_refused(cast: Cast) -> None:
    bomb, macros = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (160 * 1024 * 1024))
    with zipfile.ZipFile(macros, "w") as archive:
        archive.writestr("word/document.xml", b"<w:p/>")
        archive.writestr("word/vbaProject.bin", b"x")
    for data in (bomb.getvalue(), macros.getvalue()):
        with pytest.raises(Invalid):
            store(cast, "tep.docx", data)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened(cast: Cast) -> None:
    small = photo("PNG")
    huge = small[:16] + struct.pack(">II", 30_000, 30_000) + small[24:]
    with pytest.raises(Invalid):
        store(cast, "anh.png", huge, "photo")


@override_settings(UPLOAD_LIMIT=1024 * 1024)
def test_a_file_over_the_limit_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid, match="1 MB"):
        store(cast, "to.txt", b"a" * (1024 * 1024 + 1))


def test_the_same_bytes_lie_on_the_disk_once(cast: Cast, tmp_path: Path) -> None:
    first, second = store(cast, "a.txt", b"mot hai"), store(cast, "b.txt", b"mot hai")
    assert first.sha256 == second.sha256
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1


def test_a_foreign_unit_takes_no_file_and_missing_bytes_are_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        store_file(
            actor=cast.actor("cell_secretary"), unit_path=cast.sibling.path, name="a.txt", data=b"x", purpose="document"
        )
    stored = store(cast, "a.txt", b"mot")
    services.path_of(stored.sha256).unlink()
    with pytest.raises(NotFound):
        open_file(stored)


def test_names_are_made_safe() -> None:
    assert clean_name("C:\\Thư mục\\kế hoạch.PDF", sniff.PDF) == "kế hoạch.pdf"
    assert clean_name("../../etc/passwd", sniff.TXT) == "passwd.txt"
    assert clean_name("a\u202efdp.docx", sniff.DOCX) == "a fdp.docx"
    assert clean_name(".", sniff.PDF) == "tep.pdf"

"""What somebody careless, unlucky or ill-meaning types, sends and uploads."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

LONG = "Chi bộ " * 14_000  # some 100 kB

TYPED: dict[str, str] = {  # by a name that a failure can print
    "empty": "",
    "spaces": "   \t ",
    "newlines": "\r\n\r\n",
    "no such day": "31/02/2026",
    "zero day": "00/00/0000",
    "year 1": "01/01/0001",
    "year 9999": "31/12/9999",
    "year 99999": "01/01/99999",
    "odd iso": "2026-13-45",
    "odd hour": "25:99",
    "negative": "-1",
    "minus zero": "-0",
    "huge": str(10**30),
    "past 64 bit": str(2**63),
    "past 32 bit": str(2**31),
    "thousands of digits": "9" * 5000,
    "absent id": "987654321",
    "nan": "NaN",
    "infinity": "1e999",
    "comma": "33,333",
    "superscript": "²",
    "other digits": "٣٤",
    "long": LONG,
    "nul": "Chi bộ\x00một",
    "right to left": "\u202egnàv nế\u200b\ufeff",
    "only zero width": "\u200b\u200b\u2060",
    "html": "<script>alert(1)</script>{{ 7*7 }}{% now %}",
    "formula": "=1+1",
    "quotes": "'; DROP TABLE org_unit; -- \"%s %d %(x)s {0}",
    "percent": "100 % %",
    "path": "../../../etc/passwd",
    "emoji": "👩‍🌾" * 40,
    "unpaired": "\ufffd\uffff",
    "colons": "1:2:3",
    "brackets": "[]",
}

QUERIES = [
    b"meeting=abc&remark=-1&on=31/02/2026&page=99999999999999&q=%00",
    b"trang=99999999999999999999&tim=%00&loai=%00&loc=%00&ngay=31/02/2026",
    b"trang=-1&tim=%FF%FE&ngay=0000-00-00&to-chuc=%C2%B2&dang-ky=%C2%B2&ky=%C2%B2&chi-bo=%D9%A3",
    b"dang-ky=99999999999999999999&to-chuc=99999999999999999999&ky=99&chi-bo=99999999999999999999&dong-chi="
    + b"9" * 4400,
    b"ngay=31/12/9999&ten=1&them=1&tra-loi=%00&dong-chi=%00&next=%00&chi-bo=%00&ky=%00&dang-ky=%00",
    b"ngay=01/01/0001&to-chuc=" + b"9" * 4400 + b"&dang-ky=" + b"9" * 4400,
    b"finding="
    + b"9" * 25
    + b"&drive=abc&person=%00&meeting=&remark="
    + b"9" * 14
    + b"&dot=%00&dot=1&next=//evil.example",
    b"a[]=1&a[]=2&ngay=x&ngay=y&=&&&%&;%zz",
]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(side: int = 60_000) -> bytes:
    """A small file that unfolds into an image of 3.6 billion points."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def packed(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def files() -> dict[str, SimpleUploadedFile]:
    """Files that no view may choke on."""
    types, zeros = (
        b"<?xml version='1.0'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        b"0" * 30_000_000,
    )
    docx = packed({"[Content_Types].xml": types, "word/document.xml": b"<w:document"})
    bomb = packed({"[Content_Types].xml": types, "xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": zeros})
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document>&b;</w:document>'
    made = {
        "empty.png": b"",
        "bomb.png": png_bomb(),
        "cut.png": png_bomb()[:40],
        "cut.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
        "docx named.png": docx,
        "broken.docx": docx,
        "laughs.docx": packed({"[Content_Types].xml": types, "word/document.xml": laughs}),
        "bomb.docx": packed({"[Content_Types].xml": types, "word/document.xml": zeros}),
        "bomb.xlsx": bomb,
        "docx named.xlsx": docx,
        "bomb.ods": packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": zeros}),
        "cut.xlsx": bomb[:200],
        "noise.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20,
        "noise.csv": bytes(range(256)) * 20,
        "nul.csv": b"H\xe1\x00\x00\x00,\x00\n" * 20,
        "quote.csv": b'"' + b"a,b\n" * 3000,
        "cut.pdf": b"%PDF-1.7\n1 0 obj << /Length 99999999999 >> stream",
        "noise.pdf": b"%PDF-" + bytes(range(256)) * 20,
        "page.html": b"<script>alert(1)</script>",
        "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "no extension": b"abc",
        "../../x.csv": b"a,b\n",
        "dài " * 125 + ".pdf": b"%PDF-1.4\n%%EOF",
        "two\nlines.txt": "Nghị quyết\n".encode(),
        "x" * 400 + ".txt": "Nghị quyết\n".encode(),
        "nul\x00.txt": "Nghị quyết\x00\n".encode(),
        ".txt": b"abc",
        "tuyệt mật.txt": "TUYỆT MẬT\n".encode(),
    }
    return {name: SimpleUploadedFile(name, data) for name, data in made.items()}

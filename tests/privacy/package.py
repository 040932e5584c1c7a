"""Reading the package that a member takes along."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pypdf import PdfReader


def words(answer: Any) -> str:
    """Everything readable in it: the values as JSON, and the text of the paper."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        paper = PdfReader(io.BytesIO(package.read("ho-so-cua-toi.pdf")))
        return values(answer) + "".join(page.extract_text() for page in paper.pages)


def values(answer: Any) -> str:
    """The values alone, as JSON."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        return package.read("ho-so-cua-toi.json").decode()

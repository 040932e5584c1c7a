"""Passwords that somebody who knows the place would try first. Works without a network; long passwords of any kind pass."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guong.kernel import text

WORDS = (
    "anhyeuem", "bimat", "bithu", "cachmang", "chibo", "dangbo", "dangnhap", "danguy", "dangvien", "demo", "emyeuanh",
    "guong", "hochiminh", "iloveyou", "matkhau", "mattran", "password", "phuong", "quantri", "quyetthang", "qwerty",
    "tusoi", "tusua", "vanphong", "vietnam", "xinchao",
)  # fmt: skip
"""Words of the place, the product and the offices, and what many people in Viet Nam choose; folded, without blanks."""
LEFT = 4  # letters that must remain when these words, digits and the own name are taken away


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.fold(words))


class PlaceWordsValidator:
    """Refuses what consists of the words above, the own name, digits and runs of one letter."""

    def validate(self, password: str, user: Any = None) -> None:
        own = re.split(r"[^a-z0-9]+", text.fold(f"{getattr(user, 'username', '')} {getattr(user, 'label', '')}"))
        left = _plain(password)
        if not left:
            return  # letters of another alphabet: nothing of ours in it
        for word in sorted({*WORDS, *(part for part in own if len(part) > 1)}, key=len, reverse=True):
            left = left.replace(word, "")
        if len(set(re.sub(r"\d", "", left))) < LEFT:
            raise ValidationError(self.get_help_text(), code="place_words")

    def get_help_text(self) -> str:
        return _("Do not use only your name, “chi bộ”, “mật khẩu”, digits or the like: add words that nobody expects.")

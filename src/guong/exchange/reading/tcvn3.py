"""Lists of the years before Unicode: TCVN3 letters (fonts .VnTime), which a program of today shows as "Hä vµ tªn"."""

from __future__ import annotations

import re

_UNICODE = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ"
_TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢§£¤¥¦"
_TABLE = str.maketrans(_TCVN3, _UNICODE)
_TRACE = re.compile(r"\bh[äÄ]\s+(?:vµ\s+)?t[ªÊ]n|\bchi\s+bé\b|§¶ng\b|®¶ng\b|\bngµy\b", re.IGNORECASE)


def is_tcvn3(words: str) -> bool:
    """Whether headings of a list stand here in TCVN3."""
    return _TRACE.search(words) is not None


def from_tcvn3(words: str) -> str:
    """The text in Unicode. Capitals were a matter of the font: what has only capitals otherwise is brought to capitals."""
    plain = [ch for ch in words if ch.isascii() and ch.isalpha()]
    text = words.translate(_TABLE)
    return text.upper() if len(plain) > 1 and all(ch.isupper() for ch in plain) else text

"""The forms of collective reports (S5, R39): what a cell, its committee, a party committee or an agency asks of itself.

Data as in `texts`: published as versions, never edited. The names of the sections follow the older printed forms and are
unconfirmed for those of 2025.
"""

from __future__ import annotations

from guong.reviews.texts import Form, Section, section

_STRENGTHS = section(
    "strengths", "Việc làm tốt", "Ưu điểm, kết quả đạt được", "Những việc tập thể đã làm được",
    "Từng việc một: việc gì, khi nào, ai được nhờ. Số liệu của đợt đã được điền sẵn, xin đọc lại.",
    side="strength", required=True,
)  # fmt: skip
_SHORTCOMINGS = section(
    "shortcomings", "Khuyết điểm", "Hạn chế, khuyết điểm", "Việc tập thể chưa làm tốt",
    "Viết như kể lại: việc gì, khi nào, ở đâu, ai chịu ảnh hưởng. Việc đang mở trong sổ đã được điền sẵn.",
    side="shortcoming", required=True,
)  # fmt: skip
_CAUSES = section(
    "causes", "Nguyên nhân", "Nguyên nhân", "Vì sao có những việc ấy",
    "Nói hoàn cảnh trước, rồi đến phần của tập thể.", side="cause", required=True,
)  # fmt: skip
_FIXED = section(
    "fixed_before", "Đã sửa", "Kết quả khắc phục hạn chế kỳ trước", "Điều nào đã sửa, điều nào chưa",
    "Từng điều một: đã xong, được một phần hay chưa; căn cứ vào việc nào.",
)  # fmt: skip
_ASKED = section(
    "suggested", "Gợi ý", "Giải trình những vấn đề được gợi ý kiểm điểm", "Trả lời từng điều cấp trên gợi ý",
    "Đồng ý thì nói cách làm. Không đồng ý thì nói lý do: phản biện có lý do cũng là trả lời.",
)  # fmt: skip
_WHO = section(
    "responsibility", "Trách nhiệm", "Trách nhiệm của tập thể, cá nhân", "Ai phụ trách việc ấy",
    "Nói theo phần việc được phân công; khuyết điểm chung sẽ được chia cho từng người sau.",
)  # fmt: skip
_DIRECTION = section(
    "direction", "Hướng sửa", "Phương hướng, biện pháp khắc phục", "Sửa bằng việc gì, ai làm, xong khi nào",
    "Mỗi khuyết điểm một việc làm được, một người làm, một ngày xong.", side="direction", required=True,
)  # fmt: skip


def _form(kind: str, title: str, *sections: Section) -> Form:
    return {"code": f"collective_{kind}", "title": title, "kinds": [f"collective:{kind}"], "sections": list(sections)}


COLLECTIVE: tuple[Form, ...] = (
    _form("cell", "Báo cáo tự soi của chi bộ", _STRENGTHS, _SHORTCOMINGS, _CAUSES, _FIXED, _ASKED, _DIRECTION),
    _form(
        "cell_committee", "Báo cáo tự soi của chi ủy",
        _STRENGTHS, _SHORTCOMINGS, _CAUSES, _FIXED, _ASKED, _WHO, _DIRECTION,
    ),
    _form(
        "committee", "Báo cáo tự soi của tập thể cấp ủy",
        _STRENGTHS, _SHORTCOMINGS, _CAUSES, _FIXED, _ASKED, _WHO, _DIRECTION,
    ),
    _form(
        "agency", "Báo cáo tự soi của tập thể lãnh đạo cơ quan, đơn vị",
        _STRENGTHS, _SHORTCOMINGS, _CAUSES, _FIXED, _ASKED, _WHO, _DIRECTION,
    ),
)  # fmt: skip

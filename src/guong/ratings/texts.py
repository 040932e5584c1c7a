"""The scheme with which the program comes, as data in the words of the form itself (R32-R36). Nobody has confirmed it.

The nine lines of the first group and the four of the second are not known to us word by word: each group stands as one line
of its points, and the office writes the lines from the official copy. Points are tenths of a point.
"""

from __future__ import annotations

from typing import Any

PERSON_LINES: list[dict[str, Any]] = [
    {
        "key": "c1", "group": "Tiêu chí chung (30 điểm)", "points": 180, "evidence": "",
        "name": "Phẩm chất chính trị, đạo đức, lối sống, nêu gương (9 tiêu chí, mỗi tiêu chí 2 điểm)",
    },
    {
        "key": "c2", "group": "Tiêu chí chung (30 điểm)", "points": 40, "evidence": "",
        "name": "Đổi mới, sáng tạo (4 tiêu chí, mỗi tiêu chí 1 điểm)",
    },
    {
        "key": "c31", "group": "Tự soi, tự sửa (trong 30 điểm)", "points": 20, "evidence": "",
        "name": "Nghiêm túc tiếp thu phê bình",
    },
    {
        "key": "c32", "group": "Tự soi, tự sửa (trong 30 điểm)", "points": 20, "evidence": "planned",
        "name": "Có kế hoạch khắc phục rõ ràng",
    },
    {
        "key": "c33", "group": "Tự soi, tự sửa (trong 30 điểm)", "points": 20, "evidence": "done",
        "name": "Đã khắc phục từ 80 % trở lên, tiến bộ rõ, không tái diễn",
    },
    {
        "key": "c34", "group": "Tự soi, tự sửa (trong 30 điểm)", "points": 20, "evidence": "",
        "name": "Không né tránh, không đổ lỗi",
    },
    {
        "key": "c4", "group": "Kết quả thực hiện nhiệm vụ (70 điểm)", "points": 700, "evidence": "",
        "name": "Kết quả thực hiện chức trách, nhiệm vụ được giao",
    },
]  # fmt: skip
BODY_LINES: list[dict[str, Any]] = [
    {
        "key": "t1", "group": "Tiêu chí chung (30 điểm)", "points": 300, "evidence": "",
        "name": "Công tác xây dựng Đảng, đoàn kết nội bộ, tự soi, tự sửa của tập thể",
    },
    {
        "key": "t2", "group": "Kết quả thực hiện nhiệm vụ (70 điểm)", "points": 700, "evidence": "",
        "name": "Kết quả thực hiện nhiệm vụ chính trị được giao",
    },
]  # fmt: skip
LEVELS: list[dict[str, Any]] = [
    {
        "code": "excellent", "from": 900, "confirmed": False,
        "conditions": [
            {"key": "x1", "text": "100 % nhiệm vụ hoàn thành đúng hạn, bảo đảm chất lượng", "for": ""},
            {"key": "x2", "text": "Từ 30 % nhiệm vụ trở lên vượt yêu cầu", "for": ""},
            {"key": "x3", "text": "Không bị kỷ luật", "for": "person"},
            {"key": "x4", "text": "Không có tổ chức trực thuộc, đảng viên nào bị kỷ luật", "for": "body"},
        ],
    },
    {
        "code": "good", "from": 700, "confirmed": False,
        "conditions": [{"key": "g1", "text": "100 % nhiệm vụ hoàn thành đúng hạn", "for": ""}],
    },
    {
        "code": "done", "from": 500, "confirmed": False,
        "conditions": [{"key": "d1", "text": "100 % nhiệm vụ hoàn thành, không quá 20 % chậm hạn", "for": ""}],
    },
]  # fmt: skip
FORMS: dict[str, dict[str, Any]] = {
    "person": {"confirmed": False, "lines": PERSON_LINES},
    "body": {"confirmed": False, "lines": BODY_LINES},
}

"""Papers with invented words for the tests of this folder."""

from __future__ import annotations

from datetime import date

from guong.figures.rules import from_counts
from guong.papers.compose import minutes, plan, report
from guong.papers.shapes import Head, Notice, Paper

HEAD = Head("Quận ủy Thanh Bình", "Đảng ủy phường Mai Khê", "Mai Khê", date(2026, 4, 9))
QR = '<svg xmlns="http://www.w3.org/2000/svg" width="21" height="21"><path d="M0 0h7v7h-7z"/></svg>'
BODY = {
    "subject": ["sinh hoạt chuyên đề", "Đợt sinh hoạt “Tự soi, tự sửa” năm 2026"],
    "opening": "Hôm nay, 19 giờ 30, thứ Năm, ngày 09 tháng 4 năm 2026, tại nhà văn hóa, Chi bộ họp.",
    "chair": "Nguyễn Văn Thuận",
    "secretary": "Vũ Thị Đào",
    "roll": {"present": 6, "of": 8, "excused": ["Lê Đình Khoát (đi làm ăn xa)"], "absent": []},
    "guests": ["Vũ Thị Minh Nguyệt (Đảng ủy phường)"],
    "steps": [{"title": "Điểm danh", "notes": [{"speaker": "Vũ Thị Đào", "text": "Đã đủ số người."}]}],
    "reviews": ["Phạm Văn Bường"],
    "remarks": [
        {
            "who": "Đồng chí Vũ Thị Đào góp ý đồng chí Tạ Quang Vinh",
            "words": "Quý I vắng ba buổi trực nhật.",
            "answer_who": "Đồng chí Tạ Quang Vinh trả lời",
            "answer": "Tôi tiếp thu.",
        },
        {"who": "Đồng chí Tạ Quang Vinh góp ý chi ủy", "words": "Gửi tài liệu muộn.", "answer_who": "Trả lời", "answer": ""},
    ],
    "findings": [
        {
            "who": "Đồng chí Tạ Quang Vinh",
            "fact": "Vắng ba buổi trực nhật.",
            "answer_who": "Đồng chí Tạ Quang Vinh trả lời",
            "answer": "Hai buổi tôi đi viện.",
            "said": [],
            "actions": [["Tạ Quang Vinh", "cá nhân", "Đổi ca trước hai ngày", "9/5/2026"]],
        }
    ],
    "rechecks": [],
    "plans": [],
    "conclusion": "Chi bộ nhất trí.",
    "ending": "Buổi sinh hoạt kết thúc lúc 21 giờ.",
}  # fmt: skip
CONTENT = {
    "example": "Nói đi đôi với làm.\n- Mỗi tháng một buổi sáng đi cùng tổ dân phố.",
    "items": [{"shortcoming": "Trả lời dân chậm", "measure": "Chiều thứ Sáu xem sổ", "deadline": "2026-06-30", "finding": None}],
    "pledge": "Tôi cam kết thực hiện.",
}  # fmt: skip
FACTS = plan.PlanFacts("Đỗ Quang Hải", "Bí thư Đảng ủy", "Chi bộ tổ dân phố 3", 2026, CONTENT, ["Lưu Đảng ủy"])
COUNTS = {
    "total": 700, "exempt": 125, "eligible": 575, "cells": 17, "attended": 538, "convened": 551, "made_up": 13,
    "makeup_owed": 13, "registered": 17, "held": 17, "plans_accepted": 575, "plans_returns": 16, "plans_posted": 2,
}  # fmt: skip


def a_plan() -> Paper:
    return plan.compose(HEAD, FACTS)


def a_posting(shown: frozenset[str] = FACTS.shown) -> Paper:
    notice = Notice("trụ sở phường Mai Khê", date(2026, 4, 27), date(2026, 12, 31), QR, "Đặng Thu Hà")
    facts = plan.PlanFacts(
        FACTS.name, FACTS.posts, FACTS.cell, FACTS.year, FACTS.content, FACTS.recipients, signed=True, shown=shown
    )
    return plan.compose(HEAD, facts, notice)


def some_minutes() -> Paper:
    return minutes.compose(Head("Đảng ủy phường Mai Khê", "Chi bộ tổ dân phố 1", "Mai Khê", date(2026, 4, 9)), BODY)


def a_report() -> Paper:
    facts = report.ReportFacts(
        drive="đợt sinh hoạt “Tự soi, tự sửa”", unit="Đảng ủy phường Mai Khê", basis=["21-KL/TW"], as_of=date(2022, 4, 22),
        households=4974, population=15605, figures=from_counts(COUNTS), cells=[], signer_title="BÍ THƯ", signer="Đỗ Quang Hải",
    )  # fmt: skip
    return report.compose(HEAD, facts)

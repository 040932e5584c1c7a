"""Agenda templates as data (R9): what is copied into a meeting when it is planned, and may be changed there.

Open items come first after the opening and the roll (S60). The review follows its order: collective, head, deputies,
members (R12). Titles are the office's own words and are stored as they stand; minutes add up to what R6 asks for.
"""

from __future__ import annotations

from guong.meetings.enums import MeetingKind, StepKind

Spec = tuple[str, str, int]  # (step kind, title, minutes)

TEMPLATES: dict[str, tuple[Spec, ...]] = {
    MeetingKind.THEMATIC.value: (
        (StepKind.OPENING.value, "Khai mạc, lời mở đầu", 5),
        (StepKind.ROLL_CALL.value, "Điểm danh", 5),
        (StepKind.OPEN_ITEMS.value, "Soi lại các việc còn mở", 15),
        (StepKind.COLLECTIVE.value, "Báo cáo tự soi của tập thể, góp ý cho tập thể", 25),
        (StepKind.REVIEWS.value, "Tự phê bình và phê bình: người đứng đầu, cấp phó, đảng viên", 50),
        (StepKind.UPWARD.value, "Góp ý cho cấp trên", 10),
        (StepKind.CONCLUSION.value, "Kết luận, biểu quyết", 10),
    ),
    MeetingKind.REGULAR.value: (
        (StepKind.OPENING.value, "Khai mạc, lời mở đầu", 5),
        (StepKind.ROLL_CALL.value, "Điểm danh", 5),
        (StepKind.OPEN_ITEMS.value, "Soi lại các việc còn mở", 20),
        (StepKind.OTHER.value, "Thông tin thời sự, văn bản mới", 15),
        (StepKind.COLLECTIVE.value, "Kết quả tháng qua, nhiệm vụ tháng tới", 15),
        (StepKind.REVIEWS.value, "Thảo luận, tự phê bình và phê bình", 20),
        (StepKind.CONCLUSION.value, "Kết luận, biểu quyết", 10),
    ),
    MeetingKind.RECHECK.value: (
        (StepKind.OPENING.value, "Khai mạc, lời mở đầu", 5),
        (StepKind.ROLL_CALL.value, "Điểm danh", 5),
        (StepKind.OPEN_ITEMS.value, "Soi lại các việc còn mở", 40),
        (StepKind.REVIEWS.value, "Tự phê bình và phê bình", 25),
        (StepKind.UPWARD.value, "Góp ý cho cấp trên", 5),
        (StepKind.CONCLUSION.value, "Kết luận, biểu quyết", 10),
    ),
    MeetingKind.COMMITTEE.value: (
        (StepKind.OPENING.value, "Khai mạc, lời mở đầu", 5),
        (StepKind.ROLL_CALL.value, "Điểm danh", 5),
        (StepKind.OPEN_ITEMS.value, "Soi lại các việc còn mở", 15),
        (StepKind.COLLECTIVE.value, "Báo cáo kiểm điểm của tập thể, góp ý cho tập thể", 35),
        (StepKind.REVIEWS.value, "Tự phê bình và phê bình: người đứng đầu, cấp phó, ủy viên", 40),
        (StepKind.UPWARD.value, "Góp ý cho cấp trên", 10),
        (StepKind.CONCLUSION.value, "Kết luận, biểu quyết", 10),
    ),
    MeetingKind.BODY.value: (
        (StepKind.OPENING.value, "Khai mạc, lời mở đầu", 5),
        (StepKind.ROLL_CALL.value, "Điểm danh", 5),
        (StepKind.OTHER.value, "Nội dung của đợt: thông tin, trao đổi", 30),
        (StepKind.COLLECTIVE.value, "Tổ chức tự soi: việc đã làm, việc cần sửa", 25),
        (StepKind.OTHER.value, "Kế hoạch giám sát, tuyên truyền", 15),
        (StepKind.CONCLUSION.value, "Kết luận, biểu quyết", 10),
    ),
    MeetingKind.AGENCY.value: (
        (StepKind.OPENING.value, "Khai mạc, lời mở đầu", 5),
        (StepKind.ROLL_CALL.value, "Điểm danh", 5),
        (StepKind.OTHER.value, "Kết quả công tác tháng qua", 20),
        (StepKind.OTHER.value, "Tác phong, thái độ phục vụ: việc cần sửa của cơ quan, đơn vị", 20),
        (StepKind.OTHER.value, "Nhiệm vụ tháng tới, phân công", 20),
        (StepKind.CONCLUSION.value, "Kết luận", 10),
    ),
    MeetingKind.ADHOC.value: (
        (StepKind.OPENING.value, "Khai mạc, nêu lý do kiểm điểm đột xuất", 5),
        (StepKind.ROLL_CALL.value, "Điểm danh", 5),
        (StepKind.OPEN_ITEMS.value, "Soi lại các việc còn mở có liên quan", 10),
        (StepKind.COLLECTIVE.value, "Báo cáo sự việc, trách nhiệm của tập thể", 25),
        (StepKind.REVIEWS.value, "Tự phê bình và phê bình: người đứng đầu, cấp phó, đảng viên", 40),
        (StepKind.CONCLUSION.value, "Kết luận: khuyết điểm, người sửa, thời hạn; biểu quyết", 15),
    ),
}

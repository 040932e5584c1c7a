"""The register as it is shipped: why personal data is processed. An office reads it with its lawyer and confirms each line."""

from __future__ import annotations

from typing import Any

_LAW = "Luật Bảo vệ dữ liệu cá nhân (91/2025/QH15) và Nghị định 356/2025/NĐ-CP; trường hợp không cần sự đồng ý: chờ ý kiến pháp chế."
_BODY = "Chính người đó; người điều hành của chi bộ"

SHIPPED: list[dict[str, Any]] = [
    {
        "code": "roster", "title": "Quản lý danh sách đảng viên của tổ chức",
        "data": "Mã, họ tên, ngày sinh, ngày vào Đảng, nơi sinh hoạt, diện, chức vụ. Không có số định danh, địa chỉ, lý lịch.",
        "seen_by": "Văn phòng đảng ủy; bí thư chi bộ", "kept": "Trong thời gian sinh hoạt tại đây",
        "ground": "duty", "ground_text": f"Điều lệ Đảng và quy định về quản lý đảng viên. {_LAW}", "confirmed": False,
    },
    {
        "code": "self_review", "title": "Tự soi: bản kiểm điểm của cá nhân",
        "data": "Lời tự viết về ưu điểm, khuyết điểm, nguyên nhân. Bản nháp chỉ người viết mở được.",
        "seen_by": _BODY, "kept": "Theo thời hạn lưu đã công bố (mặc định 3 năm sau đợt)",
        "ground": "duty", "ground_text": f"Quy định 366-QĐ/TW về kiểm điểm, xếp loại. {_LAW}", "confirmed": False,
    },
    {
        "code": "remarks", "title": "Góp ý và tiếp thu trong sinh hoạt chi bộ",
        "data": "Sự việc, nhận xét, người góp ý, người được góp ý, lời trả lời.",
        "seen_by": "Người được góp ý; người góp ý; chi bộ nơi góp ý", "kept": "Theo thời hạn lưu đã công bố",
        "ground": "duty", "ground_text": f"Điều lệ Đảng: tự phê bình và phê bình. {_LAW}", "confirmed": False,
    },
    {
        "code": "findings", "title": "Khuyết điểm, phần trách nhiệm và khắc phục",
        "data": "Sự việc, nguyên nhân, phần trách nhiệm, biện pháp, thời hạn, kết quả soi lại, ý kiến của người có tên.",
        "seen_by": "Người có tên; tập thể nơi nêu", "kept": "Theo thời hạn lưu đã công bố; chưa xóa khi còn đang mở",
        "ground": "duty", "ground_text": f"Quy định 366-QĐ/TW; kết luận về tự soi, tự sửa. {_LAW}", "confirmed": False,
    },
    {
        "code": "plans", "title": "Kế hoạch tu dưỡng hằng năm, nơi nhận, niêm yết, giám sát",
        "data": "Nội dung kế hoạch; của người đứng đầu: những phần được chọn để niêm yết trong thời hạn.",
        "seen_by": "Chi bộ; Ban công tác Mặt trận; cấp ủy (người giữ chức vụ); bảng niêm yết (người đứng đầu)",
        "kept": "Theo thời hạn lưu đã công bố", "ground": "duty",
        "ground_text": f"Quy định về trách nhiệm nêu gương; hướng dẫn của cấp ủy. {_LAW}", "confirmed": False,
    },
    {
        "code": "meetings", "title": "Sinh hoạt, học tập: điểm danh, biên bản",
        "data": "Có mặt, vắng (lý do), ghi chép, biên bản. Không ghi vị trí, thiết bị, khuôn mặt.",
        "seen_by": "Chi bộ; văn phòng chỉ thấy số liệu học tập", "kept": "Theo thời hạn lưu đã công bố",
        "ground": "duty", "ground_text": f"Hướng dẫn về sinh hoạt chi bộ. {_LAW}", "confirmed": False,
    },
    {
        "code": "photos", "title": "Ảnh minh chứng học bù, niêm yết",
        "data": "Ảnh đã bỏ thông tin máy ảnh và vị trí.", "seen_by": "Người gửi; người xác nhận",
        "kept": "Mặc định 1 năm sau đợt", "ground": "consent",
        "ground_text": f"Người gửi tự chọn gửi ảnh hoặc ghi bằng lời. {_LAW}", "confirmed": False,
    },
    {
        "code": "accounts", "title": "Tài khoản, đăng nhập, quyền",
        "data": "Tên đăng nhập, mã băm mật khẩu, quyền từ ngày đến ngày.", "seen_by": "Văn phòng; bí thư chi bộ",
        "kept": "Trong thời gian sử dụng", "ground": "law", "ground_text": f"Nghĩa vụ bảo vệ dữ liệu. {_LAW}",
        "confirmed": False,
    },
    {
        "code": "log", "title": "Nhật ký không sửa được, và lượt mở hồ sơ",
        "data": "Ai, lúc nào, làm gì, với hồ sơ nào. Không chứa lời của ai.",
        "seen_by": "Người có liên quan; văn phòng thấy việc của văn phòng", "kept": "Không xóa: chuỗi phải liền",
        "ground": "law", "ground_text": f"Nghĩa vụ chứng minh và truy vết. {_LAW}", "confirmed": False,
    },
]  # fmt: skip

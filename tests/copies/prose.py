"""Invented Vietnamese prose, different for every seed."""

from __future__ import annotations

import random

_WHO = "tôi;cá nhân tôi;tôi cùng anh em trong tổ;với phần việc được giao, tôi".split(";")
_DID = """nhận soạn;đi từng nhà vận động;gác việc nhà để lo;bỏ dở;nhờ người làm thay;ghi chép lại;thúc giục;kiểm lại;xin lỗi bà con về;
họp tổ bàn về;gửi giấy mời cho;tính sai;báo muộn;dọn dẹp;lắp đặt;trông coi;chia lại;sửa lại;đứng ra chịu về;góp tiền cho""".replace(
    "\n", ""
).split(";")
_WHAT = """bốn ngọn đèn ngõ;hồ sơ hộ nghèo;lớp học hè;sổ thu quỹ;con mương thoát nước;buổi tiếp dân;tủ thuốc chung;danh sách đi bầu;vườn hoa đầu xóm;
bảng tin;loa truyền thanh;giếng khoan;đội bóng chuyền;phiên chợ quê;cây đa cổ;sân phơi thóc;lịch trực đêm;xe rác;nhà để xe;giải cờ tướng""".replace(
    "\n", ""
).split(";")
_WHEN = "hôm rằm;tuần thứ hai tháng tư;lúc nước lên;sau buổi họp tổ;chiều thứ bảy;đầu vụ gặt;trước ngày khai trường;khi mất điện;dịp giáp Tết;giữa trưa nắng".split(
    ";"
)
_SO = "nên ba hộ phải chờ;và xong trước hạn;nhưng còn thiếu chữ ký;làm mất một buổi của cả tổ;được bà con gật đầu;mà không báo ai;khiến tiền thừa ra ít nhiều".split(
    ";"
)


def prose(seed: int, words: int) -> str:
    """About so many words, a sentence a line."""
    draw = random.Random(seed)
    lines: list[str] = []
    while sum(line.count(" ") + 1 for line in lines) < words:
        lines.append(
            f"{draw.choice(_WHEN)}, {draw.choice(_WHO)} {draw.choice(_DID)} {draw.choice(_WHAT)} và {draw.choice(_DID)} "
            f"{draw.choice(_WHAT)} {draw.choice(_SO)}.".capitalize()
        )
    return "\n".join(lines)

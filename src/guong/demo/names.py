"""Invented Vietnamese names, the same in every run."""

from __future__ import annotations

from random import Random

_FAMILY = (
    "Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Tạ Trịnh "
    "Cao Hà Lương Đoàn Phùng Chu Lại Tô"
).split()
_MALE_MIDDLE = "Văn Văn Đức Quang Hữu Xuân Công Minh Thanh Đình Trọng Mạnh Tiến Bá Ngọc Duy".split()
_FEMALE_MIDDLE = "Thị Thị Thị Thu Ngọc Thanh Minh Kim Bích Hồng Phương Diệu Thùy Mai".split()
_MALE_GIVEN = (
    "An Bình Bường Cường Chiến Dũng Dương Đạt Đông Giang Hải Hiếu Hòa Hoàng Hùng Hưng Huy Khánh Khoa Khoát Kiên Lâm Lộc "
    "Long Lợi Mạnh Nam Nghĩa Phong Phúc Quân Quang Quyết Sơn Sở Tài Tâm Thành Thắng Thịnh Thuận Tiến Toàn Trung Tuấn Tùng "
    "Việt Vinh"
).split()
_FEMALE_GIVEN = (
    "An Ánh Bích Chi Châu Duyên Dung Đào Giang Hà Hạnh Hằng Hiền Hoa Hồng Huệ Hương Huyền Khánh Lan Liên Linh Loan Mai Mận "
    "Nga Ngân Ngọc Nguyệt Nhung Oanh Phương Quyên Sen Tâm Thảo Thơm Thu Thủy Trang Trâm Tuyết Vân Xuyến Yến"
).split()


class Names:
    """A stream of different full names with gender ("m" or "f")."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  # names of a demonstration, not secrets
        self._used: set[str] = set()

    def take(self, gender: str) -> str:
        """The next unused name of that gender."""
        middle, given = (_MALE_MIDDLE, _MALE_GIVEN) if gender == "m" else (_FEMALE_MIDDLE, _FEMALE_GIVEN)
        while True:
            pick = self._random.choice
            name = f"{pick(_FAMILY)} {pick(middle)} {pick(given)}"
            if name not in self._used:
                self._used.add(name)
                return name

    def keep(self, name: str) -> str:
        """Reserve a name that the story gives by hand."""
        self._used.add(name)
        return name

"""The chain of documents, from the centre down to the ward (S24, S25, S81, S83)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guong.audit.work import unit_of_work
from guong.demo.stage import Stage
from guong.demo.ward import Ward
from guong.directives.enums import DirectiveKind
from guong.directives.models import Directive
from guong.directives.services import register_directive
from guong.kernel import clock

CENTRE = "Ban Chấp hành Trung ương Đảng"


def _register(
    stage: Stage, ward: Ward, symbol: str, day: date, issuer: str, kind: str, title: str,
    implements: Sequence[Directive] = (), short_name: str = "", own: bool = False,
) -> Directive:  # fmt: skip
    """One entry of the ward's register; what the ward issued itself is marked as its own."""
    return register_directive(
        actor=stage.actor("vanphong"), unit=ward.ward, symbol=symbol, issued_on=day, issuer=issuer, kind=kind, title=title,
        implements=implements, short_name=short_name, issuing_unit=ward.ward if own else None,
    )  # fmt: skip


def register_2022(stage: Stage, ward: Ward) -> list[Directive]:
    """What the drive of 2022 rests on; two different 124-QĐ/TW are not both here yet."""
    kinds = DirectiveKind
    with clock.at(clock.local(2022, 2, 24, 9)), unit_of_work():
        conclusion = _register(
            stage, ward, "21-KL/TW", date(2021, 10, 25), CENTRE, kinds.CONCLUSION,
            "Về đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ thống chính trị", short_name="Kết luận 21-KL/TW",
        )  # fmt: skip
        regulation = _register(
            stage,
            ward,
            "37-QĐ/TW",
            date(2021, 10, 25),
            CENTRE,
            kinds.REGULATION,
            "Về những điều đảng viên không được làm",
        )
        _register(
            stage, ward, "124-QĐ/TW", date(2018, 2, 2), "Ban Bí thư", kinds.REGULATION,
            "Về giám sát của Mặt trận Tổ quốc đối với việc tu dưỡng, rèn luyện của người đứng đầu, cán bộ, đảng viên",
        )  # fmt: skip
        city_plan = _register(
            stage, ward, "78-KH/TU", date(2022, 1, 20), "Thành ủy Hồng Giang", kinds.PLAN,
            "Thực hiện Kết luận 21-KL/TW trong Đảng bộ thành phố", implements=[conclusion],
        )  # fmt: skip
        guide = _register(
            stage, ward, "52-HD/BTGTU", date(2022, 2, 21), "Ban Tuyên giáo Thành ủy", kinds.GUIDE,
            "Tổ chức đợt sinh hoạt chính trị với chủ đề “Tự soi, tự sửa”", implements=[city_plan],
        )  # fmt: skip
    return [conclusion, regulation, city_plan, guide]


def register_ward_plan(stage: Stage, ward: Ward, parents: Sequence[Directive]) -> Directive:
    """The ward's own plan of 14 March 2022."""
    with clock.at(clock.local(2022, 3, 14, 15)):
        return _register(
            stage, ward, "121-KH/ĐU", date(2022, 3, 14), "Đảng ủy phường Mai Khê", DirectiveKind.PLAN,
            "Tổ chức đợt sinh hoạt chính trị trong Đảng với chủ đề “Tự soi, tự sửa”", implements=parents, own=True,
        )  # fmt: skip


def register_now(stage: Stage, ward: Ward, today: date, start: date) -> list[Directive]:
    """What today's drive rests on."""
    kinds = DirectiveKind
    with clock.at(clock.local(start.year, start.month, start.day, 8)), unit_of_work():
        _register(
            stage, ward, "124-QĐ/TW", date(2023, 10, 4), "Bộ Chính trị", kinds.REGULATION,
            "Về việc kiểm điểm và đánh giá, xếp loại chất lượng hằng năm",
        )  # fmt: skip
        city = _register(
            stage, ward, "19-KH/TU", start, "Thành ủy Hồng Giang", kinds.PLAN, f"Đợt sinh hoạt “Tự soi, tự sửa” năm {today.year}"
        )  # fmt: skip
        own = _register(
            stage, ward, "34-KH/ĐU", start, "Đảng ủy phường Mai Khê", kinds.PLAN,
            f"Tổ chức đợt sinh hoạt “Tự soi, tự sửa” năm {today.year} tại phường", implements=[city], own=True,
        )  # fmt: skip
    return [city, own]

"""An invented province for the two drives of whole districts: fourteen committees, ninety-eight cells, few people in each.

The district of the first drive (S46: 46 units) is one of the fourteen of the second (S123: 14/14).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.accounts.services import create_account
from guong.audit.work import unit_of_work
from guong.demo.names import Names
from guong.demo.stage import Stage
from guong.kernel import clock
from guong.org.enums import MemberKind, PostKind, UnitKind
from guong.org.models import Person, Unit
from guong.org.services import add_member, create_unit, give_post

BEGIN = date(2020, 10, 20)
DISTRICTS = [
    ("HUYEN", "Huyện ủy Sơn Lãng"),
    ("H-LINH-KHE", "Huyện ủy Lĩnh Khê"),
    ("H-HOA-DAM", "Huyện ủy Hòa Đàm"),
    ("H-YEN-MAC", "Huyện ủy Yên Mạch"),
    ("H-THACH-VAN", "Huyện ủy Thạch Vân"),
    ("H-PHU-NHAI", "Huyện ủy Phú Nhài"),
    ("H-TAN-KHOAI", "Huyện ủy Tân Khoái"),
    ("H-DAI-LU", "Huyện ủy Đại Lữ"),
    ("H-BINH-KHA", "Huyện ủy Bình Kha"),
    ("THIXA", "Thị ủy Trung Vệ"),
    ("T-AN-LINH", "Thành ủy An Lĩnh"),
    ("K-CO-QUAN", "Đảng ủy Khối Cơ quan và Doanh nghiệp tỉnh"),
    ("K-QUAN-SU", "Đảng ủy Quân sự tỉnh"),
    ("K-CONG-AN", "Đảng ủy Công an tỉnh"),
]
_VILLAGES = (
    "Bãi Sim, Cồn Vàng, Đá Bạc, Đồng Trám, Gò Mít, Hói Sen, Khe Dứa, Lùm Tre, Mỏ Neo, Nà Lúa, Ổ Rồng, Phai Lở, Quế Đồi, "
    "Rộc Cau, Suối Ngà, Tràng Kè, Ụ Rơm, Vực Giang, Xóm Lò, Yên Bồ, Bến Gạo, Cầu Phao, Dốc Mây, Trại Ổi"
).split(", ")
_OFFICES = (
    "Văn phòng Huyện ủy, Phòng Tài chính, Phòng Nội vụ, Phòng Văn hóa, Phòng Nông nghiệp, Phòng Tư pháp, Thanh tra huyện, "
    "Tòa án huyện, Kho bạc huyện, Bệnh viện huyện"
).split(", ")
_SCHOOLS = (
    "THPT Sơn Lãng, THPT Cồn Vàng, THCS Bãi Sim, THCS Đá Bạc, THCS Gò Mít, THCS Khe Dứa, Tiểu học Hói Sen, Tiểu học Nà Lúa, "
    "Tiểu học Suối Ngà, Mầm non Tràng Kè, Mầm non Bến Gạo, Mầm non Dốc Mây"
).split(", ")
_ELSEWHERE = ("Chi bộ Văn phòng", "Chi bộ Trung tâm Chính trị", "Chi bộ Trạm Y tế", "Chi bộ Hợp tác xã")
ENVOYS = 9  # members of the provincial committee who are sent out, three to a group


@dataclass
class Province:
    """What was built."""

    top: Unit
    districts: list[Unit] = field(default_factory=list)
    cells: dict[int, list[Unit]] = field(default_factory=dict)  # district id → its cells
    envoys: list[Person] = field(default_factory=list)

    @property
    def district(self) -> Unit:
        return self.districts[0]


def build(stage: Stage, progress: Callable[[str], None]) -> Province:
    """Build the province as it stood in October 2020, through the services."""
    progress("Tỉnh An Lĩnh (đặt ra): 14 cấp ủy, 98 chi bộ / the invented province")
    with clock.at(clock.local(2020, 10, 20, 8)), unit_of_work():
        top = create_unit(actor=stage.system, code="TINH", name="Tỉnh ủy An Lĩnh", kind=UnitKind.PROVINCE)
        create_unit(actor=stage.system, code="BTG-TINH", name="Ban Tuyên giáo Tỉnh ủy", kind=UnitKind.BOARD, parent=top)
        built = Province(top)
        names = Names(1014)
        for code, name in DISTRICTS:
            district = create_unit(actor=stage.system, code=code, name=name, kind=UnitKind.DISTRICT, parent=top)
            built.districts.append(district)
            built.cells[district.pk] = [
                _cell(stage, district, number, *row, names) for number, row in enumerate(_plans(code, name), start=1)
            ]
        _envoys(stage, built, names)
        _accounts(stage, built)
    return built


def _plans(code: str, district: str) -> list[tuple[str, UnitKind, str]]:
    """(name, kind, block) of the cells of one district."""
    if code != "HUYEN":
        place = district.split("ủy ", 1)[1].removesuffix(" tỉnh").removesuffix(" và Doanh nghiệp")
        return [(f"{name} {place}", UnitKind.CELL_OFFICE, "cơ quan") for name in _ELSEWHERE]
    return [
        *((f"Chi bộ thôn {name}", UnitKind.CELL_VILLAGE, "nông thôn") for name in _VILLAGES),
        *((f"Chi bộ {name}", UnitKind.CELL_OFFICE, "cơ quan") for name in _OFFICES),
        *((f"Chi bộ Trường {name}", UnitKind.CELL_SCHOOL, "trường học") for name in _SCHOOLS),
    ]


def _cell(stage: Stage, district: Unit, number: int, name: str, kind: UnitKind, block: str, names: Names) -> Unit:
    """A cell with its secretary."""
    code = f"{district.code}-{number:02d}"
    unit = create_unit(actor=stage.system, code=code, name=name, kind=kind, parent=district, block=block)
    person = _member(stage, unit, f"{code}-001", names, 1962 + number % 25)
    give_post(actor=stage.system, person=person, unit=unit, kind=PostKind.CELL_SECRETARY, since=BEGIN)
    return unit


def _member(stage: Stage, unit: Unit, code: str, names: Names, born: int) -> Person:
    gender = "mf"[born % 2]
    return add_member(
        actor=stage.system, unit=unit, code=code, full_name=names.take(gender), birth_date=date(born, 1 + born % 12, 15),
        gender=gender, admitted_on=date(born + 27, 5, 19), kind=MemberKind.OFFICIAL, since=BEGIN,
    )  # fmt: skip


def _envoys(stage: Stage, built: Province, names: Names) -> None:
    """Members of the provincial committee, at home in a cell of the offices' committee."""
    home = next(built.cells[unit.pk][0] for unit in built.districts if unit.code == "K-CO-QUAN")
    for number in range(ENVOYS):
        person = _member(stage, home, f"TUV-{number + 1:02d}", names, 1964 + number)
        kind = PostKind.STANDING_MEMBER if number % 3 == 0 else PostKind.COMMITTEE_MEMBER
        give_post(actor=stage.system, person=person, unit=built.top, kind=kind, since=BEGIN)
        built.envoys.append(person)


def _accounts(stage: Stage, built: Province) -> None:
    """The clerk of the district and the clerk of the province."""
    for login, label, unit in [
        ("vanphong-huyen", "Cao Thị Bích Hạnh", built.district),
        ("tuyengiao-tinh", "Mai Xuân Khoa", built.top),
    ]:
        account = create_account(actor=stage.system, unit_path="", username=login, label=label)
        stage.accounts[login] = account
        give_grant(
            actor=stage.system, account=account, role=Role.CLERK, unit=unit, subtree=True,
            reason="Theo chức trách được phân công",
        )  # fmt: skip


def place_of(unit: Unit) -> str:
    """Where a cell of the province meets."""
    if unit.kind == UnitKind.CELL_VILLAGE:
        return f"Nhà văn hóa {unit.name.removeprefix('Chi bộ ')}"
    return "Phòng họp cơ quan" if unit.kind == UnitKind.CELL_OFFICE else "Phòng họp nhà trường"

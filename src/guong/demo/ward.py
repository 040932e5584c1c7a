"""The invented ward: its tree, its 700 members, their offices, their accounts.

Sizes are the article's (S88-S90): 700 members, 125 exempt, 17 cells of which 11 residential, 1 police, 5 school. Of the 575
eligible, 24 work far away, so that 551 are convened to study (S92).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from guong.access.roles import OVERSIGHT_ROLES, Role
from guong.access.rules import term_end
from guong.access.services import give_grant
from guong.accounts.models import Account
from guong.accounts.services import create_account
from guong.audit.work import unit_of_work
from guong.demo.names import Names
from guong.demo.stage import Stage
from guong.kernel import clock
from guong.org.enums import MemberKind, PostKind, StandingKind, UnitKind
from guong.org.models import Person, Unit
from guong.org.services import add_member, create_unit, give_post, link_account, set_standing

BEGIN = date(2020, 6, 15)  # the committee's term begins


@dataclass(frozen=True)
class CellPlan:
    """One cell before it exists: how many members, how many of them exempt and away."""

    code: str
    name: str
    kind: UnitKind
    block: str
    size: int
    exempt: int = 0
    away: int = 0


_RESIDENTIAL = [  # size, exempt, away
    (57, 12, 3), (55, 12, 3), (53, 12, 2), (51, 12, 2), (50, 12, 2), (49, 11, 2),
    (46, 11, 2), (45, 11, 2), (44, 11, 2), (43, 11, 2), (41, 10, 2),
]  # fmt: skip
_SCHOOLS = [
    ("MN-HOA-SEN", "Chi bộ Trường Mầm non Hoa Sen", 24),
    ("MN-BAN-MAI", "Chi bộ Trường Mầm non Ban Mai", 26),
    ("TH-MAI-KHE", "Chi bộ Trường Tiểu học Mai Khê", 29),
    ("TH-DONG-THINH", "Chi bộ Trường Tiểu học Đông Thịnh", 33),
    ("THCS-MAI-KHE", "Chi bộ Trường THCS Mai Khê", 26),
]
CELLS = [
    *(
        CellPlan(f"TDP-{n:02d}", f"Chi bộ tổ dân phố {n}", UnitKind.CELL_RESIDENTIAL, "tổ dân phố", *numbers)
        for n, numbers in enumerate(_RESIDENTIAL, start=1)
    ),
    CellPlan("CONG-AN", "Chi bộ Công an phường", UnitKind.CELL_POLICE, "công an", 28),
    *(CellPlan(code, name, UnitKind.CELL_SCHOOL, "trường học", size) for code, name, size in _SCHOOLS),
]
COMMITTEE = [  # heads and members of the committee: (name, cell index, posts, managed above)
    ("Đỗ Quang Hải", 2, [PostKind.COMMITTEE_SECRETARY], True),
    ("Vũ Thị Minh Nguyệt", 0, [PostKind.COMMITTEE_STANDING_DEPUTY], True),
    ("Hoàng Đức Lâm", 4, [PostKind.COMMITTEE_DEPUTY, PostKind.PEOPLE_CHAIR], True),
    ("Phùng Thế Toàn", 1, [PostKind.STANDING_MEMBER], False),
    ("Lại Thị Ngân", 3, [PostKind.STANDING_MEMBER], False),
    ("Chu Văn Quyết", 5, [PostKind.COMMITTEE_MEMBER], False),
    ("Đinh Thị Hạnh", 7, [PostKind.COMMITTEE_MEMBER, PostKind.MASS_HEAD], False),
    ("Trịnh Công Vinh", 8, [PostKind.COMMITTEE_MEMBER, PostKind.FRONT_HEAD], False),
    ("Lương Thu Hà", 9, [PostKind.COMMITTEE_MEMBER], False),
    ("Tô Hữu Kiên", 10, [PostKind.COMMITTEE_MEMBER], False),
]
FIXED = {  # cell 7 is the one that the demonstration's members live in: (name, gender, birth year, kind)
    "bithu-cb7": ("Nguyễn Văn Thuận", "m", 1958, MemberKind.RETIRED),
    "dang-vien": ("Phạm Văn Bường", "m", 1979, MemberKind.FREELANCE),
    "cu-hoi": ("Trần Thị Hợi", "f", 1951, MemberKind.RETIRED),
    "di-xa": ("Lê Đình Khoát", "m", 1990, MemberKind.WORKER),
}
OCCUPATIONS = {
    MemberKind.RETIRED: "Hưu trí",
    MemberKind.WORKER: "Công nhân",
    MemberKind.FREELANCE: "Kinh doanh",
    MemberKind.OFFICIAL: "Công chức",
    MemberKind.LEADER: "Công chức",
    MemberKind.ARMED: "Công an",
    MemberKind.TEACHER: "Giáo viên",
}


@dataclass
class Ward:
    """What was built, by name."""

    city: Unit
    ward: Unit
    front: Unit
    inspection: Unit
    cells: list[Unit] = field(default_factory=list)
    fronts: dict[str, Unit] = field(default_factory=dict)
    heads: dict[int, dict[str, Person]] = field(default_factory=dict)  # cell id → secretary, deputy, committee
    committee: list[Person] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)  # the cast by sign-in name


def build(stage: Stage, progress: Callable[[str], None]) -> Ward:
    """Build the ward as it stood in June 2020, through the services."""
    with clock.at(clock.local(2020, 6, 15, 8)), unit_of_work():
        progress("Phường Mai Khê (đặt ra): 17 chi bộ, 700 đảng viên / the invented ward")
        ward = _tree(stage)
        names = Names(2022)
        for name, *_ in [*COMMITTEE, *FIXED.values()]:
            names.keep(str(name))
        for index, plan in enumerate(CELLS):
            _fill_cell(stage, ward, index, plan, names)
        _grants(stage, ward)
    return ward


def _tree(stage: Stage) -> Ward:
    make = create_unit
    actor = stage.system
    city = make(actor=actor, code="THANH-UY", name="Thành ủy Hồng Giang", kind=UnitKind.PROVINCE)
    top = make(
        actor=actor, code="PHUONG", name="Đảng ủy phường Mai Khê", kind=UnitKind.WARD, parent=city,
        households=4974, population=15605,
    )  # fmt: skip
    make(actor=actor, code="BTG", name="Ban Tuyên giáo Thành ủy", kind=UnitKind.BOARD, parent=city)
    front = make(
        actor=actor, code="MTTQ", name="Ủy ban Mặt trận Tổ quốc phường Mai Khê", kind=UnitKind.FRONT, parent=top
    )
    check = make(actor=actor, code="UBKT", name="Ủy ban Kiểm tra Đảng ủy phường", kind=UnitKind.INSPECTION, parent=top)
    make(actor=actor, code="DTN", name="Đoàn Thanh niên phường Mai Khê", kind=UnitKind.MASS, parent=top)
    built = Ward(city, top, front, check)
    for plan in CELLS:
        cell = make(actor=actor, code=plan.code, name=plan.name, kind=plan.kind, parent=top, block=plan.block)
        built.cells.append(cell)
        if plan.kind == UnitKind.CELL_RESIDENTIAL:
            number = int(plan.code[-2:])
            built.fronts[plan.code] = make(
                actor=actor, code=f"MT-{number:02d}", name=f"Ban công tác Mặt trận tổ dân phố {number}",
                kind=UnitKind.FRONT_COMMITTEE, parent=cell,
            )  # fmt: skip
    return built


def _fill_cell(stage: Stage, ward: Ward, index: int, plan: CellPlan, names: Names) -> None:
    """Members of one cell: its committee first, then people of the committee who live here, then the others."""
    cell = ward.cells[index]
    random = Random(f"{plan.code}")  # noqa: S311  # a repeatable story
    wanted = [(login, *FIXED[login]) for login in FIXED] if plan.code == "TDP-07" else []
    leaders = [row for row in COMMITTEE if row[1] == index]
    people: list[Person] = []
    for number in range(1, plan.size + 1):
        exempt = number > plan.size - plan.exempt
        gender = random.choice("mf")
        kind = _kind(plan, random, exempt)
        born = date(_birth_year(random, kind, exempt), random.randint(1, 12), random.randint(1, 28))
        login, name, managed = "", "", False
        if number <= len(wanted):
            login, name, gender, year, kind = wanted[number - 1]
            born = date(year, born.month, born.day)
        elif number <= len(wanted) + len(leaders):
            name, _, _, managed = leaders[number - 1 - len(wanted)]
            gender, kind = ("f" if " Thị " in f" {name} " or " Thu " in name else "m"), MemberKind.LEADER
            born = date(random.randint(1968, 1982), born.month, born.day)
        name = name or names.take(gender)
        admitted = min(date(born.year + random.randint(22, 32), random.randint(1, 12), 19), date(2019, 5, 19))
        person = add_member(
            actor=stage.system, unit=cell, code=f"{plan.code}-{number:03d}", full_name=name, birth_date=born, gender=gender,
            admitted_on=admitted, official_on=admitted + timedelta(days=365), occupation=OCCUPATIONS[MemberKind(kind)],
            kind=kind, managed_by_higher=managed, since=BEGIN,
        )  # fmt: skip
        people.append(person)
        if login:
            ward.people[login] = person
    _standings(stage, plan, people, ward.people.get("di-xa"))
    _offices(stage, ward, index, people, len(wanted) + len(leaders))


def _kind(plan: CellPlan, random: Random, exempt: bool) -> MemberKind:
    if plan.kind == UnitKind.CELL_POLICE:
        return MemberKind.ARMED
    if plan.kind == UnitKind.CELL_SCHOOL:
        return MemberKind.TEACHER
    if exempt:
        return MemberKind.RETIRED
    kinds = [MemberKind.RETIRED, MemberKind.OFFICIAL, MemberKind.WORKER, MemberKind.FREELANCE]
    return random.choices(kinds, weights=[40, 25, 15, 20])[0]


def _birth_year(random: Random, kind: MemberKind, exempt: bool) -> int:
    if exempt:
        return random.randint(1932, 1947)
    return random.randint(1948, 1961) if kind == MemberKind.RETIRED else random.randint(1966, 1994)


def _standings(stage: Stage, plan: CellPlan, people: list[Person], fixed_away: Person | None) -> None:
    for person in people[len(people) - plan.exempt :]:
        set_standing(actor=stage.system, person=person, kind=StandingKind.EXEMPT, since=BEGIN)
    away = [fixed_away] if fixed_away in people and fixed_away is not None else []
    candidates = [person for person in people[8 : len(people) - plan.exempt] if person not in away]
    for person in [*away, *candidates][: plan.away]:
        set_standing(actor=stage.system, person=person, kind=StandingKind.AWAY, since=BEGIN)


def _offices(stage: Stage, ward: Ward, index: int, people: list[Person], taken: int) -> None:
    """Secretary, deputy and one more of the cell committee; offices of the ward committee for its members."""
    cell = ward.cells[index]
    secretary = ward.people["bithu-cb7"] if cell.code == "TDP-07" else people[taken]
    deputy, third = people[taken + 1], people[taken + 2]
    ward.heads[cell.pk] = {"secretary": secretary, "deputy": deputy, "third": third}
    offices = [
        (secretary, PostKind.CELL_SECRETARY), (deputy, PostKind.CELL_DEPUTY), (third, PostKind.CELL_COMMITTEE),
    ]  # fmt: skip
    for person, kind in offices:
        give_post(actor=stage.system, person=person, unit=cell, kind=kind, since=BEGIN)
    by_name = {person.full_name: person for person in people}
    for name, home, kinds, _ in COMMITTEE:
        if home != index:
            continue
        ward.committee.append(by_name[name])
        for kind in kinds:
            give_post(actor=stage.system, person=by_name[name], unit=ward.ward, kind=kind, since=BEGIN)


def _account(stage: Stage, login: str, label: str, person: Person | None = None, technical: bool = False) -> Account:
    account = create_account(actor=stage.system, unit_path="", username=login, label=label, is_technical=technical)
    if person is not None:
        link_account(actor=stage.system, person=person, account=account)
    stage.accounts[login] = account
    return account


def _grants(stage: Stage, ward: Ward) -> None:
    """Accounts of the cast and of the seventeen secretaries, and what each may see."""
    by_name = {person.full_name: person for person in ward.committee}
    ward.people["bithu-phuong"] = by_name["Đỗ Quang Hải"]
    ward.people["uy-vien"] = by_name["Phùng Thế Toàn"]
    for login, person in sorted(ward.people.items()):
        _account(stage, login, person.full_name, person)
    for login, label in [
        ("vanphong", "Đặng Thu Hà"),
        ("mat-tran", "Bùi Văn Tâm"),
        ("kiem-tra", "Ngô Thị Huệ"),
    ]:
        _account(stage, login, label)
    _account(stage, "ky-thuat", "Quản trị kỹ thuật", technical=True)
    for number, cell in enumerate(ward.cells, start=1):
        login = "bithu-cb7" if cell.code == "TDP-07" else f"bithu-cb{number}"
        secretary = ward.heads[cell.pk]["secretary"]
        if login not in stage.accounts:
            _account(stage, login, secretary.full_name, secretary)
        _give(stage, login, Role.SECRETARY, cell, False)
    rows: list[tuple[str, Role, Unit, bool]] = [
        ("vanphong", Role.CLERK, ward.ward, True),
        ("bithu-phuong", Role.LEADER, ward.ward, True),
        ("bithu-phuong", Role.SECRETARY, ward.ward, False),
        ("uy-vien", Role.LEADER, ward.ward, True),
        ("uy-vien", Role.ATTENDER, ward.cells[6], False),
        ("mat-tran", Role.MONITOR, ward.fronts["TDP-07"], False),
        ("kiem-tra", Role.INSPECTOR, ward.ward, True),
        ("ky-thuat", Role.TECHNICIAN, ward.city, True),
    ]
    for login, role, unit, subtree in rows:
        _give(stage, login, role, unit, subtree)


TERM = date(2025, 7, 1)
"""The first day of the term of those who look from outside."""


def _give(stage: Stage, login: str, role: Role, unit: Unit, subtree: bool) -> None:
    give_grant(
        actor=stage.system, account=stage.accounts[login], role=role, unit=unit, subtree=subtree,
        reason="Theo chức trách được phân công",
        since=TERM if role in OVERSIGHT_ROLES else None, until=term_end(TERM) if role in OVERSIGHT_ROLES else None,
    )  # fmt: skip

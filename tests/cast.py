"""A fixed cast: one ward, two cells, one person per role. Deterministic; every name is invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from guong.access.actors import AccountActor
from guong.access.roles import OVERSIGHT_ROLES, Role
from guong.access.services import give_grant
from guong.accounts.models import Account
from guong.accounts.services import create_account
from guong.kernel import clock
from guong.kernel.actor import SystemActor
from guong.org.enums import PostKind, UnitKind
from guong.org.models import Person, Unit
from guong.org.services import add_member, create_unit, give_post, link_account, set_standing

SYSTEM = SystemActor("tests")
DAY = date(2026, 4, 1)
NOON = clock.local(2026, 4, 1, 12)


@dataclass
class Cast:
    """Units and people by role. `cast.actor("cell_secretary")` signs somebody in; `cast.at(…)` moves the clock."""

    district: Unit
    ward: Unit
    cell: Unit  # Chi bộ tổ dân phố 1
    sibling: Unit  # Chi bộ tổ dân phố 2
    front: Unit  # Ban công tác Mặt trận tổ dân phố 1
    inspection: Unit
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def actor(self, who: str, day: date = DAY) -> AccountActor:
        return AccountActor(self.accounts[who], day)

    def person(self, who: str) -> Person:
        return self.people[who]

    @staticmethod
    def at(moment: datetime = NOON):  # type: ignore[no-untyped-def]  # a context manager
        return clock.at(moment)


def _units() -> Cast:
    make = create_unit
    district = make(actor=SYSTEM, code="QUAN", name="Quận ủy Thanh Bình", kind=UnitKind.DISTRICT)
    ward = make(actor=SYSTEM, code="PHUONG", name="Đảng ủy phường Mai Khê", kind=UnitKind.WARD, parent=district)
    cell = make(
        actor=SYSTEM,
        code="TDP-01",
        name="Chi bộ tổ dân phố 1",
        kind=UnitKind.CELL_RESIDENTIAL,
        parent=ward,
        block="rural",
    )
    sibling = make(
        actor=SYSTEM,
        code="TDP-02",
        name="Chi bộ tổ dân phố 2",
        kind=UnitKind.CELL_RESIDENTIAL,
        parent=ward,
        block="rural",
    )
    front = make(
        actor=SYSTEM,
        code="MT-01",
        name="Ban công tác Mặt trận tổ dân phố 1",
        kind=UnitKind.FRONT_COMMITTEE,
        parent=cell,
    )
    inspection = make(
        actor=SYSTEM, code="UBKT", name="Ủy ban Kiểm tra Đảng ủy phường", kind=UnitKind.INSPECTION, parent=ward
    )
    return Cast(district, ward, cell, sibling, front, inspection)


_PEOPLE = [  # (who, name, cell attribute, posts as (kind, unit attribute))
    ("ward_secretary", "Đỗ Quang Hải", "cell", [(PostKind.COMMITTEE_SECRETARY, "ward")]),
    ("chairman", "Hoàng Đức Lâm", "sibling", [(PostKind.COMMITTEE_DEPUTY, "ward"), (PostKind.PEOPLE_CHAIR, "ward")]),
    ("standing_member", "Vũ Thị Minh Nguyệt", "sibling", [(PostKind.STANDING_MEMBER, "ward")]),
    ("cell_secretary", "Nguyễn Văn Thuận", "cell", [(PostKind.CELL_SECRETARY, "cell")]),
    ("cell_deputy", "Vũ Thị Đào", "cell", [(PostKind.CELL_DEPUTY, "cell")]),
    ("member", "Phạm Văn Bường", "cell", []),
    ("member2", "Tạ Quang Vinh", "cell", []),
    ("away", "Lê Đình Khoát", "cell", []),
    ("helped", "Trần Thị Hợi", "cell", []),
    ("exempt", "Cao Thị Mận", "cell", []),
    ("sibling_secretary", "Phan Thị Duyên", "sibling", [(PostKind.CELL_SECRETARY, "sibling")]),
    ("sibling_member", "Mai Văn Sở", "sibling", []),
]
_GRANTS = [  # (who, role, unit attribute, subtree)
    ("clerk", Role.CLERK, "ward", True),
    ("ward_secretary", Role.LEADER, "ward", True),
    ("ward_secretary", Role.SECRETARY, "ward", False),
    ("cell_secretary", Role.SECRETARY, "cell", False),
    ("sibling_secretary", Role.SECRETARY, "sibling", False),
    ("standing_member", Role.ATTENDER, "cell", False),
    ("monitor", Role.MONITOR, "front", False),
    ("inspector", Role.INSPECTOR, "ward", True),
    ("technician", Role.TECHNICIAN, "district", True),
]


def build_cast() -> Cast:
    """Build the ward through the services, at noon of DAY."""
    with clock.at(clock.local(2021, 1, 4, 8)):
        cast = _units()
        for index, (who, name, cell, posts) in enumerate(_PEOPLE, start=1):
            person = add_member(
                actor=SYSTEM, unit=getattr(cast, cell), code=f"DV-{index:03d}", full_name=name,
                birth_date=date(1951 if who == "helped" else 1970, 3, index), admitted_on=date(2001, 5, 19),
                kind="retired" if who == "helped" else "official", managed_by_higher=who in {"ward_secretary", "chairman"},
            )  # fmt: skip
            cast.people[who] = person
            for kind, unit in posts:
                give_post(actor=SYSTEM, person=person, unit=getattr(cast, unit), kind=kind)
        set_standing(actor=SYSTEM, person=cast.people["away"], kind="away")
        set_standing(actor=SYSTEM, person=cast.people["exempt"], kind="exempt")
        for who in [*cast.people, "clerk", "monitor", "inspector", "technician", "outsider"]:
            label = cast.people[who].full_name if who in cast.people else who
            account = create_account(
                actor=SYSTEM,
                unit_path="",
                username=who.replace("_", "-"),
                label=label,
                is_technical=who == "technician",
            )
            cast.accounts[who] = account
            if who in cast.people:
                link_account(actor=SYSTEM, person=cast.people[who], account=account)
        for who, role, unit, subtree in _GRANTS:
            give_grant(
                actor=SYSTEM,
                account=cast.accounts[who],
                role=role,
                unit=getattr(cast, unit),
                subtree=subtree,
                reason="cast",
                since=date(2025, 7, 1) if role in OVERSIGHT_ROLES else None,
                until=date(2030, 6, 30) if role in OVERSIGHT_ROLES else None,  # one term
            )
    return cast

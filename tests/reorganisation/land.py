"""A small province before its reorganisation: a district with three communes of two cells each, a drive under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from guong.access.actors import AccountActor
from guong.access.roles import Role
from guong.access.services import give_grant
from guong.accounts.models import Account
from guong.accounts.services import create_account
from guong.drives.models import Drive, DriveUnit
from guong.drives.services import create_drive, open_drive, register_meeting
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.org.enums import PostKind, UnitKind
from guong.org.models import Person, Unit
from guong.org.services import add_member, create_unit, give_post, link_account
from guong.reorganisation import services
from guong.reorganisation.models import Reorganisation
from guong.reorganisation.rules import fingerprint
from tests.cast import SYSTEM

BEFORE = clock.local(2026, 2, 1, 8)
DURING = clock.local(2026, 4, 10, 9)
DAY = date(2026, 4, 10)


@dataclass
class Land:
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    drive: Drive | None = None

    def unit(self, code: str) -> Unit:
        self.units[code].refresh_from_db()
        return self.units[code]

    def actor(self, who: str) -> AccountActor:
        return AccountActor(self.accounts[who], clock.today())

    def account(self, who: str, role: str, code: str, subtree: bool = False) -> Account:
        if who not in self.accounts:
            self.accounts[who] = create_account(actor=SYSTEM, unit_path="", username=who, label=who)
            if who in self.people:
                link_account(actor=SYSTEM, person=self.people[who], account=self.accounts[who])
        give_grant(
            actor=SYSTEM, account=self.accounts[who], role=role, unit=self.units[code], subtree=subtree, reason="cast"
        )
        return self.accounts[who]


def build(members: int = 4) -> Land:
    """Through the services, in February; the drive opens on 1 March over the whole province."""
    land = Land()
    with clock.at(clock.local(2021, 1, 4, 8)):
        _unit(land, "TINH", UnitKind.PROVINCE, None)
        _unit(land, "HUYEN", UnitKind.DISTRICT, "TINH")
        _unit(land, "MTH", UnitKind.FRONT, "HUYEN")
        for name in "ABC":
            _unit(land, f"XA-{name}", UnitKind.COMMUNE, "HUYEN")
            for number in (1, 2):
                code = f"{name}{number}"
                _unit(land, code, UnitKind.CELL_VILLAGE, f"XA-{name}")
                for index in range(members):
                    who = f"{code.lower()}-{index}"
                    land.people[who] = add_member(
                        actor=SYSTEM, unit=land.units[code], code=who, full_name=f"Lê Văn {code} {index}",
                        admitted_on=date(2001, 5, 19),
                    )  # fmt: skip
                give_post(
                    actor=SYSTEM,
                    person=land.people[f"{code.lower()}-0"],
                    unit=land.units[code],
                    kind=PostKind.CELL_SECRETARY,
                )
        land.account("clerk", Role.CLERK, "TINH", subtree=True)
        land.account("clerk-a", Role.CLERK, "XA-A", subtree=True)
        land.account("a1-0", Role.SECRETARY, "A1")
        land.account("b1-0", Role.SECRETARY, "B1")
    return land


def _unit(land: Land, code: str, kind: str, below: str | None) -> None:
    land.units[code] = create_unit(
        actor=SYSTEM, code=code, name=f"Tổ chức {code}", kind=kind, parent=land.units[below] if below else None
    )


def open_over(land: Land, top: str = "TINH") -> Drive:
    with clock.at(clock.local(2026, 3, 1, 8)):
        drive = create_drive(
            actor=SYSTEM, code="TSTS", name="Đợt thử", theme="Tự soi, tự sửa", mode="political", year=2026,
            owner=land.units[top], scope_unit=land.units[top], starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30),
            window_from=date(2026, 3, 10), window_to=date(2026, 4, 30),
        )  # fmt: skip
        land.drive = open_drive(actor=SYSTEM, drive=drive)
    with clock.at(clock.local(2026, 3, 5, 8)):
        for code in ("A1", "B2"):
            register_meeting(
                actor=SYSTEM, drive=land.drive, unit=land.units[code], starts_at=clock.local(2026, 3, 20, 19, 30),
                place="Nhà văn hóa", mode="in_person",
            )  # fmt: skip
    return land.drive


def every_figure(drive: Drive) -> dict[int, dict[str, str]]:
    """{frozen node: its figures as text}, of every node of the frozen tree."""
    nodes = DriveUnit.objects.filter(drive=drive).select_related("unit")
    return {
        node.unit_id: {key: str(value) for key, value in figures(actor=SYSTEM, drive=drive, unit=node.unit).items()}
        for node in nodes
    }


def do(actor: object, under: Unit, kind: str, order: dict[str, object], **carried: object) -> Reorganisation:
    """Prepare an event of the day and carry it out as its report says."""
    event = services.prepare(actor=actor, under=under, kind=kind, on=clock.today(), basis="Nghị quyết 12", order=order)  # type: ignore[arg-type]
    return services.apply(actor=actor, event=event, mark=fingerprint(event.report), **carried)  # type: ignore[arg-type]

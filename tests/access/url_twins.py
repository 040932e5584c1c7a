"""The people and bodies that make cell 2 of the world a twin of cell 1 (tests/access/url_cast.py)."""

from __future__ import annotations

from datetime import date

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.accounts.services import create_account
from guong.kernel import clock
from guong.org.enums import PostKind, UnitKind
from guong.org.services import add_member, create_unit, give_post, link_account
from tests.cast import SYSTEM, Cast


def add_twins(cast: Cast) -> None:
    """What the cast lacks for cell 2 to be a twin, and a leader who belongs to cell 2."""
    with clock.at(clock.local(2021, 1, 4, 9)):
        for number, (who, name) in enumerate((("s_deputy", "Lương Văn Tụng"), ("s_colleague", "Hà Thị Nụ")), start=41):
            cast.people[who] = add_member(
                actor=SYSTEM, unit=cast.sibling, code=f"DV-{number:03d}", full_name=name, birth_date=date(1968, 3, number - 30),
                admitted_on=date(2001, 5, 19), kind="official",
            )  # fmt: skip
            from_account(cast, who)
        give_post(actor=SYSTEM, person=cast.people["s_deputy"], unit=cast.sibling, kind=PostKind.CELL_DEPUTY)
        front = create_unit(
            actor=SYSTEM, code="MT-02", name="Ban công tác Mặt trận tổ dân phố 2", kind=UnitKind.FRONT_COMMITTEE,
            parent=cast.sibling,
        )  # fmt: skip
        from_account(cast, "monitor2")
        give_grant(
            actor=SYSTEM, account=cast.accounts["monitor2"], role=Role.MONITOR, unit=front, subtree=False, reason="cast",
            since=date(2025, 7, 1), until=date(2030, 6, 30),
        )  # fmt: skip
        give_grant(
            actor=SYSTEM,
            account=cast.accounts["chairman"],
            role=Role.LEADER,
            unit=cast.ward,
            subtree=True,
            reason="cast",
        )


def from_account(cast: Cast, who: str) -> None:
    account = create_account(actor=SYSTEM, unit_path="", username=who.replace("_", "-"), label=who)
    cast.accounts[who] = account
    if who in cast.people:
        link_account(actor=SYSTEM, person=cast.people[who], account=account)

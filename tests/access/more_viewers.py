"""Viewers that the table of statuses has no column for: every other place in the tree, and rights that are over."""

from __future__ import annotations

from datetime import date, timedelta

from guong.access.roles import Role
from guong.access.services import approve_opening, ask_opening, end_grant, give_grant
from guong.accounts.services import create_account
from guong.kernel import clock
from tests.cast import SYSTEM, Cast

MORE = {  # viewer → account of the cast
    "deputy": "cell_deputy",  # the committee of the cell, and owner of what is typed for him
    "neighbour": "sibling_member",  # a member of the next cell
    "higher": "district_leader",  # above the ward
    "adviser": "propaganda",  # looks from outside over the ward
    "former": "former_secretary",  # a right that was ended, one that begins tomorrow, an opening that is over
    "breaker": "second_clerk",  # let into the colleague's file in an emergency: everything of it is a draft
}


def add_viewers(cast: Cast, visit: date) -> None:
    """Their accounts and rights. Called at the moment of the visit."""
    for who in ("district_leader", "propaganda", "former_secretary", "second_clerk"):
        cast.accounts[who] = create_account(actor=SYSTEM, unit_path="", username=who.replace("_", "-"), label=who)
    rights = [
        ("district_leader", Role.LEADER, cast.district, True, None, None),
        ("propaganda", Role.ADVISER, cast.ward, True, None, visit + timedelta(days=300)),
        ("former_secretary", Role.SECRETARY, cast.cell, False, None, None),
        ("former_secretary", Role.INSPECTOR, cast.ward, True, None, visit),
        ("second_clerk", Role.CLERK, cast.ward, True, None, None),
    ]
    for who, role, unit, subtree, since, until in rights:
        last = give_grant(
            actor=SYSTEM, account=cast.accounts[who], role=role, unit=unit, subtree=subtree, reason="x", since=since,
            until=until,
        )  # fmt: skip
        if (who, role) == ("former_secretary", Role.SECRETARY):
            end_grant(actor=SYSTEM, grant=last, reason="Thôi giữ chức vụ")
    give_grant(
        actor=SYSTEM, account=cast.accounts["former_secretary"], role=Role.SECRETARY, unit=cast.cell, reason="x",
        since=visit + timedelta(days=1),
    )  # fmt: skip
    leader, why = cast.actor("ward_secretary", visit), "Theo Quyết định số 8 về kiểm tra"
    with clock.at(clock.now() - timedelta(days=2)):
        over = ask_opening(
            actor=cast.actor("former_secretary", visit),
            kind="inspection",
            person=cast.person("member"),
            reason=why,
            days=1,
        )
        approve_opening(actor=leader, opening=over)
    glass = ask_opening(
        actor=cast.actor("second_clerk", visit), kind="break_glass", person=cast.person("member2"), reason=why, days=1
    )
    approve_opening(actor=leader, opening=glass)

"""Accounts to look around with, the same names as in the story where they fit."""

from __future__ import annotations

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.accounts.services import create_account
from guong.drives.models import Drive
from guong.kernel import treepath
from guong.kernel.actor import SystemActor
from guong.org.models import Membership, Person, Unit
from guong.org.services import link_account


def sign_in(actor: SystemActor, drive: Drive) -> None:
    """At the root a clerk, a leader and an inspector; in the first commune a clerk; in its seventh cell two members, one of
    them its secretary; and whoever looks after the machine."""
    root = drive.scope_unit
    commune = Unit.objects.filter(path=_first_commune(root)).get()
    cell = Unit.objects.filter(path=treepath.child(commune.path, 7)).get()
    members = [row.person for row in Membership.objects.filter(unit=cell).select_related("person").order_by("pk")[:3]]
    offices = [
        ("vanphong", "Đặng Thu Hà", Role.CLERK, root, True, None),
        ("bithu-phuong", "Đỗ Quang Hải", Role.LEADER, root, True, None),
        ("kiem-tra", "Ngô Thị Huệ", Role.INSPECTOR, root, True, None),
        ("vanphong-xa", "Trịnh Thu Hương", Role.CLERK, commune, True, None),
        ("bithu-cb7", members[0].full_name, Role.SECRETARY, cell, False, members[0]),
        ("dang-vien", members[2].full_name, None, cell, False, members[2]),
        ("ky-thuat", "Quản trị kỹ thuật", Role.TECHNICIAN, root, True, None),
    ]
    for login, label, role, unit, subtree, person in offices:
        _open(actor, drive, login, label, role, unit, subtree, person)


def _first_commune(root: Unit) -> str:
    """Below a province it is the first child; below the nation the first child of the first province."""
    first = treepath.child(root.path, 1)
    return first if root.kind == "province" else treepath.child(first, 1)


def _open(
    actor: SystemActor, drive: Drive, login: str, label: str, role: Role | None, unit: Unit, subtree: bool,
    person: Person | None,
) -> None:  # fmt: skip
    account = create_account(
        actor=actor, unit_path="", username=login, label=label, is_technical=role == Role.TECHNICIAN
    )
    if person is not None:
        link_account(actor=actor, person=person, account=account)
    if role is not None:
        give_grant(
            actor=actor, account=account, role=role, unit=unit, subtree=subtree, reason="Cơ sở dữ liệu mẫu cỡ lớn",
            until=drive.ends_on,
        )  # fmt: skip

"""Rules about units and members, pure (R1-R3)."""

from __future__ import annotations

from datetime import date

from guong.kernel.dates import add_months


def is_eligible(standing: str, admitted_on: date | None, today: date, *, new_member_months: int) -> bool:
    """Whether a personal review is required of a member (R2): not exempt, not suspended, not newly admitted.

    `standing` is "", "exempt", "suspended" or "away"; a member working far away stays eligible (he reviews from afar).
    """
    if standing in {"exempt", "suspended"}:
        return False
    return not is_new(admitted_on, today, new_member_months=new_member_months)


def is_new(admitted_on: date | None, today: date, *, new_member_months: int) -> bool:
    """Admitted less than so many months ago (R2); an unknown date counts as long ago."""
    return admitted_on is not None and add_months(admitted_on, new_member_months) > today


_COMMITTEES = frozenset({"central", "province", "district", "ward", "commune", "base", "military"})


def may_stand_below(kind: str, parent_kind: str) -> bool:
    """Whether a unit of a kind can stand below another: below a cell stand only bodies of the people, such as its Front."""
    party = kind in _COMMITTEES or kind.startswith("cell_")
    return not (party and parent_kind.startswith("cell_"))

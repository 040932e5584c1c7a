"""Which figures about people's faults are withheld together, and which of several bodies side by side withhold them (D9).

Pure: no ORM, no clock. Counts are `{column: number}`; a *group* is a set of figures that give each other away.

Why it holds. Where a body is shown and some of the bodies below it are not, an outsider knows only the sum over those that
are not: the residue. `hide` sees to it that they are at least two, and that the residue of every part, and of what is left
beside that part, is nought or at least the limit. Then the whole residue may lie with any one of them, so that what is
withheld is known no better than "from nought to the limit" (shown by a linear solver in tests/figures/test_disclosure.py).
A nought is shown: it counts nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Figures withheld together. `whole`: the column that says how many there are, if the group shows it. `parts`: (part,
    whole) columns. `within`: the group whose withholding withholds this one too."""

    keys: tuple[str, ...]
    whole: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    within: str = ""


def _horizon(months: int) -> Group:
    judged, held = f"findings_judged_{months}m", f"findings_held_{months}m"
    return Group((f"findings.held_{months}m",), parts=((judged, "findings"), (held, judged)), within="findings")


GROUPS: dict[str, Group] = {
    "remarks": Group(("remarks.replied",), "remarks", (("remarks_replied", "remarks"),)),
    "findings": Group(("findings.total",), "findings"),
    "findings/course": Group(
        ("findings.owned", "findings.done", "findings.closed", "findings.held"),
        parts=tuple((f"findings_{one}", "findings") for one in ("owned", "done", "closed", "held")),
        within="findings",
    ),
    "findings/divided": Group(
        ("findings.divided",),
        parts=(("findings_collective", "findings"), ("findings_divided", "findings_collective")),
        within="findings",
    ),
    **{f"findings/{months}m": _horizon(months) for months in (1, 3, 12)},
    "actions": Group(
        ("actions.done", "actions.open", "actions.overdue", "actions.on_time", "actions.on_first_day"),
        "actions",
        (
            ("actions_open", "actions"),
            ("actions_overdue", "actions_open"),
            ("actions_on_time", "actions_due"),
            ("actions_on_first_day", "actions_due"),
        ),
    ),
    "rechecks": Group(("rechecks.answered",), "rechecks_due", (("rechecks_answered", "rechecks_due"),)),
}
ALL = frozenset(GROUPS)
FAMILIES = frozenset(name.split("/")[0] for name in GROUPS)
COLUMNS = frozenset(
    column
    for group in GROUPS.values()
    for column in (group.whole, *(name for part in group.parts for name in part))
    if column and column != "actions_due"
)
OF_COMMITTEES = frozenset({"remarks.upward_answered", "remarks.upward_days", "remarks.upward_kept"})
"""How committees answer what their cells ask of them: nobody's faults, and counted apart from the remarks that are withheld."""
_GROUP_OF = {key: name for name, group in GROUPS.items() for key in group.keys}


def group_of(key: str) -> str:
    """The group of a figure; "" for a process figure. A figure of faults that no group names goes with its family."""
    if key in OF_COMMITTEES:
        return ""
    family = key.split(".")[0]
    return _GROUP_OF.get(key, family if family in FAMILIES else "")


def number(counts: Counts, column: str) -> int:
    """A column; `actions_due` is what follows from three of them."""
    if column == "actions_due":
        return counts.get("actions", 0) - counts.get("actions_open", 0) + counts.get("actions_overdue", 0)
    return counts.get(column, 0)


def measured(group: Group, counts: Counts) -> Iterator[int]:
    """All numbers that the group's figures say or let one work out: each part, and what is left beside it."""
    for part, whole in group.parts:
        n = number(counts, part)
        yield n
        yield number(counts, whole) - n


def small(group: Group, counts: Counts, limit: int) -> bool:
    """Whether the group's figures of this body say a number of people's faults below the limit."""
    if group.whole and 0 < number(counts, group.whole) < limit:
        return True
    return any(0 < abs(one) < limit for one in measured(group, counts))


def safe(group: Group, atoms: Sequence[Counts], limit: int) -> bool:
    """Whether what is withheld of these bodies together leaves each of them open, when their sum is known."""
    if not atoms:
        return True
    if len(atoms) < 2 or (group.whole and sum(number(one, group.whole) for one in atoms) < limit):
        return False
    return all(
        total == 0 or total >= limit for total in map(sum, zip(*(measured(group, one) for one in atoms), strict=True))
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """`hidden`: for each of the bodies, the groups withheld. `exposed`: groups that must be withheld of the body above as well,
    because its sum less what this reader knows would give one of them away."""

    hidden: list[set[str]]
    exposed: set[str]


def hide(
    rows: Sequence[Counts],
    limit: int,
    *,
    known: Collection[int] = (),
    also: Mapping[int, Collection[str]] | None = None,
) -> Verdict:
    """Which groups are withheld of bodies side by side whose sum is shown.

    known: rows the reader knows anyway (his own cell). also: {row: groups withheld of it for another reason}. A row without
    anything is shown: it hides nobody and nobody hides behind it.
    """
    hidden: list[set[str]] = [set() for _row in rows]
    exposed: set[str] = set()
    for name, group in GROUPS.items():
        free = [index for index, row in enumerate(rows) if index not in known and any(_all(group, row))]
        found = {
            index
            for index in free
            if small(group, rows[index], limit) or group.within in hidden[index] or name in (also or {}).get(index, ())
        }
        left = sorted(set(free) - found, key=lambda index: (sum(map(abs, _all(group, rows[index]))), index))
        while not safe(group, [rows[index] for index in sorted(found)], limit) and left:
            found.add(left.pop(0))
        if not safe(group, [rows[index] for index in sorted(found)], limit):
            exposed.add(name)
        for index in found:
            hidden[index].add(name)
    return Verdict(hidden, exposed)


def _all(group: Group, counts: Counts) -> list[int]:
    return [number(counts, group.whole), *measured(group, counts)] if group.whole else list(measured(group, counts))

"""The scheme in force at a unit, its numbers with their bounds, and a scheme as a drive froze it (R32-R36)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guong.drives.rulebook import Key
from guong.kernel import clock, treepath
from guong.ratings import texts
from guong.ratings.enums import Base, GroupBy, Rounding
from guong.ratings.models import Scheme

NUMBERS: dict[str, Key] = {
    key.name: key
    for key in [
        Key("cap_percent", _("Most excellent, percent of the base"), 20, 1, 100, "R34", False),
        Key("cap_outstanding_percent", _("The same for an outstanding body, with grounds"), 25, 1, 100, "R34", False),
        Key("cap_exclude_head", _("The head is counted apart (1 yes, 0 no)"), 1, 0, 1, "R34", False),
        Key("explain_points", _("A difference of so many points needs words, 0 for none"), 5, 0, 100, "R37", False),
        Key("explain_level", _("Another level needs words (1 yes, 0 no)"), 1, 0, 1, "R37", False),
        Key("head_rule", _("The head is not rated above the body (1 yes, 0 no)"), 1, 0, 1, "R35", False),
        Key("floor_percent", _("Below so many percent of the tasks the head has not completed, 0 for no such rule"), 70, 0, 100, "R35", False),
        Key("excellent_needs_fixed", _("Excellent needs all due shortcomings fixed (1 yes, 0 no)"), 0, 0, 1, "R36", False),
        Key("fixed_percent", _("Criterion 3.3 asks for so many percent of the due measures"), 80, 1, 100, "R32", False),
        Key("petition_days", _("Days for a petition after the decision"), 30, 1, 180, "R37", False),
    ]
}  # fmt: skip
CHOICES: dict[str, tuple[Any, Any, str]] = {
    "cap_base": (_("Of whom the share is taken"), Base, Base.GOOD_ONLY.value),
    "cap_group": (_("Groups of similar role"), GroupBy, GroupBy.ROLE.value),
    "cap_rounding": (_("Parts of a person"), Rounding, Rounding.HALF_UP.value),
}


def default_numbers() -> dict[str, dict[str, Any]]:
    """The numbers and choices of the program's own scheme."""
    numbers = {key.name: {"value": key.default, "confirmed": False} for key in NUMBERS.values()}
    return numbers | {name: {"value": value, "confirmed": False} for name, (_label, _kind, value) in CHOICES.items()}


def first() -> Scheme:
    """The program's own scheme, published by nobody; made when it is asked for first."""
    made, _new = Scheme.objects.get_or_create(
        unit=None, number=1,
        defaults={
            "forms": texts.FORMS, "levels": texts.LEVELS, "numbers": default_numbers(), "note": "Mặc định ban đầu",
            "published_at": clock.now(), "published_by_label": "Hệ thống",
        },
    )  # fmt: skip
    return made


def in_force(path: str) -> Scheme:
    """The newest scheme of the nearest unit at or above `path` that published one, else the program's own."""
    above = [*treepath.ancestors(path), path]
    rows = Scheme.objects.filter(Q(unit=None) | Q(unit__path__in=above)).select_related("unit")
    nearest = max(rows, key=lambda one: (len(one.unit.path) if one.unit else 0, one.number), default=None)
    return nearest or first()


@dataclass(frozen=True, slots=True)
class Book:
    """A frozen scheme as the rules ask it."""

    scheme: Scheme

    def lines(self, subject: str) -> list[Mapping[str, Any]]:
        """The lines of the form for a comrade or a body."""
        return list(self.scheme.forms[subject]["lines"])

    def confirmed(self, subject: str) -> bool:
        """Whether the party office has compared this form with the official copy."""
        return bool(self.scheme.forms[subject]["confirmed"])

    @property
    def levels(self) -> list[Mapping[str, Any]]:
        return list(self.scheme.levels)

    def number(self, name: str) -> int:
        """A number; one that the version does not know has its default."""
        entry = self.scheme.numbers.get(name)
        return int(entry["value"]) if entry else NUMBERS[name].default

    def choice(self, name: str) -> str:
        """A choice; one that the version does not know has its default."""
        entry = self.scheme.numbers.get(name)
        return str(entry["value"]) if entry else CHOICES[name][2]

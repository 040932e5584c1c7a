"""Ratios as this field prints them: n, of, and a half-up whole percent (R1: 538/551 = 97.64 → 98)."""

from __future__ import annotations

from dataclasses import dataclass


def percent_half_up(n: int, of: int) -> int | None:
    """Whole percent of n in of, halves rounded up; None when there is nothing to divide by."""
    if of <= 0:
        return None
    return (200 * n + of) // (2 * of)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Numerator and denominator, never a percentage alone."""

    n: int
    of: int

    @property
    def percent(self) -> int | None:
        return percent_half_up(self.n, self.of)

    def as_json(self) -> dict[str, int | None]:
        return {"n": self.n, "of": self.of, "percent": self.percent}

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.n + other.n, self.of + other.of)


def typed_int(value: object, default: int = 0, *, digits: int = 9) -> int:
    """A small whole number as a form or an address carries it; `default` for anything else ("²", 5,000 digits, nothing)."""
    typed = str(value if value is not None else "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= digits else default

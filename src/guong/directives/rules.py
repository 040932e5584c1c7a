"""Rules of the register, pure (S24, S81, R14)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guong.kernel import text

_KINDS = {  # symbol letters → DirectiveKind value
    "NQ": "resolution", "KL": "conclusion", "QĐ": "regulation", "QĐI": "regulation", "CT": "instruction", "HD": "guide",
    "KH": "plan", "CTR": "programme", "TB": "notice", "BC": "report", "CV": "letter",
}  # fmt: skip
ORDINARY = frozenset({"", "normal", "thường", "không"})


def symbol_key(symbol: str) -> str:
    """What counts as the same number: no spaces, capitals, composed letters ("124 - qđ/tw" = "124-QĐ/TW")."""
    return re.sub(r"\s+", "", text.clean_line(symbol)).upper()


def issuer_key(issuer: str) -> str:
    """What counts as the same issuer: without marks, case and double spaces."""
    return text.fold(issuer)


def kind_of_symbol(symbol: str) -> str:
    """DirectiveKind value guessed from the letters after the number; "other" when they say nothing."""
    match = re.match(r"^\d*-?([A-ZĐ]+)", symbol_key(symbol))
    return _KINDS.get(match.group(1), "other") if match else "other"


def would_circle(child: int, parent: int, parents_of: dict[int, set[int]]) -> bool:
    """Whether "child implements parent" would lead back to the child. `parents_of`: {child id: parent ids}."""
    waiting, seen = [parent], set[int]()
    while waiting:
        current = waiting.pop()
        if current == child:
            return True
        if current not in seen:
            seen.add(current)
            waiting.extend(parents_of.get(current, set()))
    return False


def thinned(ties: Mapping[int, list[int]]) -> dict[int, list[int]]:
    """The same ties without those that a longer way says already: {id: next ids}."""

    def reached(start: int) -> set[int]:
        waiting, seen = list(ties.get(start, [])), set[int]()
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting.extend(ties.get(current, []))
        return seen

    deeper = {key: set().union(*(reached(one) for one in direct)) for key, direct in ties.items() if direct}
    return {key: [one for one in ties[key] if one not in beyond] for key, beyond in deeper.items()}


def is_secret(secrecy: str) -> bool:
    """Whether a level of secrecy forbids the document here (D22): every level but the ordinary one."""
    return text.clean_line(secrecy).lower() not in ORDINARY

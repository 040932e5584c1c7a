"""Publishing the scheme: rules are data, a published version is never edited (R32-R36)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.ratings import (
    events,  # noqa: F401  # registers the audit codes
    rules,
    schemebook,
)
from guong.ratings.enums import Subject
from guong.ratings.models import Scheme
from guong.ratings.perms import SCHEME_PUBLISH

MOST_LINES = 60
_EVIDENCE = ("", "planned", "done")


@service
def publish_scheme(
    *, actor: Actor, unit: Unit, forms: Mapping[str, Mapping[str, Any]], levels: Sequence[Mapping[str, Any]],
    numbers: Mapping[str, Mapping[str, Any]], note: str,
) -> Scheme:  # fmt: skip
    """Publish a scheme for `unit` and all below it; ratings under way keep theirs. Shapes as `models.Scheme`.

    Invalid when the lines of a form do not make 100 points, thresholds do not fall, a number is out of its bounds, without a
    note, or when nothing differs.
    """
    actor.require(SCHEME_PUBLISH, unit.path)
    Unit.objects.select_for_update().get(pk=unit.pk)  # two who publish at once wait for each other
    note = text.clean_line(note)[:300]
    if not note:
        raise Invalid(_("Say why the scheme changes, and which document says so."), field="note")
    before = schemebook.in_force(unit.path)
    made = {
        "forms": {subject: _form(subject, forms[subject]) for subject in Subject.values},
        "levels": _levels(levels),
        "numbers": _numbers(numbers),
    }
    if all(getattr(before, name) == value for name, value in made.items()):
        raise Invalid(_("Nothing was changed."))
    newest = Scheme.objects.filter(unit=unit).order_by("-number").first()
    scheme = Scheme.objects.create(
        unit=unit, number=newest.number + 1 if newest else 1, note=note, published_at=clock.now(),
        published_by_label=actor.label, **made,
    )  # fmt: skip
    record(
        actor, "ratings.scheme.published", scheme, unit_path=unit.path, reason=note, changes={"number": scheme.number}
    )
    return scheme


def _form(subject: str, form: Mapping[str, Any]) -> dict[str, Any]:
    rows = list(form["lines"])
    lines = [_line(subject, number, row) for number, row in enumerate(rows, start=1)]
    if not lines or len(lines) > MOST_LINES:
        raise Invalid(_("A form has from 1 to %(most)s lines."), field=subject, params={"most": MOST_LINES})
    keys = [line["key"] for line in lines]
    for line in lines:
        if not line["key"]:
            line["key"] = next(key for n in range(1, MOST_LINES * 2) if (key := f"n{n}") not in keys)
            keys.append(line["key"])
    if len(set(keys) - {""}) != len(lines):
        raise Invalid(_("Two lines of a form are one and the same. Open the page again."), field=subject)
    have = sum(line["points"] for line in lines)
    if have != rules.WHOLE:
        raise Invalid(
            _("The lines of a form make 100 points; these make %(have)s."), field=subject,
            params={"have": rules.show_points(have)},
        )  # fmt: skip
    return {"confirmed": bool(form.get("confirmed")), "lines": lines}


def _line(subject: str, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    name, group = text.clean_line(str(row["name"])), text.clean_line(str(row.get("group", "")))
    points = row["points"] if isinstance(row["points"], int) else rules.parse_points(str(row["points"]))
    evidence = str(row.get("evidence", ""))
    if not name or len(name) > 300 or len(group) > 200:
        raise Invalid(
            _("Line %(number)s: write its words, at most 300 letters."), field=subject, params={"number": number}
        )
    if points is None or not 0 < points <= rules.WHOLE:
        raise Invalid(_("Line %(number)s: points from 0,1 to 100."), field=subject, params={"number": number})
    if evidence not in _EVIDENCE:
        raise Invalid(_("Choose one of the answers of the list."), field=subject)
    return {"key": str(row.get("key", ""))[:20], "group": group, "name": name, "points": points, "evidence": evidence}


def _levels(levels: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    wanted = rules.LEVELS[:-1]
    rows = {str(row["code"]): row for row in levels}
    made: list[dict[str, Any]] = []
    for code in wanted:
        row = rows[code]
        start = row["from"] if isinstance(row["from"], int) else rules.parse_points(str(row["from"]))
        if start is None or not 0 < start <= rules.WHOLE or (made and start >= made[-1]["from"]):
            raise Invalid(
                _("Each level begins below the one above it, between 0,1 and 100 points."), field=f"from-{code}"
            )
        conditions = [
            {"key": str(one.get("key") or f"{code[0]}n{number}")[:20], "text": words, "for": str(one.get("for", ""))}
            for number, one in enumerate(row["conditions"], start=1)
            if (words := text.clean_line(str(one["text"]))[:300])
        ]
        made.append({"code": code, "from": start, "confirmed": bool(row.get("confirmed")), "conditions": conditions})
    return made


def _numbers(numbers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {}
    for key in schemebook.NUMBERS.values():
        entry = numbers.get(key.name, {})
        typed = str(entry.get("value", key.default)).strip()
        value = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else key.low - 1
        if not key.low <= value <= key.high:
            raise Invalid(
                _("“%(rule)s” must be a whole number from %(low)s to %(high)s."), field=key.name,
                params={"rule": str(key.label), "low": key.low, "high": key.high},
            )  # fmt: skip
        made[key.name] = {"value": value, "confirmed": bool(entry.get("confirmed"))}
    for name, (_label, kind, default) in schemebook.CHOICES.items():
        entry = numbers.get(name, {})
        chosen = str(entry.get("value", default))
        if chosen not in kind.values:
            raise Invalid(_("Choose one of the answers of the list."), field=name)
        made[name] = {"value": chosen, "confirmed": bool(entry.get("confirmed"))}
    return made

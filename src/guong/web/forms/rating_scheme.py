"""The editor of the scheme: lines with points, levels with conditions, numbers. The service judges it (R32-R36)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guong.kernel.numbers import typed_int
from guong.ratings import rules
from guong.ratings.enums import Level, Subject
from guong.ratings.models import Scheme
from guong.ratings.schemebook import CHOICES, NUMBERS
from guong.web.forms.plans import Asked

SPARE = 3
MOST = 60
EVIDENCE = [("", _("nothing")), ("planned", _("findings with a measure")), ("done", _("due measures done"))]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a form in the editor."""

    number: int
    key: BoundField
    group: BoundField
    name: BoundField
    points: BoundField
    evidence: BoundField


class SchemeForm(forms.Form):
    """Everything of a scheme on one page; emptying the words of a line takes it away."""

    use_required_attribute = False
    note = Asked(
        label=_("Why it changes, and by which document"), widget=forms.TextInput({"maxlength": 300}),
        help_text=_("The version stands under this sentence for good."),
    )  # fmt: skip

    def __init__(self, scheme: Scheme, data: Any = None) -> None:
        super().__init__(data)
        self.scheme = scheme
        self.counts = {subject: self._rows(subject) for subject in Subject.values}
        for row in scheme.levels:
            self._level(row)
        for name, key in NUMBERS.items():
            self._number(
                name,
                forms.CharField(
                    label=key.label,
                    required=False,
                    max_length=4,
                    widget=forms.TextInput({"class": "in pts", "inputmode": "numeric"}),
                ),
                key.default,
            )
        for name, (label, kind, default) in CHOICES.items():
            self._number(
                name,
                forms.ChoiceField(
                    label=label, choices=kind.choices, required=False, widget=forms.Select({"class": "in"})
                ),
                default,
            )

    def _rows(self, subject: str) -> int:
        kept = self.scheme.forms[subject]["lines"]
        asked = typed_int(self.data.get(f"{subject}-count")) if self.is_bound else 0
        count = min(max(asked, len(kept) + SPARE), MOST)
        blank: dict[str, Any] = {"key": "", "group": "", "name": "", "points": None, "evidence": ""}
        for at in range(count):
            line = kept[at] if at < len(kept) else blank
            points = "" if line["points"] is None else rules.show_points(int(line["points"]))
            narrow = forms.TextInput({"inputmode": "decimal", "class": "in pts", "maxlength": 6, "autocomplete": "off"})
            area, box = forms.Textarea({"rows": 2, "class": "in"}), forms.TextInput({"class": "in"})
            fields = {
                "key": forms.CharField(required=False, initial=line["key"], widget=forms.HiddenInput),
                "group": forms.CharField(label=_("Group"), required=False, initial=line["group"], widget=box),
                "name": forms.CharField(label=_("Line"), required=False, initial=line["name"], widget=area),
                "points": forms.CharField(label=_("Points"), required=False, initial=points, widget=narrow),
                "evidence": forms.ChoiceField(
                    label=_("Shown beside it"),
                    required=False,
                    initial=line["evidence"],
                    choices=EVIDENCE,
                    widget=forms.Select({"class": "in"}),
                ),
            }
            self.fields |= {f"{subject}-{name}-{at}": field for name, field in fields.items()}
        checked = bool(self.scheme.forms[subject]["confirmed"])
        self.fields[f"{subject}-confirmed"] = forms.BooleanField(
            label=_("confirmed by the party office"), required=False, initial=checked
        )
        self.fields[subject] = forms.CharField(required=False, widget=forms.HiddenInput)  # where its sentence stands
        return count

    def _level(self, row: Mapping[str, Any]) -> None:
        code = str(row["code"])
        self.fields[f"from-{code}"] = forms.CharField(
            label=_("From how many points"), required=False, initial=rules.show_points(int(row["from"])),
            widget=forms.TextInput({"inputmode": "decimal", "class": "in pts", "maxlength": 6}),
        )  # fmt: skip
        for subject in ("", *Subject.values):
            texts = [str(one["text"]) for one in row["conditions"] if one["for"] == subject]
            self.fields[f"conditions-{code}-{subject}"] = forms.CharField(
                label=_WHOM[subject], required=False, initial="\n".join(texts),
                widget=forms.Textarea({"rows": max(len(texts), 1) + 1, "class": "in"}),
            )  # fmt: skip
        self.fields[f"confirmed-{code}"] = forms.BooleanField(
            label=_("confirmed by the party office"), required=False, initial=bool(row["confirmed"])
        )

    def _number(self, name: str, field: forms.Field, default: Any) -> None:
        entry = self.scheme.numbers.get(name, {})
        field.initial = entry.get("value", default)
        self.fields[name] = field
        self.fields[f"{name}-confirmed"] = forms.BooleanField(required=False, initial=bool(entry.get("confirmed")))

    def sheets(self) -> list[tuple[str, Any, list[Row], BoundField, BoundField]]:
        """(subject, its words, lines, confirmed, where its sentence stands) of each form."""
        names = ("key", "group", "name", "points", "evidence")
        return [
            (
                subject, Subject(subject).label,
                [Row(at + 1, *(self[f"{subject}-{name}-{at}"] for name in names)) for at in range(count)],
                self[f"{subject}-confirmed"], self[subject],
            )
            for subject, count in self.counts.items()
        ]  # fmt: skip

    def level_rows(self) -> list[tuple[Any, BoundField, list[BoundField], BoundField]]:
        """(level in words, its points, its conditions, confirmed)."""
        return [
            (
                Level(code).label, self[f"from-{code}"],
                [self[f"conditions-{code}-{subject}"] for subject in ("", *Subject.values)], self[f"confirmed-{code}"],
            )
            for code in rules.LEVELS[:-1]
        ]  # fmt: skip

    def number_rows(self) -> list[tuple[BoundField, BoundField]]:
        """(number or choice, confirmed)."""
        return [(self[name], self[f"{name}-confirmed"]) for name in (*NUMBERS, *CHOICES)]

    def _text(self, name: str) -> str:
        return str(self.data.get(name, "") or "")

    def forms_typed(self) -> dict[str, dict[str, Any]]:
        """The forms as typed; lines without words are left out."""
        names = ("key", "group", "name", "points", "evidence")
        return {
            subject: {
                "confirmed": bool(self._text(f"{subject}-confirmed")),
                "lines": [
                    {name: self._text(f"{subject}-{name}-{at}") for name in names}
                    for at in range(count)
                    if self._text(f"{subject}-name-{at}").strip() or self._text(f"{subject}-points-{at}").strip()
                ],
            }
            for subject, count in self.counts.items()
        }

    def levels_typed(self) -> list[dict[str, Any]]:
        """The levels as typed; a condition whose words stayed keeps its key."""
        found = []
        for row in self.scheme.levels:
            code = str(row["code"])
            keys = {(one["text"], one["for"]): one["key"] for one in row["conditions"]}
            conditions = [
                {"text": text.strip(), "for": subject, "key": keys.get((text.strip(), subject), "")}
                for subject in ("", *Subject.values)
                for text in self._text(f"conditions-{code}-{subject}").splitlines()
                if text.strip()
            ]
            found.append(
                {
                    "code": code, "from": self._text(f"from-{code}"), "conditions": conditions,
                    "confirmed": bool(self._text(f"confirmed-{code}")),
                }
            )  # fmt: skip
        return found

    def numbers_typed(self) -> dict[str, dict[str, Any]]:
        """The numbers and choices as typed."""
        return {
            name: {"value": self._text(name), "confirmed": bool(self._text(f"{name}-confirmed"))}
            for name in (*NUMBERS, *CHOICES)
        }


_WHOM = {
    "": _("Conditions for everybody, one a line"),
    "person": _("For comrades only, one a line"),
    "body": _("For bodies only, one a line"),
}

"""Forms of a drive: preparing it, and the rules that are data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guong.directives.models import Directive
from guong.drives import rulebook
from guong.drives.enums import Calls, Conclusions, DriveMode, PhasePurpose
from guong.drives.models import Drive, RuleSet
from guong.kernel import clock
from guong.org.models import Unit
from guong.web.forms.dates import DayField

_LINES = {"rows": 6}
_PHASES = ((PhasePurpose.SEE, "see_from", "see_to"), (PhasePurpose.CORRECT, "correct_from", "correct_to"))


class DriveForm(forms.Form):
    """What a drive is opened with. Choices come from the actor's scope."""

    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Short, never used again, for example TSTS-2026."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    scope_unit = forms.ChoiceField(
        label=_("Held by"), help_text=_("The drive covers this committee and every cell below it.")
    )
    name = forms.CharField(label=_("Name of the drive"), max_length=200)
    theme = forms.CharField(label=_("Theme"), max_length=200)
    mode = forms.ChoiceField(
        label=_("Mode"), choices=DriveMode.choices, widget=forms.RadioSelect,
        help_text=_("Political activity: strengths are asked too, nobody is rated, the chair does not conclude on each member."),
    )  # fmt: skip
    calls = forms.ChoiceField(
        label=_("Whose meetings are awaited"), choices=Calls.choices, widget=forms.RadioSelect, required=False,
        help_text=_("“Met” is counted over these cells."),
    )  # fmt: skip
    conclusions = forms.ChoiceField(
        label=_("Does the chair conclude on each member?"), choices=Conclusions.choices, widget=forms.RadioSelect,
        required=False, help_text=_("Left empty: required in the year-end review, off in a political activity."),
    )  # fmt: skip
    pilots = forms.BooleanField(
        label=_("Pilot cells first: a block begins when its lessons are approved"), required=False
    )
    starts_on = DayField(label=_("The drive begins"))
    ends_on = DayField(label=_("The drive ends"))
    window_from = DayField(label=_("Cells meet from"))
    window_to = DayField(label=_("Cells have met by"))
    see_from = DayField(label=_("Phase of seeing, from"), required=False)
    see_to = DayField(label=_("Phase of seeing, to"), required=False)
    correct_from = DayField(label=_("Phase of correcting, from"), required=False)
    correct_to = DayField(label=_("Phase of correcting, to"), required=False)
    contents = forms.CharField(
        label=_("What every meeting must go through"), required=False, widget=forms.Textarea(attrs=_LINES),
        help_text=_("One matter a line. A line that begins with # names the group of those that follow."),
    )  # fmt: skip
    basis = forms.MultipleChoiceField(
        label=_("Documents the drive implements"), required=False, widget=forms.CheckboxSelectMultiple
    )
    adviser = forms.ChoiceField(label=_("Advising board"), required=False)

    def __init__(
        self,
        units: Sequence[Unit],
        advisers: Sequence[Unit],
        directives: Sequence[Directive],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(one.pk): one for one in units}
        self._advisers = {str(one.pk): one for one in advisers}
        self._directives = {str(one.pk): one for one in directives}
        self._offer("scope_unit", [(key, one.name) for key, one in self._units.items()])
        self._offer("adviser", [("", _("None")), *((key, one.name) for key, one in self._advisers.items())])
        self._offer("basis", [(key, _named(one)) for key, one in self._directives.items()])

    def _offer(self, field: str, listed: list[tuple[str, Any]]) -> None:
        self.fields[field].choices = listed  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for _purpose, start, end in _PHASES:
            if bool(data.get(start)) != bool(data.get(end)) and not {start, end} & set(self.errors):
                self.add_error(
                    end if data.get(start) else start, _now("A phase has two days: fill in both or neither.")
                )
            elif data.get(start) and data.get(end) and data[end] < data[start]:
                self.add_error(end, _now("The phase ends before it begins. Correct one of the two days."))
        return data

    def facts(self) -> dict[str, Any]:
        """What `create_drive` takes, the code and the unit apart."""
        data = self.cleaned_data
        phases = [
            (str(purpose.label), purpose.value, data[start], data[end])
            for purpose, start, end in _PHASES
            if data.get(start) and data.get(end)
        ]
        return {
            **{name: data[name] for name in ("name", "theme", "mode", "starts_on", "ends_on", "window_from", "window_to")},
            "adviser": self._advisers.get(data["adviser"]), "phases": phases, "contents": data["contents"].splitlines(),
            "basis": [self._directives[key] for key in data["basis"]], "calls": data["calls"] or Calls.EVERY,
            "conclusions": data["conclusions"], "pilots": data["pilots"],
        }  # fmt: skip

    def unit(self) -> Unit:
        return self._units[self.cleaned_data["scope_unit"]]


class ChangeDriveForm(DriveForm):
    """A drive that is being prepared; its code and its unit stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["code"], self.fields["scope_unit"]


def _named(one: Directive) -> str:
    return f"{one.symbol} ({one.issued_on:%d/%m/%Y}), {one.issuer}"


def new_initial() -> dict[str, Any]:
    return {"theme": "Tự soi, tự sửa", "starts_on": clock.today(), "calls": Calls.EVERY}


def initial_of(drive: Drive) -> dict[str, Any]:
    """The form of a drive as it stands."""
    named = (
        "name",
        "theme",
        "mode",
        "calls",
        "conclusions",
        "pilots",
        "starts_on",
        "ends_on",
        "window_from",
        "window_to",
    )
    found: dict[str, Any] = {name: getattr(drive, name) for name in named}
    found |= {"contents": _outline(drive), "adviser": drive.adviser_id or ""}
    found["basis"] = [str(one.pk) for one in drive.basis.all()]
    for phase in drive.phases.all():
        found |= {f"{phase.purpose}_from": phase.from_on, f"{phase.purpose}_to": phase.to_on}
    return found


def _outline(drive: Drive) -> str:
    """The contents as they are typed, each group before its matters."""
    lines, group = [], ""
    for line in drive.contents.all():
        if line.group != group:
            lines.append(f"# {line.group}")
            group = line.group
        lines.append(line.text)
    return "\n".join(lines)


class BasisForm(forms.Form):
    directive = forms.ChoiceField(label=_("Document"))

    def __init__(self, directives: Sequence[Directive], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._directives = {str(one.pk): one for one in directives}
        listed = [("", _("Choose a document")), *((key, _named(one)) for key, one in self._directives.items())]
        self.fields["directive"].choices = listed  # type: ignore[attr-defined]

    def chosen(self) -> Directive:
        return self._directives[self.cleaned_data["directive"]]


class RulesForm(forms.Form):
    """Every rule with its number and whether the party office has confirmed it."""

    note = forms.CharField(
        label=_("Why, and which document says so"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, ruleset: RuleSet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in rulebook.KEYS.values():
            entry = ruleset.values.get(key.name, {})
            self.fields[key.name] = forms.IntegerField(
                label=key.label,
                min_value=key.low,
                max_value=key.high,
                initial=rulebook.value(ruleset, key.name),
                widget=forms.NumberInput(attrs={"class": "in"}),
            )
            self.fields[f"{key.name}_confirmed"] = forms.BooleanField(
                label=_("confirmed"), required=False, initial=bool(entry.get("confirmed", key.confirmed))
            )

    def rows(self) -> list[tuple[rulebook.Key, Any, Any]]:
        """(rule, number, confirmed) for the table."""
        return [(key, self[key.name], self[f"{key.name}_confirmed"]) for key in rulebook.KEYS.values()]

    def values(self) -> dict[str, dict[str, Any]]:
        data = self.cleaned_data
        return {name: {"value": data[name], "confirmed": data[f"{name}_confirmed"]} for name in rulebook.KEYS}

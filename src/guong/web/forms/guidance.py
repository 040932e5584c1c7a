"""Forms of the chain of documents, of working groups and of visits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.directives.enums import DirectiveKind
from guong.directives.models import Directive
from guong.drives.enums import MeetingMode, VisitKind
from guong.drives.models import DriveUnit, WorkingGroup
from guong.kernel import clock
from guong.org.models import Person
from guong.web.forms.dates import DayField

_WORDS = {"rows": 4}


class IssueForm(forms.Form):
    """A document of the committee's own, entered in its register and counted for the drive at once."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose a kind")), *DirectiveKind.choices])
    symbol = forms.CharField(
        label=_("Number and symbol"), max_length=60, help_text=_("As printed, for example 34-KH/ĐU."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    issued_on = DayField(label=_("Dated"))
    title = forms.CharField(label=_("What it is about"), max_length=500)
    urging = forms.BooleanField(label=_("It is an urging letter"), required=False)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "symbol", "issued_on", "title", "urging")}


class TieForm(forms.Form):
    """A document that stands in the register already."""

    directive = forms.ChoiceField(label=_("Document of the register"))
    urging = forms.BooleanField(label=_("It is an urging letter"), required=False)

    def __init__(self, directives: Sequence[Directive], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._directives = {str(one.pk): one for one in directives}
        listed = [
            (key, f"{one.symbol} ({one.issued_on:%d/%m/%Y}), {one.title}") for key, one in self._directives.items()
        ]
        self.fields["directive"].choices = [("", _("Choose a document")), *listed]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {"directive": self._directives[self.cleaned_data["directive"]], "urging": self.cleaned_data["urging"]}


class GroupForm(forms.Form):
    """A working group: its name, its members, its head."""

    name = forms.CharField(
        label=_("Name of the group"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    people = forms.MultipleChoiceField(label=_("Members"), widget=forms.CheckboxSelectMultiple)
    head = forms.ChoiceField(label=_("Head of the group"), required=False)

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.pk): one for one in people}
        listed = [(key, one.full_name) for key, one in self._people.items()]
        self.fields["people"].choices = listed  # type: ignore[attr-defined]
        self.fields["head"].choices = [("", _("None")), *listed]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "name": data["name"],
            "people": [self._people[key] for key in data["people"]],
            "head": self._people.get(data["head"]),
        }


class VisitForm(forms.Form):
    """What is written down after a visit."""

    unit = forms.ChoiceField(label=_("Visited body"))
    kind = forms.ChoiceField(label=_("What kind of visit"), choices=VisitKind.choices, widget=forms.RadioSelect)
    visited_on = DayField(label=_("Day"))
    mode = forms.ChoiceField(
        label=_("Mode"), choices=MeetingMode.choices, widget=forms.RadioSelect, initial=MeetingMode.IN_PERSON
    )
    group = forms.ChoiceField(label=_("Working group"), required=False)
    people = forms.MultipleChoiceField(
        label=_("Who was there"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave this empty when the whole group came."),
    )  # fmt: skip
    found = forms.CharField(
        label=_("What was found"), widget=forms.Textarea(attrs=_WORDS), max_length=4000,
        help_text=_("Facts of the body's work. What somebody said of a comrade stays in the cell."),
    )  # fmt: skip
    asked = forms.CharField(
        label=_("What the body is asked to do"), required=False, widget=forms.Textarea(attrs=_WORDS), max_length=4000
    )
    due_on = DayField(label=_("By when"), required=False)

    def __init__(
        self,
        units: Sequence[DriveUnit],
        groups: Sequence[WorkingGroup],
        people: Sequence[Person],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(one.unit_id): one.unit for one in units}
        self._groups = {str(one.pk): one for one in groups}
        self._people = {str(one.pk): one for one in people}
        self._offer("unit", [("", _("Choose a body")), *((str(one.unit_id), one.name) for one in units)])
        self._offer("group", [("", _("None")), *((key, one.name) for key, one in self._groups.items())])
        self._offer("people", [(key, one.full_name) for key, one in self._people.items()])

    def _offer(self, field: str, listed: list[tuple[str, Any]]) -> None:
        self.fields[field].choices = listed  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = {name: data[name] for name in ("kind", "visited_on", "mode", "found", "asked", "due_on")}
        return plain | {
            "unit": self._units[data["unit"]],
            "group": self._groups.get(data["group"]),
            "people": [self._people[key] for key in data["people"]],
        }


class AnswerForm(forms.Form):
    """What the body has done about what was asked."""

    text_given = forms.CharField(label=_("What was done"), widget=forms.Textarea(attrs=_WORDS), max_length=4000)


def visit_initial(unit: str, kind: str) -> dict[str, Any]:
    """A new visit: today, of the kind that was asked for."""
    return {
        "unit": unit, "visited_on": clock.today(), "mode": MeetingMode.IN_PERSON,
        "kind": kind if kind in VisitKind.values else VisitKind.WORKING,
    }  # fmt: skip

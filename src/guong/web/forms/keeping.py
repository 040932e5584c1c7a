"""Forms of what follows an accepted plan: assessment, supervision, the table of routes, the action programme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from guong.drives.models import Drive
from guong.kernel.numbers import typed_int
from guong.org.enums import PostKind
from guong.org.models import Unit
from guong.plans.enums import Kept, RouteCode
from guong.plans.rules import Route
from guong.plans.selectors import AssessPage
from guong.plans.services import Said
from guong.web.forms.plans import Asked

_DAY = {"inputmode": "numeric", "autocomplete": "off", "class": "day"}
_WRONG_DAY = {
    "invalid": _("This date does not exist. Type it as day/month/year, for example 30/6/2026."),
    "required": _("A date is missing here."),
}


def _day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, input_formats=["%d/%m/%Y", "%Y-%m-%d"], widget=forms.TextInput(_DAY),
        error_messages=_WRONG_DAY,
    )  # fmt: skip


class AssessForm(forms.Form):
    """A word and a line for each plan; empty lines are left as they are."""

    use_required_attribute = False

    def __init__(self, page: AssessPage, data: Any = None) -> None:
        super().__init__(data)
        self._page = page
        for line in page.lines:
            number, said = line.plan.pk, line.said
            self.fields[f"word-{number}"] = forms.ChoiceField(
                label=_("How it is kept"), choices=Kept.choices, required=False, widget=forms.RadioSelect,
                initial=said.word if said else None,
            )  # fmt: skip
            self.fields[f"text-{number}"] = forms.CharField(
                label=_("What was done, or what stands in the way"), required=False, initial=said.text if said else "",
                widget=forms.Textarea({"rows": 2}),
            )  # fmt: skip

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """(line, word, text) in the order of names."""
        return [(line, self[f"word-{line.plan.pk}"], self[f"text-{line.plan.pk}"]) for line in self._page.lines]

    def said(self) -> list[Said]:
        """The lines in which something was written or chosen, and that differ from what is kept."""
        found = []
        for line in self._page.lines:
            number = line.plan.pk
            word, text = (str(self.data.get(f"{name}-{number}", "")) for name in ("word", "text"))
            kept = (line.said.word, line.said.text) if line.said else ("", "")
            if line.open and (word or text.strip()) and (word, text.strip()) != kept:
                found.append(Said(number, word, text))
        return found


class SupervisionForm(forms.Form):
    """A line of a monitor's plan."""

    use_required_attribute = False
    drive = forms.ChoiceField(label=_("Drive"))
    cell = forms.ChoiceField(label=_("Cell"))
    what = Asked(
        label=_("What is watched, and how"), widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: hear the cell's report, read the posted plans, ask people of the group."),
    )  # fmt: skip
    due_on = _day(_("By when"))

    def __init__(self, drives: Sequence[Drive], cells: Sequence[Unit], data: Any = None) -> None:
        super().__init__(data)
        self._drives, self._cells = {str(one.pk): one for one in drives}, {str(one.pk): one for one in cells}
        for name, known in (("drive", self._drives), ("cell", self._cells)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(key, str(one.name)) for key, one in known.items()]
            field.error_messages["invalid_choice"] = field.error_messages["required"] = _("Choose one of the list.")

    def values(self) -> dict[str, Any]:
        """What `plan_supervision` takes."""
        clean = self.cleaned_data
        return {
            "drive": self._drives[clean["drive"]], "cell": self._cells[clean["cell"]], "what": clean["what"],
            "due_on": clean["due_on"],
        }  # fmt: skip


class RoutesForm(forms.Form):
    """For whom copies go which way. Reads what was ticked; the service judges it."""

    use_required_attribute = False
    note = Asked(label=_("Why, and by which document"))

    def __init__(self, lines: Sequence[Route], data: Any = None) -> None:
        super().__init__(data)
        for line in lines:
            self.fields[line.code] = forms.MultipleChoiceField(
                label=RouteCode(line.code).label, required=False, initial=sorted(line.posts),
                choices=PostKind.choices, widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
            for name, value, label in (("on", line.on, _("sent")), ("confirmed", line.confirmed, _("confirmed"))):
                self.fields[f"{line.code}-{name}"] = forms.BooleanField(label=label, required=False, initial=value)
        self._codes = [line.code for line in lines]

    def rows(self) -> list[tuple[str, Any, Any, Any]]:
        """(code, offices, on, confirmed)."""
        return [(code, self[code], self[f"{code}-on"], self[f"{code}-confirmed"]) for code in self._codes]

    def lines(self) -> list[Route]:
        """What was ticked."""
        return [
            Route(code, f"{code}-on" in self.data, frozenset(_ticked(self, code)), f"{code}-confirmed" in self.data)
            for code in self._codes
        ]


class ProgrammeForm(forms.Form):
    """A new version of an action programme, one task a line."""

    use_required_attribute = False
    title = Asked(label=_("Name of the programme"))
    adopted_on = _day(_("Adopted on"))
    drive = forms.ChoiceField(label=_("Looked through after the drive"), required=False)
    tasks = Asked(
        label=_("Tasks"), widget=forms.Textarea({"rows": 12, "class": "write"}),
        help_text=_("One task a line. What the drive added is found by comparing with the version before."),
    )  # fmt: skip

    def __init__(
        self, drives: Sequence[Drive], data: Any = None, *, title: str = "", tasks: Sequence[str] = ()
    ) -> None:
        super().__init__(data, initial={"title": title, "tasks": "\n".join(tasks)})
        self._drives = {str(one.pk): one for one in drives}
        field = self.fields["drive"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("no drive")), *((key, one.name) for key, one in self._drives.items())]

    def values(self) -> dict[str, Any]:
        """What `adopt_programme` takes."""
        clean = self.cleaned_data
        return {
            "title": clean["title"], "adopted_on": clean["adopted_on"], "tasks": clean["tasks"].splitlines(),
            "drive": self._drives.get(clean["drive"]),
        }  # fmt: skip


class PledgesForm(forms.Form):
    """Whose signed sheet has come back."""

    use_required_attribute = False
    signed_on = _day(_("Signed on"))

    def plan_ids(self) -> list[int]:
        return [number for typed in _ticked(self, "signed") if (number := typed_int(typed))]


def _ticked(form: forms.Form, name: str) -> list[str]:
    """All values posted under a name."""
    return form.data.getlist(name) if isinstance(form.data, QueryDict) else []

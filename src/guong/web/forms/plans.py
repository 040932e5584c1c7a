"""Forms of the personal plan, its decisions, its posting, and the Front's remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guong.kernel.numbers import typed_int
from guong.org.models import Person
from guong.plans.enums import CheckPoint
from guong.plans.rules import FIELDS, MAX_ITEMS
from guong.web.plan_view import FIELD_WORDS, day_text

_LINE = ("shortcoming", "measure", "deadline")


class Asked(forms.CharField):
    """A text that is asked for and never refused here: drafts may be unfinished, and the service judges what is handed in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=True, **kwargs)

    def validate(self, value: Any) -> None:
        """Nothing: see above."""


@dataclass(frozen=True)
class Line:
    """One line of the editor. A line of a finding shows the finding's own words."""

    number: int
    shortcoming: BoundField
    measure: BoundField
    deadline: BoundField
    finding: str
    fixed: bool  # measure and date were set with the finding


class PlanForm(forms.Form):
    """The editor: two texts and as many lines as there are. Reads nothing but what was typed; services judge it."""

    use_required_attribute = False
    example = Asked(
        label=FIELD_WORDS["example"], widget=forms.Textarea({"rows": 4, "class": "in write"}),
        help_text=_("What will people around you see you do? One or two things are enough."),
    )  # fmt: skip
    pledge = Asked(
        label=FIELD_WORDS["pledge"], widget=forms.Textarea({"rows": 3, "class": "in write"}),
        help_text=_("What you promise, and to whom you report."),
    )  # fmt: skip

    def __init__(self, content: Mapping[str, Any], data: Mapping[str, Any] | None = None, *, more: int = 0) -> None:
        super().__init__(data, initial={"example": content.get("example"), "pledge": content.get("pledge")})
        self._items = list(content.get("items", []))
        self._posted = data
        count = _whole(data.get("rows")) if data is not None else max(len(self._items), 1) + more
        self.rows = min(max(count, 1), MAX_ITEMS)
        for number in range(1, self.rows + 1):
            self._add_line(number)

    def _add_line(self, number: int) -> None:
        item = self._items[number - 1] if number <= len(self._items) else {}
        area = {"rows": 3, "class": "write short"}
        self.fields[f"shortcoming-{number}"] = Asked(
            label=FIELD_WORDS["shortcoming"], initial=item.get("shortcoming", ""),
            widget=forms.Textarea(area), help_text=_("A fact: what happened, when, where."),
        )  # fmt: skip
        self.fields[f"measure-{number}"] = Asked(
            label=FIELD_WORDS["measure"], initial=item.get("measure", ""), widget=forms.Textarea(area)
        )
        self.fields[f"deadline-{number}"] = Asked(
            label=FIELD_WORDS["deadline"], initial=day_text(item.get("deadline", "")),
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "day"}),
            help_text=_("day/month/year, for example 30/6/2026"),
        )  # fmt: skip

    def lines(self) -> list[Line]:
        """The lines as they are drawn, one after the other."""
        known = {str(item["finding"]): item for item in self._items if item.get("finding")}
        found = []
        for number in range(1, self.rows + 1):
            finding = self._finding(number)
            source = known.get(finding, {})
            shortcoming, measure, deadline = (self[f"{name}-{number}"] for name in _LINE)
            fixed = bool(source.get("measure")) and bool(source.get("deadline"))
            found.append(Line(number, shortcoming, measure, deadline, finding, fixed))
        return found

    def _finding(self, number: int) -> str:
        if self._posted is not None:
            return str(self._posted.get(f"finding-{number}", "") or "")
        item = self._items[number - 1] if number <= len(self._items) else {}
        return str(item.get("finding") or "")

    def content(self, *, drop: int = 0) -> dict[str, Any]:
        """What was typed, without line `drop`."""
        typed = self._posted or {}
        numbers = [number for number in range(1, self.rows + 1) if number != drop]
        items = [
            {
                **{name: typed.get(f"{name}-{number}", "") for name in _LINE},
                "finding": typed.get(f"finding-{number}", ""),
            }
            for number in numbers
        ]
        return {"example": typed.get("example", ""), "pledge": typed.get("pledge", ""), "items": items}

    def posted_stamp(self) -> int:
        return _whole((self._posted or {}).get("stamp"))


def _whole(typed: Any) -> int:
    return typed_int(typed)


class Reader(forms.ChoiceField):
    """Who of the committee has read the plan; the service says whether that person may answer it."""

    def validate(self, value: Any) -> None:
        """Nothing: see above."""


class ReturnForm(forms.Form):
    """Why a plan goes back (S112)."""

    use_required_attribute = False
    checklist = forms.MultipleChoiceField(
        label=_("What is missing"), choices=CheckPoint.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = Asked(
        label=_("What should be mended"), widget=forms.Textarea({"rows": 4}),
        help_text=_("The comrade reads exactly these words. Say which line, and what would be right."),
    )  # fmt: skip
    by = Reader(label=_("Read by"))

    def __init__(self, people: Sequence[Person], data: Any = None, *, me: int | None = None) -> None:
        super().__init__(data, initial={"by": me})
        self._people = list(people)
        field = self.fields["by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(person.pk, person.full_name) for person in self._people]

    def reader(self) -> Person | None:
        """Who read the plan, of those who may; None when nobody of them was chosen."""
        chosen = str(self.data.get("by", ""))
        return next((person for person in self._people if str(person.pk) == chosen), None)


class PostingForm(forms.Form):
    """Where a sheet hangs, from when until when, and which parts of the plan it shows."""

    use_required_attribute = False
    place = Asked(label=_("Where it hangs"))
    from_on = forms.DateField(label=_("From"), input_formats=["%d/%m/%Y", "%Y-%m-%d"])
    until_on = forms.DateField(label=_("To the end of"), input_formats=["%d/%m/%Y", "%Y-%m-%d"])
    fields_shown = forms.MultipleChoiceField(
        label=_("Parts that are shown"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(name, FIELD_WORDS[name]) for name in FIELDS],
        help_text=_("Only what is ticked is printed and published. Name, office and unit always stand there."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, first: date | None = None, last: date | None = None, place: str = ""
    ) -> None:
        initial = {"place": place, "fields_shown": list(FIELDS)}
        if first and last:
            initial |= {"from_on": f"{first:%d/%m/%Y}", "until_on": f"{last:%d/%m/%Y}"}
        super().__init__(data, initial=initial)
        for name in ("from_on", "until_on"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "class": "day"}
            self.fields[name].error_messages = {
                "invalid": _("This date does not exist. Type it as day/month/year, for example 30/6/2026."),
                "required": _("A date is missing here."),
            }


class PhotoForm(forms.Form):
    """A picture of the board."""

    file = forms.FileField(
        label=_("Photograph of the board"), widget=forms.FileInput({"accept": "image/*"}),
        help_text=_("JPG or PNG. Where and when it was taken is removed from the picture."),
    )  # fmt: skip


class WordsForm(forms.Form):
    """What the Front saw, or what the member answers."""

    use_required_attribute = False
    text = Asked(label=_("Remark"), widget=forms.Textarea({"rows": 5, "class": "write"}))

    def __init__(self, data: Any = None, *, label: Any = "", hint: Any = "") -> None:
        super().__init__(data)
        self.fields["text"].label = label or self.fields["text"].label
        self.fields["text"].help_text = hint

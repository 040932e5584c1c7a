"""The list of shares as one form: rows of person, percent, measure, date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.corrections import rules
from guong.corrections.models import Share
from guong.corrections.services import ShareInput
from guong.org.models import Person
from guong.web.forms.corrections import DayField, PeopleForm, words

MOST = 60  # rows: more than the largest collective divides among


class PercentField(forms.CharField):
    """A percentage as people type it, kept as exact hundredths; empty is nothing."""

    def clean(self, value: Any) -> int:
        typed = str(value or "").strip()
        if not typed:
            return 0
        try:
            return rules.parse_percent(typed)
        except ValueError:
            raise forms.ValidationError(
                _("Write a percentage with at most two decimals, for example 40 or 33,33.")
            ) from None


class ShareRow(PeopleForm):
    """One line. A line without a percentage is left out."""

    person = forms.ChoiceField(label=_("Comrade"), required=False)
    percent = PercentField(label=_("Share in percent"), required=False)
    measure = words(_("What he or she will do"), rows=2, required=False)
    deadline = DayField(label=_("Done before"), required=False)

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people, _("Choose a name"))
        self.fields["percent"].widget.attrs |= {"inputmode": "decimal", "data-share": "", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("percent"):
            if not data.get("person") and "person" not in self.errors:
                self.add_error("person", _("Choose who carries this share."))
            if not data.get("deadline") and "deadline" not in self.errors:
                self.add_error("deadline", _("Say by which day it is done."))
        return data

    def named(self) -> Person | None:
        """The person of this line as it stands now, typed or initial."""
        return self.people.get(str(self["person"].value() or ""))


class OwnShareRow(ShareRow):
    """The part of the collective as a whole: who sees to it, and why nobody by name carries it."""

    reason = words(_("Why no comrade by name carries it"), _("A third comrade says yes or no; until then it does not count."), rows=2,
                   required=False)  # fmt: skip

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(people, *args, **kwargs)
        self.fields["person"].label = _("Who sees to it")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("percent") and not data.get("reason"):
            self.add_error("reason", _("Say why the collective as a whole carries this part, and no comrade does."))
        return data


class DivisionForm(forms.Form):
    """The whole list with the stamp it was opened with."""

    stamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    count = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    def __init__(
        self, people: Sequence[Person], stamp: int, lines: Sequence[Mapping[str, Any]], data: Any = None,
        own: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial={"stamp": stamp, "count": len(lines)})
        self.said: list[str] = []  # a sentence about a form that was built anew
        self.rows = [
            ShareRow(people, data, prefix=f"s{index}", initial=dict(line))
            for index, line in enumerate(lines if data is None else [{}] * _count(data))
        ]
        self.own = OwnShareRow(people, data, prefix="own", initial=dict(own or {}))

    def is_valid(self) -> bool:
        good = [row.is_valid() for row in (*self.rows, self.own)]  # all of them: every error is shown at once
        return super().is_valid() and all(good)

    def shares(self) -> list[ShareInput]:
        """The lines that carry something."""
        return [
            ShareInput(
                int(row.cleaned_data["person"]), row.cleaned_data["percent"], row.cleaned_data["measure"],
                row.cleaned_data["deadline"], row is self.own, row.cleaned_data.get("reason", ""),
            )
            for row in (*self.rows, self.own)
            if row.cleaned_data["percent"]
        ]  # fmt: skip

    def own_typed(self) -> dict[str, Any]:
        """The line of the collective as a whole as it was typed."""
        return {name: self.own[name].value() or "" for name in ("person", "percent", "measure", "deadline", "reason")}

    def typed(self) -> list[dict[str, Any]]:
        """The lines as they were typed, for a proposal on top of them."""
        names = ("person", "percent", "measure", "deadline")
        return [{name: row[name].value() or "" for name in names} for row in self.rows]


def _count(data: Any) -> int:
    try:
        return max(0, min(MOST, int(data.get("count", "0"))))
    except ValueError:
        return 0


def propose(lines: Sequence[Mapping[str, Any]], person_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Equal parts for the people already on the list, or for `person_ids` when nobody is: a proposal, nothing is saved."""
    filled = [dict(line) for line in lines if line.get("person")]
    spare = [dict(line) for line in lines if not line.get("person")]
    if not filled:
        filled = [{"person": str(pk), "percent": "", "measure": "", "deadline": ""} for pk in person_ids[:MOST]]
    for line, part in zip(filled, rules.equal_split(len(filled)) if filled else [], strict=True):
        line["percent"] = rules.format_percent(part)
    return [*filled, *spare]


class SettleShareForm(PeopleForm):
    """New parts for every standing share, so that the sum stays 100 %, and the reason."""

    text = words(_("The reason"), _("The comrade reads it; it stays with the share."), rows=3)
    by = forms.ChoiceField(label=_("Who decided"), required=False)

    def __init__(self, shares: Sequence[Share], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shares = list(shares)
        for share in self.shares:
            bound = PercentField(label=share.person.full_name, required=False)
            bound.initial = rules.format_percent(share.hundredths)
            bound.widget.attrs |= {"inputmode": "decimal", "data-share": "", "autocomplete": "off"}
            self.fields[f"part-{share.pk}"] = bound

    def part_fields(self) -> list[forms.BoundField]:
        return [self[f"part-{share.pk}"] for share in self.shares]

    def parts(self) -> dict[int, int]:
        """Share id → hundredths."""
        return {share.pk: self.cleaned_data[f"part-{share.pk}"] for share in self.shares}

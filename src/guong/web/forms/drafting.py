"""Forms of validity, authority, terms and drafting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guong.directives import rules
from guong.directives.enums import AmendKind, Body, DirectiveKind
from guong.directives.models import Directive
from guong.web.forms.dates import DayField

SECTIONS = 8


class ValidityForm(forms.Form):
    """From when to when a document holds."""

    valid_from = DayField(label=_("Holds from"), required=False, help_text=_("Empty: from the day of issue."))
    valid_to = DayField(label=_("Holds until"), required=False, help_text=_("Empty: until something replaces it."))


class AmendForm(forms.Form):
    """It replaces or amends another document of the register."""

    amends = forms.ChoiceField(label=_("What it does"), choices=AmendKind.choices, widget=forms.RadioSelect)
    older = forms.ChoiceField(label=_("The earlier document"))
    from_on = DayField(label=_("From"), required=False, help_text=_("Empty: from the day on which this one holds."))

    def __init__(self, earlier: Sequence[Directive], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._earlier = {str(one.pk): one for one in earlier}
        listed = [(key, f"{one.symbol} ({one.issued_on:%d/%m/%Y}), {one.issuer}") for key, one in self._earlier.items()]
        self.fields["older"].choices = [("", _("Choose a document")), *listed]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"kind": data["amends"], "older": self._earlier[data["older"]], "from_on": data["from_on"]}


class AuthorityForm(forms.Form):
    """For each body the kinds that it may issue; by which document; from when."""

    basis = forms.CharField(
        label=_("By which document"), max_length=300, required=False,
        help_text=_("Number, date and issuer. Empty: the table stays “not confirmed”."),
    )  # fmt: skip
    valid_from = DayField(label=_("Holds from"))

    def __init__(self, values: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for body in Body.values:
            self.fields[body] = forms.MultipleChoiceField(
                label=Body(body).label, choices=[(kind, DirectiveKind(kind).label) for kind in rules.LETTERS],
                required=False, initial=sorted(values.get(body, ())), widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip

    def bodies(self) -> list[BoundField]:
        return [self[body] for body in Body.values]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "values": {body: data[body] for body in Body.values}, "basis": data["basis"], "valid_from": data["valid_from"],
        }  # fmt: skip


class TermForm(forms.Form):
    """A new term, from which numbers begin again."""

    name = forms.CharField(label=_("Term"), max_length=40, help_text=_("For example 2025-2030."))
    starts_on = DayField(label=_("Begins on"))


class StartForm(forms.Form):
    """For whom it is signed, and what kind."""

    what = forms.ChoiceField(label=_("What is written"))

    def __init__(self, offered: Sequence[tuple[str, Sequence[str]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (Body(body).label, [(f"{body}:{kind}", DirectiveKind(kind).label) for kind in kinds])
            for body, kinds in offered
        ]

    def facts(self) -> dict[str, str]:
        body, _colon, kind = self.cleaned_data["what"].partition(":")
        return {"body": body, "kind": kind}


class DraftForm(forms.Form):
    """Title, opening, up to eight sections, recipients a line each."""

    title = forms.CharField(label=_("What it is about"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    opening = forms.CharField(
        label=_("Opening"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    recipients = forms.CharField(
        label=_("Recipients"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line; the last one is where it is kept."),
    )  # fmt: skip
    stamp = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(SECTIONS):
            self.fields[f"heading{n}"] = forms.CharField(
                label=_("Heading %(n)s") % {"n": n + 1}, max_length=300, required=False
            )
            self.fields[f"text{n}"] = forms.CharField(
                label=_("Text"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
            )

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"heading{n}"], self[f"text{n}"]) for n in range(SECTIONS)]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        found = [{"heading": data[f"heading{n}"], "text": data[f"text{n}"]} for n in range(SECTIONS)]
        return {
            "title": data["title"], "opening": data["opening"], "stamp": data["stamp"],
            "sections": [one for one in found if one["heading"] or one["text"]], "recipients": data["recipients"].splitlines(),
        }  # fmt: skip


class IssueDraftForm(forms.Form):
    """The day on which it was signed."""

    issued_on = DayField(label=_("Day of issue"))

    def day(self) -> date:
        found: date = self.cleaned_data["issued_on"]
        return found

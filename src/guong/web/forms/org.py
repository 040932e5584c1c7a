"""Forms of the roster."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.org.enums import CELL_POSTS, COMMITTEE_POSTS, MemberKind, PostKind, StandingKind
from guong.org.models import Unit

GENDERS = [("", _("Not said")), ("m", _("Male")), ("f", _("Female"))]
_DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, input_formats=_DAYS,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("There is no such date. Write day/month/year, for example 19/05/1972.")}, **kwargs,
    )  # fmt: skip


class MemberForm(forms.Form):
    full_name = forms.CharField(
        label=_("Full name"), max_length=120,
        error_messages={"required": _("The member has no name. Type family name, middle name and given name.")},
    )  # fmt: skip
    code = forms.CharField(label=_("Member code"), max_length=40, required=False, help_text=_("The office's own code. Leave it empty and one is made. Never an identity or card number."))  # fmt: skip
    birth_date = day_field(_("Date of birth"), help_text=_("Day/month/year"))
    gender = forms.ChoiceField(label=_("Gender"), choices=GENDERS, required=False)
    admitted_on = day_field(_("Admitted on"))
    official_on = day_field(_("Full member since"))
    occupation = forms.CharField(label=_("Occupation"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Form of self-review"), choices=MemberKind.choices)


class StandingForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Standing"), required=False, choices=[("", _("Takes part as usual")), *StandingKind.choices]
    )
    since = day_field(_("Since"), help_text=_("Empty means today."))


class PostForm(forms.Form):
    unit = forms.ChoiceField(label=_("Where"))
    kind = forms.ChoiceField(label=_("Office"))
    since = day_field(_("Since"), help_text=_("Empty means today."))

    def __init__(self, units: list[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(key, unit.name) for key, unit in self.units.items()]  # type: ignore[attr-defined]
        kinds = [
            (value, label) for value, label in PostKind.choices
            if any(unit.is_cell for unit in units) or value not in CELL_POSTS
        ]  # fmt: skip
        if all(unit.is_cell for unit in units):
            kinds = [(value, label) for value, label in kinds if value not in COMMITTEE_POSTS]
        self.fields["kind"].choices = [("", _("Choose an office")), *kinds]  # type: ignore[attr-defined]  # a ChoiceField

    def place(self) -> Unit:
        """The chosen unit, one of those the actor manages."""
        return self.units[self.cleaned_data["unit"]]

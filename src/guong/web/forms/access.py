"""Giving and ending a right; asking to open a file, and deciding it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.access.enums import OpeningKind
from guong.access.models import Grant
from guong.access.roles import GIVEN_ROLES, Role
from guong.access.rules import OPENING_DAYS
from guong.org.models import Unit

_DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
_GIVEN = [(role.value, role.label) for role in Role if role in GIVEN_ROLES]


def _day(label: Any, hint: Any) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=False, input_formats=_DAYS,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("There is no such date. Write day/month/year, for example 19/05/1972.")},
    )  # fmt: skip


class GrantForm(forms.Form):
    username = forms.CharField(label=_("Sign-in name"), max_length=60, help_text=_("As it stands on the sign-in card."))
    role = forms.ChoiceField(label=_("Role"), choices=_GIVEN)
    subtree = forms.BooleanField(
        label=_("Also for everything below"), required=False,
        help_text=_("Only for roles that look at figures; roles that read words hold for one body."),
    )  # fmt: skip
    since = _day(_("Since"), _("Empty means today."))
    until = _day(
        _("Until"), _("Empty means until it is ended by hand; a deputy and whoever looks from outside need a day.")
    )
    deputy = forms.ChoiceField(
        label=_("Stands in for"), required=False, help_text=_("Only for a deputy: over as soon as that comrade's right is over."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For example the decision by which the comrade was appointed."),
        error_messages={"required": _("Say why this right is given: the reason is kept in the log.")},
    )  # fmt: skip

    def __init__(self, held: list[Grant], *args: Any, **kwargs: Any) -> None:
        """`held`: rights for which a deputy may stand in."""
        super().__init__(*args, **kwargs)
        self._held = {str(grant.pk): grant for grant in held}
        labels = [(key, f"{grant.account.label}: {Role(grant.role).label}") for key, grant in self._held.items()]
        self.fields["deputy"].choices = [("", _("nobody")), *labels]  # type: ignore[attr-defined]

    def clean_deputy(self) -> Grant | None:
        return self._held.get(self.cleaned_data["deputy"])


class EndForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300,
        error_messages={"required": _("Say why this right is ended: the reason is kept in the log.")},
    )  # fmt: skip


class OpeningForm(forms.Form):
    kind = forms.ChoiceField(label=_("What for"), widget=forms.RadioSelect)
    unit = forms.ChoiceField(label=_("In which cell"))
    named = forms.CharField(
        label=_("Comrade's name"), max_length=120, help_text=_("Or the code that stands in the member list.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("With the decision it stands on. The comrade reads this."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=max(OPENING_DAYS.values()),
        help_text=_("At most 30 for an inspection, 3 in an emergency. Then the file closes by itself."),
    )  # fmt: skip

    def __init__(self, kinds: list[str], units: list[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(unit.pk): unit for unit in units}
        self.fields["kind"].choices = [(kind, OpeningKind(kind).label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [(key, unit.name) for key, unit in self._units.items()]  # type: ignore[attr-defined]
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0]

    def clean_unit(self) -> Unit:
        return self._units[self.cleaned_data["unit"]]


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Your word"), widget=forms.RadioSelect,
        choices=[("approve", _("Let in for the days asked")), ("refuse", _("The file stays closed"))],
        error_messages={"required": _("Choose one of the two.")},
    )  # fmt: skip
    note = forms.CharField(label=_("In a sentence"), max_length=300, required=False, help_text=_("A refusal says why."))

"""Giving and ending a right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.access.roles import SUBTREE_ROLES, Role

_DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
_GIVEN = [(role.value, role.label) for role in Role if role not in {Role.MEMBER, Role.TECHNICIAN}]


def _day(label: Any, hint: Any) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=False, input_formats=_DAYS, widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": _("There is no such date. Write day/month/year, for example 19/05/1972.")},
    )  # fmt: skip


class GrantForm(forms.Form):
    username = forms.CharField(label=_("Sign-in name"), max_length=60, help_text=_("As it stands on the sign-in card."))
    role = forms.ChoiceField(label=_("Role"), choices=_GIVEN)
    subtree = forms.BooleanField(
        label=_("Also for everything below"), required=False,
        help_text=_("Only for roles that look at figures; roles that read words hold for one body."),
    )  # fmt: skip
    until = _day(_("Until"), _("Empty means until it is ended by hand."))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For example the decision by which the comrade was appointed."),
        error_messages={"required": _("Say why this right is given: the reason is kept in the log.")},
    )  # fmt: skip

    @staticmethod
    def wide_roles() -> frozenset[str]:
        return frozenset(str(role) for role in SUBTREE_ROLES)


class EndForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300,
        error_messages={"required": _("Say why this right is ended: the reason is kept in the log.")},
    )  # fmt: skip

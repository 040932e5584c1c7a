"""The form of people who are no party members at a study conference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.meetings.enums import OthersGroup
from guong.org.models import Unit

_NUMBER = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 6}


class OthersForm(forms.Form):
    """Which body sends how many of which group, and how many came."""

    unit = forms.ChoiceField(label=_("Which organisation sends them"))
    group = forms.ChoiceField(label=_("Group"), choices=[("", _("Choose a group")), *OthersGroup.choices])
    convened = forms.IntegerField(label=_("Convened"), min_value=1, widget=forms.TextInput(attrs=_NUMBER))
    attended = forms.IntegerField(
        label=_("Came"), min_value=0, required=False, widget=forms.TextInput(attrs=_NUMBER),
        help_text=_("Afterwards. Leave it empty until somebody has counted."),
    )  # fmt: skip

    def __init__(self, units: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(one.pk): one for one in units}
        listed = [(key, one.name) for key, one in self._units.items()]
        self.fields["unit"].choices = [("", _("Choose a body")), *listed]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What convene_others takes."""
        return {**self.cleaned_data, "unit": self._units[self.cleaned_data["unit"]]}

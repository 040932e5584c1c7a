"""Forms of indicators: what is watched, and what it was in a period."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.corrections.enums import IndicatorKind
from guong.web.forms.dates import DayField


def _whole(label: Any, *, required: bool = True, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=0, max_value=10**9, help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class IndicatorForm(forms.Form):
    name = forms.CharField(label=_("What is measured"), max_length=200)
    code = forms.CharField(label=_("Short code"), max_length=30, help_text=_("Latin capitals, for example PAR-INDEX."))
    kind = forms.ChoiceField(label=_("Kind of indicator"), choices=IndicatorKind.choices, widget=forms.RadioSelect)
    since_on = DayField(label=_("The total runs from"), required=False, help_text=_("Only for a count."))


class ValueForm(forms.Form):
    from_on = DayField(label=_("From the day"))
    to_on = DayField(label=_("To the day"))
    n = _whole(_("Number"))
    source = forms.CharField(label=_("Where the number comes from"), max_length=200)

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != IndicatorKind.COUNT:
            self.fields["of"] = _whole(_("Of how many"))
            self.order_fields(["from_on", "to_on", "n", "of", "source"])
        if kind == IndicatorKind.RANK:
            self.fields["n"].label = _("Place")

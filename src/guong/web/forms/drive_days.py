"""Forms of milestones and of pilots."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.drives.enums import MilestoneKind
from guong.web.forms.dates import DayField


class MilestoneForm(forms.Form):
    """A day or a span of a drive."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=MilestoneKind.choices, widget=forms.RadioSelect)
    from_on = DayField(label=_("Day, or first day"))
    to_on = DayField(label=_("Last day"), required=False)

    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "to_on": self.cleaned_data["to_on"] or None}


class LessonsForm(forms.Form):
    """What the pilots of a block taught."""

    lessons = forms.CharField(
        label=_("What the pilot taught"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("About how the meeting was held: what went well, what to change, how long it took. Nothing about a person."),
    )  # fmt: skip

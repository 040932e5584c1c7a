"""Forms of events of a drive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.meetings.enums import ActivityKind
from guong.meetings.services.activities import EventFacts
from guong.web.forms.dates import DayField

_LINE = {"autocomplete": "off"}


class EventForm(forms.Form):
    """What, when, where, for whom."""

    kind = forms.ChoiceField(label=_("What kind of event"), choices=[("", _("Choose a kind")), *ActivityKind.choices])
    name = forms.CharField(label=_("Name of the event"), max_length=200, widget=forms.TextInput(attrs=_LINE))
    from_on = DayField(label=_("Day"))
    to_on = DayField(label=_("Last day"), required=False, help_text=_("Only for an event of several days."))
    place = forms.CharField(label=_("Place"), max_length=200, widget=forms.TextInput(attrs=_LINE))
    audience = forms.CharField(
        label=_("Who is invited"), max_length=300, widget=forms.TextInput(attrs=_LINE),
        help_text=_("Groups, not names. For example: secretaries of cells, heads of mass organisations."),
    )  # fmt: skip

    def facts(self) -> EventFacts:
        """What plan_activity takes."""
        data: dict[str, Any] = {**self.cleaned_data}
        data["to_on"] = data["to_on"] or data["from_on"]
        return EventFacts(**data)


class HeldEventForm(forms.Form):
    """That it was held, and what came out of it."""

    people = forms.IntegerField(
        label=_("How many people came"), required=False, min_value=1, max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 7}),
        help_text=_("Leave it empty if nobody counted."),
    )  # fmt: skip
    outcome = forms.CharField(
        label=_("What came out of it"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Facts of the work. What somebody said of a comrade stays in the cell."),
    )  # fmt: skip


class CallOffForm(forms.Form):
    """Why a planned event is called off."""

    reason = forms.CharField(label=_("Why it is called off"), max_length=300, widget=forms.TextInput(attrs=_LINE))

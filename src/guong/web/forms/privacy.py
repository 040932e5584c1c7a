"""Asking about one's own data, answering, holds, timers, the register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.org.models import Unit
from guong.privacy import rulebook
from guong.privacy.enums import Ground, RequestKind
from guong.privacy.models import Purpose, Settings
from guong.web.forms.dates import DayField

_WORDS = {"rows": 5}


class AskForm(forms.Form):
    kind = forms.ChoiceField(label=_("What I ask for"), choices=RequestKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What the request is about"), widget=forms.Textarea(attrs=_WORDS), max_length=4000,
        help_text=_("Which record, and what is wrong or unwanted in it. The committee's office reads this."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    fulfil = forms.ChoiceField(
        label=_("Decision"), choices=[("1", _("Done as asked")), ("0", _("Not done, with the reason"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("What was done, or why not"), widget=forms.Textarea(attrs=_WORDS), max_length=4000,
        help_text=_("The comrade reads exactly this."),
    )  # fmt: skip


class ExtendForm(forms.Form):
    reason = forms.CharField(
        label=_("Why more time is needed"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )  # fmt: skip


class ReleaseForm(forms.Form):
    words = forms.CharField(
        label=_("Why the restriction ends"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("The comrade reads exactly this."),
    )  # fmt: skip


class HoldForm(forms.Form):
    """`person` is the office's code of a member; empty holds the whole organisation."""

    unit = forms.ChoiceField(label=_("Organisation"))
    person = forms.CharField(
        label=_("Code of one member"), required=False, max_length=40,
        help_text=_("Empty: everything of the organisation and of those below it."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    until = DayField(label=_("Until"), help_text=_("At most two years from now."))

    def __init__(self, units: Iterable[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(one.pk): one for one in units}
        self.fields["unit"].choices = [(key, one.name) for key, one in self._units.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Unit:
        return self._units[self.cleaned_data["unit"]]


class SettingsForm(forms.Form):
    """Every timer and period with its number and whether the party office has confirmed it."""

    note = forms.CharField(
        label=_("Why, and which document says so"), max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, settings: Settings, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in rulebook.KEYS.values():
            entry = settings.values.get(key.name, {})
            self.fields[key.name] = forms.IntegerField(
                label=key.label, min_value=key.low, max_value=key.high, initial=rulebook.value(settings, key.name),
                widget=forms.NumberInput(attrs={"class": "in"}),
            )  # fmt: skip
            self.fields[f"{key.name}_confirmed"] = forms.BooleanField(
                label=_("confirmed"), required=False, initial=bool(entry.get("confirmed", key.confirmed))
            )

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """(key, number, confirmed) for the table."""
        return [(key, self[key.name], self[f"{key.name}_confirmed"]) for key in rulebook.KEYS.values()]

    def values(self) -> dict[str, dict[str, Any]]:
        data = self.cleaned_data
        return {name: {"value": data[name], "confirmed": data[f"{name}_confirmed"]} for name in rulebook.KEYS}


class PurposeForm(forms.Form):
    title = forms.CharField(label=_("Purpose"), max_length=200)
    which = forms.CharField(label=_("Which data"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    seen_by = forms.CharField(label=_("Who sees it"), max_length=300, required=False)
    kept = forms.CharField(label=_("How long it is kept"), max_length=300, required=False)
    ground = forms.ChoiceField(label=_("Legal ground"), choices=Ground.choices)
    ground_text = forms.CharField(
        label=_("Which text says so"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip
    confirmed = forms.BooleanField(label=_("The party office has read and confirmed this line"), required=False)

    @staticmethod
    def initial_of(purpose: Purpose) -> dict[str, Any]:
        named = (name for name in PurposeForm.base_fields if name != "which")
        return {"which": purpose.data, **{name: getattr(purpose, name) for name in named}}

    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        values = dict(self.cleaned_data)
        return {**values, "data": values.pop("which")}

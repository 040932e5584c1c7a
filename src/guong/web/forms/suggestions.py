"""Forms of a suggestion from above and of its answer. Nothing is preselected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.org.models import Unit
from guong.reviews.enums import ReplyKind
from guong.web.forms.dates import DayField

SHOWN = 600


class SuggestForm(forms.Form):
    """What a body, or one comrade of it, should look at."""

    unit = forms.ChoiceField(label=_("To which organisation"))
    name = forms.CharField(
        label=_("To one comrade of it"), required=False,
        help_text=_("The full name. Leave it empty for a suggestion to the whole body."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("What to look at"),
        help_text=_("Which work, when, where. Only those asked read it."), widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    answer_by = DayField(label=_("Answer by"))

    def __init__(self, bodies: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(unit.pk): unit for unit in bodies[:SHOWN]}
        choices = [("", _("Choose an organisation")), *((key, unit.name) for key, unit in self.bodies.items())]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_unit(self) -> Unit:
        body = self.bodies.get(self.cleaned_data["unit"])
        if body is None:
            raise forms.ValidationError(_("Choose the organisation that should look at it."))
        return body


class SuggestionAnswerForm(forms.Form):
    """Three answers of equal weight; an objection with reasons is one (S80)."""

    kind = forms.ChoiceField(label=_("Our answer"), choices=ReplyKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In words"), required=False,
        help_text=_("Not right, or not the whole of it? Say so with your reasons: that is an answer."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

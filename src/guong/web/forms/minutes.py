"""Forms under the minutes: a word, an answer, a signature, a reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.meetings.enums import MinutesWord, SignPart


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OpinionForm(forms.Form):
    word = forms.ChoiceField(label=_("What I think of them"), choices=MinutesWord.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What is not as it was said"),
        required=False,
        widget=_area(),
        help_text=_("Everybody of the cell reads it, with the answer; it stays with the minutes."),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Answer of the cell"), widget=_area(2))


class SignForm(forms.Form):
    part = forms.ChoiceField(choices=SignPart.choices, widget=forms.HiddenInput)
    on_paper = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Why they must be corrected"), max_length=300)

"""Forms of a committee's answer and of the author's verdict. Nothing is preselected."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.reviews.enums import Kept, ReplyKind, Verdict
from guong.web.forms.corrections import DayField


class AnswerForm(forms.Form):
    """The answer of a committee; a promise only together with its day."""

    kind = forms.ChoiceField(label=_("Our answer"), choices=ReplyKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In words"),
        help_text=_("The whole cell reads them, and they are read out at its next meeting."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    commitment = forms.CharField(
        label=_("What will be done"), required=False, help_text=_("If something is promised."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    commit_on = DayField(label=_("By which day"), required=False)


class KeptForm(forms.Form):
    """Whether the promise was kept, from its day on."""

    kept = forms.ChoiceField(label=_("Was it kept?"), choices=Kept.choices)


class VerdictForm(forms.Form):
    """The author's own word on the answer."""

    verdict = forms.ChoiceField(label=_("Does it answer?"), choices=Verdict.choices)

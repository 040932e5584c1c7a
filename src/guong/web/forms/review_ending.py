"""Forms for what happens to a self-review after the hand-in, and for opinions on a collective report. Nothing is preselected."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.reviews.enums import ReplyKind, ReturnPoint, SignWord


class ReturnForm(forms.Form):
    """Why a self-review goes back to its author."""

    points = forms.MultipleChoiceField(
        label=_("What it lacks"), choices=ReturnPoint.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Why it goes back"), help_text=_("The author reads it word for word, and it stays with the text."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class FinaliseForm(forms.Form):
    """What the cell says of the self-review; may stay empty."""

    assessment = forms.CharField(
        label=_("What the cell says of it"), required=False,
        help_text=_("Only what was said and agreed on in the meeting. May stay empty: in a political activity nobody is judged one by one."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip


class SignForm(forms.Form):
    """Three words of equal weight (D4)."""

    word = forms.ChoiceField(label=_("Under the final text"), choices=SignWord.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("In my own words"), required=False,
        help_text=_("Kept with the text and printed with it. Needed when signing is declined."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class OpinionForm(forms.Form):
    """A member's opinion on a draft."""

    text = forms.CharField(
        label=_("My opinion on this draft"), required=False,
        help_text=_("Which sentence, and what should stand there instead. Everybody of the body reads it with its answer."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class OpinionAnswerForm(forms.Form):
    """The committee's answer to an opinion."""

    kind = forms.ChoiceField(label=_("Our answer"), choices=ReplyKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("In words"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

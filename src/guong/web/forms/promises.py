"""Forms of the register of promises and of the answers in a self-review. Nothing is preselected."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.kernel.numbers import typed_int
from guong.reviews.enums import PromiseKind, PromiseWord
from guong.reviews.models import Promise
from guong.reviews.selectors import Promised
from guong.reviews.texts import DUTIES
from guong.web.forms.dates import DayField


class PromiseForm(forms.Form):
    """One promise: occasion, day, before whom, the words, and the duty it serves (S137, S138)."""

    kind = forms.ChoiceField(label=_("On which occasion"), choices=PromiseKind.choices, widget=forms.RadioSelect)
    made_on = DayField(label=_("On which day"))
    occasion = forms.CharField(
        label=_("Where, and before whom"), max_length=200,
        help_text=_("For example: the conference that announced the decision, before the whole office."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("The words of the promise"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Word for word if it is still at hand; otherwise as it is remembered."),
    )  # fmt: skip
    duty = forms.ChoiceField(label=_("Which of the four duties it serves"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duties = [(str(number), f"{number}. {words}") for number, words in enumerate(DUTIES, start=1)]
        self.fields["duty"].choices = [("", _("None in particular")), *duties]  # type: ignore[attr-defined]  # a ChoiceField

    @classmethod
    def showing(cls, promise: Promise) -> Self:
        """The form filled with what is kept."""
        names = ("kind", "made_on", "occasion", "text", "duty")
        return cls(initial={name: getattr(promise, name) for name in names})

    def clean_duty(self) -> int | None:
        return typed_int(self.cleaned_data["duty"]) or None


class PromiseAnswerForm(forms.Form):
    """What became of one promise: three answers of equal weight, and a fact in one's own words (S147)."""

    word = forms.ChoiceField(label=_("What became of it"), choices=PromiseWord.choices, widget=forms.RadioSelect)
    fact = forms.CharField(
        label=_("One thing done, or not done"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In your own words: which work, when, where. The promise itself need not be written again."),
    )  # fmt: skip

    @classmethod
    def showing(cls, row: Promised) -> Self:
        """What was answered before, one form a promise."""
        said = {"word": row.answer.word, "fact": row.answer.fact} if row.answer else {}
        return cls(initial=said, auto_id=f"p{row.promise.pk}-%s")

    def promise_id(self) -> int:
        """The promise that was posted, 0 when it is no number."""
        return typed_int(self.data.get("promise", "")) or 0

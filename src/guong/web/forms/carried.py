"""The answer for a shortcoming of an earlier drive."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.corrections.enums import CarriedWord
from guong.corrections.selectors import Carried
from guong.kernel.numbers import typed_int


class CarriedForm(forms.Form):
    word = forms.ChoiceField(label=_("How it stands today"), choices=CarriedWord.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In a few words"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed unless it is put right: what is missing, or how it came back."),
    )  # fmt: skip

    @classmethod
    def showing(cls, row: Carried) -> Self:
        """What was answered before, one form a shortcoming."""
        said = {"word": row.answer.word, "text": row.answer.text} if row.answer else {}
        return cls(initial=said, auto_id=f"f{row.finding.pk}-%s")

    def finding_id(self) -> int:
        """The shortcoming that was posted, 0 when it is no number."""
        return typed_int(self.data.get("finding", "")) or 0

    def said(self) -> dict[str, Any]:
        """What answer_carried takes."""
        return {"word": self.cleaned_data["word"], "text": self.cleaned_data["text"]}

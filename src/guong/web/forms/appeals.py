"""Forms of an appeal (D5). Nothing that judges is preselected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.corrections.enums import AppealWord
from guong.org.models import Person
from guong.web.forms.corrections import PeopleForm, choice, words


class AppealForm(forms.Form):
    text = words(
        _("Why it does not stand"),
        _("Three people outside the line read these words, the finding, and how it was decided. Nothing else."),
        rows=6,
    )


class ThreeForm(PeopleForm):
    """Three people by name."""

    first = forms.ChoiceField(label=_("The first"))
    second = forms.ChoiceField(label=_("The second"))
    third = forms.ChoiceField(label=_("The third"))

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second", "third"):
            self.offer(name, people, _("Choose a name"))

    def three(self) -> list[Person]:
        """Those chosen, in their order."""
        return [one for one in (self.chosen(name) for name in ("first", "second", "third")) if one is not None]


class CaseForm(forms.Form):
    """What one of the three says."""

    word = choice(_("What you see"), AppealWord.choices)
    text = words(_("The reason"), _("The named comrade and the cell read it, with your name."), rows=4)

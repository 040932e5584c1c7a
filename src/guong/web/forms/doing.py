"""Forms of the way to a measure: a later day, steps, how it goes, files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from guong.corrections.enums import Rhythm
from guong.web.forms.corrections import DayField, PeopleForm, choice, words


class AskForm(forms.Form):
    """A later day, with its reason."""

    new_deadline = DayField(label=_("The new day"), help_text=_("Later than the present one: day/month/year"))
    reason = words(_("Why it needs more time"), _("Whoever decides reads it; it stays with the measure."), rows=3)


class DecideForm(PeopleForm):
    """Allow the later day or not; nothing is preselected."""

    grant = choice(_("What is decided"), [("yes", _("Allow the later day")), ("no", _("The day stays"))])
    text = words(_("The reason"), _("Needed when the day stays."), rows=3, required=False)
    by = forms.ChoiceField(label=_("Who decided"), required=False)


class StepForm(forms.Form):
    """One step of the way (S84)."""

    text = forms.CharField(label=_("One more step"), max_length=300)
    due_on = DayField(label=_("By when"), help_text=_("Day/month/year, not after the day of the measure"))


class RhythmForm(forms.Form):
    """How often its doer says how it goes (S58)."""

    rhythm = choice(
        _("How often I say how it goes"), [("", _("Not needed: the report at the end is enough")), *Rhythm.choices],
        required=False,
    )  # fmt: skip


class ProgressForm(forms.Form):
    text = words(_("How the work goes on"), _("A sentence: what is done, what hinders."), rows=2)


class FileForm(forms.Form):
    """A picture or a document that shows what was done. Never asked for (R47)."""

    file = forms.FileField(
        label=_("A file that shows it"),
        help_text=_("A picture (place and device are removed from it), PDF, Word or Excel. Only if it helps."),
    )
    caption = forms.CharField(label=_("What is seen in it"), required=False, max_length=200)

    def upload(self) -> UploadedFile[Any] | None:
        found = self.cleaned_data.get("file")
        return found if isinstance(found, UploadedFile) else None

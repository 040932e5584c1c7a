"""Forms of tasks that a committee gives bodies below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from guong.directives.models import Directive
from guong.drives.models import DriveUnit
from guong.kernel import clock
from guong.web.forms.dates import DayField


class TaskForm(forms.Form):
    """What, by when, by which document, and who."""

    title = forms.CharField(
        label=_("What is to be done"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("In a few words, for example: Sinh hoạt chuyên đề Tháng Thanh niên."),
    )  # fmt: skip
    what = forms.CharField(
        label=_("In more words"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How, with whom, what the report should say. May stay empty."),
    )  # fmt: skip
    due_on = DayField(label=_("By when"))
    basis = forms.ChoiceField(label=_("By which document"), required=False)
    bodies = forms.MultipleChoiceField(label=_("Who is to do it"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, units: Sequence[DriveUnit], basis: Sequence[Directive], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(one.unit_id): one.unit for one in units}
        self._basis = {str(one.pk): one for one in basis}
        listed = [
            (key, f"{one.symbol} ({one.issued_on:%d/%m/%Y}), {one.title}"[:160]) for key, one in self._basis.items()
        ]
        self.fields["basis"].choices = [("", _("None")), *listed]  # type: ignore[attr-defined]
        self.fields["bodies"].choices = [(str(one.unit_id), one.name) for one in units]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data[name] for name in ("title", "what", "due_on")} | {
            "basis": self._basis.get(data["basis"]), "bodies": [self._units[key] for key in data["bodies"]],
        }  # fmt: skip


class TaskReportForm(forms.Form):
    """What the body did, on which day, and what shows it."""

    done_on = DayField(label=_("Done on"), initial=clock.today)
    text_given = forms.CharField(
        label=_("What was done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Facts of the body's work: how many came, what came out of it."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("A file that shows it"), required=False,
        help_text=_("A plan, a list, a picture. PDF, Word, Excel or a picture; only if it helps."),
    )  # fmt: skip

    def upload(self) -> UploadedFile[Any] | None:
        found = self.cleaned_data.get("file")
        return found if isinstance(found, UploadedFile) else None


class WithdrawForm(forms.Form):
    """Why a task is taken back."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The bodies read it beside the task."),
    )  # fmt: skip

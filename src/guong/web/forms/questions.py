"""Forms of questions and answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.directives.models import Directive
from guong.drives.models import Drive
from guong.org.models import Unit
from guong.questions.enums import Topic

TOPICS = [("", _("Choose what it is about")), *Topic.choices]


class AskForm(forms.Form):
    """What about, the words, and from where when one belongs to several bodies. `sure`: alike answers were seen."""

    topic = forms.ChoiceField(label=_("Which matter"), choices=TOPICS)
    text = forms.CharField(
        label=_("The question"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One question at a time. Name no comrade: a remark to somebody has its own place."),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Asked from"))
    drive = forms.ChoiceField(label=_("Drive"), required=False)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, units: Sequence[Unit], drives: Sequence[Drive], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(one.pk): one for one in units}
        self._drives = {str(one.pk): one for one in drives}
        self.fields["unit"].choices = [(key, one.name) for key, one in self._units.items()]  # type: ignore[attr-defined]
        self.fields["drive"].choices = [  # type: ignore[attr-defined]
            ("", _("No drive in particular")), *((key, one.name) for key, one in self._drives.items()),
        ]  # fmt: skip
        if len(units) == 1:
            self.fields["unit"].initial = str(units[0].pk)
            self.fields["unit"].widget = forms.HiddenInput()

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "unit": self._units[data["unit"]], "topic": data["topic"], "words": data["text"],
            "drive": self._drives.get(data["drive"]),
        }  # fmt: skip


class AnswerForm(forms.Form):
    """The question put in one line, the answer, what it stands on, and who reads it."""

    heading = forms.CharField(
        label=_("The question in one line"), max_length=300,
        help_text=_("Put so that it names nobody; this is what everybody reads."),
    )  # fmt: skip
    words = forms.CharField(label=_("The answer"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))
    basis = forms.ChoiceField(label=_("It stands on"), required=False)
    publish = forms.ChoiceField(
        label=_("Who reads it"), widget=forms.RadioSelect,
        choices=[("yes", _("Everybody below: among the common questions")), ("no", _("Only those who asked"))],
    )  # fmt: skip

    def __init__(self, documents: Sequence[Directive], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._documents = {str(one.pk): one for one in documents}
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            ("", _("No document")), *((key, f"{one.symbol} ({one.issued_on:%d/%m/%Y})") for key, one in self._documents.items()),
        ]  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        return {
            "heading": data["heading"], "words": data["words"], "publish": data["publish"] == "yes",
            "basis": self._documents.get(data["basis"]),
        }  # fmt: skip

"""Forms of lines of documents and their generations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.directives.models import Directive
from guong.org.models import Unit
from guong.web.forms.dates import DayField


class GenerationForm(forms.Form):
    """One document of the line, which generation it is, and from which day."""

    directive = forms.ChoiceField(label=_("Document of the register"))
    label = forms.CharField(
        label=_("Generation"), max_length=40, help_text=_("For example: khóa XIII."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    from_on = DayField(
        label=_("From the day"),
        required=False,
        help_text=_("Empty: from the day on which the document begins to hold."),
    )

    def __init__(self, directives: Sequence[Directive], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._directives = {str(one.pk): one for one in directives}
        listed = [
            (key, f"{one.symbol} ({one.issued_on:%d/%m/%Y}), {one.title}"[:160])
            for key, one in self._directives.items()
        ]
        self.fields["directive"].choices = [("", _("Choose a document")), *listed]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"directive": self._directives[data["directive"]], "label": data["label"], "from_on": data["from_on"]}


class LineForm(GenerationForm):
    """A new line with its first generation."""

    name = forms.CharField(
        label=_("Name of the line"), max_length=120, help_text=_("For example: Nghị quyết Trung ương 4 về xây dựng Đảng."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("In the register of"))
    field_order = ["name", "unit", "directive", "label", "from_on"]

    def __init__(self, units: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(one.pk): one for one in units}
        self.fields["unit"].choices = [(key, one.name) for key, one in self._units.items()]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().facts() | {"name": data["name"], "unit": self._units[data["unit"]]}

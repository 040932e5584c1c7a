"""Looking for lines of the log."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.audit.areas import AREAS
from guong.audit.selectors import Wanted
from guong.kernel.numbers import typed_int
from guong.org.models import Unit
from guong.web.forms.dates import DayField


class LogForm(forms.Form):
    """All wishes are optional. `truoc` is the page of older rows."""

    unit = forms.ChoiceField(label=_("Organisation"), required=False)
    who = forms.CharField(label=_("Who"), max_length=60, required=False, help_text=_("A part of the name."))
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False, choices=[("", _("Every area")), *AREAS.items()])

    def __init__(self, units: Iterable[Unit], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        listed = [("", _("Every organisation")), *((str(one.pk), one.name) for one in units)]
        self.fields["unit"].choices = listed  # type: ignore[attr-defined]

    def unit_id(self) -> int:
        return typed_int(self.cleaned_data.get("unit"))

    def wanted(self) -> Wanted:
        """The wishes as the selectors take them, the organisation left out: it is looked up with the reader's right."""
        data = self.cleaned_data
        return Wanted(
            who=data["who"].strip(), since=data["since"], until=data["until"], area=data["area"],
            before=typed_int(self.data.get("truoc"), digits=18),
        )  # fmt: skip

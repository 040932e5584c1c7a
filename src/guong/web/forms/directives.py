"""Forms of the register of documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guong.directives import rules
from guong.directives.enums import DirectiveKind, Secrecy
from guong.directives.models import Directive
from guong.org.models import Unit
from guong.web.forms.dates import DayField

GUESS = [("", _("As the number says")), *DirectiveKind.choices]


class DirectiveForm(forms.Form):
    """Number, date, issuer: the three together name a document (S81)."""

    symbol = forms.CharField(
        label=_("Number and symbol"), max_length=60, help_text=_("As printed, for example 21-KL/TW."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    issued_on = DayField(label=_("Day of issue"))
    issuer = forms.CharField(
        label=_("Issued by"), max_length=200, help_text=_("As printed, for example Ban Chấp hành Trung ương.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=GUESS, required=False)
    title = forms.CharField(label=_("What it is about"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    short_name = forms.CharField(
        label=_("Short name"), max_length=80, required=False, help_text=_("Used in texts after the first mention.")
    )
    file = forms.FileField(
        label=_("File"), required=False,
        help_text=_("PDF, Word, Excel, OpenDocument, text or a picture of the page, at most 25 MB."),
    )  # fmt: skip

    def clean_kind(self) -> str:
        """Guessed from the symbol when left open."""
        return str(self.cleaned_data["kind"] or rules.kind_of_symbol(self.data.get("symbol", "")))

    def facts(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name] for name in ("symbol", "issued_on", "issuer", "kind", "title", "short_name")
        }


class NewDirectiveForm(DirectiveForm):
    """Also: whose register, what it implements, and whether it may be here at all (D22)."""

    secrecy = forms.ChoiceField(
        label=_("Level of secrecy"), choices=Secrecy.choices, initial=Secrecy.NORMAL, widget=forms.RadioSelect,
        help_text=_("Secret documents are not kept here, neither file nor title."),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("In the register of"))
    implements = forms.MultipleChoiceField(
        label=_("It implements"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, units: Sequence[Unit], parents: Sequence[Directive], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(one.pk): one for one in units}
        self._parents = {str(one.pk): one for one in parents}
        self.fields["unit"].choices = [(key, one.name) for key, one in self._units.items()]  # type: ignore[attr-defined]
        self.fields["implements"].choices = [  # type: ignore[attr-defined]
            (key, f"{one.symbol} ({one.issued_on:%d/%m/%Y}), {one.issuer}") for key, one in self._parents.items()
        ]

    def clean_secrecy(self) -> str:
        """Refused before the file is read."""
        level = str(self.cleaned_data["secrecy"])
        if rules.is_secret(level):
            raise ValidationError(
                _(
                    "A secret document does not belong here. Only its number, date, level and keeper may be noted, in the register of secret documents."
                )
            )
        return level

    def unit_chosen(self) -> Unit:
        return self._units[self.cleaned_data["unit"]]

    def parents(self) -> list[Directive]:
        return [self._parents[key] for key in self.cleaned_data["implements"]]


class LinkForm(forms.Form):
    """Tie a document to one that it implements."""

    parent = forms.ChoiceField(label=_("It also implements"))

    def __init__(self, parents: Sequence[Directive], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parents = {str(one.pk): one for one in parents}
        listed = [(key, f"{one.symbol} ({one.issued_on:%d/%m/%Y})") for key, one in self._parents.items()]
        self.fields["parent"].choices = [("", _("Choose a document")), *listed]  # type: ignore[attr-defined]

    def chosen(self) -> Directive:
        return self._parents[self.cleaned_data["parent"]]

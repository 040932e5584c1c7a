"""Forms of the owner's own book. What is typed here is sealed before it is kept."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SecretForm(forms.Form):
    """The owner's secret, typed to open the book."""

    secret = forms.CharField(
        label=_("My secret"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class NewSecretForm(forms.Form):
    """A secret of one's own, twice."""

    secret = forms.CharField(
        label=_("A secret of my own"), strip=False, max_length=200,
        help_text=_("A short sentence that only you know, at least eight letters. Not the password of the account."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("The same once more"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("secret"):
            raise forms.ValidationError(_("The two do not match. Type both again."))
        return again


class NoteForm(forms.Form):
    """One note."""

    stamp = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What I see in myself today"), strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "write", "autocomplete": "off"}),
    )  # fmt: skip


class CatalogueForm(forms.Form):
    """The manifestations, typed from the official copy."""

    source = forms.CharField(label=_("From which document"), help_text=_("Number, date, and who issued it."))
    words = forms.CharField(
        label=_("The manifestations, word for word"), strip=False,
        help_text=_("One a line. A line that begins with # is the name of a group."),
        widget=forms.Textarea(attrs={"rows": 14}),
    )  # fmt: skip
    is_example = forms.BooleanField(label=_("This is an invented example, not the official words"), required=False)

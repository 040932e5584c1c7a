"""The two forms at the door."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(label=_("Sign-in name"), max_length=60, widget=forms.TextInput(attrs=NAME))
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CardForm(forms.Form):
    """Name, the code of the printed card, and the password somebody chooses."""

    username = forms.CharField(
        label=_("Sign-in name"),
        help_text=_("It stands on the card, in small letters without marks."),
        max_length=60,
        widget=forms.TextInput(attrs=NAME),
    )
    code = forms.CharField(
        label=_("Code of the card"),
        help_text=_("Twelve letters and digits, for example ABCD-2345-EFGH."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )
    password = forms.CharField(
        label=_("A password of your own"),
        help_text=_("At least 10 characters. Four words that you remember easily are a good password."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return cleaned

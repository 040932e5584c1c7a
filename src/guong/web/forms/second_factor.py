"""Second steps, passwords, and what the office does to an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.access.offices import SignInState

CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


def _password(label: Any, hint: Any = "", *, new: bool = False) -> forms.CharField:
    kind = "new-password" if new else "current-password"
    return forms.CharField(
        label=label, help_text=hint, max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": kind}),
    )  # fmt: skip


class StepForm(forms.Form):
    """One code: of the telephone or of the sheet."""

    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs=CODE))


class PhoneForm(forms.Form):
    """The first code of a telephone that is being set up."""

    code = forms.CharField(
        label=_("The six digits that the telephone shows now"), max_length=20,
        widget=forms.TextInput(attrs={**CODE, "inputmode": "numeric"}),
    )  # fmt: skip


class CredentialForm(forms.Form):
    """What a device answered; the page's script fills it in."""

    credential = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


class KeyForm(CredentialForm):
    """A new passkey and what its owner calls it."""

    name = forms.CharField(
        label=_("What you call this device"), max_length=60, required=False, help_text=_("For example: my telephone.")
    )


class AgainForm(forms.Form):
    """The password once more, before what guards the account is changed."""

    password = _password(_("Password"))


class PasswordForm(forms.Form):
    """A new password of one's own."""

    old = _password(_("The password you have now"))
    password = _password(
        _("A password of your own"),
        _("At least 10 characters. Four words that you remember easily are a good password."),
        new=True,
    )
    again = _password(_("The same password again"), new=True)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return cleaned


class ReasonForm(forms.Form):
    """Why the office does something to an account."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300,
        error_messages={"required": _("Say why: the reason is kept in the log.")},
    )  # fmt: skip


class ResetForm(ReasonForm):
    """A reset, with or without the second steps."""

    drop_factors = forms.BooleanField(
        label=_("Also remove the second steps"), required=False,
        help_text=_("Only when the comrade stands before you and has lost the telephone and the sheet."),
    )  # fmt: skip


class LinkForm(ReasonForm):
    """A link with an identity of the provider."""

    subject = forms.CharField(
        label=_("Identifier of the comrade at the provider"), max_length=191,
        help_text=_("The comrade tries to sign in by the provider once; the page then shows this line."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip


class LettersForm(forms.Form):
    """Which members of a cell get a letter. Whoever is invited already, or signs in, is not chosen beforehand."""

    people = forms.TypedMultipleChoiceField(
        label=_("For whom"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one member of this cell.")},
    )  # fmt: skip

    def __init__(self, states: list[SignInState], *args: Any) -> None:
        super().__init__(*args)
        may = [state for state in states if not state.why_not and (state.account is None or state.account.is_active)]
        free = [(state, state.person) for state in may if state.person is not None]
        field = self.fields["people"]
        field.choices = [(person.pk, self._label(state)) for state, person in free]  # type: ignore[attr-defined]
        field.initial = [person.pk for state, person in free if not state.invited]

    @staticmethod
    def _label(state: SignInState) -> str:
        if state.has_password:
            word = _("signs in already")
        elif state.card_until is not None:
            word = _("has a card that was not used yet")
        else:
            return state.name
        return f"{state.name} ({word})"

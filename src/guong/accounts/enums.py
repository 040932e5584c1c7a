"""Kinds of second step, and what an account's owner is told."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FactorKind(TextChoices):
    PHONE = "totp", _("Code from an application on the telephone")
    KEY = "webauthn", _("Passkey: fingerprint, face or screen lock of a device")
    SHEET = "sheet", _("Printed sheet of one-time codes")


class NoticeCode(TextChoices):
    PASSWORD_CHANGED = "password_changed", _("The password was changed")
    RESET = "reset", _("The office reset the sign-in face to face; the old password ended")
    FACTOR_ADDED = "factor_added", _("A second step was added")
    FACTOR_REMOVED = "factor_removed", _("A second step was removed")
    FACTORS_CLEARED = "factors_cleared", _("The office removed all second steps")
    SHEET_MADE = "sheet_made", _("A new sheet of one-time codes was printed")
    WRONG_STEPS = "wrong_steps", _("Somebody typed the right password and then wrong codes, five times or more")
    LINKED = "linked", _("The office linked the account with the provider's sign-in")
    UNLINKED = "unlinked", _("The office took the link with the provider's sign-in away")
    REOPENED = "reopened", _("The account was closed and opened again")

"""Accounts, the printed cards that open them for the first time, sheets of codes, and sessions.

Telephones and passkeys are rows of `allauth.mfa.models.Authenticator`.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from guong.accounts.enums import NoticeCode


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who can sign in. Rights are not here: they are grants in `access`."""

    username = models.CharField(max_length=60, unique=True)
    label = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_technical = models.BooleanField(default=False)  # looks after the machine; reads no content (R43)
    language = models.CharField(max_length=5, default="vi")
    created_at = models.DateTimeField()

    objects: Any = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return self.username


class SignInCard(models.Model):
    """A printed one-time code; only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="cards")
    code_hash = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    issued_by_label = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"card of {self.account_id}"


class SignInTry(models.Model):
    """Failed sign-ins of one name from one address. `key` is a hash: neither the name nor the address is kept."""

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failures} failures"


class SheetCode(models.Model):
    """One of ten printed one-time codes: the second step of whoever has no telephone for it. Only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sheet_codes")
    number = models.PositiveSmallIntegerField()
    code_hash = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "number"], name="one_sheet_at_a_time")]

    def __str__(self) -> str:
        return f"code {self.number} of {self.account_id}"


class Identity(models.Model):
    """Somebody at the provider of the office (OpenID Connect) who may come in by this account: linked by the office alone.

    `subject` is the provider's own name for him; it says nothing, and is never a mail address that could be given to another.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=191)
    linked_at = models.DateTimeField()
    linked_by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="an_identity_opens_one_account"),
            models.UniqueConstraint(fields=["issuer", "account"], name="one_identity_of_an_account"),
        ]

    def __str__(self) -> str:
        return f"identity of {self.account_id}"


class OpenSession(models.Model):
    """A session that was opened by one of the doors. Neither address nor place is kept, only the kind of device."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="open_sessions")
    key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()
    device = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"session of {self.account_id}"


class SignInNotice(models.Model):
    """What happened to what guards an account; its owner is told at the next sign-in, and reads it on the account's page."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="notices")
    code = models.CharField(max_length=30, choices=NoticeCode.choices)
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    shown_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.code} for {self.account_id}"

"""Accounts and the printed cards that open them for the first time."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


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

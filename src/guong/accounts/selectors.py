"""Reads about accounts."""

from __future__ import annotations

from guong.accounts.models import Account


def open_account(username: str) -> Account | None:
    """The account of a sign-in name, if it is open. For the sign-in page alone: no actor exists there yet, and no right is needed."""
    found: Account | None = Account.objects.filter(username=username.strip().lower(), is_active=True).first()
    return found

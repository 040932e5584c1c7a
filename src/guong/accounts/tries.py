"""Slowing down wrong sign-ins, for one name from one address only: nobody can lock somebody else out."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from math import ceil

from django.conf import settings
from django.db import transaction
from django.db.models import F

from guong.accounts.models import SignInTry
from guong.accounts.rules import wait_after
from guong.kernel import clock

FORGOTTEN_AFTER = timedelta(hours=24)


def _key(username: str, address: str) -> str:
    words = f"{settings.SECRET_KEY}|{username.strip().lower()}|{address}"
    return hashlib.sha256(words.encode()).hexdigest()


def seconds_to_wait(username: str, address: str) -> int:
    """How long this name must still wait at this address; 0 when it may try."""
    row = SignInTry.objects.filter(key=_key(username, address), last_at__gt=clock.now() - FORGOTTEN_AFTER).first()
    if row is None:
        return 0
    until = row.last_at + timedelta(seconds=wait_after(row.failures))
    return max(0, ceil((until - clock.now()).total_seconds()))


def note_failure(username: str, address: str) -> int:
    """Count a wrong try; how many there are now. Rows of yesterday are dropped on the way."""
    now = clock.now()
    with transaction.atomic():
        SignInTry.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
        SignInTry.objects.get_or_create(key=_key(username, address), defaults={"last_at": now})
        row = SignInTry.objects.filter(key=_key(username, address))
        row.update(failures=F("failures") + 1, last_at=now)
        return int(row.values_list("failures", flat=True)[0])


def forget(username: str, address: str) -> None:
    """A right sign-in clears the count."""
    SignInTry.objects.filter(key=_key(username, address)).delete()

"""Cheap passwords for tests of the door; what argon2 does is looked at where it matters."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _cheap_passwords(request: pytest.FixtureRequest, settings) -> None:  # type: ignore[no-untyped-def]
    if "hashes" not in request.node.name:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]

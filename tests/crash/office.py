"""Fills an embedded office for the crash test and prints, as JSON, whom to act as. Run as a process of its own."""

from __future__ import annotations

import json

from guong.cli import common

common.start()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from guong.accounts.models import Account  # noqa: E402
from guong.drives.services import register_meeting  # noqa: E402
from guong.kernel import clock  # noqa: E402
from guong.reviews import services as reviews  # noqa: E402
from guong.web.sign_in_session import MARK, SEEN, now  # noqa: E402
from tests import ready  # noqa: E402
from tests.cast import build_cast  # noqa: E402
from tests.drives.factory import open_test_drive  # noqa: E402
from tests.reviews.helpers import FULL  # noqa: E402


def session_of(account: Account) -> str:
    """A session that is signed in."""
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store[MARK], store[SEEN] = {"at": now(), "factor": "totp"}, now()
    store.save()
    assert store.session_key is not None
    return store.session_key


def main() -> None:
    ready.lay_here()
    common.migrate()
    cast = build_cast()
    drive = open_test_drive(cast)
    told: dict[str, object] = {
        "sessions": {who: session_of(cast.accounts[who]) for who in ("member", "member2", "cell_secretary")}
    }
    with cast.at():
        for who in ("member", "member2"):
            actor = cast.actor(who)
            review = reviews.start_review(actor=actor, drive=drive, person=cast.person(who))
            review = reviews.save_draft(actor=actor, review=review, content=FULL, stamp=review.stamp)
            told[who] = review.pk
        registration = register_meeting(
            actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell, starts_at=clock.local(2026, 4, 15, 19, 30),
            place="Nhà văn hóa", mode="in_person",
        )  # fmt: skip
    told["registration"] = registration.pk
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main()

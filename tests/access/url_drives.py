"""Calendars, pilots, phases and what else a drive's own rooms add to the world of the URL table, and their rows."""

from __future__ import annotations

import hashlib

from guong.calendars.models import Feed
from guong.calendars.services import make_feed
from tests.cast import Cast

TABLE = """
calendars - GET 302 200 200 200 200 200 200 200 200 200 200 200
calendars - POST 302 422 200 200 200 200 200 422 200 422 422 422
calendar-revoke feed POST 302 404 302 404 404 404 404 404 404 404 404 404
calendar-feed feed_token GET 200 200 200 200 200 200 200 200 200 200 200 200
"""


def drive_things(cast: Cast, member: str) -> dict[str, int | str]:
    """The member's calendar."""
    token = make_feed(actor=cast.actor(member))
    made = Feed.objects.get(token_hash=hashlib.sha256(token.encode()).hexdigest())
    return {"feed": made.pk, "feed_token": token}

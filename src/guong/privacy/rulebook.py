"""The timers and periods that are data: keys, defaults, where each comes from, whether the party office has confirmed it.

What is known from hearsay ships unconfirmed and is shown "chưa xác nhận". A published version is never edited; a request and a
certificate name the version by which they went.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guong.drives.rulebook import Key
from guong.kernel import clock, treepath
from guong.kernel.errors import Invalid
from guong.privacy.models import Settings

_LAW = "NĐ 356/2025"
KEYS: dict[str, Key] = {
    key.name: key
    for key in [
        Key("take_in_days", _("Working days to take a request in"), 2, 1, 30, _LAW, True),
        Key("restrict_days", _("Days to answer a request to restrict"), 15, 1, 60, _LAW, True),
        Key("object_days", _("Days to answer an objection"), 15, 1, 60, _LAW, True),
        Key("correct_days", _("Days to answer a request to correct"), 10, 1, 60, _LAW, False),
        Key("delete_days", _("Days to answer a request to erase"), 20, 1, 60, _LAW, False),
        Key("extension_days", _("Days of the one extension"), 15, 0, 15, _LAW, True),
        Key("keep_reviews", _("Years after the drive: self-reviews"), 3, 1, 30, "R41, D8", True),
        Key("keep_remarks", _("Years after the drive: remarks and replies"), 3, 1, 30, "D8", False),
        Key("keep_findings", _("Years after the drive: findings, shares, measures"), 3, 1, 30, "D8", False),
        Key("keep_plans", _("Years after the drive: personal plans"), 3, 1, 30, "D8", False),
        Key("keep_ratings", _("Years after the drive: year-end ratings"), 3, 1, 30, "R41, D8", False),
        Key("keep_minutes", _("Years after the drive or the meeting: minutes and notes"), 10, 1, 70, "D8", False),
        Key("keep_requests", _("Years: requests, holds, openings of files, moves"), 5, 1, 70, "D8", False),
        Key("keep_photos", _("Years after the drive: photographs as proof"), 1, 1, 10, "D8", False),
    ]
}


def defaults() -> dict[str, dict[str, Any]]:
    """Values of the first version."""
    return {key.name: {"value": key.default, "confirmed": key.confirmed, "source": key.source} for key in KEYS.values()}


def first() -> Settings:
    """The program's own version, published by nobody."""
    made, _created = Settings.objects.get_or_create(
        version=1,
        defaults={
            "values": defaults(), "note": "Mặc định ban đầu", "published_at": clock.now(), "published_by_label": "Hệ thống",
        },
    )  # fmt: skip
    return made


def current(path: str = "") -> Settings:
    """The version that holds at the unit with this path: the newest one of the nearest unit above, else the program's own."""
    above = [*treepath.ancestors(path), path] if path else []
    versions = Settings.objects.filter(Q(unit=None) | Q(unit__path__in=above)).select_related("unit")
    nearest = max(versions, key=lambda one: (len(one.unit.path) if one.unit else 0, one.version), default=None)
    return nearest or first()


def value(settings: Settings, name: str) -> int:
    """The number of a key in a version; one that the version does not know yet has its default."""
    entry = settings.values.get(name)
    return int(entry["value"]) if entry else KEYS[name].default


def checked(values: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Complete, bounded values for a new version. Invalid names the key and its bounds."""
    result = {}
    for key in KEYS.values():
        entry = values.get(key.name, {})
        number = entry.get("value", key.default)
        if not isinstance(number, int) or not key.low <= number <= key.high:
            raise Invalid(
                _("“%(rule)s” must be a whole number from %(low)s to %(high)s."),
                field=key.name, params={"rule": str(key.label), "low": key.low, "high": key.high},
            )  # fmt: skip
        result[key.name] = {"value": number, "confirmed": bool(entry.get("confirmed")), "source": key.source}
    return result

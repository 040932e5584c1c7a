"""Reads of this room: rights both ways, rights that an office lacks, openings of a person's file."""

from guong.access.selectors.grants import Holder, account_named, grant, grants_at, holders_at, own_unit, to_stand_in_for
from guong.access.selectors.openings import (
    is_live,
    opened_actor,
    opening,
    openings_about_me,
    openings_asked,
    openings_to_decide,
    openings_told,
    person_to_open,
    places_to_ask,
)
from guong.access.selectors.posts import Wanted, missing_by_post, offices_over, outlived_posts

__all__ = [
    "Holder",
    "Wanted",
    "account_named",
    "grant",
    "grants_at",
    "holders_at",
    "is_live",
    "missing_by_post",
    "offices_over",
    "opened_actor",
    "opening",
    "openings_about_me",
    "openings_asked",
    "openings_to_decide",
    "openings_told",
    "outlived_posts",
    "own_unit",
    "person_to_open",
    "places_to_ask",
    "to_stand_in_for",
]

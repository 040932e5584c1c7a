"""Changes of a row in words, for the preview."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guong.exchange.planning import Intent
from guong.org.enums import MemberKind, PostKind, StandingKind

_GENDERS = {"m": "Nam", "f": "Nữ", "": ""}


def change_words(intent: Intent, places: Mapping[int, str]) -> dict[str, tuple[str, str]]:
    """{what: (before, after)} of one row that would change. `places`: names of cells by their number."""
    known = intent.known
    if known is None:
        return {}
    labels = _labels()
    words = {
        labels[name]: (_say(name, getattr(known.person, name)), _say(name, value))
        for name, value in intent.fields.items()
    }
    if intent.moved:
        before = places.get(known.unit_id, "") if known.unit_id else ""
        words[_("cell")] = (before, intent.cell.name)
    if intent.standing is not None:
        before = known.standing.kind if known.standing else ""
        words[_("standing")] = (_standing(before), _standing(intent.standing))
    if intent.new_posts or intent.ended_posts:
        ended = [post.kind for post in known.posts if post.pk in intent.ended_posts]
        words[_("offices")] = (_offices(ended), _offices(intent.new_posts))
    return words


def _labels() -> dict[str, str]:
    return {
        "code": _("code"), "full_name": _("full name"), "birth_date": _("date of birth"), "birth_year": _("year of birth"),
        "gender": _("gender"), "admitted_on": _("admitted on"), "official_on": _("full member since"),
        "occupation": _("occupation"), "kind": _("form of self-review"), "managed_by_higher": _("managed by a higher level"),
    }  # fmt: skip


def _say(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "gender":
        return _GENDERS[str(value)]
    if name == "kind":
        return str(MemberKind(value).label)
    return str(value)


def _standing(kind: str) -> str:
    return str(StandingKind(kind).label) if kind else _("takes part as usual")


def _offices(kinds: list[str]) -> str:
    return ", ".join(str(PostKind(kind).label) for kind in kinds)

"""What stands around every page: whose it is, where one may go, how it is read. Each part is read only when drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from guong.access.actors import AccountActor
from guong.access.played import PlayedActor
from guong.access.roles import Role
from guong.access.selectors import own_unit
from guong.accounts.models import Account
from guong.kernel.text import given_name
from guong.org.models import Unit
from guong.web import flash

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "guong_theme"
LARGE_COOKIE = "guong_large"

_OFFICE = frozenset({Role.CLERK, Role.LEADER, Role.INSPECTOR})
_BODY = frozenset({Role.MEMBER, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the navigation. `names`: URL names, the first that exists; `unit` passes the own unit's id."""

    key: str
    label: Any
    short: Any
    icon: str
    names: Sequence[str]
    roles: frozenset[str]
    unit: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """A place with its address, as the page draws it."""

    key: str
    label: str
    short: str
    icon: str
    url: str


_SHORT_DRIVES = pgettext_lazy("on a phone", "Drives")
PLACES = (  # in the order of the page; an office finds its drives first, a body later: the first of a key counts
    Place("home", _("My tasks"), _("My tasks"), icon="list-check", names=("home",), roles=frozenset(Role.values)),
    Place("drives", _("Drives"), _SHORT_DRIVES, icon="refresh", names=("drives",), roles=_OFFICE),
    Place("cell", _("My cell"), _("My cell"), icon="users", names=("cell", "unit"), roles=_BODY, unit=True),
    Place("meetings", _("Meetings"), pgettext_lazy("on a phone", "Meetings"), icon="calendar-month", names=("meetings",), roles=_BODY),
    Place("file", _("My file"), pgettext_lazy("on a phone", "My file"), icon="folder-open", names=("my-file",), roles=_BODY),
    Place("drives", _("Drives"), _SHORT_DRIVES, icon="refresh", names=("drives",), roles=frozenset({Role.SECRETARY, Role.ATTENDER})),
    Place("units", _("Organisations"), _("Organisations"), icon="sitemap", names=("units",), roles=_OFFICE),
    Place("figures", _("Figures"), _("Figures"), icon="sum", names=("figures",), roles=_OFFICE),
    Place("plans", _("Plans received"), _("Plans received"), icon="clipboard-list", names=("monitor-plans",), roles=frozenset({Role.MONITOR})),
    Place("postings", _("Notice board"), pgettext_lazy("on a phone", "Notice board"), icon="clipboard-list", names=("postings",), roles=frozenset({Role.CLERK})),
    Place("roster", _("Roster"), pgettext_lazy("on a phone", "Roster"), icon="calendar-user", names=("roster",), roles=frozenset({Role.CLERK, Role.LEADER})),
    Place("directives", _("Directives"), _("Directives"), icon="file-text", names=("directives",), roles=_OFFICE | _BODY),
    Place("settings", _("The machine"), _("The machine"), icon="server", names=("system",), roles=frozenset({Role.TECHNICIAN})),
)  # fmt: skip
_ROOM = 7  # tabs with icons and whole names beside each other at a desk
_CELL_SEATS = (Role.SECRETARY, Role.MEMBER)


class Frame:
    """`shell` of every template."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.actor: Any = getattr(request, "actor", None)

    @property
    def language(self) -> str:
        return get_language() or "vi"

    @property
    def theme(self) -> str:
        wanted = self._request.COOKIES.get(THEME_COOKIE, "auto")
        return wanted if wanted in THEMES else "auto"

    @property
    def large(self) -> bool:
        return self._request.COOKIES.get(LARGE_COOKIE) == "1"

    @property
    def local_key(self) -> str:
        """Seals what waits in this browser until the network is back; only this account's pages carry it. Empty when signed out."""
        account = self.account
        return salted_hmac("guong.local", str(account.pk), algorithm="sha256").hexdigest() if account else ""

    @cached_property
    def said(self) -> list[dict[str, str]]:
        """Sentences after a change; taking them empties the list."""
        return flash.take(self._request) if hasattr(self._request, "session") else []

    @property
    def account(self) -> Account | None:
        return self.actor.account if isinstance(self.actor, AccountActor) else None

    @property
    def called(self) -> str:
        """How the person is addressed: the given name; whoever looks after the machine by the office."""
        if not isinstance(self.actor, AccountActor):
            return ""
        account = self.actor.account
        if isinstance(self.actor, PlayedActor) and self.actor.person:
            return given_name(self.actor.person.full_name)
        return account.label if account.is_technical else given_name(account.label)

    @cached_property
    def _unit(self) -> Unit | None:
        return own_unit(actor=self.actor) if isinstance(self.actor, AccountActor) else None

    @property
    def unit(self) -> str:
        return self._unit.name if self._unit else ""

    @property
    def unit_above(self) -> str:
        above = self._unit.parent if self._unit else None
        return above.name if above else ""

    @cached_property
    def tabs(self) -> list[Tab]:
        """The pages of the actor's roles that exist, in a fixed order."""
        if not isinstance(self.actor, AccountActor):
            return []
        roles = self.actor.roles()
        found: dict[str, Tab] = {}
        for place in PLACES:
            if roles & place.roles and place.key not in found and (tab := self._tab(place)) is not None:
                found[place.key] = tab
        return list(found.values())

    @property
    def crowded(self) -> bool:
        """Whether somebody holds so many offices that only short names stand in one line."""
        return len(self.tabs) > _ROOM

    @property
    def phone_tabs(self) -> list[Tab]:
        """The four at the thumb; the others stand in the menu."""
        return self.tabs[:4]

    def _tab(self, place: Place) -> Tab | None:
        args: list[int] = []
        if place.unit:
            cell = own_unit(actor=self.actor, wanted=_CELL_SEATS)
            if cell is None:
                return None
            args = [cell.pk]
        for name in place.names:
            try:
                url = reverse(name, args=args)
            except NoReverseMatch:
                continue
            return Tab(place.key, str(place.label), str(place.short), place.icon, url)
        return None

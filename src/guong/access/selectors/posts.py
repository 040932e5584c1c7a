"""Offices and the rights that belong to them: which are missing, which outlived their office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from guong.access.models import Grant
from guong.access.querysets import valid_grants
from guong.access.roles import MONITOR_KINDS, OVERSIGHT_ROLES, SUBTREE_ROLES, Role
from guong.access.rules import term_end
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.enums import PostKind
from guong.org.models import Membership, Post, Unit
from guong.org.querysets import in_scope, scope_q, subtree_q, valid_on

MATCH, GIVE, ACCOUNTS = "access.grant:match", "access.grant:give", "accounts.account:manage"
ROLE_OF_POST: dict[str, Role] = {
    PostKind.CELL_SECRETARY: Role.SECRETARY,
    PostKind.COMMITTEE_SECRETARY: Role.LEADER,
    PostKind.COMMITTEE_STANDING_DEPUTY: Role.LEADER,
    PostKind.COMMITTEE_DEPUTY: Role.LEADER,
    PostKind.FRONT_HEAD: Role.MONITOR,
}
"""The right that belongs to an office. Other offices act by the office itself (the committee of a cell reads its plans)."""
BY_THE_CLERK = frozenset({Role.SECRETARY, Role.MONITOR})
"""What whoever keeps the member list may give. A right that gives rights is given by one who holds it himself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An office whose right nobody has given yet."""

    post: Post
    role: str
    role_label: Any
    subtree: bool
    until: date | None
    may_give: bool  # by this actor
    has_account: bool

    @property
    def reason(self) -> str:
        """What stands in the log: the office, in words."""
        return _("By office: %(office)s") % {"office": self.post.get_kind_display()}


def missing_by_post(*, actor: Actor, unit: Unit | None = None, most: int | None = None) -> list[Wanted]:
    """Offices held today, in the actor's part of the tree (below `unit`), whose holder lacks the right that belongs to them;
    of very many only the first `most`."""
    rows = in_scope(Post.objects.filter(valid_on(clock.today()), kind__in=list(ROLE_OF_POST)), actor.scope(MATCH))
    rows = rows.filter(~Exists(_fitting()), unit__closed_on=None, **_below(unit)).select_related(
        "person__account", "unit"
    )
    lacking = [post for post in rows.order_by("unit__path", "person__name_key", "pk")[:most] if _belongs(post)]
    new = [post.person_id for post in lacking if post.person.account_id is None]
    made = in_scope(Membership.objects.filter(to_on=None, person_id__in=new), actor.scope(ACCOUNTS)) if new else None
    makeable = set(made.values_list("person_id", flat=True)) if made is not None else set()
    return [_wanted(actor, post, makeable) for post in lacking]


def _fitting() -> QuerySet[Grant]:
    """Rights that belong to the office of the outer row and are held by whoever holds it."""
    role = Case(
        *(When(Exact(OuterRef("kind"), Value(kind)), then=Value(role.value)) for kind, role in ROLE_OF_POST.items())
    )
    held = Grant.objects.filter(valid_grants(clock.today()), account_id=OuterRef("person__account_id"))
    return held.filter(unit_id=OuterRef("unit_id"), role=role)


def _belongs(post: Post) -> bool:
    """Whether the office brings its right where it is held: a Front's head watches for the Front, not for a committee."""
    role = ROLE_OF_POST[post.kind]
    if role == Role.MONITOR:
        return post.unit.kind in MONITOR_KINDS
    return post.unit.is_cell if role == Role.SECRETARY else post.unit.is_committee


def _below(unit: Unit | None) -> dict[str, Any]:
    return {} if unit is None else {"unit__in": Unit.objects.filter(subtree_q(unit.path))}


def _wanted(actor: Actor, post: Post, makeable: set[int]) -> Wanted:
    role = ROLE_OF_POST[post.kind]
    own = actor.person_id is not None and actor.person_id == post.person_id
    allowed = not own and (role in BY_THE_CLERK or actor.can(GIVE, post.unit.path))
    has_account = post.person.account_id is not None
    return Wanted(
        post=post, role=role.value, role_label=role.label, subtree=role in SUBTREE_ROLES - OVERSIGHT_ROLES,
        until=term_end(clock.today()) if role in OVERSIGHT_ROLES else None,
        may_give=allowed and (has_account or post.person_id in makeable), has_account=has_account,
    )  # fmt: skip


def outlived_posts(*, actor: Actor, unit: Unit | None = None) -> list[Grant]:
    """Rights still held although the office they belong to has ended: to be ended by whoever gives rights."""
    today = clock.today()
    rows = Grant.objects.filter(valid_grants(today), role__in=sorted(set(ROLE_OF_POST.values())), stands_in_for=None)
    rows = rows.filter(scope_q(actor.scope(MATCH)), **_below(unit)).exclude(account__person=None)
    grants = list(rows.select_related("account__person", "unit").order_by("unit__path", "account__label", "pk"))
    people = [grant.account.person.pk for grant in grants]
    posts = Post.objects.filter(person_id__in=people, kind__in=list(ROLE_OF_POST)).values_list(
        "person_id", "unit_id", "kind", "to_on"
    )
    over: set[tuple[int, int, str]] = set()
    now: set[tuple[int, int, str]] = set()
    for person_id, unit_id, kind, to_on in posts:
        (over if to_on is not None and to_on < today else now).add((person_id, unit_id, ROLE_OF_POST[kind].value))
    return [grant for grant in grants if _key(grant) in over - now]


def _key(grant: Grant) -> tuple[int, int, str]:
    return grant.account.person.pk, grant.unit_id, grant.role


def offices_over(*, actor: Actor, unit: Unit) -> list[Post]:
    """Leading offices of a unit today, which read by the office itself; for whoever reads rights there."""
    actor.require("access.grant:read", unit.path)
    rows = Post.objects.filter(valid_on(clock.today()), unit=unit).select_related("person")
    return list(rows.order_by("person__name_key", "pk"))

"""The fast scope (paths, ranges, one query) against the slow one (walking up to the parents), on random trees and rights."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.contrib.auth.hashers import make_password
from hypothesis import given, settings
from hypothesis import strategies as st

from guong.access.actors import AccountActor
from guong.access.models import Grant
from guong.access.roles import ALL_PERMS, OVERSIGHT_ROLES, ROLE_PERMS, SUBTREE_ROLES, Role
from guong.access.rules import Held, reaches_below, scope_of
from guong.accounts.models import Account
from guong.kernel import treepath
from guong.kernel.scope import EVERYTHING
from guong.org.enums import UnitKind
from guong.org.models import Membership, Person, Unit
from guong.org.querysets import in_scope
from tests.access.reference import above, holds, tree, viewer
from tests.cast import NOON

PERMS = sorted(ALL_PERMS)
DAYS = [date(2026, 4, 1) + timedelta(days=number) for number in range(-3, 4)]


@st.composite
def forests(draw: st.DrawFn) -> dict[str, str]:
    """path → path of the parent ("" for a root), up to 25 units in any shape."""
    parents: dict[str, str] = {}
    for _unit in range(draw(st.integers(1, 25))):
        top = draw(st.sampled_from(["", *parents]))
        path = treepath.child(top, sum(parent == top for parent in parents.values()) + 1)
        parents[path] = top
    return parents


@settings(max_examples=150, deadline=None)
@given(forests(), st.data())
def test_R44_the_fast_scope_agrees_with_walking_up(parents: dict[str, str], data: st.DataObject) -> None:
    """Any tree, any rights, any permission, any unit; and a right over a subtree reaches what the giver reaches."""
    rights = st.tuples(st.sampled_from(Role.values), st.sampled_from(sorted(parents)), st.booleans())
    held: list[Held] = data.draw(st.lists(rights, max_size=8))
    perm = data.draw(st.sampled_from(PERMS))
    scope = scope_of(held, perm, ROLE_PERMS)
    for path in parents:
        way, at = [path], path
        while at := parents[at]:
            way.append(at)
        slow = [(top, below) for role, top, below in held if perm in ROLE_PERMS[role]]
        assert scope.covers(path) == any(top == path or (below and top in way) for top, below in slow)
        assert reaches_below(scope, path) == any(below and top in way for top, below in slow)
        inside = any(start <= path < end for start, end in scope.ranges()) or path in scope.exact
        assert inside == scope.covers(path), "what the database is asked for is what the scope covers"
    assert reaches_below(EVERYTHING, next(iter(parents)))


def build(random: Random) -> list[Account]:
    """A forest of 40 units, 8 accounts, 70 rights: some ended, some not begun, some of deputies."""
    units: list[Unit] = []
    for number in range(40):
        parent = random.choice([None, *units]) if units else None
        path = treepath.child(parent.path if parent else "", number + 1)
        units.append(Unit.objects.create(
            code=f"U{number}", name=f"U{number}", name_key=f"{number:03d}", kind=UnitKind.BASE, parent=parent, path=path,
        ))  # fmt: skip
    accounts = [
        Account.objects.create(username=f"a{number}", label="x", password=make_password(None), created_at=NOON)
        for number in range(8)
    ]
    for number, account in enumerate(accounts[:4]):
        person = Person.objects.create(code=f"P{number}", full_name="x", name_key="x", search_text="x", account=account)
        first = random.choice(DAYS)
        Membership.objects.create(
            person=person, unit=random.choice(units), from_on=first, to_on=random.choice([None, max(first, DAYS[3])])
        )
    given_so_far: list[Grant] = []
    for _right in range(70):
        role, first = random.choice(list(Role)), random.choice(DAYS)
        first_hand = [one for one in given_so_far if one.stands_in_for is None]  # a deputy has no deputy
        held = random.choice([None, None, *first_hand])
        last = first + timedelta(days=random.randrange(3))
        timed = role in OVERSIGHT_ROLES or held is not None or random.random() < 0.5
        given_so_far.append(Grant.objects.create(
            account=random.choice(accounts), role=role, unit=random.choice(units), reason="x", given_by_label="x",
            given_at=NOON, subtree=role in SUBTREE_ROLES and random.random() < 0.5, from_on=first,
            to_on=last if timed else None, stands_in_for=held, ended_at=NOON if random.random() < 0.2 else None,
        ))  # fmt: skip
    return accounts


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_R44_an_account_holds_what_its_rows_say(seed: int) -> None:
    """The actor of each account on each day, permission by permission, against rows read one by one."""
    random = Random(seed)  # not a secret
    accounts = build(random)
    parents, paths = tree(), dict(Unit.objects.values_list("pk", "path"))
    for account in accounts:
        for day in (DAYS[0], DAYS[3], DAYS[5]):
            actor, slow = AccountActor(account, day), viewer(account, day, NOON)
            assert {(role, paths[unit], below) for role, unit, below in slow.rights} == set(actor._held)
            for perm in random.sample(PERMS, 6):
                mine = {
                    unit
                    for unit in paths
                    for role, at, below in slow.rights
                    if perm in ROLE_PERMS[role] and (at == unit or (below and at in above(unit, parents)))
                }
                assert {unit for unit, path in paths.items() if actor.can(perm, path)} == mine
                rows = in_scope(Unit.objects.all(), actor.scope(perm), "path")
                assert set(rows.values_list("pk", flat=True)) == mine
    assert any(grant.stands_in_for and not holds(grant, DAYS[3]) for grant in Grant.objects.all())

"""What the office does to a member's sign-in face to face: the card, the reset, closing; and cards for a whole cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from guong.access.cards import PERM, MemberCard, issue_member_card
from guong.access.models import Grant
from guong.accounts import services
from guong.accounts.models import Account, SheetCode, SignInCard
from guong.audit.work import service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Membership, Person, Unit
from guong.org.selectors import members


@dataclass(frozen=True, slots=True)
class SignInState:
    """How a member stands with signing in. `why_not`: why the actor may not touch it, or ""."""

    person: Person
    unit: Unit
    account: Account | None
    has_password: bool
    card_until: datetime | None
    kinds: frozenset[str]
    why_not: str

    @property
    def invited(self) -> bool:
        """Whether there is nothing left to invite to: a password, or a card on its way."""
        return self.has_password or self.card_until is not None


def sign_in_state(*, actor: Actor, person: Person) -> SignInState:
    """The state of one member, for whoever manages accounts at the member's unit."""
    membership = Membership.objects.select_related("unit").filter(person=person, to_on=None).first()
    if membership is None:
        raise NotFound
    actor.require(PERM, membership.unit.path)
    return _states(actor, membership.unit, [person])[0]


def cell_states(*, actor: Actor, unit: Unit) -> list[SignInState]:
    """The same for every member of a cell, in the order of names."""
    actor.require(PERM, unit.path)
    return _states(actor, unit, members(actor=actor, unit=unit, on=clock.today()))


def _states(actor: Actor, unit: Unit, people: Iterable[Person]) -> list[SignInState]:
    people = list(people)
    ids = [person.account_id for person in people if person.account_id]
    accounts = {account.pk: account for account in Account.objects.filter(pk__in=ids)}
    cards = SignInCard.objects.filter(
        account_id__in=ids, used_at=None, revoked_at=None, expires_at__gt=clock.now()
    ).values_list("account_id", "expires_at")
    until = dict(cards)
    kinds = _kinds(ids)
    elsewhere = _elsewhere(actor, ids)
    return [
        SignInState(
            person, unit, account := accounts.get(person.account_id or 0),
            bool(account and account.has_usable_password()), until.get(person.account_id or 0),
            frozenset(kinds.get(person.account_id or 0, ())),
            _why_not(actor, person, elsewhere),
        )
        for person in people
    ]  # fmt: skip


def _kinds(ids: list[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for account_id, kind in Authenticator.objects.filter(user_id__in=ids).values_list("user_id", "type"):
        found.setdefault(account_id, set()).add(kind)
    for account_id in SheetCode.objects.filter(account_id__in=ids, used_at=None).values_list("account_id", flat=True):
        found.setdefault(account_id, set()).add("sheet")
    return found


def _elsewhere(actor: Actor, ids: list[int]) -> set[int]:
    """Accounts that hold rights where the actor does not manage accounts."""
    rows = Grant.objects.filter(account_id__in=ids, ended_at=None).values_list("account_id", "unit__path")
    return {account_id for account_id, path in rows if not actor.can(PERM, path)}


def _why_not(actor: Actor, person: Person, elsewhere: set[int]) -> str:
    if person.account_id is not None and person.account_id == actor.id:
        return str(_("This is your own account; another office does this for you."))
    if person.account_id in elsewhere:
        return str(
            _("%(name)s also holds rights in another organisation. The office there prints the card.")
            % {"name": person.full_name}
        )
    return ""


def _account(actor: Actor, person: Person) -> tuple[Account, str]:
    """The account and the path of its unit, for an actor who may touch it."""
    state = sign_in_state(actor=actor, person=person)
    if state.account is None:
        raise Invalid(_("The comrade has no account yet. Make a card first."))
    if state.why_not:
        raise Invalid(state.why_not)
    return state.account, state.unit.path


@service
def revoke_member_card(*, actor: Actor, person: Person) -> int:
    """Take back a card that was lost before it was used."""
    account, path = _account(actor, person)
    return services.revoke_card(actor=actor, unit_path=path, account=account)


@service
def reset_member(*, actor: Actor, person: Person, reason: str, drop_factors: bool) -> MemberCard:
    """Old password and sessions end; a new card to print. Second steps go only when asked for; the member is told."""
    account, path = _account(actor, person)
    code = services.reset_sign_in(
        actor=actor, unit_path=path, account=account, reason=reason, drop_factors=drop_factors
    )
    card = account.cards.order_by("-issued_at", "-pk")[0]
    name = Membership.objects.select_related("unit").get(person=person, to_on=None).unit.name
    return MemberCard(person, name, account.username, code, card.expires_at)


@service
def close_member(*, actor: Actor, person: Person, reason: str, reopen: bool = False) -> None:
    """Close the account of a member, or open it again. Sessions end at once."""
    account, path = _account(actor, person)
    act = services.reopen_account if reopen else services.close_account
    act(actor=actor, unit_path=path, account=account, reason=reason)


@service
def issue_cell_cards(*, actor: Actor, unit: Unit, person_ids: Iterable[int]) -> list[MemberCard]:
    """Cards for chosen members of a cell, all or none: the letters of one print job, in the order of names."""
    wanted = set(person_ids)
    chosen = [state for state in cell_states(actor=actor, unit=unit) if state.person.pk in wanted]
    if not chosen or len(chosen) != len(wanted):
        raise Invalid(_("Choose at least one member of this cell."), field="people")
    for state in chosen:
        if state.why_not:
            raise Invalid(state.why_not, field="people")
    return [issue_member_card(actor=actor, person=state.person) for state in chosen]

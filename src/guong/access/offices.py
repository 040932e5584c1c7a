"""What the office does to somebody's sign-in face to face: the card, the reset, closing, linking; and cards for a whole cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from guong.access.cards import PERM, MemberCard, issue_member_card
from guong.access.models import Grant
from guong.access.querysets import valid_grants
from guong.accounts import services
from guong.accounts.models import Account, Identity, SheetCode, SignInCard
from guong.accounts.provider import provider
from guong.audit.work import service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Membership, Person, Unit
from guong.org.selectors import members


@dataclass(frozen=True, slots=True)
class Held:
    """An account of nobody who is a member here: an office's, a Front monitor's. It belongs to the body where it holds a right."""

    unit: Unit
    account: Account


Whose = Person | Held


@dataclass(frozen=True, slots=True)
class SignInState:
    """How somebody stands with signing in. `why_not`: why the actor may not touch it, or ""; `linked`: with the provider, since.

    `person` is None for an account without a member.
    """

    person: Person | None
    unit: Unit
    account: Account | None
    has_password: bool
    card_until: datetime | None
    kinds: frozenset[str]
    why_not: str
    linked: datetime | None = None

    @property
    def invited(self) -> bool:
        """Whether there is nothing left to invite to: a password, or a card on its way."""
        return self.has_password or self.card_until is not None

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else self.account.label if self.account else ""


def sign_in_state(*, actor: Actor, whose: Whose) -> SignInState:
    """The state of one member or of one account without a member, for whoever manages accounts there."""
    if isinstance(whose, Held):
        actor.require(PERM, whose.unit.path)
        return _states(actor, whose.unit, [whose.account])[0]
    membership = Membership.objects.select_related("unit").filter(person=whose, to_on=None).first()
    if membership is None:
        raise NotFound
    actor.require(PERM, membership.unit.path)
    return _states(actor, membership.unit, [whose])[0]


def held_account(*, actor: Actor, unit: Unit, account_id: int) -> Held:
    """The account of nobody's that holds a right at this very body today; NotFound for a member's, and for any other."""
    actor.require(PERM, unit.path)
    rows = Grant.objects.filter(valid_grants(clock.today()), unit=unit, account_id=account_id, account__person=None)
    found = rows.select_related("account").first()
    if found is None:
        raise NotFound
    return Held(unit, found.account)


def cell_states(*, actor: Actor, unit: Unit) -> list[SignInState]:
    """The same for every member of a cell, in the order of names."""
    actor.require(PERM, unit.path)
    return _states(actor, unit, members(actor=actor, unit=unit, on=clock.today()))


def _states(actor: Actor, unit: Unit, whose: Iterable[Person | Account]) -> list[SignInState]:
    whose = list(whose)
    ids = [pk for one in whose if (pk := one.account_id if isinstance(one, Person) else one.pk)]
    accounts = {account.pk: account for account in Account.objects.filter(pk__in=ids)}
    cards = SignInCard.objects.filter(
        account_id__in=ids, used_at=None, revoked_at=None, expires_at__gt=clock.now()
    ).values_list("account_id", "expires_at")
    until, kinds, elsewhere, linked = dict(cards), _kinds(ids), _elsewhere(actor, ids), _linked(ids)
    found = []
    for one in whose:
        person = one if isinstance(one, Person) else None
        account = accounts.get((one.account_id if isinstance(one, Person) else one.pk) or 0)
        pk = account.pk if account else 0
        found.append(
            SignInState(
                person, unit, account, bool(account and account.has_usable_password()), until.get(pk),
                frozenset(kinds.get(pk, ())), _why_not(actor, account, elsewhere), linked.get(pk),
            )
        )  # fmt: skip
    return found


def _linked(ids: list[int]) -> dict[int, datetime]:
    who = provider()
    rows = Identity.objects.filter(account_id__in=ids, issuer=who.issuer) if who else Identity.objects.none()
    return dict(rows.values_list("account_id", "linked_at"))


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


def _why_not(actor: Actor, account: Account | None, elsewhere: set[int]) -> str:
    if account is None:
        return ""
    if account.pk == actor.id:
        return str(_("This is your own account; another office does this for you."))
    if account.pk in elsewhere:
        return str(
            _("%(name)s also holds rights in another organisation. The office there prints the card.")
            % {"name": account.label}
        )
    return ""


def _account(actor: Actor, whose: Whose) -> tuple[Account, Unit]:
    """The account and its unit, for an actor who may touch it."""
    state = sign_in_state(actor=actor, whose=whose)
    if state.account is None:
        raise Invalid(_("The comrade has no account yet. Make a card first."))
    if state.why_not:
        raise Invalid(state.why_not)
    return state.account, state.unit


@service
def revoke_card_of(*, actor: Actor, whose: Whose) -> int:
    """Take back a card that was lost before it was used."""
    account, unit = _account(actor, whose)
    return services.revoke_card(actor=actor, unit_path=unit.path, account=account)


@service
def reset_sign_in_of(*, actor: Actor, whose: Whose, reason: str, drop_factors: bool) -> MemberCard:
    """Old password and sessions end; a new card to print. Second steps go only when asked for; the owner is told."""
    account, unit = _account(actor, whose)
    code = services.reset_sign_in(
        actor=actor, unit_path=unit.path, account=account, reason=reason, drop_factors=drop_factors
    )
    card = account.cards.order_by("-issued_at", "-pk")[0]
    name = whose.full_name if isinstance(whose, Person) else account.label
    return MemberCard(name, unit.name, account.username, code, card.expires_at)


@service
def close_account_of(*, actor: Actor, whose: Whose, reason: str, reopen: bool = False) -> None:
    """Close an account, or open it again. Sessions end at once."""
    account, unit = _account(actor, whose)
    act = services.reopen_account if reopen else services.close_account
    act(actor=actor, unit_path=unit.path, account=account, reason=reason)


@service
def link_account_of(*, actor: Actor, whose: Whose, subject: str, reason: str) -> None:
    """Let somebody come in by the provider of the office too. NotFound where the operator named none."""
    who = provider()
    if who is None:
        raise NotFound
    account, unit = _account(actor, whose)
    services.link_identity(actor=actor, unit_path=unit.path, account=account, who=who, subject=subject, reason=reason)


@service
def unlink_account_of(*, actor: Actor, whose: Whose, reason: str) -> None:
    """No provider opens the account any more."""
    account, unit = _account(actor, whose)
    services.unlink_identity(actor=actor, unit_path=unit.path, account=account, reason=reason)


@service
def issue_cell_cards(*, actor: Actor, unit: Unit, person_ids: Iterable[int]) -> list[MemberCard]:
    """Cards for chosen members of a cell, all or none: the letters of one print job, in the order of names."""
    wanted = set(person_ids)
    chosen = [(state, state.person) for state in cell_states(actor=actor, unit=unit) if state.person]
    chosen = [(state, person) for state, person in chosen if person.pk in wanted]
    if not chosen or len(chosen) != len(wanted):
        raise Invalid(_("Choose at least one member of this cell."), field="people")
    for state, _person in chosen:
        if state.why_not:
            raise Invalid(state.why_not, field="people")
    return [issue_member_card(actor=actor, person=person) for _state, person in chosen]

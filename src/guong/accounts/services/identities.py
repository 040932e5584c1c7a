"""The link between an account and an identity of the office's provider: made and taken away by the office, face to face."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from guong.accounts.enums import NoticeCode
from guong.accounts.models import Account, Identity
from guong.accounts.provider import LONGEST_SUBJECT, Provider
from guong.accounts.services.notices import tell
from guong.accounts.services.office import PERM, not_oneself, said_why
from guong.accounts.services.sessions import drop_sessions
from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid


@service
def link_identity(*, actor: Actor, unit_path: str, account: Account, who: Provider, subject: str, reason: str) -> None:
    """From now on the provider's `subject` opens this account. One identity for an account, one account for an identity."""
    actor.require(PERM, unit_path)
    not_oneself(actor, account)
    reason, subject = said_why(reason), text.clean_line(subject)
    if not subject or len(subject) > LONGEST_SUBJECT:
        raise Invalid(
            _("Copy the identifier as %(name)s shows it, 1 to %(most)s characters."), field="subject",
            params={"name": who.name, "most": LONGEST_SUBJECT},
        )  # fmt: skip
    if Identity.objects.filter(account=account, issuer=who.issuer).exists():
        raise Invalid(_("This account has a link already. Take it away first."), field="subject")
    try:
        with transaction.atomic():
            Identity.objects.create(
                account=account, issuer=who.issuer, subject=subject, linked_at=clock.now(), linked_by_label=actor.label
            )
    except IntegrityError:
        raise Invalid(
            _("This identifier opens another account already. Check it once more."), field="subject"
        ) from None
    record(actor, "accounts.identity.linked", account, unit_path=unit_path, reason=reason)
    tell(account, NoticeCode.LINKED, actor.label)


@service
def unlink_identity(*, actor: Actor, unit_path: str, account: Account, reason: str) -> None:
    """No provider opens this account any more; its sessions end at once. Links to former providers go too."""
    actor.require(PERM, unit_path)
    not_oneself(actor, account)
    reason = said_why(reason)
    gone, _kinds = Identity.objects.filter(account=account).delete()
    if not gone:
        raise Invalid(_("This account has no link."))
    drop_sessions(account)
    record(actor, "accounts.identity.unlinked", account, unit_path=unit_path, reason=reason)
    tell(account, NoticeCode.UNLINKED, actor.label)

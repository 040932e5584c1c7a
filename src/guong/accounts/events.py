"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "accounts.account.created": _("An account was created"),
        "accounts.card.issued": _("A sign-in card was issued"),
        "accounts.card.used": _("A sign-in card was used"),
        "accounts.session.started": _("Signed in"),
    }
)

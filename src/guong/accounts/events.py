"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "accounts.account.created": _("An account was created"),
        "accounts.account.closed": _("An account was closed"),
        "accounts.account.reopened": _("An account was opened again"),
        "accounts.account.reset": _("A sign-in was reset face to face"),
        "accounts.card.issued": _("A sign-in card was issued"),
        "accounts.card.used": _("A sign-in card was used"),
        "accounts.card.revoked": _("A sign-in card was revoked"),
        "accounts.factor.added": _("A second step was added"),
        "accounts.factor.removed": _("A second step was removed"),
        "accounts.factor.refused": _("Wrong codes at the second step"),
        "accounts.identity.linked": _("An account was linked with the provider's sign-in"),
        "accounts.identity.unlinked": _("The link of an account with the provider's sign-in was taken away"),
        "accounts.password.changed": _("A password was changed"),
        "accounts.sheet.made": _("A sheet of one-time codes was made"),
        "accounts.session.started": _("Signed in"),
        "accounts.session.ended": _("A session was ended"),
    }
)

"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "access.grant.given": _("A right was given"),
        "access.grant.ended": _("A right was ended"),
    }
)

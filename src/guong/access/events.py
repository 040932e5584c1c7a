"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "access.grant.given": _("A right was given"),
        "access.grant.ended": _("A right was ended"),
        "access.opening.asked": _("Somebody asked to open a person's file"),
        "access.opening.withdrawn": _("A request to open a person's file was withdrawn"),
        "access.opening.approved": _("A person's file was opened for a time"),
        "access.opening.refused": _("A request to open a person's file was refused"),
        "access.opening.ended": _("The opening of a person's file was ended"),
        "access.opening.seen": _("The person was shown that the file is open"),
    }
)

"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "audit.day.closed": _("The log of a day was closed"),
        "audit.log.exported": _("The log was taken out as a table"),
    }
)

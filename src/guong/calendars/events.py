"""Audit codes of this room. No line holds a token."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "calendars.feed.made": _("An address of a calendar was made"),
        "calendars.feed.revoked": _("An address of a calendar was revoked"),
    }
)

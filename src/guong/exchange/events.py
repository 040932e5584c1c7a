"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register({"exchange.members.exported": _("A member list was taken out")})

"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register({"jobs.check.made": _("The log was walked and the figures were recounted")})

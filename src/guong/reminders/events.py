"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register({"reminders.days.announced": _("Days to come were announced")})

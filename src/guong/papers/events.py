"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register({"papers.paper.made": _("A paper was made")})

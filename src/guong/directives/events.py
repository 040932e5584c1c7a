"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "directives.directive.registered": _("A document was registered"),
        "directives.directive.changed": _("A document was changed"),
        "directives.implementation.linked": _("A document was tied to the one that it implements"),
    }
)

"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "directives.directive.registered": _("A document was registered"),
        "directives.directive.changed": _("A document was changed"),
        "directives.directive.validity_set": _("The days on which a document holds were set"),
        "directives.directive.filed": _("A file was put to a document"),
        "directives.amendment.noted": _("It was noted that a document replaces or amends another"),
        "directives.amendment.withdrawn": _("A note that a document replaces or amends another was taken back"),
        "directives.authority.published": _("A table of who may issue what was published"),
        "directives.term.opened": _("A term was opened; numbers begin again"),
        "directives.draft.started": _("A document was begun"),
        "directives.draft.saved": _("A document being written was saved"),
        "directives.draft.issued": _("A document was issued with its number"),
        "directives.implementation.linked": _("A document was tied to the one that it implements"),
        "directives.line.opened": _("A line of documents was begun"),
        "directives.generation.added": _("A generation was added to a line of documents"),
        "directives.generation.removed": _("A generation was taken out of a line of documents"),
    }
)

"""Audit codes of this room. No line holds what anybody lacks."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "gates.none.stated": _("A member said that there is nothing to name this time"),
        "gates.phase.closed": _("A phase was closed in a cell"),
        "gates.phase.asked": _("A cell asked to close a phase although something is missing"),
        "gates.phase.approved": _("A phase was closed by approval although something is missing"),
        "gates.phase.declined": _("A request to close a phase was sent back"),
    }
)

"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "org.unit.created": _("A unit was created"),
        "org.unit.changed": _("A unit was changed"),
        "org.unit.moved": _("A unit was moved in the tree"),
        "org.unit.ended": _("A unit ended"),
        "org.profile.typed": _("Figures about a unit were typed"),
        "org.member.added": _("A member was added"),
        "org.member.changed": _("A member was changed"),
        "org.members.imported": _("A member list was imported"),
        "org.post.given": _("A post was recorded"),
        "org.post.ended": _("A post was ended"),
        "org.standing.set": _("A standing was recorded"),
        "org.portfolio.given": _("A field of work was given"),
        "org.portfolio.ended": _("A field of work passed on"),
        "org.request.asked": _("A member asked for a standing"),
        "org.request.withdrawn": _("A member took the request back"),
        "org.request.agreed": _("The cell agreed to the request"),
        "org.request.refused": _("The cell did not agree to the request"),
        "org.account.linked": _("An account was given to a person"),
    }
)

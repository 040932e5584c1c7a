"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "org.unit.created": _("A unit was created"),
        "org.unit.changed": _("A unit was changed"),
        "org.member.added": _("A member was added"),
        "org.member.changed": _("A member was changed"),
        "org.members.imported": _("A member list was imported"),
        "org.post.given": _("A post was recorded"),
        "org.post.ended": _("A post was ended"),
        "org.standing.set": _("A standing was recorded"),
        "org.account.linked": _("An account was given to a person"),
    }
)

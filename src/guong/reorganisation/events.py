"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "reorganisation.event.prepared": _("A reorganisation was prepared"),
        "reorganisation.event.applied": _("A reorganisation was carried out"),
        "reorganisation.event.dropped": _("A prepared reorganisation was laid aside"),
        "reorganisation.rights.passed": _("Rights over the records of an ended organisation passed on"),
        "reorganisation.drive.followed": _("A drive in preparation went over to the organisation that follows"),
        "reorganisation.member.moved": _("A member moved to another organisation"),
        "reorganisation.member.left": _("A member left for an organisation outside"),
        "reorganisation.introduction.sent": _("A member was introduced to another committee"),
        "reorganisation.introduction.received": _("A member from another committee was received"),
        "reorganisation.introduction.returned": _("The introduction of a member was sent back"),
        "reorganisation.introduction.withdrawn": _("The introduction of a member was taken back"),
        "reorganisation.transfer.seen": _("A member read about the move"),
    }
)

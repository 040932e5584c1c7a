"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "library.item.put": _("Something was put into the library"),
        "library.item.withdrawn": _("Something was taken out of the library"),
        "library.frame.handed_down": _("An agenda was handed down"),
        "library.frame.adapted": _("An agenda from above was adapted"),
        "library.photo.put": _("A photograph was put into the library"),
        "library.photo.published": _("A photograph was published"),
        "library.photo.hidden": _("A photograph was taken from public view"),
        "library.photo.removed": _("A photograph was taken away for good"),
        "library.pack.sent": _("Materials were sent ahead of a meeting"),
        "library.receipt.noted": _("Receipt of materials was noted"),
    }
)

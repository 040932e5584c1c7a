"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "privacy.file.taken": _("A member took everything about himself or herself along"),
        "privacy.request.asked": _("A member asked something about his or her data"),
        "privacy.request.taken_in": _("A request about personal data was taken in"),
        "privacy.request.extended": _("The time to answer a request was extended"),
        "privacy.request.answered": _("A request about personal data was answered"),
        "privacy.request.withdrawn": _("A request about personal data was taken back"),
        "privacy.hold.asked": _("A hold on erasing was asked for"),
        "privacy.hold.confirmed": _("A hold on erasing was confirmed by somebody else"),
        "privacy.hold.lifted": _("A hold on erasing was lifted"),
        "privacy.settings.published": _("Timers and periods of keeping were published"),
        "privacy.purpose.changed": _("A purpose of processing was changed"),
        "privacy.texts.erased": _("Words whose time of keeping ended were erased"),
    }
)

"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "rehearsals.rehearsal.started": _("A rehearsal with invented people was started"),
        "rehearsals.part.taken": _("The owner of a rehearsal began to play an invented person"),
        "rehearsals.rehearsal.removed": _("A rehearsal was removed with everything in it"),
    }
)

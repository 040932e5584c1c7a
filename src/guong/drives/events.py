"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "drives.drive.created": _("A drive was prepared"),
        "drives.drive.changed": _("A drive was changed"),
        "drives.drive.opened": _("A drive was opened"),
        "drives.drive.closed": _("A drive was closed"),
        "drives.milestone.added": _("A milestone was added to a drive"),
        "drives.milestone.removed": _("A milestone was taken off a drive"),
        "drives.pilot.named": _("A cell was named a pilot"),
        "drives.pilot.dropped": _("A cell is no pilot any more"),
        "drives.lessons.written": _("What was learned from the pilots was written down"),
        "drives.block.opened": _("A block of cells was opened after its pilots"),
        "drives.block.overridden": _("A block of cells was opened although something was missing"),
        "drives.basis.added": _("A document was added to the basis of a drive"),
        "drives.registration.made": _("A meeting was registered"),
        "drives.registration.moved": _("A registered meeting was moved"),
        "drives.registration.held": _("A registered meeting was held"),
        "drives.registration.missed": _("A registered meeting was missed"),
        "drives.parts.divided": _("The members of a cell were divided among the parts of its meeting"),
        "drives.assignment.made": _("A committee member was assigned to a cell"),
        "drives.assignment.ended": _("An assignment was ended"),
        "drives.roster.accepted": _("A duty roster was accepted"),
        "drives.reminder.sent": _("A reminder was sent"),
        "drives.chain.acknowledged": _("A committee acknowledged the documents of a drive"),
        "drives.chain.passed_on": _("A committee passed the documents of a drive on"),
        "drives.document.issued": _("A document of a committee's own was counted for a drive"),
        "drives.group.set_up": _("A working group was set up"),
        "drives.group.ended": _("The work of a group ended"),
        "drives.visit.noted": _("A visit was written down"),
        "drives.visit.answered": _("A visited body answered what was asked"),
        "drives.task.given": _("A task was given to bodies below"),
        "drives.task.taken": _("A body took its task"),
        "drives.task.reported": _("A body reported on its task"),
        "drives.task.reminded": _("Bodies were reminded of a task"),
        "drives.task.withdrawn": _("A task was withdrawn"),
        "drives.rules.published": _("A version of the rules was published"),
    }
)

"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "meetings.conference.convened": _("A study conference was convened"),
        "meetings.conference.invited": _("More people were convened to a study conference"),
        "meetings.conference.marked": _("Attendance of a study conference was recorded"),
        "meetings.bridge.added": _("A bridge point was added to a conference"),
        "meetings.bridge.assigned": _("Cells were given their bridge points"),
        "meetings.makeup.reminded": _("Those who owe make-up study were reminded"),
        "meetings.makeup.extended": _("The last day of make-up study was moved"),
        "meetings.materials.sent": _("Materials for make-up study were sent"),
        "meetings.makeup.studied": _("Make-up study was reported"),
        "meetings.makeup.proven": _("Proof of make-up study was given"),
        "meetings.makeup.confirmed": _("Make-up study was confirmed by the cell"),
        "meetings.meeting.planned": _("A meeting was planned"),
        "meetings.meeting.opened": _("A meeting was opened"),
        "meetings.meeting.closed": _("A meeting was closed"),
        "meetings.meeting.changed": _("A planned meeting was changed"),
        "meetings.meeting.cancelled": _("A planned meeting was called off"),
        "meetings.meeting.typed": _("A meeting held on paper was opened to be typed in"),
        "meetings.roll.marked": _("The roll of a meeting was called"),
        "meetings.roll.checked_in": _("A member checked in with the code on the wall"),
        "meetings.checkin.set": _("Checking in by code was switched on or off"),
        "meetings.content.ticked": _("What the drive asks for was ticked in a meeting"),
        "meetings.vote.noted": _("A vote was noted"),
        "meetings.vote.corrected": _("The tally of a vote was corrected"),
        "meetings.lesson.offered": _("A model meeting was offered to other cells"),
        "meetings.lesson.approved": _("A model meeting was opened to other cells"),
        "meetings.lesson.returned": _("A model meeting was sent back"),
        "meetings.guest.added": _("A guest of a meeting was noted"),
        "meetings.step.started": _("A step of the agenda was begun"),
        "meetings.step.finished": _("A step of the agenda was finished"),
        "meetings.note.added": _("A note of the meeting was written"),
        "meetings.quality.scored": _("A meeting was given points for its quality"),
        "meetings.activity.planned": _("An event of a drive was planned"),
        "meetings.activity.changed": _("A planned event of a drive was changed"),
        "meetings.activity.held": _("The outcome of an event was written down"),
        "meetings.activity.cancelled": _("A planned event of a drive was called off"),
        "meetings.others.convened": _("People who are no members were convened to study, or counted"),
        "meetings.minutes.saved": _("A revision of the minutes was saved"),
        "meetings.minutes.read": _("A member said what he thinks of the minutes"),
        "meetings.minutes.answered": _("An objection to the minutes was answered"),
        "meetings.minutes.signed": _("The minutes were signed"),
        "meetings.minutes.reopened": _("Signed minutes were opened again"),
    }
)

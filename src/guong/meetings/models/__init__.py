"""Study conferences and meetings: who came, what was noted, and the minutes as immutable revisions."""

from guong.meetings.models.evening import AgendaStep, Attendance, Guest, Meeting, Note
from guong.meetings.models.minutes import Minutes, MinutesOpinion, MinutesReopening, MinutesSignature
from guong.meetings.models.study import Conference, Invitation, MakeUp, Sitting

__all__ = [
    "AgendaStep",
    "Attendance",
    "Conference",
    "Guest",
    "Invitation",
    "MakeUp",
    "Meeting",
    "Minutes",
    "MinutesOpinion",
    "MinutesReopening",
    "MinutesSignature",
    "Note",
    "Sitting",
]

"""Study conferences and meetings: who came, what was noted, and the minutes as immutable revisions."""

from guong.meetings.models.activities import Activity
from guong.meetings.models.evening import (
    AgendaStep,
    Attendance,
    CheckInMiss,
    ContentTick,
    Guest,
    Meeting,
    Note,
    Tap,
)
from guong.meetings.models.lessons import Lesson
from guong.meetings.models.minutes import Minutes, MinutesOpinion, MinutesReopening, MinutesSignature
from guong.meetings.models.others import Others
from guong.meetings.models.quality import QualityScore
from guong.meetings.models.study import BridgePoint, Conference, Invitation, MakeUp, Sitting
from guong.meetings.models.votes import Vote

__all__ = [
    "Activity",
    "AgendaStep",
    "Attendance",
    "BridgePoint",
    "CheckInMiss",
    "Conference",
    "ContentTick",
    "Guest",
    "Invitation",
    "Lesson",
    "MakeUp",
    "Meeting",
    "Minutes",
    "MinutesOpinion",
    "MinutesReopening",
    "MinutesSignature",
    "Note",
    "Others",
    "QualityScore",
    "Sitting",
    "Tap",
    "Vote",
]

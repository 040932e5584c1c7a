"""A drive, the tree and roster it froze when it opened, what cells register, and the tallies."""

from guong.drives.models.drive import Drive, DriveContent, DriveUnit, Milestone, Participant, Phase, RuleSet
from guong.drives.models.guidance import GroupMember, OwnDocument, Relay, Visit, WorkingGroup
from guong.drives.models.pilots import BlockGate, Pilot
from guong.drives.models.registration import Assignment, PartMember, Registration, RegistrationMove, Reminder
from guong.drives.models.tally import Tally
from guong.drives.models.tasks import BodyTask, TaskOrder

__all__ = [
    "Assignment",
    "BlockGate",
    "BodyTask",
    "Drive",
    "DriveContent",
    "DriveUnit",
    "GroupMember",
    "Milestone",
    "OwnDocument",
    "PartMember",
    "Participant",
    "Phase",
    "Pilot",
    "Registration",
    "RegistrationMove",
    "Relay",
    "Reminder",
    "RuleSet",
    "Tally",
    "TaskOrder",
    "Visit",
    "WorkingGroup",
]

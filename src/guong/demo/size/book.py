"""The sheets of everything that is poured."""

from __future__ import annotations

from guong.corrections.models import Action, Finding, HistoryLine, Recheck, RecheckItem
from guong.demo.size.sheets import Sheet
from guong.drives.models import DriveUnit, Participant, Registration, Tally
from guong.meetings.models import Meeting
from guong.org.models import Membership, Person, Post, Standing, Unit
from guong.plans.models import Plan, PlanRevision


class Book:
    """In the order in which rows lean on each other: the embedded database looks at once."""

    def __init__(self) -> None:
        self.units = Sheet(Unit, "code kind block name name_key parent_id path opened_on")
        self.people = Sheet(
            Person,
            "code full_name name_key search_text birth_date birth_year gender admitted_on official_on occupation kind",
        )
        self.memberships = Sheet(Membership, "person_id unit_id from_on")
        self.standings = Sheet(Standing, "person_id kind from_on")
        self.posts = Sheet(Post, "person_id unit_id kind from_on")
        self.nodes = Sheet(DriveUnit, "drive_id unit_id path name name_key kind block is_cell")
        self.roster = Sheet(Participant, "drive_id person_id unit_id standing eligible kind")
        self.registrations = Sheet(
            Registration,
            "drive_id unit_id part_no starts_at place mode chair_id state registered_at held_on as_registered",
        )
        self.meetings = Sheet(
            Meeting,
            "unit_id drive_id registration_id kind state starts_at place mode chair_id secretary_id opened_at closed_at "
            "conclusion",
        )
        self.findings = Sheet(
            Finding,
            "drive_id unit_id subject person_id source meeting_id kind fact cause_kind cause severity state stated_at "
            "stated_by_label told_at answered_at closed_at closed_by_id",
        )
        self.actions = Sheet(
            Action,
            "finding_id owner_id measure deadline state evidence created_at reported_at confirmed_at confirmed_by_id",
        )
        self.history = Sheet(HistoryLine, "finding_id action_id event at by_id text")
        self.rechecks = Sheet(Recheck, "drive_id unit_id after_id due_on round_no created_at answered_at")
        self.items = Sheet(RecheckItem, "recheck_id action_id doer_id listed_at outcome judged_by_id judged_at")
        self.plans = Sheet(
            Plan,
            "drive_id person_id unit_id year state draft stamp saved_at presented_at presented_in_id submitted_at "
            "accepted_at accepted_by_id",
        )
        self.revisions = Sheet(PlanRevision, "plan_id number content made_at made_by_label")
        self.tallies = Sheet(
            Tally,
            "drive_id unit_id path total exempt eligible parts registered held held_as_registered findings "
            "findings_owned findings_closed findings_held findings_judged_1m findings_held_1m actions actions_on_time "
            "actions_on_first_day actions_open rechecks_due rechecks_answered plans_submitted plans_accepted changed",
        )
        self.sheets = [value for value in vars(self).values() if isinstance(value, Sheet)]

    def pour(self, *, everything: bool = False) -> None:
        """Sheets into the database, in order, as soon as one is full."""
        if everything or any(sheet.full for sheet in self.sheets):
            for sheet in self.sheets:
                sheet.pour()

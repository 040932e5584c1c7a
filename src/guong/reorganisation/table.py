"""What happens to every relation with a unit when the unit ends: one line for each foreign key of the product.

A test walks all models and fails for a foreign key to a unit, a membership or an office that has no line here.
`KEPT` is the rule: records stay where they were made, and rights over them pass on. What differs is acted on by name in
`services.settling` (REGIVEN, MOVED) or by the line itself (FOLLOWS, for the rows that `only` picks out).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.reorganisation.enums import Fate


@dataclass(frozen=True, slots=True)
class Line:
    """The fate of one foreign key; `words`: what the rows are called on the page; `only`: which of them FOLLOW."""

    fate: Fate
    words: Any
    only: Mapping[str, Any] = field(default_factory=dict)


def _kept(words: Any) -> Line:
    return Line(Fate.KEPT, words)


TABLE: dict[str, Line] = {
    "org.Unit.parent": Line(Fate.MOVED, _("Units below it")),
    "org.UnitPast.unit": _kept(_("Earlier names and places")),
    "org.UnitPast.parent": _kept(_("Earlier names and places of units below it")),
    "org.UnitProfile.unit": _kept(_("Typed figures")),
    "org.Membership.unit": Line(Fate.REGIVEN, _("Memberships")),
    "org.Post.unit": Line(Fate.REGIVEN, _("Offices in it")),
    "org.Portfolio.unit": Line(Fate.REGIVEN, _("Fields of work")),
    "org.Portfolio.area": _kept(_("Fields of work that follow it")),
    "org.StandingRequest.unit": _kept(_("Requests for a standing")),
    "access.Grant.unit": Line(Fate.REGIVEN, _("Rights in it")),
    "access.Opening.unit": _kept(_("Openings of files")),
    "directives.Directive.issuing_unit": _kept(_("Documents that it issued")),
    "directives.Term.unit": _kept(_("Its terms")),
    "directives.AuthorityTable.unit": _kept(_("Tables of who may issue what")),
    "directives.Draft.unit": _kept(_("Documents that it was writing")),
    "directives.DocumentLine.kept_in": _kept(_("Lines of documents that it keeps")),
    "directives.Directive.registered_in": _kept(_("Documents in its register")),
    "drives.RuleSet.unit": _kept(_("Published rules")),
    "drives.Drive.owner": Line(Fate.FOLLOWS, _("Drives in preparation that it owns"), {"state": "draft"}),
    "drives.Drive.adviser": Line(Fate.FOLLOWS, _("Drives in preparation that it advises"), {"state": "draft"}),
    "drives.Drive.scope_unit": Line(Fate.FOLLOWS, _("Drives in preparation that cover it"), {"state": "draft"}),
    "drives.DriveUnit.unit": _kept(_("Places in the frozen trees of drives")),
    "drives.Participant.unit": _kept(_("Frozen rosters of drives")),
    "drives.Registration.unit": _kept(_("Registrations of its meetings")),
    "drives.Pilot.unit": _kept(_("Its turn as a pilot")),
    "drives.PartMember.unit": _kept(_("Who came to which part of its meeting")),
    "drives.Assignment.unit": _kept(_("Assignments of committee members")),
    "drives.Reminder.unit": _kept(_("Reminders that it got")),
    "drives.Tally.unit": _kept(_("Counted figures")),
    "drives.OwnDocument.unit": _kept(_("Documents of its own for a drive")),
    "drives.Relay.unit": _kept(_("Documents that it handed down")),
    "drives.WorkingGroup.unit": _kept(_("Working groups that it set up")),
    "drives.TaskOrder.unit": _kept(_("Tasks that it gave")),
    "drives.BodyTask.unit": _kept(_("Tasks that it was given")),
    "drives.Visit.unit": _kept(_("Visits to it")),
    "library.Item.unit": _kept(_("Things on its shelf")),
    "library.Frame.unit": _kept(_("Agendas that it handed down or adapted")),
    "library.Photo.unit": _kept(_("Its photographs")),
    "library.Pack.unit": _kept(_("Materials that it sent ahead")),
    "library.Receipt.unit": _kept(_("Receipts of materials by its members")),
    "questions.Question.unit": _kept(_("Questions that it asked")),
    "questions.Question.at": _kept(_("Questions that lie with it")),
    "questions.Answer.unit": _kept(_("Answers that it gave")),
    "gates.NoneStated.unit": _kept(_("Members who had nothing to name")),
    "gates.PhaseGate.unit": _kept(_("Phases closed in it")),
    "rehearsals.Rehearsal.unit": _kept(_("Its rehearsal")),
    "rehearsals.Rehearsal.root": _kept(_("The rehearsal that it is")),
    "calendars.Feed.unit": _kept(_("Secret addresses of its calendar")),
    "meetings.Activity.unit": _kept(_("Its events in drives")),
    "meetings.Conference.unit": _kept(_("Conferences that it convened")),
    "meetings.Invitation.unit": _kept(_("Invitations to study")),
    "meetings.Others.unit": _kept(_("People who are no members whom it sent to study")),
    "meetings.Meeting.unit": _kept(_("Meetings held or planned in it")),
    "reviews.SelfReview.unit": _kept(_("Self-reviews written in it")),
    "reviews.Promise.unit": _kept(_("Promises of members who took part in it")),
    "reviews.Promise.from_unit": _kept(_("Promises that its office entered")),
    "reviews.MirrorCatalogue.unit": _kept(_("Catalogues of manifestations that it entered")),
    "reviews.Suggestion.unit": _kept(_("Suggestions made to it")),
    "reviews.Suggestion.from_unit": _kept(_("Suggestions that it made")),
    "reviews.CollectiveReport.unit": _kept(_("Its reports on itself")),
    "reviews.TypedRemark.unit": _kept(_("Remarks typed for its members that wait for a yes")),
    "reviews.Remark.unit": _kept(_("Remarks spoken in it")),
    "corrections.Finding.unit": _kept(_("Shortcomings found in it")),
    "corrections.Finding.raised_by": _kept(_("Shortcomings that it found when supervising")),
    "corrections.TagCatalogue.unit": _kept(_("Fields of shortcomings that it published")),
    "corrections.Target.unit": _kept(_("Targets of its year or term")),
    "corrections.Indicator.unit": _kept(_("Indicators watched in it")),
    "corrections.Recheck.unit": _kept(_("Second looks taken in it")),
    "plans.Plan.unit": _kept(_("Personal plans written in it")),
    "plans.Delivery.recipient": _kept(_("Copies of plans that it received")),
    "plans.Posting.unit": _kept(_("Posted plans")),
    "plans.RouteTable.unit": _kept(_("Published tables of where copies go")),
    "plans.Supervision.body": _kept(_("Its plans of supervision")),
    "plans.Supervision.cell": _kept(_("Supervision of it")),
    "plans.Programme.unit": _kept(_("Its action programmes")),
    "ratings.Scheme.unit": _kept(_("Schemes of rating that it published")),
    "ratings.CapGrounds.unit": _kept(_("Grounds that it stated for its share")),
    "ratings.Rating.unit": _kept(_("Year-end ratings in it")),
    "ratings.Rating.decided_in": _kept(_("Ratings that were sent to it to decide")),
    "ratings.Petition.unit": _kept(_("Petitions about ratings that it answers")),
    "ratings.Ballot.unit": _kept(_("Tallies of its secret votes")),
    "ratings.Publication.unit": _kept(_("Lists of levels that it published")),
    "figures.NodeSummary.unit": _kept(_("Summaries of figures in frozen trees")),
    "privacy.Request.unit": _kept(_("Requests about personal data")),
    "privacy.Hold.unit": _kept(_("Holds on erasure")),
    "privacy.Certificate.unit": _kept(_("Certificates of erasure")),
    "privacy.Settings.unit": _kept(_("Its times of keeping")),
    "exchange.PendingImport.under": _kept(_("Lists waiting to be brought in")),
    "reorganisation.Reorganisation.under": _kept(_("Reorganisations")),
    "reorganisation.Succession.predecessor": _kept(_("What followed it")),
    "reorganisation.Succession.successor": _kept(_("What it followed")),
    "reorganisation.Introduction.from_unit": _kept(_("Members whom it introduced elsewhere")),
    "reorganisation.Introduction.to_unit": _kept(_("Members who were introduced to it")),
    "reorganisation.Transfer.from_unit": _kept(_("Members who left it")),
    "reorganisation.Transfer.to_unit": _kept(_("Members who came to it")),
}

"""Votes as tallies (R5): noted once, corrected only by a newer tally with its reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.text import clean_line
from guong.meetings import events, rules  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import MeetingState, VoteWay
from guong.meetings.models import Meeting, Vote
from guong.meetings.querysets import is_signed, voting_people
from guong.meetings.services.common import locked, require_open

MOST = 9999
_FAULTS = {
    "number": _("Each number is a whole one, from 0 to 9999."),
    "none": _("Nobody has voted yet: write how many ballots were given out, or hands were counted."),
    "sum": _("For, against, no opinion and invalid make %(sum)s, but %(given)s were given out. Count again."),
    "members": _("%(given)s were given out, but only %(members)s members have a vote. Look at both numbers."),
    "hands": _("A show of hands has no invalid ones. Choose paper ballots, or write 0."),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Whole numbers of one vote; `voteless`: members of the body without a vote (probationary)."""

    given_out: int
    in_favour: int
    against: int
    no_opinion: int
    invalid: int = 0
    voteless: int = 0


@service
def note_vote(*, actor: Actor, meeting: Meeting, title: str, way: str, tally: Tally) -> Vote:
    """Note a vote of a meeting under way, as a tally (R5): the four numbers make exactly the ballots given out."""
    row = locked(actor, meeting)
    require_open(row)
    return _make(actor, row, title, way, tally, None, "")


@service
def correct_vote(*, actor: Actor, vote: Vote, tally: Tally, reason: str) -> Vote:
    """Put a newer tally in the place of a wrong one, which stays readable with the reason. Not under signed minutes."""
    row = locked(actor, vote.meeting)
    if row.state not in {MeetingState.OPEN, MeetingState.CLOSED}:
        require_open(row)
    if is_signed(row.minutes.order_by("-number").first()):
        raise Invalid(_("The minutes are signed. Open them again with a reason, then correct the vote."))
    old = Vote.objects.select_for_update(of=("self",)).get(pk=vote.pk)
    if Vote.objects.filter(corrects=old).exists():
        raise Invalid(_("This tally was corrected already. Correct the newest one."))
    words = clean_line(reason)[:300]
    if not words:
        raise Invalid(_("Say why the tally is corrected: it stays beside both."), field="reason")
    return _make(actor, row, old.title, old.way, tally, old, words)


def _make(
    actor: Actor, meeting: Meeting, title: str, way: str, tally: Tally, corrects: Vote | None, reason: str
) -> Vote:
    words = clean_line(title)[:300]
    if not words:
        raise Invalid(_("Say what was voted on."), field="title")
    if way not in VoteWay.values:
        raise Invalid(_("Choose how the vote was taken: by hands or on paper."), field="way")
    members = voting_people(meeting).count()
    fault, field = rules.vote_fault(way, members, **asdict(tally))
    if fault:
        total = tally.in_favour + tally.against + tally.no_opinion + tally.invalid
        params = {"sum": total, "given": tally.given_out, "members": members - tally.voteless}
        raise Invalid(_FAULTS[fault], field=field, params=params)
    made = Vote.objects.create(
        meeting=meeting, title=words, way=way, members=members, noted_at=clock.now(), noted_by_label=actor.label,
        corrects=corrects, reason=reason, **asdict(tally),
    )  # fmt: skip
    code = "meetings.vote.corrected" if corrects else "meetings.vote.noted"
    record(actor, code, made, unit_path=meeting.unit.path, changes={"members": members, **asdict(tally)})
    return made

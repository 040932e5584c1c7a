"""What stands beside a meeting under way: votes, what the drive asks for, hints, the code on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.drives import rulebook
from guong.drives.models import DriveContent, RuleSet
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings import codes, rules
from guong.meetings.enums import MeetingKind, MeetingState
from guong.meetings.models import ContentTick, Meeting, Vote
from guong.meetings.perms import RUN
from guong.meetings.querysets import day_of, is_signed, ruleset_of, voting_people
from guong.meetings.selectors.evening import Roll, body
from guong.meetings.selectors.regular import merged, stands_alone

_QUARTER = 92  # days


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A tally: `needed` of `members` in favour carry it (R5). `earlier`: tallies that this one corrected, newest first."""

    vote: Vote
    members: int
    needed: int
    carried: bool
    earlier: list[Vote]


def votes(*, actor: Actor, meeting: Meeting) -> list[VoteLine]:
    """The standing tallies of a meeting, for the members of its body."""
    body(actor=actor, unit_id=meeting.unit_id)
    return vote_lines(meeting)


def vote_lines(meeting: Meeting) -> list[VoteLine]:
    """The standing tallies, each with those it corrected. For rooms above that have asked for the right."""
    rows = {one.pk: one for one in meeting.votes.all()}
    corrected = {one.corrects_id for one in rows.values() if one.corrects_id}
    return [_line(one, rows) for one in rows.values() if one.pk not in corrected]


def _line(vote: Vote, rows: dict[int, Vote]) -> VoteLine:
    earlier, at = [], vote
    while at.corrects_id:
        at = rows[at.corrects_id]
        earlier.append(at)
    members = vote.members - vote.voteless
    return VoteLine(vote, members, rules.needed(members), rules.carried(vote.in_favour, members), earlier)


def vote(*, actor: Actor, vote_id: int) -> tuple[Vote, bool]:
    """One standing tally for whoever runs the meetings of the body, and whether it may still be corrected."""
    found = Vote.objects.select_related("meeting__unit__parent", "meeting__drive").filter(pk=vote_id).first()
    if found is None:
        raise NotFound
    actor.require(RUN, found.meeting.unit.path)
    open_still = not is_signed(found.meeting.minutes.order_by("-number").first())
    return found, open_still and not Vote.objects.filter(corrects=found).exists()


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who has a vote, who of them is here, how many are needed for a resolution: more than half of the members (R5)."""

    members: int
    present: int
    needed: int

    @property
    def enough(self) -> bool:
        return self.present >= self.needed


def quorum(*, actor: Actor, meeting: Meeting, roll: Roll) -> Quorum:
    """Counted from the roll, for whoever runs the meeting."""
    actor.require(RUN, meeting.unit.path)
    return quorum_of(meeting, roll)


def quorum_of(meeting: Meeting, roll: Roll) -> Quorum:
    """The same, for rooms above and doors that have asked for the right."""
    voting = set(voting_people(meeting).values_list("pk", flat=True))
    return Quorum(len(voting), sum(line.person.pk in voting for line in roll.here), rules.needed(len(voting)))


@dataclass(frozen=True, slots=True)
class ContentLine:
    content: DriveContent
    tick: ContentTick | None


def contents(*, actor: Actor, meeting: Meeting) -> list[ContentLine]:
    """What the drive asks this meeting to treat, with the ticks (S99); nothing outside a drive's own meeting."""
    body(actor=actor, unit_id=meeting.unit_id)
    if meeting.drive_id is None:
        return []
    ticks = {one.content_id: one for one in meeting.ticks.all()}
    return [ContentLine(one, ticks.get(one.pk)) for one in DriveContent.objects.filter(drive=meeting.drive_id)]


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence for the chair. `unconfirmed`: the rule behind it is not confirmed by the party office."""

    code: str
    words: str
    source: str
    unconfirmed: bool


_WORDS: dict[str, tuple[Any, str, str]] = {
    "short": (_("%(lasts)s minutes; the rule asks for at least %(shortest)s."), "R6", "minutes"),
    "no_opening": (_("The agenda has no opening words."), "R9", ""),
    "no_roll_call": (_("The agenda has no roll call."), "R9", ""),
    "no_open_items": (_("The agenda does not look again at what is open."), "R9", ""),
    "no_conclusion": (_("The agenda has no conclusion."), "R9", ""),
    "no_chair": (_("Nobody is named as chair yet."), "R9", ""),
    "no_secretary": (_("Nobody is named to keep the minutes yet."), "R9", ""),
    "attendance": (
        _("%(present)s of %(expected)s are here; the norm is %(norm)s %%. Ask the absent for their reasons."), "R10",
        "attendance_norm_percent",
    ),
    "quorum": (
        _("%(here)s of %(members)s members are here: no resolution can be carried, it needs %(needed)s in favour."), "R5", "",
    ),
    "theme": (_("The last meeting with a theme is more than a quarter ago, or there was none."), "R7", ""),
    "alone": (
        _("No regular meeting is planned in this month. A thematic meeting never replaces it: plan it, too."), "R7", "",
    ),
    "merged": (_("Another meeting of this body runs at the same time. Hold one after the other."), "R7", ""),
}  # fmt: skip


def hints(
    *, actor: Actor, meeting: Meeting, roll: Roll, ending: bool = False, quorum: Quorum | None = None
) -> list[Hint]:
    """What the rule set in force says about this meeting, as hints and never as refusals (R5, R6, R7, R9, R10).

    `ending`: the minutes that have passed count instead of those of the agenda. `quorum`: when it was counted already.
    """
    actor.require(RUN, meeting.unit.path)
    ruleset = ruleset_of(meeting)
    key = "thematic_minutes" if meeting.kind == MeetingKind.THEMATIC else "regular_minutes"
    steps = list(meeting.steps.all())
    count = quorum or quorum_of(meeting, roll)
    facts = rules.HintFacts(
        lasts=_passed(meeting) if ending else sum(step.minutes for step in steps),
        shortest=rulebook.value(ruleset, key) if meeting.unit.is_cell else 0,
        kinds=frozenset(step.kind for step in steps),
        chair=meeting.chair_id is not None, secretary=meeting.secretary_id is not None,
        begun=meeting.state == MeetingState.OPEN and not roll.waiting,
        present=roll.present, expected=roll.expected, norm_percent=rulebook.value(ruleset, "attendance_norm_percent"),
        members=count.members, months_without_theme=_months_without_theme(meeting), alone=stands_alone(meeting),
        merged=merged(meeting, rulebook.value(ruleset, "regular_minutes")),
    )  # fmt: skip
    params = {
        "lasts": facts.lasts, "shortest": facts.shortest, "present": roll.present, "expected": roll.expected,
        "norm": facts.norm_percent, "here": count.present, "members": count.members, "needed": count.needed,
    }  # fmt: skip
    return [_hint(code, params, ruleset, key) for code in rules.hints(facts)]


def _hint(code: str, params: dict[str, int], ruleset: RuleSet, minutes_key: str) -> Hint:
    words, source, key = _WORDS[code]
    entry = ruleset.values.get(minutes_key if key == "minutes" else key, {}) if key else {"confirmed": source != "R7"}
    return Hint(code, str(words) % params, source, not entry.get("confirmed", False))


def _passed(meeting: Meeting) -> int:
    """Whole minutes since the meeting was opened."""
    if meeting.opened_at is None:
        return 0
    return int((clock.now() - meeting.opened_at).total_seconds() // 60)


def _months_without_theme(meeting: Meeting) -> int:
    """Months since the last thematic meeting of a cell, counted for a regular meeting only; 0 when there is none to speak of."""
    if meeting.kind != MeetingKind.REGULAR or not meeting.unit.is_cell:
        return 0
    day = day_of(meeting.starts_at)
    since = clock.local(day.year, day.month, day.day) - timedelta(days=_QUARTER)
    themes = Meeting.objects.filter(unit=meeting.unit_id, kind=MeetingKind.THEMATIC).exclude(
        state=MeetingState.CANCELLED
    )
    return 0 if themes.filter(starts_at__gte=since).exists() else 3


def wall_code(*, actor: Actor, meeting: Meeting) -> str:
    """The code that stands on the wall now, for whoever runs the meeting; "" when nobody checks in by code."""
    if not meeting.checkin_secret or meeting.state != MeetingState.OPEN or not actor.can(RUN, meeting.unit.path):
        return ""
    return codes.code_at(meeting.checkin_secret, clock.now().timestamp())


def may_check_in(*, actor: Actor, meeting: Meeting) -> bool:
    """Whether a member may type the code: it stands on the wall, and the roll does not know him or her yet."""
    body(actor=actor, unit_id=meeting.unit_id)
    waits = not meeting.attendances.filter(person_id=actor.person_id or 0).exists()
    return bool(meeting.checkin_secret) and meeting.state == MeetingState.OPEN and waits


def is_past(meeting: Meeting, today: date) -> bool:
    """Whether the day of a planned meeting has come, so that it may have been held on paper. For rooms above that hold the meeting."""
    return meeting.state == MeetingState.PLANNED and day_of(meeting.starts_at) <= today

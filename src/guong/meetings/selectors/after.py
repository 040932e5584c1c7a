"""What the chair and the secretary look at after a meeting: who spoke by age (S13), its points (R11), whom to ask after (R4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from guong.drives import rulebook
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.dates import full_years
from guong.meetings import rules
from guong.meetings.enums import HERE, MeetingState, Presence
from guong.meetings.models import Attendance, Meeting, QualityScore
from guong.meetings.perms import RUN
from guong.meetings.querysets import day_of, leads, quality_rules, ruleset_of
from guong.org.models import Person, Unit

_YEAR = timedelta(days=366)


def speakers(*, actor: Actor, meeting: Meeting, also: Collection[int] = ()) -> list[rules.AgeCount]:
    """How many of those present spoke, by age group, for whoever runs the meeting: numbers only, small ones joined (S13).

    `also`: people whose remarks other rooms keep. Whoever has no year of birth is left out.
    """
    actor.require(RUN, meeting.unit.path)
    spoke = {*meeting.notes.values_list("speaker_id", flat=True), *also}
    here = meeting.attendances.filter(presence__in=sorted(HERE)).values("person_id")
    day = day_of(meeting.starts_at)
    people = [
        (age, one.pk in spoke) for one in Person.objects.filter(pk__in=here) if (age := _age(one, day)) is not None
    ]
    return rules.speakers_by_age(people, rulebook.value(ruleset_of(meeting), "min_group"))


def _age(person: Person, day: date) -> int | None:
    if person.birth_date is not None:
        return full_years(person.birth_date, day)
    return None if person.birth_year is None else day.year - person.birth_year


@dataclass(frozen=True, slots=True)
class Quality:
    """The points of a meeting: `most` by criterion as the rules say now, `score` when it was given. `named`: criterion → words."""

    most: dict[str, int]
    score: QualityScore | None
    named: dict[str, str]


def quality(*, actor: Actor, meeting: Meeting) -> Quality | None:
    """For whoever runs the meeting; None where the module is off, or while the meeting is not closed."""
    actor.require(RUN, meeting.unit.path)
    most, _bounds = quality_rules(meeting)
    if not most or meeting.state != MeetingState.CLOSED:
        return None
    named = {name: str(rulebook.KEYS[name].label) for name in most}
    return Quality(most, QualityScore.objects.filter(meeting=meeting).first(), named)


@dataclass(frozen=True, slots=True)
class Missed:
    """A member of the body who was absent without reason in so many of the last twelve months (R4)."""

    person: Person
    months: int


def to_ask_after(*, actor: Actor, unit: Unit) -> list[Missed]:
    """For the committee of the body alone: whom it may ask after. A flag by the published number of months, and no act (R4)."""
    if not leads(actor, unit, RUN):
        return []
    today = clock.today()
    rows = Attendance.objects.filter(
        meeting__unit=unit, meeting__state=MeetingState.CLOSED, presence=Presence.ABSENT,
        meeting__starts_at__gte=clock.now() - _YEAR, person__memberships__unit=unit, person__memberships__to_on=None,
    )  # fmt: skip
    days: dict[Person, list[date]] = defaultdict(list)
    for row in rows.select_related("person", "meeting").order_by("person__name_key", "pk"):
        days[row.person].append(day_of(row.meeting.starts_at))
    least = rulebook.value(rulebook.current(unit.path), "absent_months")
    found = [Missed(person, rules.missed_months(times, today, least)) for person, times in days.items()]
    return [one for one in found if one.months]

"""How minutes stand: who has read them and what was said, who has signed, what may be done now (D3, D4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings import rules
from guong.meetings.enums import MeetingState, MinutesWord, SignPart
from guong.meetings.models import Meeting, Minutes, MinutesOpinion, MinutesReopening, MinutesSignature
from guong.meetings.perms import RUN
from guong.meetings.querysets import body_people, expected_people, is_signed, read_until
from guong.meetings.selectors.evening import body


@dataclass(frozen=True, slots=True)
class Reading:
    """The state of one revision. `said` of `expected` have spoken; `objections` come in the order in which they were written,
    those of earlier versions first. `may_say`, `may_sign` (parts), `may_note_paper` (parts), `may_reopen`: for this actor, now."""

    until: date
    said: int
    expected: int
    counts: list[tuple[str, int]]  # word, how many
    objections: list[MinutesOpinion]
    mine: MinutesOpinion | None
    signatures: list[MinutesSignature]
    reopenings: list[MinutesReopening]
    signed: bool
    may_say: bool
    may_sign: list[str]
    may_note_paper: list[str]
    may_reopen: bool


def reading(*, actor: Actor, minutes: Minutes) -> Reading:
    """For the members of the body: everybody reads every objection and its answer."""
    meeting = minutes.meeting
    body(actor=actor, unit_id=meeting.unit_id)
    opinions = list(minutes.opinions.select_related("person"))
    mine = next((one for one in opinions if one.person_id == actor.person_id), None)
    signatures = list(minutes.signatures.select_related("person").order_by("signed_at", "pk"))
    until, signed, runs = read_until(minutes), is_signed(minutes), actor.can(RUN, meeting.unit.path)
    open_parts = _open_parts(minutes, meeting, opinions, signatures, until)
    belongs = body_people(meeting).filter(pk=actor.person_id or 0).exists()
    spoken = {one.person_id for one in opinions}
    return Reading(
        until=until,
        said=expected_people(meeting).filter(pk__in=spoken).count(),
        expected=expected_people(meeting).count(),
        counts=[(word, sum(one.word == word for one in opinions)) for word in MinutesWord.values],
        objections=_objections(meeting),
        mine=mine,
        signatures=signatures,
        reopenings=list(
            MinutesReopening.objects.filter(minutes__meeting=meeting).select_related("minutes").order_by("opened_at")
        ),
        signed=signed,
        may_say=belongs and mine is None and clock.today() <= until and not signed,
        may_sign=[part for part in open_parts if _is_theirs(actor, meeting, part, runs)],
        may_note_paper=[part for part in open_parts if runs and _named(meeting, part) not in (None, actor.person_id)],
        may_reopen=runs and signed,
    )


def _objections(meeting: Meeting) -> list[MinutesOpinion]:
    rows = MinutesOpinion.objects.filter(minutes__meeting=meeting).exclude(text="")
    return list(rows.select_related("person", "minutes", "answered_by").order_by("minutes__number", "said_at", "pk"))


def _open_parts(
    minutes: Minutes, meeting: Meeting, opinions: list[MinutesOpinion], signatures: list[MinutesSignature], until: date
) -> list[str]:
    """Parts that can be signed today, whoever signs them."""
    if meeting.state != MeetingState.CLOSED:
        return []
    spoken = [one.person_id for one in opinions] + [pk for pk in (meeting.chair_id, meeting.secretary_id) if pk]
    all_said = not rules.unmarked(expected_people(meeting).values_list("pk", flat=True), spoken)
    waiting = sum(bool(one.text) and not one.answer for one in opinions)
    have = [one.part for one in signatures]
    return [
        part
        for part in SignPart.values
        if not rules.signing_fault(
            part, today=clock.today(), read_until=until, all_said=all_said, unanswered=waiting, signed=have
        )
    ]


def _named(meeting: Meeting, part: str) -> int | None:
    return meeting.chair_id if part == SignPart.CHAIR else meeting.secretary_id


def _is_theirs(actor: Actor, meeting: Meeting, part: str, runs: bool) -> bool:
    named = _named(meeting, part)
    return runs if named is None else named == actor.person_id


def opinion(*, actor: Actor, opinion_id: int) -> MinutesOpinion:
    """One objection, for whoever runs the meetings of its body."""
    found = MinutesOpinion.objects.select_related("minutes__meeting__unit", "person").filter(pk=opinion_id).first()
    if found is None:
        raise NotFound
    actor.require(RUN, found.minutes.meeting.unit.path)
    return found

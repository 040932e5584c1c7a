"""Remarks to a committee as each side sees them. No row of this module carries an author who asked to be withheld (D14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from guong.drives import rulebook
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.org.models import Unit
from guong.org.querysets import in_scope
from guong.org.selectors import unit as org_unit
from guong.reviews import rules
from guong.reviews.enums import Addressee, Kept, UpwardState
from guong.reviews.models import Remark, Reply, UpwardCourse
from guong.reviews.ownership import made_by, own_q
from guong.reviews.perms import ANSWER, REMARKS
from guong.reviews.selectors.common import me

BODY = "meetings.meeting:read"


@dataclass(frozen=True, slots=True)
class Upward:
    """A remark to a committee. `author` is empty when withheld or not for this reader; `fact` when words do not go there."""

    pk: int
    unit: Unit
    addressee: str
    made_on: date
    answer_by: date
    state: UpwardState
    fact: str = ""
    author: str = ""
    unnamed: bool = False
    reply: Reply | None = None
    course: UpwardCourse | None = None
    topic: str = ""


def _rows() -> QuerySet[Remark]:
    rows = Remark.objects.filter(is_strength=False).exclude(addressee=Addressee.PERSON)
    return rows.select_related("unit__parent", "author", "drive__ruleset", "reply__by", "course").order_by(
        "made_at", "pk"
    )


def _shown(remark: Remark, *, words: bool = True, author: bool = False) -> Upward:
    made_on = remark.made_at.astimezone(clock.ZONE).date()
    days = rulebook.value(remark.drive.ruleset, "upward_answer_days")
    late = rulebook.value(remark.drive.ruleset, "upward_very_late_days")
    reply: Reply | None = getattr(remark, "reply", None)
    state = rules.upward_state(
        made_on, clock.today(), answered=reply is not None, answer_days=days, late_days=late
    )  # fmt: skip
    return Upward(
        pk=remark.pk, unit=remark.unit, addressee=remark.addressee, made_on=made_on,
        answer_by=rules.answer_by(made_on, days), state=UpwardState(state), fact=remark.fact if words else "",
        topic=str(remark.get_topic_display()) if remark.topic else "",
        author=remark.author_name if author else "", unnamed=remark.unnamed, reply=reply if words else None,
        course=getattr(remark, "course", None) if words else None,
    )  # fmt: skip


def _here(actor: Actor, field: str) -> Q:
    """The very committees at which the right was given, never what lies below them (law 1)."""
    scope = actor.scope(ANSWER)
    return Q() if scope.everything else Q(**{f"{field}__in": sorted(scope.exact | scope.subtrees)})


def _addressed(actor: Actor) -> QuerySet[Remark]:
    higher = Q(addressee=Addressee.HIGHER) & _here(actor, "unit__parent__path")
    own_cell = in_scope(Remark.objects.filter(addressee=Addressee.COMMITTEE), actor.scope(REMARKS)).values("pk")
    return _rows().filter(higher | Q(pk__in=own_cell))


def upward_to_answer(*, actor: Actor, addressee: str = "") -> list[Upward]:
    """What waits for an answer of the committees for which the actor answers, the oldest first; never the actor's own."""
    rows = _addressed(actor).filter(reply__isnull=True).exclude(own_q(me(actor=actor)))
    if addressee:
        rows = rows.filter(addressee=addressee)
    return [_shown(one, author=True) for one in rows]


def upward_answered(*, actor: Actor, limit: int = 60) -> list[Upward]:
    """What these committees answered, the newest first, with the verdict of whoever asked."""
    rows = _addressed(actor).filter(reply__isnull=False).order_by("-reply__at", "-pk")
    return [_shown(one, author=True) for one in rows[:limit]]


@dataclass(frozen=True, slots=True)
class UpwardFigures:
    """What the committees for which the actor answers have done with remarks to them: process counts, no persons."""

    answered: Ratio
    in_time: Ratio
    median_days: int | None
    kept: Ratio  # promises whose author says that they were kept, of those he has judged
    topics: list[tuple[str, int, int]]  # (topic, remarks, cells)


def upward_figures(*, actor: Actor) -> UpwardFigures:
    """Answered n of, within the days of the rule, days in the middle, promises kept, and topics over the cells (S9)."""
    rows = list(_addressed(actor))
    shown = [_shown(one, words=False) for one in rows]
    answered = [(one, days) for one, row in zip(shown, rows, strict=True) if (days := _days(row)) is not None]
    in_time = sum(days <= (one.answer_by - one.made_on).days for one, days in answered)
    judged = [row.course.kept for row in rows if getattr(row, "course", None) and row.course.kept]
    topics: dict[str, list[int]] = {}
    for row in rows:
        topics.setdefault(str(row.get_topic_display()) if row.topic else "", []).append(row.unit_id)
    grouped = [(topic, len(units), len(set(units))) for topic, units in topics.items() if topic]
    return UpwardFigures(
        Ratio(len(answered), len(rows)), Ratio(in_time, len(answered)), rules.median([days for _one, days in answered]),
        Ratio(judged.count(Kept.KEPT), len(judged)), sorted(grouped, key=lambda one: (-one[2], -one[1], one[0])),
    )  # fmt: skip


def _days(remark: Remark) -> int | None:
    reply: Reply | None = getattr(remark, "reply", None)
    if reply is None:
        return None
    return (reply.at.astimezone(clock.ZONE).date() - remark.made_at.astimezone(clock.ZONE).date()).days


def upward_late_below(*, actor: Actor) -> list[Upward]:
    """One step up by itself: what a committee right below has left very long. Cell and days only, no word (law 1)."""
    if not actor.scope(ANSWER):
        return []
    cell_committees = Q(addressee=Addressee.COMMITTEE) & _here(actor, "unit__parent__path")
    committees = Q(addressee=Addressee.HIGHER) & _here(actor, "unit__parent__parent__path")
    rows = _rows().filter(cell_committees | committees, reply__isnull=True)
    shown = [_shown(one, words=False) for one in rows]
    return [one for one in shown if one.state == UpwardState.VERY_OVERDUE]


def upward_addressed(*, actor: Actor, remark_id: int) -> tuple[Remark, Upward]:
    """One remark for the body addressed, with what its page shows. NotFound for everybody else and for the author."""
    found = _addressed(actor).filter(pk=remark_id).first()
    if found is None or made_by(found, me(actor=actor)):
        raise NotFound
    return found, _shown(found, author=True)


def upward_by_me(*, actor: Actor) -> list[Upward]:
    """What the actor said to a committee, the newest first, with its answer and his or her own verdict."""
    return [_shown(one) for one in _rows().filter(own_q(me(actor=actor))).order_by("-made_at", "-pk")]


def upward_mine(*, actor: Actor, remark_id: int) -> Remark:
    """One of the actor's own remarks to a committee. NotFound for everybody else."""
    found = _rows().filter(own_q(me(actor=actor)), pk=remark_id).first()
    if found is None or actor.person_id is None:
        raise NotFound
    return found


def answers_to_verdict(*, actor: Actor) -> int:
    """How many answers of the committee above wait for the actor's word on whether they answer."""
    rows = _rows().filter(own_q(me(actor=actor)), addressee=Addressee.HIGHER, reply__isnull=False)
    judged = UpwardCourse.objects.filter(remark=OuterRef("pk")).exclude(verdict="")
    return rows.filter(~Exists(judged)).order_by().count()


def promises_to_judge(*, actor: Actor) -> int:
    """How many promises of the committee above have come to their day and wait for the actor's word on whether they were kept."""
    rows = _rows().filter(own_q(me(actor=actor)), addressee=Addressee.HIGHER)
    come = UpwardCourse.objects.filter(remark=OuterRef("pk"), commit_on__lte=clock.today(), kept="")
    return rows.filter(Exists(come.exclude(commitment=""))).order_by().count()


def answers_of_unit(*, actor: Actor, unit_id: int) -> tuple[Unit, list[Upward]]:
    """What came back to a cell from those it addressed, the newest first, without authors: for every member of the cell."""
    unit = org_unit(actor=actor, unit_id=unit_id, perm=BODY)
    rows = _rows().filter(unit=unit, reply__isnull=False).order_by("-reply__at", "-pk")
    return unit, [_shown(one) for one in rows]


def answers_for_meeting(*, actor: Actor, meeting: Meeting) -> list[Upward]:
    """Answers of the committee above that came since the body's last meeting: an item of this one's agenda."""
    actor.require(BODY, meeting.unit.path)
    before = Meeting.objects.filter(
        unit=meeting.unit, state=MeetingState.CLOSED, starts_at__lt=meeting.starts_at, closed_at__isnull=False
    )
    last = before.order_by("-starts_at").values_list("closed_at", flat=True).first()
    rows = _rows().filter(unit=meeting.unit, addressee=Addressee.HIGHER, reply__isnull=False)
    if last is not None:
        rows = rows.filter(reply__at__gt=last)
    if meeting.closed_at is not None:
        rows = rows.filter(reply__at__lte=meeting.closed_at)
    return [_shown(one) for one in rows]

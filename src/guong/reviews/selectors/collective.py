"""Collective reports: a draft for the committee, what is circulated and final for everybody of the body (R13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.org.models import Membership, Post, Unit
from guong.org.querysets import in_scope, valid_on
from guong.reviews import rules
from guong.reviews.bodies import belongs, bodies_q, holds_office, readers
from guong.reviews.enums import ReportKind, ReportState
from guong.reviews.models import CollectiveReport, ReportOpinion
from guong.reviews.perms import BODY, REPORT


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One kind of report that a body writes, and the report if it was begun and this reader may know."""

    kind: ReportKind
    report: CollectiveReport | None


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A report as its page shows it. `content`: the text that this reader sees now."""

    report: CollectiveReport
    content: dict[str, str]
    drafts: bool  # the reader belongs to the committee that writes it
    opinions: list[ReportOpinion]
    mine: ReportOpinion | None
    read: int  # members who have said that they read this text
    of: int
    may_speak: bool
    may_finalise: bool
    final_from: date | None
    meeting_id: int | None  # the meeting under way in which the reader may note that it was read out


def may_draft(actor: Actor, unit: Unit) -> bool:
    """Whether the actor writes for the committee of this body."""
    return actor.can(REPORT, unit.path) or holds_office(actor, unit)


def _reads(actor: Actor, unit: Unit) -> None:
    if not (actor.can(BODY, unit.path) or belongs(actor, unit) or may_draft(actor, unit)):
        refuse(actor, unit.path)


def reports_of_unit(*, actor: Actor, drive_id: int, unit_id: int) -> tuple[Drive, Unit, list[ReportLine], bool]:
    """(drive, body, its reports, whether the actor drafts). For everybody of the body; NotFound / Forbidden otherwise."""
    frozen = (
        DriveUnit.objects.filter(drive_id=drive_id, unit_id=unit_id).select_related("drive", "unit__parent").first()
    )
    if frozen is None:
        raise NotFound
    unit = frozen.unit
    _reads(actor, unit)
    drafts = may_draft(actor, unit)
    begun = {one.kind: one for one in CollectiveReport.objects.filter(drive_id=drive_id, unit=unit).defer("draft")}
    lines = []
    for kind in rules.kinds_of_body(is_cell=unit.is_cell, is_committee=unit.is_committee):
        report = begun.get(kind)
        shown = report if report is not None and (drafts or report.round) else None
        lines.append(ReportLine(ReportKind(kind), shown))
    return frozen.drive, unit, lines, drafts


def report(*, actor: Actor, report_id: int) -> CollectiveReport:
    """One report for its committee, or, once it was circulated, for everybody of the body; else NotFound or Forbidden."""
    rows = CollectiveReport.objects.select_related("drive__ruleset", "unit__parent", "template")
    found = rows.filter(pk=report_id).first()
    if found is None:
        raise NotFound
    _reads(actor, found.unit)
    if not found.round and not may_draft(actor, found.unit):
        raise NotFound
    return found


def open_report(*, actor: Actor, report_id: int) -> OpenedReport:
    """A report with its opinions. A member sees the newest text that was circulated; the committee its draft."""
    found = report(actor=actor, report_id=report_id)
    drafts = may_draft(actor, found.unit)
    newest = found.revisions.order_by("-number").first()
    content = found.draft if drafts or newest is None else newest.content
    opinions = list(found.opinions.select_related("person").order_by("round", "at", "pk"))
    now = [one for one in opinions if one.round == found.round]
    mine = next((one for one in now if one.person_id == actor.person_id), None)
    waiting = sum(bool(one.text) and one.answered_at is None for one in opinions)
    reading = found.state == ReportState.CIRCULATED
    ready = reading and found.read_until is not None
    return OpenedReport(
        report=found, content=content, drafts=drafts, mine=mine, read=len(now), of=readers(found.unit),
        opinions=[one for one in opinions if one.text], may_speak=reading and mine is None and belongs(actor, found.unit),
        may_finalise=ready and not rules.may_finalise(found.read_until or date.max, clock.today(), unanswered=waiting),
        final_from=found.read_until if ready else None, meeting_id=_under_way(actor, found),
    )  # fmt: skip


def _under_way(actor: Actor, found: CollectiveReport) -> int | None:
    if found.state != ReportState.FINAL or not actor.can("meetings.meeting:run", found.unit.path):
        return None
    rows = Meeting.objects.filter(Q(drive=found.drive_id) | Q(drive=None), unit=found.unit_id, state=MeetingState.OPEN)
    return rows.order_by("-starts_at").values_list("pk", flat=True).first()


def opinion(*, actor: Actor, opinion_id: int) -> ReportOpinion:
    """One opinion with words, for the committee that answers it."""
    rows = ReportOpinion.objects.select_related("report__unit", "person").exclude(text="")
    found = rows.filter(pk=opinion_id).first()
    if found is None:
        raise NotFound
    if not may_draft(actor, found.report.unit):
        refuse(actor, found.report.unit.path)
    return found


def reports_waiting(*, actor: Actor) -> tuple[list[CollectiveReport], list[CollectiveReport]]:
    """(circulated drafts of the actor's bodies of which he has said nothing; those whose days are over and for whose committee
    he writes), each by day. One read for both."""
    if actor.person_id is None:
        return [], []
    today = valid_on(clock.today())
    under_way = CollectiveReport.objects.filter(state=ReportState.CIRCULATED, drive__state=DriveState.OPEN)
    writes = Q(pk__in=in_scope(under_way, actor.scope(REPORT)).values("pk"))
    said = ReportOpinion.objects.filter(report=OuterRef("pk"), round=OuterRef("round"), person_id=actor.person_id)
    office = Post.objects.filter(today, unit=OuterRef("unit_id"), person_id=actor.person_id)
    member = Membership.objects.filter(today, unit=OuterRef("unit_id"), person_id=actor.person_id)
    rows = under_way.filter(bodies_q(actor.person_id) | writes).defer("draft").select_related("unit", "drive")
    found = rows.annotate(said=Exists(said), office=Exists(office), member=Exists(member)).order_by("read_until", "pk")
    to_read: list[CollectiveReport] = []
    to_finish: list[CollectiveReport] = []
    for one in found:
        if (one.member or one.office) and not one.said:
            to_read.append(one)
        over = one.read_until is not None and one.read_until < clock.today()
        if over and (one.office or actor.can(REPORT, one.unit.path)):
            to_finish.append(one)
    return to_read, to_finish

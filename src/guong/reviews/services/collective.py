"""The collective report: drafted, given to the members for some working days, answered, finalised, presented first (S5, R12, R13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives import rulebook
from guong.drives.models import Drive, DriveUnit
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.dates import add_working_days
from guong.kernel.errors import Conflict, Invalid, NotFound
from guong.kernel.machine import step
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.org.models import Unit
from guong.reviews import rules
from guong.reviews.bodies import belongs, holds_office
from guong.reviews.enums import REPORT_TABLE, ReplyKind, ReportState
from guong.reviews.models import CollectiveReport, ReportOpinion, ReportRevision, ReviewTemplate, Suggestion
from guong.reviews.perms import REPORT
from guong.reviews.services import common
from guong.reviews.services.remarks import short
from guong.reviews.services.templates import ensure_templates


def require_drafter(actor: Actor, unit: Unit) -> None:
    """Whoever holds the right at this very body, or an office in its committee."""
    if not actor.can(REPORT, unit.path) and not holds_office(actor, unit):
        refuse(actor, unit.path)


def _locked(report: CollectiveReport) -> CollectiveReport:
    rows = CollectiveReport.objects.select_for_update(of=("self",)).select_related("unit", "drive__ruleset", "template")
    return rows.get(pk=report.pk)


@service
def start_report(
    *, actor: Actor, drive: Drive, unit: Unit, kind: str, content: Mapping[str, Any] | None = None
) -> CollectiveReport:
    """Begin the report of a body; the existing one if it was begun. `content` proposes what the form's sections hold.

    By its committee. NotFound for a body outside the drive; Invalid for a kind that the body does not write.
    """
    require_drafter(actor, unit)
    if not DriveUnit.objects.filter(drive=drive, unit=unit).exists():
        raise NotFound
    if kind not in rules.kinds_of_body(is_cell=unit.is_cell, is_committee=unit.is_committee):
        raise Invalid(_("This body writes no report of this kind."), field="kind")
    found = CollectiveReport.objects.filter(drive=drive, unit=unit, kind=kind).first()
    if found is not None:
        return found
    common.require_open(drive.pk)
    template = _template(actor, drive, kind)
    report = CollectiveReport.objects.create(
        drive=drive, unit=unit, kind=kind, template=template, draft=common.tidy(template, content or {}),
        begun_at=clock.now(), begun_by_label=actor.label[:200],
    )  # fmt: skip
    record(actor, "reviews.report.begun", report, unit_path=unit.path, changes={"kind": kind})
    return report


def _template(actor: Actor, drive: Drive, kind: str) -> ReviewTemplate:
    """The form; the version first used in a drive stays that drive's version."""
    code = f"collective_{kind}"
    used = CollectiveReport.objects.filter(drive=drive, template__code=code).select_related("template").first()
    if used is not None:
        return used.template
    newest = ReviewTemplate.objects.filter(code=code).order_by("-version").first()
    return newest or next(one for one in ensure_templates(actor=actor) if one.code == code)


@service
def save_report(*, actor: Actor, report: CollectiveReport, content: Mapping[str, Any], stamp: int) -> CollectiveReport:
    """Keep the committee's draft. Conflict on an old `stamp`: somebody else of the committee saved first."""
    require_drafter(actor, report.unit)
    report = _locked(report)
    if report.state != ReportState.DRAFT:
        raise Invalid(_("The members are reading this text. Draw it back first, then change it."))
    cleaned = common.tidy(report.template, content)
    if cleaned == report.draft:
        return report
    if stamp != report.stamp:
        raise Conflict(
            _(
                "Somebody else of the committee saved this report after you opened it. Your words are below: put together what belongs together."
            )
        )
    report.draft, report.stamp, report.saved_at = cleaned, report.stamp + 1, clock.now()
    report.save(update_fields=["draft", "stamp", "saved_at"])
    record(actor, "reviews.report.saved", report, unit_path=report.unit.path, changes={"stamp": report.stamp})
    return report


@service
def circulate_report(*, actor: Actor, report: CollectiveReport) -> CollectiveReport:
    """Give the draft to the members for the working days that the drive's rules say (R13). Invalid while a section is empty."""
    require_drafter(actor, report.unit)
    report = _locked(report)
    message = _("The members have this report already.")
    report.state = step(REPORT_TABLE, report.state, "circulate", message=message)
    common.require_open(report.drive_id)
    if empty := rules.missing(report.template.sections, report.draft):
        titles = ", ".join(f"“{section['title']}”" for section in empty)
        raise Invalid(
            _("Not given out yet: %(titles)s still has no words."),
            field=str(empty[0]["key"]),
            params={"titles": titles},
        )
    days = rulebook.value(report.drive.ruleset, "report_reading_days")
    report.round += 1
    report.circulated_at, report.read_until = clock.now(), add_working_days(clock.today(), days)
    report.save(update_fields=["state", "round", "circulated_at", "read_until"])
    number = _revise(actor, report)
    record(
        actor, "reviews.report.circulated", report, unit_path=report.unit.path,
        changes={"round": report.round, "revision": number, "read_until": report.read_until},
    )  # fmt: skip
    return report


def _revise(actor: Actor, report: CollectiveReport) -> int:
    """Number of the revision that holds the draft; no change, no new one."""
    last = report.revisions.order_by("-number").first()
    if last is not None and last.content == report.draft:
        return last.number
    number = last.number + 1 if last else 1
    ReportRevision.objects.create(
        report=report, number=number, content=report.draft, made_at=clock.now(), made_by_label=actor.label[:200]
    )
    return number


@service
def draw_back_report(*, actor: Actor, report: CollectiveReport) -> CollectiveReport:
    """Draw the draft back to change it: opinions stay, and the days to read it begin anew."""
    require_drafter(actor, report.unit)
    report = _locked(report)
    message = _("Only a report that the members are reading can be drawn back.")
    report.state = step(REPORT_TABLE, report.state, "draw_back", message=message)
    report.save(update_fields=["state"])
    record(actor, "reviews.report.drawn_back", report, unit_path=report.unit.path, changes={"round": report.round})
    return report


@service
def say_of_report(*, actor: Actor, report: CollectiveReport, text: str = "") -> ReportOpinion:
    """A member's opinion on the draft that is being read; without words: read, nothing to add. Once for each text.

    NotFound for whoever does not belong to the body.
    """
    if actor.person_id is None or not belongs(actor, report.unit):
        raise NotFound
    report = _locked(report)
    if report.state != ReportState.CIRCULATED:
        raise Invalid(_("This report is not being read now."))
    if report.opinions.filter(round=report.round, person_id=actor.person_id).exists():
        raise Invalid(_("You have already said what you think of this text."), field="text")
    opinion = ReportOpinion.objects.create(
        report=report, round=report.round, person_id=actor.person_id, text=short(text, "text"), at=clock.now()
    )
    record(
        actor, "reviews.report.spoken_of", report, unit_path=report.unit.path, person_id=actor.person_id,
        changes={"round": report.round, "words": bool(opinion.text)},
    )  # fmt: skip
    return opinion


@service
def answer_opinion(*, actor: Actor, opinion: ReportOpinion, kind: str, text: str = "") -> ReportOpinion:
    """The committee's answer: accept, partly, or explain with words (R27). Once; nobody answers his own."""
    require_drafter(actor, opinion.report.unit)
    opinion = ReportOpinion.objects.select_for_update(of=("self",)).select_related("report__unit").get(pk=opinion.pk)
    if actor.person_id is not None and actor.person_id == opinion.person_id:
        raise Invalid(_("Somebody else of the committee answers your own opinion."))
    if kind not in ReplyKind.values:
        raise Invalid(_("Choose one of the three answers: accept, accept a part, or explain."), field="kind")
    words = short(text, "text")
    if kind == ReplyKind.EXPLAIN and not words:
        raise Invalid(_("Explain in a few words: the member reads them."), field="text")
    if opinion.answered_at is not None:
        raise Invalid(_("This opinion is already answered. An answer is kept as it was given."))
    opinion.answer_kind, opinion.answer = kind, words
    opinion.answered_at, opinion.answered_by_label = clock.now(), actor.label[:200]
    opinion.save(update_fields=["answer_kind", "answer", "answered_at", "answered_by_label"])
    record(
        actor, "reviews.report.answered", opinion.report, unit_path=opinion.report.unit.path, person_id=opinion.person_id,
        changes={"kind": kind},
    )  # fmt: skip
    return opinion


@service
def finalise_report(*, actor: Actor, report: CollectiveReport) -> CollectiveReport:
    """Finalise the text that was read, after its days, with every opinion answered (R13)."""
    require_drafter(actor, report.unit)
    report = _locked(report)
    message = _("Only a report that the members have read can be finalised.")
    state = step(REPORT_TABLE, report.state, "finalise", message=message)
    unanswered = report.opinions.exclude(text="").filter(answered_at=None).count()
    if report.read_until is None:
        raise NotFound
    why = rules.may_finalise(report.read_until, clock.today(), unanswered=unanswered)
    asked = Suggestion.objects.filter(drive=report.drive_id, unit=report.unit_id, person=None, answered_at=None)
    if waiting := asked.count():
        raise Invalid(
            _(
                "%(n)s suggestions from above have no answer yet. Answer them first; an objection with reasons is an answer."
            ),
            params={"n": waiting},
        )
    if why == "early":
        raise Invalid(
            _("The members may read it until %(day)s. Finalise it after that day."),
            params={"day": f"{report.read_until:%d/%m/%Y}"},
        )
    if why:
        raise Invalid(_("%(n)s opinions have no answer yet. Answer each, then finalise."), params={"n": unanswered})
    report.state, report.final_at = state, clock.now()
    report.save(update_fields=["state", "final_at"])
    record(actor, "reviews.report.finalised", report, unit_path=report.unit.path, changes={"round": report.round})
    return report


@service
def present_report(*, actor: Actor, report: CollectiveReport, meeting: Meeting) -> CollectiveReport:
    """Note that the report was read out in an open meeting of the body, before its members' own (R12)."""
    actor.require("meetings.meeting:run", meeting.unit.path)
    report = _locked(report)
    if meeting.unit_id != report.unit_id or meeting.drive_id not in {None, report.drive_id}:
        raise NotFound
    if not Meeting.objects.filter(pk=meeting.pk, state=MeetingState.OPEN).exists():
        raise Invalid(_("The meeting is not under way. Open it first, then note what was presented."))
    message = _("This report is not finalised yet, or it was presented before.")
    report.state = step(REPORT_TABLE, report.state, "present", message=message)
    report.presented_at, report.presented_in = clock.now(), meeting
    report.save(update_fields=["state", "presented_at", "presented_in"])
    record(actor, "reviews.report.presented", report, unit_path=report.unit.path, changes={"meeting": meeting.pk})
    return report

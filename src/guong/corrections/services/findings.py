"""Stating a finding, the named person's answer, objections, closing and opening again."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import tallies
from guong.corrections.enums import (
    ACTION_TABLE,
    CauseKind,
    ClosedBasis,
    FindingKind,
    FindingState,
    HistoryEvent,
    Severity,
    Source,
    Subject,
)
from guong.corrections.models import Action, Finding
from guong.corrections.perms import JUDGE, WRITE
from guong.corrections.querysets import body_people, live_actions
from guong.corrections.services.common import (
    OUT_OF_ORDER,
    acting,
    judge,
    line,
    list_on_waiting_recheck,
    lock_finding,
    move,
)
from guong.corrections.services.recurrence import tie
from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.dates import add_months
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step
from guong.meetings.enums import HERE
from guong.meetings.models import Attendance, Meeting
from guong.org.enums import COMMITTEE_KINDS, UnitKind
from guong.org.models import Person, Unit
from guong.reviews.enums import Addressee
from guong.reviews.models import Remark

PERSONAL = "corrections.finding"
SUPERVISED = frozenset({Source.INSPECTION, Source.MONITOR})
SUPERVISORS = COMMITTEE_KINDS | {
    UnitKind.INSPECTION.value, UnitKind.COUNCIL.value, UnitKind.FRONT.value, UnitKind.FRONT_COMMITTEE.value,
    UnitKind.MASS.value,
}  # fmt: skip
"""The five who supervise: committees, inspection, people's council, Front, mass organisations (S70)."""


@service
def state_finding(
    *, actor: Actor, drive: Drive, unit: Unit, subject: str, kind: str, fact: str, source: str,
    person: Person | None = None, meeting: Meeting | None = None, remark: Remark | None = None, cause_kind: str = "",
    cause: str = "", severity: str = Severity.ORDINARY, raised_by: Unit | None = None, recurs: Finding | None = None,
) -> Finding:  # fmt: skip
    """State a shortcoming with its concrete fact (R20, D15). A person is told (D1); what one states of oneself is accepted.

    `raised_by`: the body that supervised, for an inspection or a monitor's remark (S70). `recurs`: the earlier one that came
    back; its closing did not hold. Invalid without a fact, for a person outside the collective, for a unit outside the drive or a drive that is not open.
    """
    fact = text.clean_text(fact)
    own = person is not None and person.pk == actor.person_id and source == Source.SELF
    if not own:
        actor.require(WRITE, unit.path)
    _check_choices(subject, kind, source, cause_kind, severity)
    _check_place(drive, unit, meeting, remark)
    person = _check_person(subject, unit, person)
    if raised_by is not None and (source not in SUPERVISED or raised_by.kind not in SUPERVISORS):
        raise Invalid(_("A supervising body is named for an inspection or a monitor's remark only."), field="raised_by")
    if not fact:
        raise Invalid(_("Say the concrete fact: what happened, when, where. A criticism without a fact cannot stand."), field="fact")  # fmt: skip
    at = clock.now()
    heard = person is not None and meeting is not None and _was_there(meeting, person)
    finding = Finding.objects.create(
        drive=drive, unit=unit, subject=subject, person=person, source=source, meeting=meeting, remark=remark, kind=kind,
        fact=fact, cause_kind=cause_kind, cause=text.clean_text(cause), severity=severity, stated_at=at,
        stated_by_label=actor.label[:200], told_at=at if own or heard else None, answered_at=at if own else None,
        state=FindingState.ACCEPTED if own else FindingState.STATED, raised_by=raised_by,
    )  # fmt: skip
    line(actor, finding, HistoryEvent.STATED, by=person if own else None, text=fact)
    record(
        actor, f"{PERSONAL}.stated", finding, unit_path=unit.path, person_id=person.pk if person else None,
        changes={"kind": kind, "source": source, "subject": subject},
    )  # fmt: skip
    if recurs is not None:
        tie(actor, finding, recurs)
    tallies.refresh(drive.pk, unit.pk)
    return finding


def _check_choices(subject: str, kind: str, source: str, cause_kind: str, severity: str) -> None:
    for value, known, field in (
        (subject, Subject, "subject"),
        (kind, FindingKind, "kind"),
        (source, Source, "source"),
        (severity, Severity, "severity"),
    ):
        if value not in known.values:
            raise Invalid(_("Choose one of the answers of the list."), field=field)
    if cause_kind and cause_kind not in CauseKind.values:
        raise Invalid(_("Choose one of the answers of the list."), field="cause_kind")


def _check_place(drive: Drive, unit: Unit, meeting: Meeting | None, remark: Remark | None) -> None:
    if drive.state != DriveState.OPEN:
        raise Invalid(_("This drive is not under way: findings are stated while it is open."), field="drive")
    if not DriveUnit.objects.filter(drive=drive, unit=unit).exists():
        raise Invalid(_("This body does not take part in the drive."), field="unit")
    if meeting is not None and meeting.unit_id != unit.pk:
        raise NotFound
    if remark is not None and (remark.drive_id != drive.pk or unit.pk not in heard_in(remark)):
        raise NotFound
    if remark is not None and remark.unnamed:
        raise Invalid(
            _("A remark without a name cannot by itself become a finding. Look into the fact first, then state it."),
            field="remark",
        )


def heard_in(remark: Remark) -> set[int]:
    """Ids of the bodies that heard a remark: where it was spoken, and the committee above when it was addressed there."""
    above = {remark.unit.parent_id} if remark.addressee == Addressee.HIGHER else set()
    return {remark.unit_id, *(pk for pk in above if pk is not None)}


def _check_person(subject: str, unit: Unit, person: Person | None) -> Person | None:
    if subject == Subject.COLLECTIVE:
        return None
    if person is None:
        raise Invalid(_("Choose the comrade whom this concerns, or say that it is of the collective."), field="person")
    if not body_people(unit, clock.today()).filter(pk=person.pk).exists():
        raise Invalid(_("This person does not belong to the collective: choose somebody from its list."), field="person")  # fmt: skip
    return person


def _was_there(meeting: Meeting, person: Person) -> bool:
    return Attendance.objects.filter(meeting=meeting, person=person, presence__in=HERE).exists()


@service
def note_shown(*, actor: Actor, finding: Finding) -> None:
    """Note the first time the named person sees the finding (D1). Does nothing for anybody else."""
    if finding.person_id is None or finding.person_id != actor.person_id or finding.told_at is not None:
        return
    Finding.objects.filter(pk=finding.pk, told_at=None).update(told_at=clock.now())
    record(actor, f"{PERSONAL}.shown", finding, unit_path=finding.unit.path, person_id=finding.person_id)


@service
def answer_finding(
    *, actor: Actor, finding: Finding, accept: bool, text: str = "", by: Person | None = None
) -> Finding:
    """The named person accepts or has a say, in own words that stay with the finding (D2). For the collective: its secretary.

    A small finding already closed in the meeting may still be answered once: the words are kept, the state stays.
    """
    finding = lock_finding(finding)
    words = clean(text)
    if finding.person_id is None:
        actor.require(WRITE, finding.unit.path)
        person = by
    else:
        person = _named(actor, finding, by)
    if not accept and not words:
        raise Invalid(_("Write what you have to say: without words nobody can answer you."), field="text")
    at = clock.now()
    answer = {"answer": words, "answered_at": at, "told_at": finding.told_at or at}
    if finding.state == FindingState.CLOSED and finding.answered_at is None and words:
        Finding.objects.filter(pk=finding.pk).update(**answer)
        finding.refresh_from_db()
    else:
        move(finding, "accept" if accept else "contest", **answer)
    line(actor, finding, HistoryEvent.ACCEPTED if accept else HistoryEvent.CONTESTED, by=person, text=words)
    record(
        actor, f"{PERSONAL}.answered", finding, unit_path=finding.unit.path, person_id=finding.person_id,
        changes={"accept": accept},
    )  # fmt: skip
    return finding


def clean(words: str) -> str:
    """Typed words, for functions whose own parameter is called `text`."""
    return text.clean_text(words)


def _named(actor: Actor, finding: Finding, by: Person | None) -> Person:
    """The person the finding names; anybody else is refused as if it were not there."""
    person = acting(actor, by, perm=WRITE, path=finding.unit.path)
    if person.pk != finding.person_id:
        if by is None or by.pk == actor.person_id:
            actor.require(WRITE, finding.unit.path)
        raise Invalid(_("Only the named comrade answers. You may type the answer for him or her."), field="by")
    return person


@service
def settle_contest(*, actor: Actor, finding: Finding, uphold: bool, text: str, by: Person | None = None) -> Finding:
    """Decide what was said against a finding: it stands, or it is dropped. By somebody else, with words (D2, D12)."""
    finding = lock_finding(finding)
    person = judge(actor, by, finding.unit, {finding.person_id} if finding.person_id else (), perm=JUDGE)
    words = clean(text)
    if not words:
        raise Invalid(_("Answer with words: the comrade has the right to know why."), field="text")
    move(finding, "uphold" if uphold else "drop", settled_text=words, settled_by=person, settled_at=clock.now())
    line(actor, finding, HistoryEvent.UPHELD if uphold else HistoryEvent.DROPPED, by=person, text=words)
    record(
        actor, f"{PERSONAL}.settled", finding, unit_path=finding.unit.path, person_id=finding.person_id,
        changes={"uphold": uphold},
    )  # fmt: skip
    tallies.refresh(finding.drive_id, finding.unit_id)
    return finding


def _owners(finding: Finding) -> set[int]:
    return set(live_actions().filter(finding=finding).values_list("owner_id", flat=True))


@service
def close_finding(
    *, actor: Actor, finding: Finding, by: Person | None = None, words: str = "", revisit_on: date | None = None
) -> Finding:
    """Close what somebody else has confirmed. Of a collective: only when divided and every share is confirmed (R21).

    With `revisit_on` (a later day within a year) it is closed on progress and confidence: `words` say on what that rests, and
    on its day it is looked at again. Nobody closes a finding that is his own, nor one of which he did everything himself.
    """
    finding = lock_finding(finding)
    owners = _owners(finding)
    if finding.subject == Subject.PERSON:
        doers = {finding.person_id or 0, *owners}
    else:
        doers = owners if len(owners) == 1 else set()
    person = judge(actor, by, finding.unit, doers)
    if finding.subject == Subject.COLLECTIVE and finding.divided_at is None:
        raise Invalid(_("This finding is not divided to 100 % yet: it closes when every share is corrected."))
    if finding.state != FindingState.CONFIRMED:
        raise Invalid(_("It closes when every measure has been confirmed by somebody other than the one who did it."))
    said = clean(words)
    if revisit_on is not None:
        _check_confidence(said, revisit_on)
    basis = ClosedBasis.PROVED if revisit_on is None else ClosedBasis.CONFIDENCE
    move(
        finding, "close", closed_at=clock.now(), closed_by=person, closed_basis=basis, closed_words=said,
        revisit_on=revisit_on,
    )  # fmt: skip
    line(actor, finding, HistoryEvent.CLOSED, by=person, text=said)
    record(actor, f"{PERSONAL}.closed", finding, unit_path=finding.unit.path, person_id=finding.person_id)
    tallies.refresh(finding.drive_id, finding.unit_id)
    return finding


def _check_confidence(words: str, revisit_on: date) -> None:
    if not words:
        raise Invalid(_("Say on what the confidence rests: what progress is seen."), field="words")
    if not clock.today() < revisit_on <= add_months(clock.today(), 12):
        raise Invalid(
            _("Choose a day within the next twelve months on which it is looked at again."), field="revisit_on"
        )


@service
def close_small(*, actor: Actor, finding: Finding, by: Person | None = None) -> Finding:
    """Close a small fault in the meeting, without a plan (D18). Not by the person concerned."""
    finding = lock_finding(finding)
    person = judge(actor, by, finding.unit, {finding.person_id} if finding.person_id else ())
    if finding.severity != Severity.SMALL:
        raise Invalid(_("Only a small fault is closed in the meeting. This one needs a measure and a date."))
    move(finding, "close_small", closed_at=clock.now(), closed_by=person)
    line(actor, finding, HistoryEvent.CLOSED, by=person)
    record(actor, f"{PERSONAL}.closed_small", finding, unit_path=finding.unit.path, person_id=finding.person_id)
    tallies.refresh(finding.drive_id, finding.unit_id)
    return finding


@service
def reopen_finding(*, actor: Actor, finding: Finding, reason: str, by: Person | None = None) -> Finding:
    """Open a confirmed or closed finding again because it came back (R20). Its measures are to be done once more."""
    finding = lock_finding(finding)
    person = judge(actor, by, finding.unit, {finding.person_id} if finding.person_id else ())
    words = clean(reason)
    if not words:
        raise Invalid(_("Say what happened again, and when."), field="reason")
    open_again(finding)
    list_on_waiting_recheck(finding)
    line(actor, finding, HistoryEvent.REOPENED, by=person, text=words)
    record(actor, f"{PERSONAL}.reopened", finding, unit_path=finding.unit.path, person_id=finding.person_id)
    tallies.refresh(finding.drive_id, finding.unit_id)
    return finding


def open_again(finding: Finding) -> None:
    """A finding and its confirmed measures are to be done once more."""
    move(
        finding, "reopen", closed_at=None, closed_by=None, closed_basis="", closed_words="", revisit_on=None,
        round_no=finding.round_no + 1,
    )  # fmt: skip
    for action in live_actions().filter(finding=finding, state="confirmed"):
        action.state = step(ACTION_TABLE, action.state, "reopen", message=OUT_OF_ORDER)
        Action.objects.filter(pk=action.pk).update(state=action.state, confirmed_at=None, confirmed_by=None)

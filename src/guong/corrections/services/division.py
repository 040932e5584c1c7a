"""The division of a collective's finding into named shares that make exactly 100 % (R21, S67, S68, D17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import rules, tallies
from guong.corrections.enums import SHARE_TABLE, ActionState, FindingState, HistoryEvent, ShareState, Subject
from guong.corrections.models import Action, Finding, Share
from guong.corrections.perms import DIVIDE
from guong.corrections.querysets import body_people
from guong.corrections.services.common import (
    acting,
    check_measure,
    follow_actions,
    judge,
    line,
    list_on_waiting_recheck,
    lock_finding,
    move,
    percent,
    rule,
)
from guong.corrections.services.findings import clean
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.dates import add_working_days
from guong.kernel.errors import Conflict, Invalid
from guong.kernel.machine import step
from guong.org.models import Person
from guong.org.querysets import in_scope

_ANSWERED = _("This share was already answered. Open the page again to see where it stands.")
_DIVISIBLE = frozenset({"stated", "accepted", "planned", "in_progress"})


@dataclass(frozen=True, slots=True)
class ShareInput:
    """One line of a division: who, how much (10000 = 100 %), what he or she will do, by when."""

    person_id: int
    hundredths: int
    measure: str
    deadline: date


@service
def divide(*, actor: Actor, finding: Finding, shares: Sequence[ShareInput], stamp: int) -> Finding:
    """Divide the whole finding at once. Shares that did not change keep their answer; others are withdrawn, never deleted.

    Conflict when `stamp` is not the present one. Invalid when the sum is not exactly 100 % (saying what is left or too
    much), for a person outside the collective or named twice, without a measure, with a date before the finding.
    """
    finding = lock_finding(finding)
    actor.require(DIVIDE, finding.unit.path)
    if stamp != finding.stamp:
        raise Conflict(_("Somebody else changed this division meanwhile. Look at it as it is now, then divide again."))
    _check_divisible(finding)
    shares = [ShareInput(one.person_id, one.hundredths, clean(one.measure), one.deadline) for one in shares]
    _check_shares(finding, shares)
    before = _by_person(finding)
    changed = [one for one in shares if not _same(before.get(one.person_id), one)]
    kept = {one.person_id for one in shares} - {one.person_id for one in changed}
    for person_id, share in before.items():
        if person_id not in kept:
            _withdraw(actor, finding, share)
    for one in changed:
        _propose(finding, one, before.get(one.person_id))
    if finding.state == FindingState.STATED:  # dividing is how a collective takes a finding upon itself
        move(finding, "accept", answered_at=clock.now())
    if finding.state == FindingState.ACCEPTED:
        move(finding, "plan")
    follow_actions(finding)
    line(actor, finding, HistoryEvent.DIVIDED)
    _settle_up(actor, finding, "corrections.finding.divided", {"shares": len(shares), "new": len(changed)})
    return finding


def _check_divisible(finding: Finding) -> None:
    if finding.subject != Subject.COLLECTIVE:
        raise Invalid(_("Only a finding of the collective is divided. This one is of one person."))
    if finding.state not in _DIVISIBLE:
        raise Invalid(_("This finding is no longer being divided: its measures were already reported or confirmed."))


def _check_shares(finding: Finding, shares: Sequence[ShareInput]) -> None:
    ids = [one.person_id for one in shares]
    people = {person.pk: person for person in body_people(finding.unit, clock.today()).filter(pk__in=ids)}
    if set(ids) - set(people):
        raise Invalid(_("A share goes to a comrade of this collective: choose somebody from its list."), field="person")
    if len(ids) != len(set(ids)):
        raise Invalid(_("A comrade stands here twice: make one share of the two."), field="person")
    for one in shares:
        name = people[one.person_id].full_name
        if not 1 <= one.hundredths <= rules.WHOLE:
            raise Invalid(
                _("%(name)s: a share is between 0.01 %% and 100 %%."), field="percent", params={"name": name}
            )  # fmt: skip
        check_measure(finding, one.measure, one.deadline, who=name)
    check_whole([one.hundredths for one in shares])


def check_whole(shares: Sequence[int]) -> None:
    """Invalid unless the shares make exactly 100 %: says how much is left, or how much too much."""
    rest = rules.left(shares)
    if rest > 0:
        raise Invalid(
            _("Not divided to the end: %(left)s is left with nobody. Give it to somebody, so that it makes 100 %%."),
            params={"left": percent(rest)},
        )  # fmt: skip
    if rest < 0:
        raise Invalid(
            _("Divided too much: %(over)s too many. Take it away from somebody, so that it makes 100 %%."),
            params={"over": percent(-rest)},
        )  # fmt: skip


def _by_person(finding: Finding) -> dict[int, Share]:
    rows = Share.objects.select_for_update(of=("self",)).filter(finding=finding, removed_at=None)
    return {share.person_id: share for share in rows.select_related("action")}


def _same(share: Share | None, one: ShareInput) -> bool:
    """Whether a line of the new list is the share that stands."""
    if share is None or share.hundredths != one.hundredths:
        return False
    return share.action.measure == one.measure and share.action.deadline == one.deadline


def _withdraw(actor: Actor, finding: Finding, share: Share) -> None:
    if share.action.state not in {ActionState.OPEN, ActionState.CANNOT}:
        raise Invalid(
            _("%(name)s already reported the work on this share: it stays as it is."),
            field="percent", params={"name": share.person.full_name},
        )  # fmt: skip
    Share.objects.filter(pk=share.pk).update(removed_at=clock.now())
    line(actor, finding, HistoryEvent.WITHDRAWN, share=share)


def _propose(finding: Finding, one: ShareInput, before: Share | None = None) -> Share:
    """A new share with its measure. `before`: the withdrawn share of the same person; its first promise is not forgotten."""
    first = before.action.promised_first if before is not None else None
    days = rule(finding.drive, "contest_days")
    share = Share.objects.create(
        finding=finding, person_id=one.person_id, hundredths=one.hundredths,
        answer_due_on=add_working_days(clock.today(), days),
    )  # fmt: skip
    Action.objects.create(
        finding=finding, share=share, owner_id=one.person_id, measure=one.measure, deadline=one.deadline,
        created_at=clock.now(), first_deadline=first if first is not None and first < one.deadline else None,
    )  # fmt: skip
    return share


def _settle_up(actor: Actor, finding: Finding, code: str, changes: Mapping[str, object]) -> None:
    """After any change of shares: the stamp, whether it is divided, the waiting re-check, the log and the tally."""
    _mark_divided(finding)
    list_on_waiting_recheck(finding)
    record(actor, code, finding, unit_path=finding.unit.path, changes=changes)
    tallies.refresh(finding.drive_id, finding.unit_id)


def _mark_divided(finding: Finding) -> None:
    """Set or clear `divided_at` by the shares that count, and raise the stamp."""
    rows = list(Share.objects.filter(finding=finding, removed_at=None).values_list("state", "hundredths"))
    whole = rules.is_divided(rows)
    finding.divided_at = (finding.divided_at or clock.now()) if whole else None
    finding.stamp += 1
    finding.save(update_fields=["divided_at", "stamp"])


def _standing(share: Share) -> Share:
    """The share as it is now, locked; Invalid when it was withdrawn meanwhile."""
    fresh = Share.objects.select_for_update(of=("self",)).select_related("action", "person").get(pk=share.pk)
    if fresh.removed_at is not None:
        raise Invalid(_("This share was withdrawn meanwhile. Open the finding to see how it is divided now."))
    return fresh


@service
def answer_share(*, actor: Actor, share: Share, accept: bool, text: str = "", by: Person | None = None) -> Share:
    """The named person accepts the share or has a say about it, before it counts (D17). Nobody answers for another."""
    finding = lock_finding(share.finding)
    share = _standing(share)
    person = acting(actor, by, perm=DIVIDE, path=finding.unit.path)
    if person.pk != share.person_id:
        actor.require(DIVIDE, finding.unit.path)
        raise Invalid(_("Only the named comrade answers. You may type the answer for him or her."), field="by")
    words = clean(text)
    if not accept and not words:
        raise Invalid(_("Write what you have to say: without words nobody can answer you."), field="text")
    share.state = step(SHARE_TABLE, share.state, "confirm" if accept else "contest", message=_ANSWERED)
    share.answered_at = clock.now()
    if not accept:
        share.contest_text, share.contested_at = words, share.answered_at
    share.save(update_fields=["state", "answered_at", "contest_text", "contested_at"])
    event = HistoryEvent.SHARE_ACCEPTED if accept else HistoryEvent.SHARE_CONTESTED
    line(actor, finding, event, by=person, text=words, share=share)
    record(
        actor, "corrections.share.answered", share, unit_path=finding.unit.path, person_id=share.person_id,
        changes={"accept": accept},
    )  # fmt: skip
    _mark_divided(finding)
    tallies.refresh(finding.drive_id, finding.unit_id)
    return share


@service
def settle_share(
    *, actor: Actor, share: Share, hundredths: Mapping[int, int], text: str, by: Person | None = None
) -> Share:
    """Decide what the named person said about the share: somebody else, with words, so that the sum stays exactly 100 %.

    `hundredths` maps share ids of this finding to new parts; those not named stay. 0 for the contested share frees the
    person. Others whose part changes are asked anew.
    """
    finding = lock_finding(share.finding)
    share = _standing(share)
    person = judge(actor, by, finding.unit, {share.person_id}, perm=DIVIDE)
    words = clean(text)
    if not words:
        raise Invalid(_("Answer with words: the comrade has the right to know why."), field="text")
    rows = {one.pk: one for one in _by_person(finding).values()}
    if set(hundredths) - set(rows):
        raise Invalid(_("A share named here no longer stands. Open the page again."), field="percent")
    parts = {pk: hundredths.get(pk, one.hundredths) for pk, one in rows.items()}
    if any(part < 1 for pk, part in parts.items() if pk != share.pk) or parts[share.pk] < 0:
        raise Invalid(_("Each remaining share is at least 0.01 %%."), field="percent")
    check_whole(list(parts.values()))
    state = step(SHARE_TABLE, share.state, "settle", message=_("There is nothing to decide: nobody has a say here."))
    for pk, one in rows.items():
        if pk != share.pk and parts[pk] != one.hundredths:
            _withdraw(actor, finding, one)
            _propose(finding, ShareInput(one.person_id, parts[pk], one.action.measure, one.action.deadline), one)
    _decide(actor, share, state, parts[share.pk], words, person)
    _settle_up(actor, finding, "corrections.share.settled", {"share": share.pk, "part": parts[share.pk]})
    return share


def _decide(actor: Actor, share: Share, state: str, part: int, words: str, person: Person) -> None:
    at = clock.now()
    before = share.hundredths
    share.state, share.settled_text, share.settled_by, share.answered_at = state, words, person, at
    if part == 0:
        share.removed_at = at
    else:
        share.hundredths = part
    share.save(update_fields=["state", "settled_text", "settled_by", "answered_at", "removed_at", "hundredths"])
    text = words if part == before else f"{percent(before)} → {percent(part)}. {words}"
    line(actor, share.finding, HistoryEvent.SHARE_SETTLED, by=person, text=text, share=share)


@service
def expire_shares(*, actor: Actor, today: date, finding: Finding | None = None) -> list[Share]:
    """Shares nobody answered by their day count as silent. Of one finding, or of all the actor divides."""
    rows = Share.objects.filter(removed_at=None, state=ShareState.PROPOSED, answer_due_on__lt=today)
    rows = in_scope(rows, actor.scope(DIVIDE), "finding__unit__path")
    if finding is not None:
        rows = rows.filter(finding=finding)
    findings = Finding.objects.filter(pk__in=rows.values("finding_id")).order_by("pk")
    touched = {one.pk: lock_finding(one) for one in findings}  # the finding first, then its shares, as everywhere
    late = list(rows.select_for_update(of=("self",)).filter(finding__in=touched).order_by("finding_id", "pk"))
    for share in late:
        share.finding = touched[share.finding_id]
        share.state = step(SHARE_TABLE, share.state, "expire", message=_ANSWERED)
        share.save(update_fields=["state"])
        line(actor, share.finding, HistoryEvent.SHARE_SILENT, share=share)
        record(
            actor, "corrections.share.expired", share, unit_path=share.finding.unit.path, person_id=share.person_id
        )  # fmt: skip
    for one in touched.values():
        _mark_divided(one)
    for drive_id, unit_id in sorted({(one.drive_id, one.unit_id) for one in touched.values()}):
        tallies.refresh(drive_id, unit_id)
    return late

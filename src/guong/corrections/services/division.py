"""The division of a collective's finding into named shares that make exactly 100 % (R21, S67, S68, D17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import dividing, rules, tallies
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
    """One line of a division: who, how much (10000 = 100 %), what he or she will do, by when.

    `as_such`: the part of the collective as a whole; it needs a reason and a third person's yes, and this person sees to it.
    """

    person_id: int
    hundredths: int
    measure: str
    deadline: date
    as_such: bool = False
    reason: str = ""

    @property
    def key(self) -> dividing.Key:
        return (self.person_id, self.as_such)

    @property
    def terms(self) -> tuple[object, ...]:
        """What the person is asked to take on: with the same terms an answer stands."""
        return (self.measure, self.deadline, self.reason)


@service
def divide(*, actor: Actor, finding: Finding, shares: Sequence[ShareInput], stamp: int) -> Finding:
    """Divide the whole finding at once. Shares that did not change keep their answer; others are withdrawn, never deleted.

    Conflict when `stamp` is not the present one. Invalid when the sum is not exactly 100 % (saying what is left or too
    much), for a person outside the collective or named twice, without a measure, with a date before the finding, for a second
    share of the collective as such, or one without its reason.
    """
    finding = lock_finding(finding)
    actor.require(DIVIDE, finding.unit.path)
    if stamp != finding.stamp:
        raise Conflict(_("Somebody else changed this division meanwhile. Look at it as it is now, then divide again."))
    _check_divisible(finding)
    shares = [
        replace(one, measure=clean(one.measure), reason=clean(one.reason) if one.as_such else "") for one in shares
    ]
    before = _by_key(finding)
    _check_shares(finding, shares, before)
    change = _change(before, shares)
    for key in sorted(change.withdrawn):
        _withdraw(actor, finding, before[key])
    for one in shares:
        if one.key in change.proposed:
            _propose(actor, finding, one, before.get(one.key))
    if finding.state == FindingState.STATED:  # dividing is how a collective takes a finding upon itself
        move(finding, "accept", answered_at=clock.now())
    if finding.state == FindingState.ACCEPTED:
        move(finding, "plan")
    follow_actions(finding)
    line(actor, finding, HistoryEvent.DIVIDED)
    _settle_up(actor, finding, "corrections.finding.divided", {"shares": len(shares), "new": len(change.proposed)})
    return finding


def _check_divisible(finding: Finding) -> None:
    if finding.subject != Subject.COLLECTIVE:
        raise Invalid(_("Only a finding of the collective is divided. This one is of one person."))
    if finding.state not in _DIVISIBLE:
        raise Invalid(_("This finding is no longer being divided: its measures were already reported or confirmed."))


def _check_shares(finding: Finding, shares: Sequence[ShareInput], before: Mapping[dividing.Key, Share]) -> None:
    keys = [one.key for one in shares]
    standing = _standing_facts(before)
    people = {person.pk: person for person in body_people(finding.unit, clock.today())}
    names = {share.person_id: share.person.full_name for share in before.values()}
    names |= {pk: person.full_name for pk, person in people.items()}
    if any(not dividing.may_carry(one.key, one.hundredths, set(people), standing) for one in shares):
        raise Invalid(_("A share goes to a comrade of this collective: choose somebody from its list."), field="person")
    if len(keys) != len(set(keys)):
        raise Invalid(_("A comrade stands here twice: make one share of the two."), field="person")
    if sum(one.as_such for one in shares) > 1:
        raise Invalid(_("The collective as a whole carries one share, not several."), field="person")
    for one in shares:
        name = names[one.person_id]
        if not 1 <= one.hundredths <= rules.WHOLE:
            raise Invalid(
                _("%(name)s: a share is between 0.01 %% and 100 %%."), field="percent", params={"name": name}
            )  # fmt: skip
        if one.as_such and not one.reason:
            raise Invalid(
                _("Say why the collective as a whole carries this part, and no comrade does."), field="reason"
            )
        check_measure(finding, one.measure, one.deadline, who=name)


def _standing_facts(before: Mapping[dividing.Key, Share]) -> dict[dividing.Key, dividing.Standing]:
    loose = {ActionState.OPEN, ActionState.CANNOT}
    return {
        key: dividing.Standing(
            share.hundredths, (share.action.measure, share.action.deadline, share.as_reason), str(share.state),
            share.action.state not in loose,
        )
        for key, share in before.items()
    }  # fmt: skip


def _change(before: Mapping[dividing.Key, Share], shares: Sequence[ShareInput]) -> dividing.Change:
    """What the new list changes, or Invalid with how much is left, too much, or whose work was reported."""
    try:
        return dividing.redivide(_standing_facts(before), {one.key: (one.hundredths, one.terms) for one in shares})
    except dividing.Uneven as error:
        raise _uneven(error.rest) from None
    except dividing.Settled as error:
        raise _reported(before[error.key]) from None


def _uneven(rest: int) -> Invalid:
    if rest > 0:
        return Invalid(
            _("Not divided to the end: %(left)s is left with nobody. Give it to somebody, so that it makes 100 %%."),
            params={"left": percent(rest)},
        )  # fmt: skip
    return Invalid(
        _("Divided too much: %(over)s too many. Take it away from somebody, so that it makes 100 %%."),
        params={"over": percent(-rest)},
    )  # fmt: skip


def _reported(share: Share) -> Invalid:
    return Invalid(
        _("%(name)s already reported the work on this share: it stays as it is."),
        field="percent", params={"name": share.person.full_name},
    )  # fmt: skip


def _by_key(finding: Finding) -> dict[dividing.Key, Share]:
    rows = Share.objects.select_for_update(of=("self",)).filter(finding=finding, removed_at=None)
    return {(share.person_id, share.as_such): share for share in rows.select_related("action", "person")}


def _withdraw(actor: Actor, finding: Finding, share: Share) -> None:
    if share.action.state not in {ActionState.OPEN, ActionState.CANNOT}:
        raise _reported(share)
    Share.objects.filter(pk=share.pk).update(removed_at=clock.now())
    line(actor, finding, HistoryEvent.WITHDRAWN, share=share)


def _propose(actor: Actor, finding: Finding, one: ShareInput, before: Share | None = None) -> Share:
    """A new share with its measure. `before`: the withdrawn share of the same person; its first promise is not forgotten."""
    first = before.action.promised_first if before is not None else None
    days = rule(finding.drive, "contest_days")
    share = Share.objects.create(
        finding=finding, person_id=one.person_id, hundredths=one.hundredths,
        answer_due_on=add_working_days(clock.today(), days), as_such=one.as_such, as_reason=one.reason,
        proposed_by_id=actor.person_id,
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
    if share.as_such:
        raise Invalid(_("The share of the collective as a whole is approved by a third comrade, not taken on."))
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
def approve_share(*, actor: Actor, share: Share, approve: bool, text: str = "", by: Person | None = None) -> Share:
    """Say whether the collective as a whole carries this part: neither its person nor whoever proposed it. Until then it does
    not count; not approved, it is given to comrades (`settle_share`). A refusal needs its reason."""
    finding = lock_finding(share.finding)
    share = _standing(share)
    if not share.as_such:
        raise Invalid(_("Only the named comrade answers. You may type the answer for him or her."), field="by")
    person = judge(actor, by, finding.unit, {share.person_id, share.proposed_by_id or 0})
    words = clean(text)
    if not approve and not words:
        raise Invalid(_("Answer with words: the comrade has the right to know why."), field="text")
    share.state = step(SHARE_TABLE, share.state, "confirm" if approve else "contest", message=_ANSWERED)
    share.answered_at = clock.now()
    if approve:
        share.approved_by, share.approved_at = person, share.answered_at
    else:
        share.contest_text, share.contested_at = words, share.answered_at
    share.save(update_fields=["state", "answered_at", "approved_by", "approved_at", "contest_text", "contested_at"])
    event = HistoryEvent.SHARE_APPROVED if approve else HistoryEvent.SHARE_NOT_APPROVED
    line(actor, finding, event, by=person, text=words, share=share)
    record(
        actor, "corrections.share.approved", share, unit_path=finding.unit.path, person_id=share.person_id,
        changes={"approve": approve},
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
    rows = {one.pk: one for one in _by_key(finding).values()}
    parts = _resettled(rows, share, hundredths)
    state = step(SHARE_TABLE, share.state, "settle", message=_("There is nothing to decide: nobody has a say here."))
    for pk, one in rows.items():
        if pk != share.pk and parts[pk] != one.hundredths:
            asked = ShareInput(
                one.person_id, parts[pk], one.action.measure, one.action.deadline, one.as_such, one.as_reason
            )
            _withdraw(actor, finding, one)
            _propose(actor, finding, asked, one)
    _decide(actor, share, state, parts[share.pk], words, person)
    _settle_up(actor, finding, "corrections.share.settled", {"share": share.pk, "part": parts[share.pk]})
    return share


def _resettled(rows: Mapping[int, Share], share: Share, hundredths: Mapping[int, int]) -> dict[int, int]:
    try:
        parts = dividing.resettle({pk: one.hundredths for pk, one in rows.items()}, share.pk, hundredths)
    except KeyError:
        raise Invalid(_("A share named here no longer stands. Open the page again."), field="percent") from None
    except dividing.Uneven as error:
        raise _uneven(error.rest) from None
    except ValueError:
        raise Invalid(_("Each remaining share is at least 0.01 %%."), field="percent") from None
    if share.as_such and parts[share.pk]:
        raise Invalid(
            _("What was not approved for the collective as a whole goes to comrades: give it 0."), field="percent"
        )
    return parts


def _decide(actor: Actor, share: Share, state: str, part: int, words: str, person: Person) -> None:
    at = clock.now()
    before = share.hundredths
    share.state, share.settled_text, share.settled_by, share.answered_at = state, words, person, at
    if part == 0:
        share.removed_at = at
        share.state = ShareState.CONTESTED if share.as_such else share.state  # it was never approved
    else:
        share.hundredths = part
    share.save(update_fields=["state", "settled_text", "settled_by", "answered_at", "removed_at", "hundredths"])
    text = words if part == before else f"{percent(before)} → {percent(part)}. {words}"
    line(actor, share.finding, HistoryEvent.SHARE_SETTLED, by=person, text=text, share=share)


@service
def expire_shares(*, actor: Actor, today: date, finding: Finding | None = None) -> list[Share]:
    """Shares nobody answered by their day count as silent. Of one finding, or of all the actor divides."""
    rows = Share.objects.filter(removed_at=None, state=ShareState.PROPOSED, answer_due_on__lt=today, as_such=False)
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

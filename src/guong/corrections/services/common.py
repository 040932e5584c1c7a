"""What the services of this room share: who acts, the history, and how a finding follows its actions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guong.corrections import events, rules  # noqa: F401  # registers the audit codes
from guong.corrections.enums import FINDING_TABLE, FindingState, HistoryEvent, Rhythm
from guong.corrections.models import Action, Finding, HistoryLine, Recheck, RecheckItem, Share
from guong.corrections.perms import JUDGE
from guong.corrections.querysets import body_people, leads, live_actions, unfinished
from guong.drives import rulebook
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Invalid
from guong.kernel.machine import step
from guong.org.models import Membership, Person, Unit

OUT_OF_ORDER = _("This step does not fit where the finding stands now. Open its page again to see what is next.")

_NO_MEASURE = _("Say what will be done. No shortcoming is left without a measure.")
_TOO_EARLY = _("The date cannot be before %(first)s, when this was stated. Choose that day or a later one.")


def percent(hundredths: int) -> str:
    """Hundredths as the reader writes them: "33,33 %", in English "33.33 %"."""
    mark = "." if (get_language() or "vi").startswith("en") else ","
    return f"{rules.format_percent(hundredths, mark)} %"


def rule(drive: Drive, key: str) -> int:
    """A number of the drive's frozen rule set."""
    return rulebook.value(drive.ruleset, key)


def met_on(finding: Finding) -> date | None:
    """The day of the meeting in which the finding was stated."""
    return finding.meeting.starts_at.astimezone(clock.ZONE).date() if finding.meeting else None


def earliest(finding: Finding) -> date:
    """The first day on which a measure of this finding may be due (R20)."""
    return rules.earliest_deadline(finding.stated_at.astimezone(clock.ZONE).date(), met_on(finding))


def check_measure(finding: Finding, measure: str, deadline: date, *, who: str = "") -> None:
    """Invalid without a measure, or with a deadline before the finding was stated. `who` names the line of a list."""
    first = earliest(finding)
    params = {"name": who, "first": f"{first:%d/%m/%Y}"}
    if not measure:
        sentence = _("%(name)s: say what will be done. There is no share without a measure.") if who else _NO_MEASURE
        raise Invalid(sentence, field="measure", params=params)
    if deadline < first:
        early = _("%(name)s: the date cannot be before %(first)s, when this was stated. Choose a later day.")
        raise Invalid(early if who else _TOO_EARLY, field="deadline", params=params)


def check_rhythm(rhythm: str) -> None:
    """Invalid for anything but a known rhythm; empty is none."""
    if rhythm and rhythm not in Rhythm.values:
        raise Invalid(_("Choose one of the answers of the list."), field="rhythm")


def acting(actor: Actor, by: Person | None, *, perm: str, path: str) -> Person:
    """The person who acts: the actor's own, or `by` when a holder of `perm` types for him or her."""
    if by is not None and by.pk != actor.person_id:
        actor.require(perm, path)
        return by
    person = Person.objects.filter(pk=actor.person_id).first() if actor.person_id is not None else None
    if person is None:
        raise Invalid(_("Say who decides this: choose the person."), field="by")
    return person


def judge(actor: Actor, by: Person | None, unit: Unit, doers: Collection[int], *, perm: str = JUDGE) -> Person:
    """The person who judges, never one of the doers, not even by typing for somebody else (R42, D12)."""
    if not (perm == JUDGE and leads(actor, unit, clock.today())):
        actor.require(perm, unit.path)
    person = by or acting(actor, None, perm=perm, path=unit.path)
    if person.pk in doers or (actor.person_id is not None and actor.person_id in doers):
        raise Invalid(_("Nobody judges his or her own. Let another comrade sign in and record this."), field="by")
    typed = person.pk != actor.person_id and not isinstance(actor, SystemActor)
    if typed and not body_people(unit, clock.today()).filter(pk=person.pk).exists():
        raise Invalid(_("This person does not belong to the collective: choose somebody from its list."), field="by")
    return person


def judged_in(actor: Actor, finding: Finding, action: Action) -> Unit:
    """The collective in which an action is judged: where the finding was stated, or, when its doer has moved to another
    cell and the actor judges there, that cell (D29: open obligations move; what was said stays sealed)."""
    if finding.person_id is None or leads(actor, finding.unit, clock.today()):
        return finding.unit
    rows = Membership.objects.filter(person_id=action.owner_id, to_on=None).select_related("unit")
    now = rows.first()
    return now.unit if now is not None and leads(actor, now.unit, clock.today()) else finding.unit


def line(
    actor: Actor, finding: Finding, event: HistoryEvent, *, by: Person | None = None, text: str = "",
    share: Share | None = None, action: Action | None = None,
) -> None:  # fmt: skip
    """Write one line of the finding's history, with who typed it when that was somebody else."""
    typed = actor.label if by is not None and by.pk != actor.person_id else ""
    HistoryLine.objects.create(
        finding=finding, share=share, action=action, event=event, at=clock.now(), by=by, typed_by_label=typed, text=text
    )


def lock_finding(finding: Finding) -> Finding:
    """The finding as it is now, locked until the transaction ends."""
    rows = Finding.objects.select_for_update(of=("self",)).select_related("unit", "drive__ruleset", "meeting", "person")
    return rows.get(pk=finding.pk)


def fresh_action(action: Action) -> Action:
    """The action as it is now, locked; Invalid when its share was withdrawn or another measure stands in its place."""
    row = Action.objects.select_for_update(of=("self",)).select_related("share").get(pk=action.pk)
    if row.share is not None and row.share.removed_at is not None:
        raise Invalid(_("This share was withdrawn meanwhile. Open the finding to see how it is divided now."))
    if row.replaced_at is not None:
        raise Invalid(_("Another measure stands in the place of this one. Open the finding to see it."))
    return row


def move(finding: Finding, event: str, **changes: Any) -> None:
    """Apply one step of the finding's table and save it with further `changes`."""
    finding.state = step(FINDING_TABLE, finding.state, event, message=OUT_OF_ORDER)
    for name, value in changes.items():
        setattr(finding, name, value)
    finding.save(update_fields=["state", *changes])


def follow_actions(finding: Finding) -> None:
    """Bring the finding to where its standing actions are. Closing is never among these steps."""
    states = list(live_actions().filter(finding=finding).values_list("state", flat=True))
    for event in rules.follow(finding.state, states):
        move(finding, event)
    if finding.state != FindingState.CLOSED and finding.closed_at is not None:
        clear = {"closed_at": None, "closed_by": None, "closed_basis": "", "closed_words": "", "revisit_on": None}
        Finding.objects.filter(pk=finding.pk).update(**clear)
        finding.refresh_from_db(fields=list(clear))


def list_open(recheck: Recheck) -> None:
    """Put every unfinished action of the unit that no unanswered re-check lists yet on this one (R22, R23)."""
    listed = RecheckItem.objects.filter(recheck__unit=recheck.unit_id, recheck__answered_at=None, outcome="")
    rows = unfinished(live_actions()).filter(finding__drive=recheck.drive_id, finding__unit=recheck.unit_id)
    rows = rows.exclude(pk__in=listed.values("action_id")).exclude(pk__in=recheck.items.values("action_id"))
    RecheckItem.objects.bulk_create(
        [RecheckItem(recheck=recheck, action=action, doer_id=action.owner_id, listed_at=clock.now()) for action in rows]
    )


def list_on_waiting_recheck(finding: Finding) -> None:
    """A measure set after the re-check was opened joins the one that is waiting, if there is one."""
    waiting = Recheck.objects.filter(drive=finding.drive_id, unit=finding.unit_id, answered_at=None).first()
    if waiting is not None:
        list_open(waiting)

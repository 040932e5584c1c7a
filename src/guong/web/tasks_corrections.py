"""What somebody owes in the area "corrections": to answer, to do, to divide, to decide, to look at again."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from guong.access.actors import AccountActor
from guong.corrections import selectors
from guong.corrections.enums import ActionState
from guong.corrections.models import Action
from guong.reminders.enums import Matter
from guong.reminders.selectors import newest
from guong.web.tasks import Task
from guong.web.tasks_reminders import said


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Tasks of the actor; what the actor does not hold is simply not listed."""
    mine = selectors.waiting_for_me(actor=actor)
    ours = selectors.waiting_in_bodies(actor=actor)
    return [
        *_to_answer(mine, today),
        *_to_do(actor, mine, today),
        *_to_decide(ours),
        *_to_allow(actor),
        *_to_keep(actor, ours),
        *_to_see(actor, today),
        *_to_see_again(ours, today),
        *_appeals(actor),
    ]


def _short(fact: str) -> str:
    return Truncator(fact).words(14)


def _to_answer(mine: selectors.Mine, today: date) -> list[Task]:
    found = [
        Task(
            None, _("A finding names you: answer it"), _short(one.fact), "", _("Read and answer"),
            reverse("finding-answer", args=[one.pk]),
        )
        for one in mine.findings
    ]  # fmt: skip
    for share in mine.shares:
        url = reverse("share-answer", args=[share.pk])
        due = share.answer_due_on
        title = _("Answer about your share of a common finding")
        found.append(Task(due, title, _short(share.finding.fact), "", _("Read and answer"), url, due < today))
    return found


def _to_do(actor: AccountActor, mine: selectors.Mine, today: date) -> list[Task]:
    found = [
        Task(
            None, _("Set a measure and a day"), _short(one.fact), "", _("Set it"), reverse("finding-measure", args=[one.pk])
        )
        for one in mine.measures
    ]  # fmt: skip
    own = selectors.own_actions(actor=actor)
    told = newest(matter=Matter.MEASURE, targets=[one.pk for one in own], today=today)
    for action, day in selectors.progress_waiting(actor=actor, rows=own, today=today):
        title = _("Say how it goes: %(measure)s") % {"measure": _short(action.measure)}
        url = f"{reverse('action', args=[action.pk])}#tien-do"
        found.append(Task(day, title, action.finding.unit.name, "", _("Say it"), url))
    for action in own:
        if action.state == ActionState.CANNOT:
            found.append(_instead(action))
            continue
        url = reverse("action-report", args=[action.pk])
        title = _("Correct: %(measure)s") % {"measure": _short(action.measure)}
        found.append(
            Task(
                action.deadline,
                title,
                f"{action.finding.unit.name}.{said(told.get(action.pk))}"
                if action.pk in told
                else action.finding.unit.name,
                "",
                _("Report what was done"),
                url,
                action.deadline < today,
            )
        )
    return found


def _instead(action: Action) -> Task:
    """A measure that cannot be done: another one is set; of a share, by dividing anew."""
    name = "finding-measure" if action.share_id is None else "finding-divide"
    title = _("What was promised cannot be done: set another measure")
    return Task(None, title, _short(action.measure), "", _("Set it"), reverse(name, args=[action.finding_id]))


def _to_decide(ours: selectors.Ours) -> list[Task]:
    found = []
    for one in ours.contests:
        url = reverse("finding-settle", args=[one.pk])
        title = _("A comrade has a say: decide it")
        found.append(Task(None, title, one.person.full_name if one.person else one.unit.name, "", _("Decide"), url))
    for share in ours.shares:
        url = reverse("share-settle", args=[share.pk])
        title = _("A comrade has a say about the share: decide it")
        found.append(Task(None, title, share.person.full_name, "", _("Decide"), url))
    for share in ours.approvals:
        url = reverse("share-approve", args=[share.pk])
        title = _("The collective as a whole is to carry a part: decide it")
        found.append(Task(None, title, _short(share.finding.fact), "", _("Decide"), url))
    return found


def _to_allow(actor: AccountActor) -> list[Task]:
    return [
        Task(
            one.to_day, _("A later day is asked for: decide it"), one.action.owner.full_name, "", _("Decide"),
            reverse("extension-decide", args=[one.pk]),
        )
        for one in selectors.extensions_waiting(actor=actor)
    ]  # fmt: skip


def _appeals(actor: AccountActor) -> list[Task]:
    naming, judging = selectors.appeals_waiting(actor=actor)
    found = [
        Task(
            None, _("An appeal waits for three people to be named"), one.finding.unit.name, "", _("Name them"),
            reverse("appeal-name", args=[one.pk]),
        )
        for one in naming
    ]  # fmt: skip
    return found + [
        Task(
            None, _("You are one of three who decide an appeal"), one.finding.unit.name, "", _("Read and decide"),
            reverse("appeal-case", args=[one.pk]),
        )
        for one in judging
    ]  # fmt: skip


def _to_see_again(ours: selectors.Ours, today: date) -> list[Task]:
    return [
        Task(
            one.revisit_on, _("Closed on confidence: look again"), _short(one.fact), "", _("Look at it"),
            reverse("finding-revisit", args=[one.pk]), one.revisit_on is not None and one.revisit_on < today,
        )
        for one in ours.revisits
    ]  # fmt: skip


def _to_keep(actor: AccountActor, ours: selectors.Ours) -> list[Task]:
    """What the body owes as a body: one task for a body, however many lines wait."""
    found = []
    for one in ours.divisions:
        url = reverse("finding-divide", args=[one.pk])
        found.append(Task(None, _("Divide a finding of the collective"), _short(one.fact), "", _("Divide"), url))
    reports = Counter(action.finding.unit for action in selectors.items_waiting(actor=actor))
    for unit, number in reports.items():
        title = ngettext_lazy("%(n)s report waits to be looked at", "%(n)s reports wait to be looked at", "n") % {
            "n": number
        }
        found.append(Task(None, title, unit.name, "", _("Open the list"), reverse("open-items", args=[unit.pk])))
    closings = Counter(one.unit for one in ours.closings)
    for unit, number in closings.items():
        title = ngettext_lazy(
            "%(n)s finding is confirmed: close it", "%(n)s findings are confirmed: close them", "n"
        ) % {"n": number}
        found.append(Task(None, title, unit.name, "", _("Open the book"), reverse("unit-findings", args=[unit.pk])))
    return found


def _to_see(actor: AccountActor, today: date) -> list[Task]:
    found = []
    for recheck in selectors.rechecks_waiting(actor=actor, today=today):
        url = reverse("recheck", args=[recheck.pk])
        title = _("Look again at what was promised")
        found.append(
            Task(recheck.due_on, title, recheck.unit.name, "", _("Open the list"), url, recheck.due_on < today)
        )
    return found

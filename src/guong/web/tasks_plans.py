"""What somebody owes in the area "plans": to write and mend, to read, to post and take down, to watch and answer."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from guong.access.actors import AccountActor
from guong.drives.enums import DriveState
from guong.plans import selectors
from guong.plans.enums import PlanState
from guong.plans.models import Plan
from guong.plans.perms import MONITOR, POST
from guong.web.tasks import Task


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Tasks of the actor; what the actor does not hold is simply not listed."""
    found: list[Task] = []
    if actor.person_id is not None:
        found += _to_answer_monitors(actor)
        found += [*_to_begin(actor), *_to_finish(actor), *_to_answer(actor), *_to_read(actor)]
    if actor.scope(POST):
        found += [*_to_post(actor), *_to_take_down(actor, today)]
    if actor.scope(MONITOR):
        found += _to_watch(actor)
    return found


def _to_begin(actor: AccountActor) -> list[Task]:
    title = _("Write my plan of self-improvement")
    return [
        Task(drive.window_to, title, drive.name, "", _("Begin to write"), reverse("plans-mine"))
        for drive in selectors.my_open_drives(actor=actor)
    ]


def _to_finish(actor: AccountActor) -> list[Task]:
    mine = [plan for plan in selectors.my_plans(actor=actor) if plan.drive.state == DriveState.OPEN]
    return [task for plan in mine if (task := _step(plan)) is not None]


def _step(plan: Plan) -> Task | None:
    url = reverse("plan-edit", args=[plan.pk])
    if plan.waits_for_yes:
        typed = _("%(who)s typed it for you") % {"who": plan.typed_by_label}
        return Task(None, _("Say whether this plan is mine"), typed, "", _("Read and answer"), url)
    if plan.state == PlanState.RETURNED:
        why = _("The cell committee says what should be mended")
        return Task(None, _("Mend my plan"), why, "", _("Read the reason"), url)
    if plan.state == PlanState.PRESENTED:
        return Task(None, _("Submit my plan"), plan.drive.name, "", _("Open the plan"), url)
    if plan.state == PlanState.DRAFT:
        due = plan.drive.window_to
        return Task(due, _("Go on with my plan"), plan.drive.name, "", _("Go on writing"), url)
    return None


def _to_answer(actor: AccountActor) -> list[Task]:
    return [
        Task(None, _("Answer the Front"), remark.delivery.recipient_label, "", _("Write an answer"),
             reverse("monitor-reply", args=[remark.pk]))
        for remark in selectors.remarks_waiting(actor=actor)
    ] + [
        Task(None, _("Answer what the meeting said of my plan"), line.get_word_display(), "", _("Write an answer"),
             reverse("assessment-answer", args=[line.pk]))
        for line in selectors.assessments_waiting(actor=actor)
    ]  # fmt: skip


def _to_read(actor: AccountActor) -> list[Task]:
    """One task a cell, however many plans wait."""
    found = []
    for place in selectors.places(actor=actor):
        if place.waiting:
            title = ngettext_lazy("Read %(n)s plan submitted", "Read %(n)s plans submitted", "n") % {"n": place.waiting}
            url = reverse("plans-unit", args=[place.unit.pk, place.drive.pk])
            found.append(Task(None, title, place.unit.name, "", _("Open the list"), url))
    for plan in selectors.heads_to_answer(actor=actor):
        line = f"{plan.person.full_name}, {plan.unit.name}"
        url = reverse("plan", args=[plan.pk])
        found.append(Task(None, _("Answer the plan of a cell secretary"), line, "", _("Read and answer"), url))
    return found


def _to_answer_monitors(actor: AccountActor) -> list[Task]:
    return [
        Task(None, _("Answer what a monitor saw in the cell"), line.body.name, "", _("Read and answer"),
             reverse("supervision-line", args=[line.pk]))
        for line in selectors.supervision_to_answer(actor=actor)
    ]  # fmt: skip


def _to_post(actor: AccountActor) -> list[Task]:
    waiting = selectors.waiting_to_post(actor=actor)
    if not waiting:
        return []
    title = ngettext_lazy("Post %(n)s plan on the board", "Post %(n)s plans on the board", "n") % {"n": len(waiting)}
    line = ", ".join(delivery.plan.person.full_name for delivery in waiting[:3])
    return [Task(None, title, line, "", _("Open the notice board"), reverse("postings"))]


def _to_take_down(actor: AccountActor, today: date) -> list[Task]:
    return [
        Task(posting.until_on, _("Take a sheet off the board"), posting.plan.person.full_name, "", _("Open the sheet"),
             reverse("posting", args=[posting.pk]), late=True)
        for posting in selectors.postings(actor=actor)
        if posting.taken_down_at is None and posting.until_on < today
    ]  # fmt: skip


def _to_watch(actor: AccountActor) -> list[Task]:
    new = [copy for copy in selectors.copies_for(actor=actor) if copy.received_at is None]
    if not new:
        return []
    title = ngettext_lazy("%(n)s plan received, not read yet", "%(n)s plans received, not read yet", "n") % {
        "n": len(new)
    }
    return [Task(None, title, new[0].recipient_label, "", _("Open the list"), reverse("monitor-plans"))]

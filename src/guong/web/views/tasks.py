"""Tasks that a committee gives the bodies of its tree in a drive; what each body did (S116, S124)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.audit.work import unit_of_work
from guong.directives import selectors as directives
from guong.drives import perms, selectors, services
from guong.drives.enums import DriveState
from guong.drives.models import BodyTask
from guong.files.services import store_file
from guong.kernel import clock
from guong.kernel.errors import Forbidden
from guong.web import flash
from guong.web.downloads import download
from guong.web.forms.base import run
from guong.web.forms.tasks import TaskForm, TaskReportForm, WithdrawForm
from guong.web.http import Request
from guong.web.routing import route


@require_safe
def overview(request: Request, drive_id: int) -> HttpResponse:
    """The tasks of a drive: how many bodies have done theirs, and who has not."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    running = drive.state == DriveState.OPEN
    context = {
        "nav": "drives", "drive": drive, "rows": selectors.orders(actor=request.actor, drive=drive), "running": running,
        "gives": running and selectors.task_giver(actor=request.actor, drive=drive) is not None,
    }  # fmt: skip
    return render(request, "tasks/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request, drive_id: int) -> HttpResponse:
    """Give bodies below the committee a task."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    unit = selectors.task_giver(actor=request.actor, drive=drive)
    if unit is None:
        raise Forbidden
    bodies = selectors.bodies_to_task(actor=request.actor, drive=drive, unit=unit)
    basis = list(directives.directives(actor=request.actor)[:100])
    form, status = TaskForm(bodies, basis, request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            made = run(form, services.give_task, actor=request.actor, drive=drive, unit=unit, **form.facts())
            if made is not None:
                flash.say(request, _("The task is given. Each body finds it in its list of tasks."))
                return redirect("drive-tasks", drive.pk)
        status = 422
    context = {"nav": "drives", "drive": drive, "unit": unit, "form": form, "bodies": bodies}
    return render(request, "tasks/give.html", context, status=status)


@require_POST
def remind(request: Request, order_id: int) -> HttpResponse:
    """Remind the bodies that have not reported."""
    found = selectors.task_order(actor=request.actor, order_id=order_id)
    n = len(services.remind_task(actor=request.actor, order=found))
    done = ngettext("%(n)s body was reminded.", "%(n)s bodies were reminded.", n) % {"n": n}
    flash.say(request, done if n else _("Everybody who owes it was reminded today already."))
    return redirect("drive-tasks", found.drive_id)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, order_id: int) -> HttpResponse:
    """Take a task back, with the reason."""
    found = selectors.task_order(actor=request.actor, order_id=order_id)
    form, status = WithdrawForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            done = run(form, services.withdraw_task, actor=request.actor, order=found, **form.cleaned_data)
            if done is not None:
                flash.say(request, _("The task is withdrawn; the bodies read why."))
                return redirect("drive-tasks", found.drive_id)
        status = 422
    return render(request, "tasks/withdraw.html", {"nav": "drives", "order": found, "form": form}, status=status)


@require_safe
def own(request: Request) -> HttpResponse:
    """Tasks of the reader's own bodies, whatever the drive."""
    rows = selectors.own_tasks(actor=request.actor)
    return render(request, "tasks/own.html", {"nav": "home", "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, task_id: int) -> HttpResponse:
    """One body's task; POST is its report."""
    found = selectors.body_task(actor=request.actor, task_id=task_id)
    does = _does(request, found)
    form, status = TaskReportForm() if does else None, 200
    if request.method == "POST":
        request.actor.require(perms.TASK_DO, found.unit.path)
        form = TaskReportForm(request.POST, request.FILES)
        if form.is_valid() and run(form, lambda: _report(request, found, form)) is not None:
            flash.say(request, _("Your report stands beside the task; the committee reads it."))
            return redirect("body-task", found.pk)
        status = 422
    context = {
        "nav": "drives", "line": selectors.task_line(found, clock.today()), "task": found, "order": found.order,
        "drive": found.order.drive, "form": form, "takes": does and found.taken_at is None,
        "sees_drive": request.actor.can(perms.DRIVE_READ, found.unit.path),
    }  # fmt: skip
    return render(request, "tasks/page.html", context, status=status)


def _does(request: Request, found: BodyTask) -> bool:
    """Whether the reader may report now."""
    alive = found.order.withdrawn_at is None and found.order.drive.state == DriveState.OPEN
    return alive and found.reported_at is None and request.actor.can(perms.TASK_DO, found.unit.path)


def _report(request: Request, found: BodyTask, form: TaskReportForm) -> BodyTask:
    """The file and the report in one transaction: a report that is refused leaves no file behind."""
    upload, data = form.upload(), form.cleaned_data
    with unit_of_work():
        file = upload and store_file(
            actor=request.actor, unit_path=found.unit.path, name=upload.name or "", data=upload.read(),
            purpose="document",
        )  # fmt: skip
        return services.report_task(
            actor=request.actor, task=found, done_on=data["done_on"], text_given=data["text_given"], file=file or None
        )


@require_POST
def take(request: Request, task_id: int) -> HttpResponse:
    """The body says that it has the task."""
    found = selectors.body_task(actor=request.actor, task_id=task_id)
    services.take_task(actor=request.actor, task=found)
    flash.say(request, _("Taken. Report here when it is done."))
    return redirect("body-task", found.pk)


@require_safe
def file(request: Request, task_id: int) -> HttpResponse:
    """What the body put to its report."""
    return download(*selectors.task_file(actor=request.actor, task_id=task_id))


READ, MANAGE, DO = perms.REGISTRATION_READ, perms.DRIVE_MANAGE, perms.TASK_DO
routes: list[URLPattern] = [
    route("dot/<int:drive_id>/nhiem-vu/", overview, name="drive-tasks", room="drives", permission=READ),
    route("dot/<int:drive_id>/nhiem-vu/giao/", give, name="task-give", room="drives", permission=MANAGE),
    route("nhiem-vu/<int:order_id>/nhac/", remind, name="task-remind", room="drives", permission=MANAGE),
    route("nhiem-vu/<int:order_id>/rut/", withdraw, name="task-withdraw", room="drives", permission=MANAGE),
    route("nhiem-vu/cua-to-chuc/", own, name="own-tasks", room="drives", permission=DO),
    route("nhiem-vu/noi-lam/<int:task_id>/", page, name="body-task", room="drives", permission=DO),
    route("nhiem-vu/noi-lam/<int:task_id>/nhan/", take, name="body-task-take", room="drives", permission=DO),
    route("nhiem-vu/noi-lam/<int:task_id>/tep/", file, name="body-task-file", room="drives", permission=DO),
]

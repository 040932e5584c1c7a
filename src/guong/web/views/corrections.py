"""The book of findings, one finding with its answer and history, and stating a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.corrections import rules, selectors, services
from guong.corrections.enums import Source, Subject
from guong.corrections.perms import JUDGE, WRITE
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Person
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.corrections import AnswerForm, FindingForm, MeasureForm, PeopleForm, ReasonForm, SettleForm
from guong.web.forms.marking import AgainForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

ROOM = "corrections"


def number(request: Request, name: str) -> int | None:
    """An id from the query string; anything that is not a number is as good as absent."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 15 else None


def done(form: Form, act: Callable[..., object], **kwargs: Any) -> bool:
    """Whether the service went through; otherwise its sentence stands in the form."""
    return run(form, act, **kwargs) is not None


def offer_judges(form: PeopleForm, actor_id: int | None, people: list[Person], doer_id: int | None) -> None:
    """Who may have judged: everybody of the body but the doer; empty means the one who is signed in."""
    others = [one for one in people if one.pk not in {doer_id, actor_id}]
    form.offer("by", others, _("Myself"))


@require_safe
def my_book(request: Request) -> HttpResponse:
    """The book of the body I keep, or belong to."""
    unit = selectors.default_unit(actor=request.actor)
    if unit is None:
        raise NotFound
    return redirect("unit-findings", unit.pk)


@require_safe
def book(request: Request, unit_id: int) -> HttpResponse:
    """Findings of one body by what they wait for."""
    unit = selectors.body(actor=request.actor, unit_id=unit_id)
    field = request.GET.get("linh-vuc", "")[:60].replace("\x00", "")
    findings = selectors.findings_of_unit(actor=request.actor, unit=unit, field=field)
    shelves: dict[str, list[Any]] = {}
    for one in findings:
        shelves.setdefault(rules.shelf(one.state, one.subject, divided=one.divided_at is not None), []).append(one)
    context = {
        "nav": "cell", "unit": unit, "findings": findings, "shelves": shelves, "today": clock.today(),
        "rechecks": selectors.rechecks_of_unit(actor=request.actor, unit=unit),
        "runs": request.actor.can(WRITE, unit.path), "field": field,
        "fields": selectors.fields_used(findings),
    }  # fmt: skip
    return render(request, "corrections/book.html", context)


@require_safe
def open_items(request: Request, unit_id: int) -> HttpResponse:
    """What is still to be done in one body, the late ones first (S22, R23)."""
    unit = selectors.body(actor=request.actor, unit_id=unit_id)
    items = selectors.open_items(actor=request.actor, unit=unit)
    context = {
        "nav": "cell",
        "unit": unit,
        "items": items,
        "today": clock.today(),
        "judges": selectors.may_judge(actor=request.actor, unit=unit),
    }
    return render(request, "corrections/open_items.html", context)


def new(request: Request) -> HttpResponse:
    """State a finding, from a meeting or a remark when the address says so."""
    start = selectors.start(
        actor=request.actor, unit_id=number(request, "unit"), drive_id=number(request, "drive"),
        meeting_id=number(request, "meeting"), remark_id=number(request, "remark"),
    )  # fmt: skip
    initial: dict[str, Any] = {"drive": start.drive.pk if start.drive else ""}
    if start.remark is not None:
        about = Subject.PERSON if start.remark.person_id else Subject.COLLECTIVE
        higher = start.remark.unit_id != start.unit.pk
        initial |= {"fact": start.remark.fact, "source": Source.UPWARD if higher else Source.REMARK, "subject": about}
        initial |= {"person": start.remark.person_id or ""}
    form = FindingForm(start.drives, start.people, start.own_only, request.POST or None, initial=initial)
    form.offer_supervisors([] if start.own_only else selectors.supervisors(actor=request.actor, unit=start.unit))
    status = 200
    if request.method == "POST":
        if form.is_valid() and (finding := _state(request, start, form)) is not None:
            flash.say(request, _("The finding is stated. Whoever it names is told and may answer."))
            return redirect("finding", finding.pk)
        status = 422
    context = {"nav": "cell", "start": start, "form": form}
    return render(request, "corrections/new.html", context, status=status)


def _state(request: Request, start: selectors.Start, form: FindingForm) -> Any:
    data = form.cleaned_data
    drive = form.drives.get(data["drive"]) if "drive" in data else start.drive
    person = request.actor.person if start.own_only else form.chosen("person")
    subject = Subject.PERSON if start.own_only else data["subject"]
    return run(
        form, services.state_finding, actor=request.actor, drive=drive, unit=start.unit, subject=subject,
        kind=data["kind"], fact=data["fact"], source=Source.SELF if start.own_only else data["source"],
        person=person if subject == Subject.PERSON else None, meeting=start.meeting, remark=start.remark,
        cause_kind=data["cause_kind"], cause=data["cause"], severity=data["severity"],
        raised_by=form.supervisor(),
    )  # fmt: skip


@require_safe
def page(request: Request, finding_id: int) -> HttpResponse:
    """One finding with everything that was said about it."""
    return _page(request, finding_id, ReasonForm())


def _page(request: Request, finding_id: int, reopen: ReasonForm, status: int = 200) -> HttpResponse:
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    services.note_shown(actor=request.actor, finding=shown.finding)
    watched, free = selectors.watched_beside(actor=request.actor, finding=shown.finding)
    earlier = selectors.may_have_come_back(actor=request.actor, finding=shown.finding)
    context = {
        "nav": "cell", "page": shown, "finding": shown.finding, "today": clock.today(), "reopen": reopen,
        "marks": selectors.marks_of(actor=request.actor, finding=shown.finding),
        "came_back": selectors.came_back(actor=request.actor, finding=shown.finding),
        "again": AgainForm(earlier) if earlier else None, "watched": watched, "free": free,
        "appeal": selectors.appeal_of(actor=request.actor, finding=shown.finding),
        "may_appeal": selectors.may_appeal(actor=request.actor, finding=shown.finding),
    }  # fmt: skip
    return render(request, "corrections/finding.html", context, status=status)


def _need(shown: selectors.FindingPage, verb: str) -> None:
    if verb not in shown.may:
        raise NotFound


def answer(request: Request, finding_id: int) -> HttpResponse:
    """Accept or have a say: by the named person, or typed by the secretary (D2)."""
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    services.note_shown(actor=request.actor, finding=shown.finding)
    _need(shown, "answer")
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.answer_finding, actor=request.actor, finding=shown.finding,
            accept=form.cleaned_data["accept"] == "yes", text=form.cleaned_data["text"],
            by=None if shown.own else shown.finding.person,
        ):  # fmt: skip
            flash.say(request, _("The answer is kept and stands with the finding from now on."))
            return redirect("finding", finding_id)
        status = 422
    context = {"nav": "cell", "page": shown, "finding": shown.finding, "form": form}
    return render(request, "corrections/answer.html", context, status=status)


def settle(request: Request, finding_id: int) -> HttpResponse:
    """Decide what the named person said: by somebody else."""
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    _need(shown, "settle")
    form = SettleForm(request.POST or None)
    people = selectors.people_of(actor=request.actor, unit=shown.finding.unit)
    offer_judges(form, request.actor.person_id, people, shown.finding.person_id)
    status = 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.settle_contest, actor=request.actor, finding=shown.finding,
            uphold=form.cleaned_data["uphold"] == "uphold", text=form.cleaned_data["text"], by=form.chosen("by"),
        ):  # fmt: skip
            flash.say(request, _("Decided. The comrade reads the reason."))
            return redirect("finding", finding_id)
        status = 422
    context = {"nav": "cell", "page": shown, "finding": shown.finding, "form": form}
    return render(request, "corrections/settle.html", context, status=status)


def measure(request: Request, finding_id: int) -> HttpResponse:
    """Cause with the circumstances first, what will be done, by whom and when."""
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    _need(shown, "measure")
    row = shown.finding
    form = MeasureForm(
        request.POST or None,
        initial={"cause_kind": row.cause_kind, "cause": row.cause, "owner": str(row.person_id or "")},
    )
    form.offer("owner", selectors.people_of(actor=request.actor, unit=row.unit), _("Choose a name"))
    status = 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.set_measure, actor=request.actor, finding=row, measure=form.cleaned_data["measure"],
            deadline=form.cleaned_data["deadline"], cause_kind=form.cleaned_data["cause_kind"],
            cause=form.cleaned_data["cause"], owner=form.chosen("owner"),
        ):  # fmt: skip
            flash.say(request, _("The measure stands, with its owner and its day."))
            return redirect("finding", finding_id)
        status = 422
    return render(
        request, "corrections/measure.html", {"nav": "cell", "page": shown, "finding": row, "form": form}, status=status
    )


@require_POST
def close(request: Request, finding_id: int) -> HttpResponse:
    """Close what others confirmed, or a small fault in the meeting (R21, D18)."""
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    small = "close_small" in shown.may
    if not small:
        _need(shown, "close")
    act = services.close_small if small else services.close_finding
    try:
        act(actor=request.actor, finding=shown.finding)
    except Invalid as error:
        flash.say(request, error, tone="late")
    else:
        flash.say(request, _("Closed. It leaves the lists after a year."))
    return redirect("finding", finding_id)


@require_POST
def reopen(request: Request, finding_id: int) -> HttpResponse:
    """It came back: open it again, with what happened."""
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    _need(shown, "reopen")
    form = ReasonForm(request.POST)
    if form.is_valid() and done(
        form, services.reopen_finding, actor=request.actor, finding=shown.finding, reason=form.cleaned_data["reason"]
    ):
        flash.say(request, _("Opened again. Its measures are to be done once more."))
        return redirect("finding", finding_id)
    return _page(request, finding_id, form, status=422)


routes: list[URLPattern] = [
    route("khuyet-diem/", my_book, name="findings", room=ROOM, permission=SIGNED_IN),
    route("khuyet-diem/moi/", new, name="finding-new", room=ROOM, permission=SIGNED_IN),
    route("chi-bo/<int:unit_id>/khuyet-diem/", book, name="unit-findings", room=ROOM, permission=SIGNED_IN),
    route("chi-bo/<int:unit_id>/viec-con-mo/", open_items, name="open-items", room=ROOM, permission=SIGNED_IN),
    route("khuyet-diem/<int:finding_id>/", page, name="finding", room=ROOM, permission=SIGNED_IN),
    route("khuyet-diem/<int:finding_id>/tra-loi/", answer, name="finding-answer", room=ROOM, permission=SIGNED_IN),
    route("khuyet-diem/<int:finding_id>/quyet-dinh/", settle, name="finding-settle", room=ROOM, permission=JUDGE),
    route("khuyet-diem/<int:finding_id>/bien-phap/", measure, name="finding-measure", room=ROOM, permission=SIGNED_IN),
    route("khuyet-diem/<int:finding_id>/khep/", close, name="finding-close", room=ROOM, permission=JUDGE),
    route("khuyet-diem/<int:finding_id>/mo-lai/", reopen, name="finding-reopen", room=ROOM, permission=JUDGE),
]

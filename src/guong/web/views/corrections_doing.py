"""One measure: a later day asked and decided, its steps, how it goes, and the files that show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guong.corrections import selectors, services
from guong.files.selectors import open_file
from guong.kernel import clock
from guong.kernel.errors import NotFound
from guong.web import flash
from guong.web.downloads import download
from guong.web.forms.doing import AskForm, DecideForm, FileForm, ProgressForm, RhythmForm, StepForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.web.views.corrections import ROOM, done, offer_judges

_FORMS: dict[str, type[Form]] = {"step": StepForm, "rhythm": RhythmForm, "progress": ProgressForm, "file": FileForm}


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 15 else 0


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: Request, action_id: int) -> HttpResponse:
    """The page of a measure; what is typed here is its doer's."""
    shown = selectors.action_page(actor=request.actor, action_id=action_id)
    tried: Form | None = None
    if request.method == "POST":
        if not shown.speaks:
            raise NotFound
        kind = request.POST.get("what", "")
        tried = _FORMS.get(kind, Form)(request.POST, request.FILES)
        if tried.is_valid() and _act(request, shown, kind, tried):
            return redirect("action", action_id)
    forms = {
        name: tried if isinstance(tried, made) else made(initial={"rhythm": shown.action.rhythm})
        for name, made in _FORMS.items()
    }
    context = {
        "nav": "cell", "page": shown, "action": shown.action, "finding": shown.action.finding, "today": clock.today(),
        "forms": forms, "tried": tried,
    }  # fmt: skip
    return render(request, "corrections/action.html", context, status=422 if tried else 200)


def _act(request: Request, shown: selectors.ActionPage, kind: str, form: Form) -> bool:
    """Do what the pressed button says; whether it was done."""
    act, values = _wish(request, shown, kind, form)
    by = None if shown.own else shown.action.owner
    if not done(form, act, actor=request.actor, by=by, **values):
        return False
    flash.say(request, _("Kept with the measure."))
    return True


def _wish(
    request: Request, shown: selectors.ActionPage, kind: str, form: Form
) -> tuple[Callable[..., object], dict[str, Any]]:
    """The service of a button and its values; NotFound for a button or a line that does not exist here."""
    data, row = form.cleaned_data, _number(request.POST.get("row", ""))
    if kind == "file" and isinstance(form, FileForm) and (upload := form.upload()) is not None:
        file = {"name": upload.name or "", "data": upload.read(), "caption": data["caption"]}
        return services.add_evidence, {"action": shown.action, **file}
    if kind in {"step", "rhythm", "progress"}:
        acts: dict[str, Callable[..., object]] = {
            "step": services.add_step,
            "rhythm": services.choose_rhythm,
            "progress": services.say_progress,
        }
        return acts[kind], {"action": shown.action, **data}
    step = next((one for one in shown.steps if one.pk == row), None)
    if step is not None and kind in {"tick", "untick"}:
        return services.tick_step, {"step": step, "done": kind == "tick"}
    if step is not None and kind == "leave":
        return services.remove_step, {"step": step}
    file_row = next((one for one in shown.files if one.pk == row), None)
    if file_row is not None and kind == "take":
        return services.remove_evidence, {"evidence": file_row}
    raise NotFound


def ask(request: Request, action_id: int) -> HttpResponse:
    """Ask for a later day, with the reason."""
    shown = selectors.action_page(actor=request.actor, action_id=action_id)
    if not shown.speaks:
        raise NotFound
    form, status = AskForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.ask_extension, actor=request.actor, action=shown.action,
            to_day=form.cleaned_data["new_deadline"], reason=form.cleaned_data["reason"],
            by=None if shown.own else shown.action.owner,
        ):  # fmt: skip
            flash.say(request, _("Asked. The present day stands until somebody else has decided."))
            return redirect("action", action_id)
        status = 422
    context = {
        "nav": "cell", "page": shown, "action": shown.action, "finding": shown.action.finding, "form": form,
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "corrections/extension_ask.html", context, status=status)


def decide(request: Request, extension_id: int) -> HttpResponse:
    """Allow the later day or not: never the one who does the measure (D12)."""
    row = selectors.extension(actor=request.actor, extension_id=extension_id)
    shown = selectors.action_page(actor=request.actor, action_id=row.action_id)
    form, status = DecideForm(request.POST or None), 200
    people = selectors.people_of(actor=request.actor, unit=row.action.finding.unit)
    offer_judges(form, request.actor.person_id, people, row.doer_id)
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.decide_extension, actor=request.actor, extension=row,
            grant=form.cleaned_data["grant"] == "yes", text=form.cleaned_data["text"], by=form.chosen("by"),
        ):  # fmt: skip
            flash.say(request, _("Decided. The comrade reads which day stands, and why."))
            return redirect("action", row.action_id)
        status = 422
    context = {
        "nav": "cell", "page": shown, "action": shown.action, "finding": shown.action.finding, "row": row, "form": form,
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "corrections/extension_decide.html", context, status=status)


@require_safe
def evidence(request: Request, evidence_id: int) -> HttpResponse:
    """The file itself, for whoever may read the measure. A picture is shown, anything else is saved."""
    found = selectors.evidence(actor=request.actor, evidence_id=evidence_id)
    if not found.media_type.startswith("image/"):
        return download(found, open_file(found))
    response = HttpResponse(open_file(found), content_type=found.media_type)
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


routes: list[URLPattern] = [
    route("viec/<int:action_id>/", action, name="action", room=ROOM, permission=SIGNED_IN),
    route("viec/<int:action_id>/xin-lui-han/", ask, name="extension-ask", room=ROOM, permission=SIGNED_IN),
    route("lui-han/<int:extension_id>/", decide, name="extension-decide", room=ROOM, permission=SIGNED_IN),
    route("viec/tep/<int:evidence_id>/", evidence, name="evidence", room=ROOM, permission=SIGNED_IN),
]

"""An appeal: filed by the named person, heard by three people outside the line (D5)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.corrections import selectors, services
from guong.corrections.enums import AppealState
from guong.corrections.perms import JUDGE
from guong.kernel.errors import NotFound
from guong.web import flash
from guong.web.forms.appeals import AppealForm, CaseForm, ThreeForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.web.views.corrections import ROOM, done

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def file(request: Request, finding_id: int) -> HttpResponse:
    """Write the appeal: the named person alone."""
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    if not selectors.may_appeal(actor=request.actor, finding=shown.finding):
        raise NotFound
    form, status = AppealForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.file_appeal, actor=request.actor, finding=shown.finding, text=form.cleaned_data["text"]
        ):
            flash.say(request, _("The appeal is filed. The body above names three people outside the line."))
            return redirect("finding", finding_id)
        status = 422
    context = {"nav": "cell", "page": shown, "finding": shown.finding, "form": form}
    return render(request, "corrections/appeal_file.html", context, status=status)


@require_http_methods(METHODS)
def name(request: Request, appeal_id: int) -> HttpResponse:
    """Name the three: the body above, which reads no words of the case."""
    appeal, people = selectors.appeal_to_name(actor=request.actor, appeal_id=appeal_id)
    form, status = ThreeForm(people, request.POST or None), 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.name_judges, actor=request.actor, appeal=appeal, people=form.three()
        ):
            flash.say(request, _("The three are named. They read the case and decide."))
            return redirect("home")
        status = 422
    context = {"nav": "home", "appeal": appeal, "unit": appeal.finding.unit, "people": people, "form": form}
    return render(request, "corrections/appeal_name.html", context, status=status)


@require_http_methods(METHODS)
def case(request: Request, appeal_id: int) -> HttpResponse:
    """The case for one of the three."""
    shown = selectors.case(actor=request.actor, appeal_id=appeal_id)
    form, status = CaseForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.say_on_appeal, actor=request.actor, appeal=shown.appeal, **form.cleaned_data
        ):
            flash.say(request, _("Your word is kept. Two equal words decide."))
            return redirect("appeal-case", appeal_id)
        status = 422
    open_now = shown.appeal.state == AppealState.HEARD and not shown.mine.word
    context = {"nav": "home", "case": shown, "finding": shown.finding, "form": form, "open_now": open_now}
    return render(request, "corrections/appeal_case.html", context, status=status)


routes: list[URLPattern] = [
    route("khuyet-diem/<int:finding_id>/khieu-nai/", file, name="appeal-file", room=ROOM, permission=SIGNED_IN),
    route("khieu-nai/<int:appeal_id>/chon-nguoi/", name, name="appeal-name", room=ROOM, permission=JUDGE),
    route("khieu-nai/<int:appeal_id>/", case, name="appeal-case", room=ROOM, permission=SIGNED_IN),
]

"""Dữ liệu cá nhân: what a member may ask, and the answer of the office; the register that everybody may read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.kernel import clock
from guong.privacy import selectors
from guong.privacy.mydata.package import my_package
from guong.privacy.perms import ANSWER, RECORD, REGISTER
from guong.privacy.services import asking
from guong.privacy.services.publishing import change_purpose, ensure_purposes
from guong.web import flash
from guong.web.downloads import attachment
from guong.web.forms.base import run
from guong.web.forms.privacy import AnswerForm, AskForm, ExtendForm, PurposeForm, ReleaseForm
from guong.web.http import Request
from guong.web.office_door import back_to
from guong.web.routing import SIGNED_IN, route


@require_safe
def download(request: Request) -> HttpResponse:
    """Everything of mine: a paper, plain values, the files (D23)."""
    made = my_package(actor=request.actor, person=request.actor.person)
    return attachment(made, "ho-so-cua-toi.zip")


@require_http_methods(["GET", "HEAD", "POST"])
def my_rights(request: Request) -> HttpResponse:
    """What I may ask, what I asked, until when my words are kept, what holds them back."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if run(form, asking.ask, actor=request.actor, kind=data["kind"], words=data["words"]) is not None:
            flash.say(request, _("Your request is with the office. The day of the answer stands below."))
            return redirect("my-rights")
    context = {
        "nav": "file", "form": form, "requests": selectors.my_requests(actor=request.actor),
        "holds": selectors.holds_on_me(actor=request.actor), "kept": selectors.kept_until(actor=request.actor),
        "today": clock.today(), "member": request.actor.person_id is not None,
        "restriction": selectors.my_restriction(actor=request.actor),
    }  # fmt: skip
    return render(request, "privacy/mine.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def request_withdraw(request: Request, asked_id: int) -> HttpResponse:
    """Take my request back."""
    mine = selectors.my_request(actor=request.actor, request_id=asked_id)
    asking.withdraw(actor=request.actor, request=mine)
    flash.say(request, _("Your request is taken back."))
    return redirect("my-rights")


@require_POST
def release_mine(request: Request, asked_id: int) -> HttpResponse:
    """My words may be used again."""
    asking.release(actor=request.actor, request=selectors.my_request(actor=request.actor, request_id=asked_id))
    flash.say(request, _("Your words may be used again."))
    return redirect("my-rights")


@require_safe
def office(request: Request) -> HttpResponse:
    """What members asked, the nearest day first, and the way to the record."""
    context = {
        "nav": "settings", "requests": selectors.requests(actor=request.actor), "today": clock.today(),
        "publishes": bool(request.actor.scope(RECORD)), **back_to(request),
    }  # fmt: skip
    return render(request, "privacy/office.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, asked_id: int) -> HttpResponse:
    """Read one request and answer it."""
    asked = selectors.request(actor=request.actor, request_id=asked_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = run(
            form, asking.answer, actor=request.actor, request=asked, fulfil=data["fulfil"] == "1", words=data["words"]
        )  # fmt: skip
        if done is not None:
            flash.say(request, _("Answered. The comrade reads it in “My file”."))
            return redirect("privacy")
    status = 422 if request.method == "POST" else 200
    return _answer_page(request, asked_id, form, ExtendForm(), status)


def _answer_page(
    request: Request,
    asked_id: int,
    form: AnswerForm,
    extend: ExtendForm,
    status: int,
    release: ReleaseForm | None = None,
) -> HttpResponse:
    asked = selectors.request(actor=request.actor, request_id=asked_id)
    context = {
        "nav": "settings", "asked": asked, "form": form, "extend": extend, "today": clock.today(),
        "release": release or ReleaseForm(), "restricted": selectors.is_restricted(asked),
    }  # fmt: skip
    return render(request, "privacy/answer.html", context, status=status)


@require_POST
def release(request: Request, asked_id: int) -> HttpResponse:
    """The restriction ends, with words."""
    asked = selectors.request(actor=request.actor, request_id=asked_id)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        if run(form, asking.release, actor=request.actor, request=asked, words=words) is not None:
            flash.say(request, _("The restriction has ended; the comrade reads why."))
            return redirect("privacy-answer", asked_id=asked_id)
    return _answer_page(request, asked_id, AnswerForm(), ExtendForm(), 422, form)


@require_POST
def take_in(request: Request, asked_id: int) -> HttpResponse:
    """Say that it has arrived."""
    asking.take_in(actor=request.actor, request=selectors.request(actor=request.actor, request_id=asked_id))
    return redirect("privacy-answer", asked_id=asked_id)


@require_POST
def extend(request: Request, asked_id: int) -> HttpResponse:
    """The one extension."""
    asked = selectors.request(actor=request.actor, request_id=asked_id)
    form = ExtendForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if run(form, asking.extend, actor=request.actor, request=asked, reason=reason) is not None:
            return redirect("privacy-answer", asked_id=asked_id)
    return _answer_page(request, asked_id, AnswerForm(), form, 422)


@require_safe
def register(request: Request) -> HttpResponse:
    """Why personal data is processed, and on which ground: everybody who signs in may read it."""
    ensure_purposes(actor=request.actor)
    context = {"nav": "file", "purposes": selectors.purposes(), "writes": bool(request.actor.scope(REGISTER))}
    return render(request, "privacy/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def purpose_edit(request: Request, purpose_id: int) -> HttpResponse:
    """Change one line."""
    purpose = selectors.purpose(actor=request.actor, purpose_id=purpose_id, perm=REGISTER)
    form = PurposeForm(request.POST if request.method == "POST" else None, initial=PurposeForm.initial_of(purpose))
    if request.method == "POST" and form.is_valid():
        unit = selectors.own_top(actor=request.actor, perm=REGISTER)
        values = form.values()
        if run(form, change_purpose, actor=request.actor, purpose=purpose, unit=unit, values=values) is not None:
            flash.say(request, _("The register is changed."))
            return redirect("privacy-register")
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/purpose.html", {"nav": "settings", "form": form, "purpose": purpose}, status=status)


routes: list[URLPattern] = [
    route("ho-so/tai-ve/", download, name="my-file-download", room="privacy", permission=SIGNED_IN),
    route("ho-so/quyen/", my_rights, name="my-rights", room="privacy", permission=SIGNED_IN),
    route(
        "ho-so/quyen/<int:asked_id>/rut/", request_withdraw, name="my-rights-withdraw", room="privacy", permission=SIGNED_IN
    ),
    route(
        "ho-so/quyen/<int:asked_id>/cho-dung-lai/", release_mine, name="my-rights-release", room="privacy",
        permission=SIGNED_IN,
    ),
    route(
        "du-lieu-ca-nhan/yeu-cau/<int:asked_id>/cho-dung-lai/", release, name="privacy-release", room="privacy",
        permission=ANSWER,
    ),
    route("du-lieu-ca-nhan/", office, name="privacy", room="privacy", permission=ANSWER),
    route(
        "du-lieu-ca-nhan/yeu-cau/<int:asked_id>/", answer, name="privacy-answer", room="privacy", permission=ANSWER
    ),
    route(
        "du-lieu-ca-nhan/yeu-cau/<int:asked_id>/nhan/", take_in, name="privacy-take-in", room="privacy", permission=ANSWER
    ),
    route(
        "du-lieu-ca-nhan/yeu-cau/<int:asked_id>/gia-han/", extend, name="privacy-extend", room="privacy", permission=ANSWER
    ),
    route("du-lieu-ca-nhan/muc-dich/", register, name="privacy-register", room="privacy", permission=SIGNED_IN),
    route(
        "du-lieu-ca-nhan/muc-dich/<int:purpose_id>/", purpose_edit, name="privacy-purpose", room="privacy", permission=REGISTER
    ),
]  # fmt: skip

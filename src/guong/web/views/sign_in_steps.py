"""At the door, after the password: the second step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from guong.accounts import passkeys, services, tries
from guong.accounts.enums import FactorKind
from guong.accounts.rules import FREE_TRIES
from guong.accounts.selectors import kinds_of
from guong.web.forms.base import run
from guong.web.forms.second_factor import CredentialForm, StepForm
from guong.web.routing import PUBLIC, route
from guong.web.sign_in_session import DOOR, HalfOpen, half_open, step_done
from guong.web.views.shell import wait_sentence

ANYWHERE = ""  # the second step is slowed for a name from everywhere: only who knows the password gets here


@never_cache
@sensitive_post_parameters("code", "credential")
def second_step(request: HttpRequest) -> HttpResponse:
    """A code of the telephone, a code of the sheet, or a passkey."""
    half = half_open(request)
    if half is None:
        return redirect("sign-in")
    if not kinds_of(half.account):
        return redirect("factor-setup")
    if request.method != "POST":
        return _page(request, half, StepForm())
    by_key = "credential" in request.POST
    form = CredentialForm(request.POST) if by_key else StepForm(request.POST)
    if not form.is_valid():
        return _page(request, half, _shown(form, by_key), 422)
    name = _slowed(half)
    if waiting := tries.seconds_to_wait(name, ANYWHERE):
        form.add_error(None, wait_sentence(waiting))
        return _page(request, half, _shown(form, by_key), 429)
    factor = _use(half, form, by_key)
    if factor is None:
        if tries.note_failure(name, ANYWHERE) == FREE_TRIES:
            services.note_wrong_steps(actor=DOOR, account=half.account)
        return _page(request, half, _shown(form, by_key), 422)
    tries.forget(name, ANYWHERE)
    return step_done(request, half, factor)


def _slowed(half: HalfOpen) -> str:
    return f"{half.account.username}|second step"


def _use(half: HalfOpen, form: StepForm | CredentialForm, by_key: bool) -> str | None:
    if by_key:
        return run(form, services.use_key, actor=DOOR, account=half.account, credential=form.cleaned_data["credential"])
    return run(form, services.use_code, actor=DOOR, account=half.account, code=form.cleaned_data["code"])


def _shown(form: StepForm | CredentialForm, by_key: bool) -> StepForm:
    """The form of the page; what is wrong with a passkey stands above it."""
    if isinstance(form, StepForm):
        return form
    shown = StepForm({})
    shown.errors.clear()
    for sentence in [*form.non_field_errors(), *form.errors.get("credential", [])]:
        shown.add_error(None, str(sentence))
    return shown


def _page(request: HttpRequest, half: HalfOpen, form: StepForm, status: int = 200) -> HttpResponse:
    kinds = kinds_of(half.account)
    context = {
        "form": form, "half": half, "phone": FactorKind.PHONE in kinds, "sheet": FactorKind.SHEET in kinds,
        "options": passkeys.request_options(half.account) if FactorKind.KEY in kinds else "",
    }  # fmt: skip
    return render(request, "sign_in/step.html", context, status=status)


routes: list[URLPattern] = [
    route("dang-nhap/buoc-hai/", second_step, name="second-step", room="accounts", permission=PUBLIC),
]

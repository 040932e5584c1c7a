"""The one place where sessions are opened (a test says so): the password, the second step, and how sure we are of somebody.

Between the password and the second step nobody is signed in: the session holds only who is expected. So no page, partial or
file can be reached in between, whatever its address.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from guong.access.second_step import account_holds_office
from guong.accounts import rules, selectors, services
from guong.accounts.devices import device_words
from guong.accounts.enums import FactorKind, NoticeCode
from guong.accounts.models import Account
from guong.kernel import clock
from guong.kernel.actor import Nobody, SystemActor
from guong.web import flash

BACKEND = "django.contrib.auth.backends.ModelBackend"
DOOR = SystemActor("sign-in page")
HALF, MARK, SURE, SEEN, SECRET = "half_open", "opened", "sure_at", selectors.SEEN, "phone_secret"


@dataclass(frozen=True, slots=True)
class HalfOpen:
    """Somebody whose password was right and whose second step is missing. `again`: already inside, asked once more."""

    account: Account
    by: str
    to: str
    again: bool
    fresh: bool  # the sheet in hand was made in this very sign-in, and may be made again


def now() -> int:
    """Seconds, for what a session keeps."""
    return int(clock.now().timestamp())


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards: an address of this very site, else the home page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = {request.get_host()}
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts=here, require_https=request.is_secure()):
        return wanted
    return reverse("home")


def step_needed(account: Account) -> bool:
    """Whether the password alone does not open this account."""
    return bool(selectors.kinds_of(account)) or (not settings.DEMO and account_holds_office(account))


def proceed(request: HttpRequest, account: Account, by: str, to: str = "") -> HttpResponse:
    """After the right password or card, or the provider's word: come in, or go on to the second step."""
    to = to or safe_next(request)
    if not step_needed(account):
        return enter(request, account, by, "none", to)
    wait_for_step(request, account, by, to)
    return to_step(account)


def to_step(account: Account) -> HttpResponse:
    """The page of the second step, or of choosing one for whoever has none yet."""
    return redirect("second-step" if selectors.kinds_of(account) else "factor-setup")


def wait_for_step(request: HttpRequest, account: Account, by: str, to: str) -> None:
    """Nobody is signed in now; the session remembers, for a quarter of an hour, who is expected."""
    said = request.session.get(flash.KEY, [])
    logout(request)
    be_nobody(request)
    request.session[flash.KEY] = said
    _remember(request, account, by, to)


def ask_again(request: HttpRequest, account: Account, to: str) -> None:
    """The one who is inside gave the password once more; the second step is asked once more too."""
    _remember(request, account, "again", to)


def _remember(request: HttpRequest, account: Account, by: str, to: str) -> None:
    seal = account.get_session_auth_hash()
    request.session[HALF] = {"id": account.pk, "by": by, "to": to, "at": now(), "seal": seal}


def half_open(request: HttpRequest) -> HalfOpen | None:
    """Who is expected; None when nobody is, the time is over, or the password has been changed meanwhile."""
    kept = request.session.get(HALF)
    if not kept or now() - kept["at"] >= rules.HALF_OPEN:
        return None
    account = selectors.half_open_account(kept["id"])
    if account is None or not constant_time_compare(kept["seal"], account.get_session_auth_hash()):
        return None
    inside = request.user.is_authenticated
    if (kept["by"] == "again") != inside or (inside and request.user.pk != account.pk):
        return None
    return HalfOpen(account, kept["by"], kept["to"], inside, bool(kept.get("fresh")))


def may_build(half: HalfOpen) -> bool:
    """Whether the one at the door may set up a second step: only who has none yet."""
    kinds = selectors.kinds_of(half.account)
    return not half.again and (not kinds or (half.fresh and kinds == {FactorKind.SHEET.value}))


def sheet_in_hand(request: HttpRequest) -> None:
    """The sheet was made at the door just now."""
    if HALF in request.session:
        request.session[HALF] = {**request.session[HALF], "fresh": True}


def factor_added(request: HttpRequest, kind: str) -> None:
    """The open session of whoever had no second step counts as having one."""
    mark = request.session.get(MARK)
    if mark is not None and mark["factor"] == "none":
        request.session[MARK] = {**mark, "factor": kind}


def step_done(request: HttpRequest, half: HalfOpen, factor: str) -> HttpResponse:
    """The second step was right."""
    if half.again:
        request.session.pop(HALF, None)
        be_sure(request)
        return HttpResponseRedirect(half.to)
    return enter(request, half.account, half.by, factor, half.to)


def enter(request: HttpRequest, account: Account, by: str, factor: str, to: str) -> HttpResponse:
    """Open the session under a new key, write down by which door, and say what happened to the account meanwhile."""
    since = request.session.get(HALF, {}).get("at", now())
    for key in (HALF, SECRET):
        request.session.pop(key, None)
    request.session.cycle_key()
    login(request, account, backend=BACKEND)
    start = now()
    request.session[MARK] = {"at": start, "factor": factor}
    request.session[SEEN] = start
    if by != "demo":
        request.session[SURE] = start
    device = device_words(request.headers.get("User-Agent", ""))
    services.open_session(actor=DOOR, account=account, key=str(request.session.session_key), device=device)
    services.note_sign_in(actor=DOOR, account=account, by=by, factor=factor)
    _tell(request, account, since)
    return HttpResponseRedirect(to)


def _tell(request: HttpRequest, account: Account, since: int) -> None:
    """Say what happened before this sign-in began; what was done during it is known."""
    for notice in services.take_notices(actor=DOOR, account=account):
        if notice.at.timestamp() >= since:
            continue
        day = notice.at.astimezone(clock.ZONE)
        sentence = _("%(what)s on %(day)s%(by)s. If that was not you, tell your secretary or the office.") % {
            "what": NoticeCode(notice.code).label,
            "day": f"{day:%d/%m/%Y}",
            "by": f" ({notice.by_label})" if notice.by_label else "",
        }
        flash.say(request, sentence, tone="wait")


def be_sure(request: HttpRequest) -> None:
    """Somebody has just shown again who he is; the session gets a new key."""
    old = str(request.session.session_key)
    request.session.cycle_key()
    request.session[SURE] = now()
    account = request.user
    if isinstance(account, Account):
        services.move_session(actor=DOOR, account=account, old=old, new=str(request.session.session_key))


def is_sure(request: HttpRequest) -> bool:
    """Whether a password was given within the last ten minutes."""
    return now() - int(request.session.get(SURE, 0)) < rules.SURE


def be_nobody(request: HttpRequest) -> None:
    """From here on this request is a visitor's."""
    request.user = AnonymousUser()
    request.actor = Nobody()  # type: ignore[attr-defined]  # read through web.http.Request

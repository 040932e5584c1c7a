"""What a session must keep to, looked at with every request: its marks, its time, and the second step of an office."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guong.access.actors import AccountActor
from guong.access.second_step import holds_office
from guong.accounts import rules
from guong.web import flash
from guong.web.sign_in_session import MARK, SEEN, be_nobody, now

TOUCH = 60  # seconds: how exactly a session remembers when it was used


class SessionRulesMiddleware:
    """A session that breaks a rule is nobody's from here on: what needs a sign-in leads to the door, and only there.

    A closed account and a changed password are found by Django before; ended rights by the actor, made anew each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if isinstance(actor, AccountActor):
            self._look(request, actor)
        return self.get_response(request)

    def _look(self, request: HttpRequest, actor: AccountActor) -> None:
        mark = request.session.get(MARK)
        if mark is None:
            if not settings.UNMARKED_SESSIONS:
                _end(request, "")
            return
        moment, seen, staff = now(), int(request.session.get(SEEN, 0)), holds_office(actor)
        idle = settings.STAFF_IDLE_MINUTES * 60
        if rules.session_ended(moment, mark["at"], seen, staff=staff, staff_idle=idle):
            _end(
                request, _("You were signed out because the page was not used for long. What was saved is still there.")
            )
        elif staff and mark["factor"] == "none" and not settings.DEMO:
            _end(request, _("You hold an office now: sign in once more, a second step follows."))
        elif moment - seen >= TOUCH:
            request.session[SEEN] = moment


def _end(request: HttpRequest, sentence: str) -> None:
    logout(request)
    be_nobody(request)
    if sentence:
        flash.say(request, sentence, tone="wait")

"""The demonstration's door: one click signs in as a role. Its URL exists in demo mode alone."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from guong.accounts.selectors import open_account
from guong.kernel.errors import NotFound
from guong.web import sign_in_session
from guong.web.routing import PUBLIC, route

ACCOUNTS = [
    ("vanphong", _("Ward clerk"), _("Opens the drive, sees who is late, reminds, prints the report")),
    ("bithu-phuong", _("Ward secretary"), _("Sees the whole ward, runs the committee's own meeting")),
    ("uy-vien", _("Standing-committee member"), _("Attends a cell's meeting, reads its agenda")),
    ("bithu-cb7", _("Cell secretary"), _("Registers the date, runs the meeting, accepts plans")),
    ("dang-vien", _("Ordinary member"), _("Writes a self-review, answers remarks, keeps a plan")),
    ("di-xa", _("Member working far away"), _("Studies and takes part from another province")),
    ("cu-hoi", _("Member of 75 who is helped"), _("Writes by hand; somebody types, she says yes")),
    ("mat-tran", _("Front monitor"), _("Reads the plans that were sent, writes what people see")),
    ("kiem-tra", _("Inspection officer"), _("Sees figures and dates, not what was said")),
    ("vanphong-huyen", _("District clerk"), _("Sees the 46 units of a district and who has not registered")),
    (
        "tuyengiao-tinh",
        _("Clerk of the province"),
        _("Sees which committees issued documents, who was visited, who is late"),
    ),
    (
        "vanphong-lien-khe",
        _("Clerk of a new commune"),
        _("Sees a drive of before the merger, in the old tree and in today's"),
    ),
    ("ky-thuat", _("Technical administrator"), _("Looks after the machine, reads no content")),
]
"""(sign-in name, role, one line about what this person can do), in the order of the sign-in page."""


@require_POST
def enter(request: HttpRequest, username: str) -> HttpResponse:
    """Sign in as one of the demonstration's people. NotFound outside demo mode, whatever the URLs say."""
    if not settings.DEMO or username not in {name for name, _role, _line in ACCOUNTS}:
        raise NotFound
    account = open_account(username)
    if account is None:
        raise NotFound
    return sign_in_session.enter(request, account, "demo", "demo", reverse("home"))


routes: list[URLPattern] = [
    route("demo-vao/<str:username>/", enter, name="demo-enter", room="web", permission=PUBLIC),
]

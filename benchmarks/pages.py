"""P7: server time and number of queries of the main pages, beside an empty Django page in the same process."""

from __future__ import annotations

import time
from functools import partial

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from benchmarks.report import Figure, medians
from benchmarks.worlds import SYSTEM
from guong.accounts.models import Account
from guong.drives.models import Drive
from guong.kernel import clock
from guong.meetings.models import Meeting
from guong.meetings.services.evening import open_meeting
from guong.org.models import Unit
from guong.web import urls

ROUNDS = 15
EMPTY = "an empty page (same middleware, signed in)"


def empty(request: HttpRequest) -> HttpResponse:
    """Who is signed in is read, as on every page; nothing else."""
    return HttpResponse(f"<!doctype html><title>{request.user}</title>")


urlpatterns = [*urls.urlpatterns, path("trang-trong/", empty)]
handler404 = urls.handler404


def _pages() -> list[tuple[str, str, str]]:
    """(what, who looks, address) over the demonstration; one meeting is opened so that it can be run."""
    past, drive = Drive.objects.filter(scope_unit__code="PHUONG").order_by("starts_on")
    ward, cell = drive.scope_unit, Unit.objects.get(code="TDP-07")
    largest = Unit.objects.get(code="TDP-01")
    meeting = Meeting.objects.filter(unit=cell, state="planned").order_by("starts_at")[:1].get()
    with clock.at(meeting.starts_at):
        open_meeting(actor=SYSTEM, meeting=meeting)
    return [
        ("home of the clerk", "vanphong", reverse("home")),
        ("home of a cell secretary", "bithu-cb7", reverse("home")),
        ("home of a member", "dang-vien", reverse("home")),
        ("board of the ward, 17 cells", "vanphong", reverse("board", args=[drive.pk, ward.pk])),
        ("board of the ward, closed drive", "vanphong", reverse("board", args=[past.pk, ward.pk])),
        ("division of a common finding", "bithu-phuong", reverse("finding-divide", args=[_divided(ward)])),
        ("my file", "dang-vien", reverse("my-file")),
        ("running a meeting", "bithu-cb7", reverse("meeting-run", args=[meeting.pk])),
        ("roster", "bithu-phuong", reverse("drive-assign", args=[drive.pk])),
        ("members of a cell, 57 rows", "vanphong", reverse("unit-members", args=[largest.pk])),
        ("organisations", "vanphong", reverse("units")),
    ]


def _divided(ward: Unit) -> int:
    return int(ward.findings.order_by("pk").values_list("pk", flat=True)[0])


def _client(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


@override_settings(ROOT_URLCONF="benchmarks.pages")
def measure() -> Figure:
    pages = [(EMPTY, "bithu-cb7", "/trang-trong/"), *_pages()]
    works, queries = {}, {}
    for what, who, url in pages:
        client = _client(who)
        if (status := client.get(url).status_code) != 200:
            raise RuntimeError(f"{url} for {who} answers {status}")
        with CaptureQueriesContext(connection) as caught:
            client.get(url)
        works[what], queries[what] = partial(client.get, url), len(caught)
    taken = medians(works, ROUNDS, time.thread_time)
    rows = [
        {
            "page": what,
            "ms": f"{taken[what]:.1f}",
            "× empty": f"{taken[what] / taken[EMPTY]:.1f}",
            "queries": queries[what],
        }
        for what, _, _ in pages
    ]
    times = sorted(taken[what] / taken[EMPTY] for what, _, _ in pages[1:])
    how = (
        f"Processor time of a request through Django's test client, warm, median of {ROUNDS} taking turns, over the demonstration "
        f"(700 members, 17 cells, two drives). The median page takes {times[len(times) // 2]:.1f} × the empty one."
    )
    return Figure("P7-pages", "speed of the main pages", how, "median page at most 4 × an empty page", rows)

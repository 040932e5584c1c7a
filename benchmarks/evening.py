"""A province's evening: people of many cells check in with the code on their wall, through the real server on the loopback.

Every client reads the wall, posts the six digits, and waits for the answer; each tenth person presses twice. Afterwards the roll
is counted: nobody twice, nobody lost.
"""

from __future__ import annotations

import http.client
import os
import queue
import socket
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import Count
from django.urls import reverse

from benchmarks.report import Figure
from benchmarks.worlds import PER_CELL, SYSTEM, Ward, build
from guong.accounts.services import create_account
from guong.audit.work import unit_of_work
from guong.kernel import clock
from guong.meetings import codes
from guong.meetings.models import Attendance, Meeting
from guong.meetings.services.checkin import set_checkin
from guong.meetings.services.evening import open_meeting, plan_meeting
from guong.org.models import Membership, Unit
from guong.org.services import link_account
from guong.web.sign_in_session import BACKEND, MARK, SEEN

CLIENTS = 8  # people who press at the same moment
PEOPLE = {"postgresql": 1500, "sqlite": 551}  # a province's quarter of an hour; a ward's evening
TOKEN = "a" * 32
MOST = 180  # seconds: a run that is slower is cut off


@dataclass(frozen=True, slots=True)
class Guest:
    """One member before his or her telephone: the session, the meeting and the secret behind its wall."""

    session: str
    meeting: int
    secret: str


def _open_evenings(ward: Ward) -> dict[int, Meeting]:
    """A regular meeting under way in every cell, with a code on the wall; cell → meeting."""
    made = {}
    for cell in ward.cells:
        meeting = plan_meeting(
            actor=SYSTEM, unit=cell, kind="regular", starts_at=clock.now(), place="Nhà văn hóa", mode="in_person"
        )
        open_meeting(actor=SYSTEM, meeting=meeting)
        made[cell.pk] = set_checkin(actor=SYSTEM, meeting=meeting, on=True)
    return made


def _members(cells: list[Unit]) -> list[tuple[int, int]]:
    rows = Membership.objects.filter(unit__in=cells, to_on=None).order_by("unit_id", "pk")
    return list(rows.values_list("unit_id", "person_id"))


def _guests(ward: Ward, people: int) -> list[Guest]:
    """Members with a session each, the cells in turn, as they would come."""
    meetings, by_cell = _open_evenings(ward), {}
    for unit_id, person_id in _members(ward.cells):
        by_cell.setdefault(unit_id, []).append(person_id)
    order = [(unit, row[at]) for at in range(PER_CELL) for unit, row in by_cell.items() if at < len(row)][:people]
    found = []
    with unit_of_work():
        for number, (unit_id, person_id) in enumerate(order):
            member = Membership.objects.select_related("person").get(person_id=person_id, to_on=None).person
            account = create_account(actor=SYSTEM, unit_path="", username=f"nguoi-{number}", label=member.full_name)
            link_account(actor=SYSTEM, person=member, account=account)
            session = SessionStore()
            session.update({
                SESSION_KEY: str(account.pk), BACKEND_SESSION_KEY: BACKEND, HASH_SESSION_KEY: account.get_session_auth_hash(),
                MARK: {"at": int(time.time()), "factor": "none", "by": "password"}, SEEN: int(time.time()),
            })  # fmt: skip
            session.save()
            meeting = meetings[unit_id]
            found.append(Guest(str(session.session_key), meeting.pk, meeting.checkin_secret))
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serve(port: int) -> subprocess.Popen[bytes]:
    """The product's own server over this figure's data, waited for."""
    command = [str(Path(sys.executable).with_name("guong")), "serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, env={**os.environ, "GUONG_HOSTS": "127.0.0.1"}, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/dang-nhap/")
            line.getresponse().read()
            return process
        except OSError:
            time.sleep(0.2)
    process.terminate()
    raise RuntimeError("the server does not answer")


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process and all below it have used so far."""
    seconds = 0.0
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return seconds
    return seconds + sum(_cpu(int(child)) for child in below)


def _press(line: http.client.HTTPConnection, guest: Guest) -> int:
    """One press of “I am here”; the status of the answer."""
    typed = urlencode({"code": codes.code_at(guest.secret, time.time()), "csrfmiddlewaretoken": TOKEN})
    heads = {
        "Content-Type": "application/x-www-form-urlencoded", "Cookie": f"sessionid={guest.session}; csrftoken={TOKEN}",
    }  # fmt: skip
    line.request("POST", reverse("meeting-check-in", args=[guest.meeting]), typed, heads)
    answer = line.getresponse()
    answer.read()
    return answer.status


def _client(
    port: int, waiting: queue.SimpleQueue[tuple[int, Guest]], taken: list[float], wrong: list[int], end: float
) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < end:
        try:
            number, guest = waiting.get_nowait()
        except queue.Empty:
            break
        for _press_number in range(2 if number % 10 == 0 else 1):
            begin = time.perf_counter()
            try:
                status = _press(line, guest)
            except (OSError, http.client.HTTPException):
                status = 0
                line.close()
            taken.append(time.perf_counter() - begin)
            if status != 302:
                wrong.append(status)
    line.close()


def _run(guests: list[Guest], port: int) -> tuple[float, list[float], list[int], int]:
    """Seconds for all, the seconds of each press, statuses other than the way back, people who had no turn before the end."""
    waiting: queue.SimpleQueue[tuple[int, Guest]] = queue.SimpleQueue()
    for numbered in enumerate(guests):
        waiting.put(numbered)
    taken: list[float] = []
    wrong: list[int] = []
    begin = time.perf_counter()
    limit = time.monotonic() + MOST
    crowd = [
        threading.Thread(target=_client, args=(port, waiting, taken, wrong, limit)) for _client_number in range(CLIENTS)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return time.perf_counter() - begin, taken, wrong, waiting.qsize()


def measure() -> Figure:
    people = PEOPLE[connection.vendor]
    ward = build("TINH" if people > 1000 else "PHUONG", cells=-(-people // PER_CELL))
    guests = _guests(ward, people)
    connection.close()
    port = _free_port()
    server = _serve(port)
    try:
        before = _cpu(server.pid)
        seconds, taken, wrong, left = _run(guests, port)
        used = _cpu(server.pid) - before
    finally:
        server.terminate()
        server.wait(timeout=20)
    here = Attendance.objects.filter(by_code=True)
    double = here.values("meeting", "person").annotate(times=Count("pk")).filter(times__gt=1).count()
    cuts = statistics.quantiles(taken, n=100)
    came = people - left
    row = {
        "people": came, "cells": len(ward.cells), "presses": len(taken), "check-ins a second": f"{came / seconds:.0f}",
        "median ms": f"{cuts[49] * 1000:.0f}", "p95 ms": f"{cuts[94] * 1000:.0f}",
        "processor ms a press": f"{used * 1000 / len(taken):.1f}", "refused": len(wrong),
        "twice on a roll": double, "lost": came - here.count(), "no turn in time": left,
    }  # fmt: skip
    how = (
        f"{people} signed-in members of {len(ward.cells)} cells type the code on their wall through `guong serve` (2 processes) on "
        f"the loopback, {CLIENTS} at a time without a pause, every tenth of them twice; server, clients and database share the machine."
    )
    goal = "at least 25 check-ins a second, p95 below 500 ms, nobody twice, nobody lost"
    return Figure("E1-evening", "an evening checks in by code", how, goal, [row])

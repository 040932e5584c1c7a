"""`kill -9` at any moment: every acknowledged write is there, and the log and the figures agree (Q1).

Six kills a run; 200 with GUONG_NIGHTLY=1. Three people write without pause: one autosaves, one hands in and takes back,
one moves a registration. A write counts as acknowledged when its answer was read.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from guong.audit import chain
from tests.reviews.helpers import FULL

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
GUONG = str(Path(sys.executable).parent / "guong")
NIGHTLY = os.environ.get("GUONG_NIGHTLY") == "1"
KILLS = 200 if NIGHTLY else 6
TOKEN = "a" * 32  # any value: the cookie and the header must agree
GONE = (OSError, http.client.HTTPException)


@dataclass
class Office:
    """The embedded office, whom to act as, and what was acknowledged so far."""

    data: Path
    told: dict[str, Any]
    port: int = 0
    number: int = 0  # of the newest word sent; no word is sent twice
    saved: set[int] = field(default_factory=set)  # stamps
    last: tuple[int, str] = (0, "")  # the newest acknowledged (stamp, words)
    sent: str = ""
    moved: set[str] = field(default_factory=set)  # reasons
    steps: dict[str, int] = field(default_factory=lambda: {"handed_in": 0, "taken_back": 0})
    odd: list[str] = field(default_factory=list)  # answers nobody expected

    def environment(self) -> dict[str, str]:
        env = {
            **os.environ,
            "GUONG_DATA": str(self.data),
            "GUONG_DATABASE_URL": "",
            "GUONG_DEMO": "",
            "GUONG_STATIC_SOURCE": "1",
        }
        env.pop("DJANGO_SETTINGS_MODULE", None)
        return env

    def post(self, who: str, path: str, **fields: object) -> tuple[int, str, bytes]:
        """(status, where it leads, body)."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Cookie": f"sessionid={self.told['sessions'][who]}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        try:
            line.request("POST", path, urlencode(fields), headers)
            answer = line.getresponse()
            return answer.status, answer.getheader("Location") or "", answer.read()
        finally:
            line.close()

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        base = sqlite3.connect(self.data / "guong.sqlite3", timeout=20)
        base.row_factory = sqlite3.Row
        try:
            return base.execute(query, values).fetchall()
        finally:
            base.close()

    def review(self, who: str) -> sqlite3.Row:
        return self.rows("SELECT stamp, draft, state FROM reviews_selfreview WHERE id = ?", self.told[who])[0]

    def acknowledged(self) -> int:
        return len(self.saved) + len(self.moved) + sum(self.steps.values())

    def next(self) -> int:
        self.number += 1
        return self.number


def _autosave(office: Office) -> None:
    words = f"Việc làm được thứ {office.next()}."
    stamp = office.review("member")["stamp"]
    office.sent = words
    fields = {f"s-{key}": text for key, text in (FULL | {"strengths": words}).items()}
    status, _to, body = office.post("member", f"/tu-soi/{office.told['member']}/luu/", stamp=stamp, **fields)
    if status != 200:
        office.odd.append(f"autosave {status} {body[:200]!r}")
        return
    office.last = (json.loads(body)["stamp"], words)
    office.saved.add(office.last[0])


def _hand_in_or_take_back(office: Office) -> None:
    row = office.review("member2")
    path = f"/tu-soi/{office.told['member2']}/"
    if row["state"] == "draft":
        fields = {f"s-{key}": text for key, text in FULL.items()}
        step, answer = "handed_in", office.post("member2", path, stamp=row["stamp"], act="hand_in", **fields)
    else:
        step, answer = "taken_back", office.post("member2", f"{path}rut-lai/")
    if answer[0] != 302 or "dang-nhap" in answer[1]:
        office.odd.append(f"{step} {answer[0]} {answer[1]}")
        return
    office.steps[step] += 1


def _move(office: Office) -> None:
    reason = f"Lý do thứ {office.next()}"
    status, to, _body = office.post(
        "cell_secretary", f"/lich/{office.told['registration']}/doi/", starts_at="16/04/2026", hour="19:30",
        place=f"Phòng họp của {reason}", mode="in_person", reason=reason,
    )  # fmt: skip
    if status != 302 or "dang-nhap" in to:
        office.odd.append(f"move {status} {to}")
        return
    office.moved.add(reason)


@contextmanager
def _writers(office: Office) -> Iterator[None]:
    """Three people who write without pause until the machine is gone."""

    def on_and_on(act: Callable[[Office], None]) -> None:
        while not office.odd:
            try:
                act(office)
            except GONE:
                return

    threads = [threading.Thread(target=on_and_on, args=[act]) for act in (_autosave, _hand_in_or_take_back, _move)]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive()


def _serve(office: Office) -> subprocess.Popen[bytes]:
    """Start the product as an operator does, and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        office.port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        [GUONG, "serve", "--port", str(office.port)], env=office.environment(), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 90
    while time.monotonic() < until:
        line = http.client.HTTPConnection("127.0.0.1", office.port, timeout=20)
        try:
            line.request("GET", "/dang-nhap/")
            assert line.getresponse().status == 200
        except GONE:
            assert server.poll() is None, "guong serve ended by itself"
            time.sleep(0.05)
        else:
            return server
        finally:
            line.close()
    raise AssertionError("guong serve does not answer")


def _wait_for_a_write(office: Office) -> None:
    """Until somebody's write of this round was acknowledged, and then the dice decide."""
    before, until = office.acknowledged(), time.monotonic() + 20
    while office.acknowledged() == before and not office.odd and time.monotonic() < until:
        time.sleep(0.01)


def _kill(server: subprocess.Popen[bytes]) -> None:
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(timeout=20)


def _everything_acknowledged_is_there(office: Office, kills: int) -> None:
    row = office.review("member")
    words = json.loads(row["draft"])["strengths"]
    assert row["stamp"] >= office.last[0]
    assert words in {office.last[1], office.sent} or not office.last[0]
    log = office.rows("SELECT * FROM audit_entry ORDER BY seq")
    stamps = [json.loads(one["changes"]).get("stamp") for one in log if one["code"] == "reviews.review.saved"]
    assert office.saved <= set(stamps)
    for step, count in office.steps.items():
        written = sum(one["code"] == f"reviews.review.{step}" for one in log)
        assert count <= written <= count + kills, step  # at most one more a kill: committed, its answer cut off
    reasons = {one["reason"] for one in office.rows("SELECT reason FROM drives_registrationmove")}
    assert office.moved <= reasons
    handed = [one["code"] for one in log if one["code"] in {"reviews.review.handed_in", "reviews.review.taken_back"}]
    if handed:
        assert (office.review("member2")["state"] == "handed_in") == handed[-1].endswith("handed_in")
    head = office.rows("SELECT seq, hash FROM audit_chainhead")[0]
    assert chain.find_breaks(map(_plain, log), (head["seq"], head["hash"])) == []


def _plain(row: sqlite3.Row) -> dict[str, Any]:
    values = dict(row)
    values["at"] = datetime.fromisoformat(values["at"]).replace(tzinfo=UTC)
    values["changes"] = json.loads(values["changes"])
    return values


def _command(office: Office, *words: str) -> None:
    done = subprocess.run(
        [GUONG, *words], env=office.environment(), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def office(tmp_path: Path) -> Office:
    empty = Office(tmp_path / "data", {})
    env = {**empty.environment(), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    made = subprocess.run(
        [sys.executable, "-m", "tests.crash.office"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return Office(tmp_path / "data", json.loads(made.stdout))


def test_Q1_no_acknowledged_write_is_lost_when_the_machine_dies(office: Office) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    for kills in range(1, KILLS + 1):
        server = _serve(office)
        try:
            with _writers(office):
                _wait_for_a_write(office)
                time.sleep(chance.uniform(0, 0.8))
                _kill(server)
        finally:
            if server.poll() is None:
                _kill(server)
        assert office.odd == [], f"seed {seed}"
        _everything_acknowledged_is_there(office, kills)
        if kills == KILLS or NIGHTLY:
            _command(office, "check")
            _command(office, "audit", "verify")
    assert office.acknowledged() >= KILLS

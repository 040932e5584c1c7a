"""The story that `guong demo` tells: the article's figures come out of the records, and telling it twice changes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.process
GUONG = str(Path(sys.executable).parent / "guong")


def _guong(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "GUONG_DATA": str(data), "GUONG_DATABASE_URL": "", "GUONG_DEMO": ""}
    return subprocess.run([GUONG, *words], capture_output=True, text=True, env=env, check=False, timeout=500)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled demonstration."""
    data = tmp_path_factory.mktemp("story")
    told = _guong(data, "demo", "--no-serve")
    assert told.returncode == 0, told.stderr
    return data


def _figures(data: Path, *more: str, drive: str = "TSTS-2022", unit: str = "PHUONG") -> dict[str, Any]:
    asked = _guong(data, "figures", "--drive", drive, "--unit", unit, "--json", *more)
    assert asked.returncode == 0, asked.stderr
    found: dict[str, Any] = json.loads(asked.stdout)["figures"]
    return found


def test_S88_to_S118_the_articles_figures_come_out_of_the_records(story: Path) -> None:
    """On 22/04/2022, as the article prints them (S89, S90, S92, S94, S101, S105, S106, S108)."""
    found = _figures(story, "--on", "2022-04-22")
    expected: dict[str, Any] = {
        "members.total": 700, "members.exempt": 125, "members.eligible": 575, "units.cells": 17, "plans.returns": 16,
        "plans.posted": 2, "study.attended": {"n": 538, "of": 551, "percent": 98},
        "study.made_up": {"n": 13, "of": 13, "percent": 100},
        "meetings.registered": {"n": 17, "of": 17, "percent": 100}, "meetings.held": {"n": 17, "of": 17, "percent": 100},
        "plans.accepted": {"n": 575, "of": 575, "percent": 100},
    }  # fmt: skip
    assert {key: found[key] for key in expected} == expected
    assert found["findings.divided"]["n"] == found["findings.divided"]["of"] > 0
    assert found["remarks.replied"]["n"] == found["remarks.replied"]["of"] > 0


def test_the_past_drive_ends_whole(story: Path) -> None:
    """At its close everything promised was judged and nothing is open."""
    found = _figures(story, "--on", "2022-05-31")
    assert found["actions.open"] == found["actions.overdue"] == 0
    assert found["rechecks.answered"]["n"] == found["rechecks.answered"]["of"] > 0


def test_S46_forty_of_the_districts_forty_six_units_registered_in_march(story: Path) -> None:
    found = _figures(story, "--on", "2022-03-22", drive="TSTS-HUYEN-2022", unit="HUYEN")
    assert found["meetings.registered"] == {"n": 40, "of": 46, "percent": 87}
    later = _figures(story, "--on", "2022-04-30", drive="TSTS-HUYEN-2022", unit="HUYEN")
    assert later["meetings.held"] == {"n": 46, "of": 46, "percent": 100}


def test_S123_to_S136_the_province_on_the_last_of_february(story: Path) -> None:
    """14/14 committees issued and were visited; of 73 cells put forward 69 met, 3 with the province, 4 are late."""
    found = _figures(story, "--on", "2023-02-28", drive="LOITHE-2023", unit="TINH")
    expected: dict[str, Any] = {
        "directives.issued": {"n": 14, "of": 14, "percent": 100}, "units.visited": {"n": 14, "of": 14, "percent": 100},
        "meetings.held": {"n": 69, "of": 73, "percent": 95}, "meetings.held_with_province": 3, "drives.late": 4,
    }  # fmt: skip
    assert {key: found[key] for key in expected} == expected
    assert found["meetings.registered"]["n"] == 73
    end = _figures(story, drive="LOITHE-2023", unit="TINH")
    assert (end["meetings.held"], end["drives.late"]) == ({"n": 73, "of": 73, "percent": 100}, 0)


def test_told_again_it_changes_nothing_and_the_records_agree(story: Path) -> None:
    before = json.loads(_guong(story, "audit", "verify", "--json").stdout)
    assert _guong(story, "demo", "--no-serve").returncode == 0
    after = json.loads(_guong(story, "audit", "verify", "--json").stdout)
    assert after == before
    assert after["breaks"] == []
    assert _guong(story, "check").returncode == 0

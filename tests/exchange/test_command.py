"""`guong import members`: a contract for operators (exit codes and JSON)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guong.cli.import_cmd import import_group
from guong.org.models import Person
from tests.cast import Cast
from tests.exchange.samples import small


def run(path: Path, *more: str) -> Result:
    return CliRunner().invoke(import_group, ["members", str(path), "--under", "PHUONG", *more])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(small())
    return path


def test_a_good_list_ends_with_0_and_the_promised_json(cast: Cast, good: Path) -> None:
    dry = run(good, "--json", "--dry-run")
    assert dry.exit_code == 0
    assert not Person.objects.filter(code="A-1").exists()
    done = run(good, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"rows": 3, "created": 3, "updated": 0, "unchanged": 0, "errors": []}
    assert json.loads(run(good, "--json").stdout)["unchanged"] == 3


def test_a_wrong_row_ends_with_1_and_nothing_written(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(small((1, "Ngày vào Đảng", "31/02/1975")))
    done = run(path, "--json")
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert set(report) == {"rows", "created", "updated", "unchanged", "errors"}
    assert set(report["errors"][0]) == {"sheet", "row", "column", "value", "message"}
    assert (report["rows"], report["created"], report["errors"][0]["row"]) == (3, 0, 3)
    assert not Person.objects.filter(code="A-2").exists()
    assert "31/02/1975" in run(path).stderr


def test_what_is_no_list_ends_with_1_and_json_all_the_same(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(b"PK\x03\x04 this is nothing")
    done = run(path, "--json")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)["errors"]) == 1


def test_a_huge_file_is_refused_without_being_read(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    done = run(path, "--json")
    assert done.exit_code == 1
    assert "25" in json.loads(done.stdout)["errors"][0]["message"]


def test_wrong_use_ends_with_2(cast: Cast, good: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "none.xlsx").exit_code == 2
    assert CliRunner().invoke(import_group, ["members", str(good), "--under", "KHONG-CO"]).exit_code == 2
    assert CliRunner().invoke(import_group, ["members", str(good)]).exit_code == 2

"""The command line as operators call it: a process of its own, its exit codes, its JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from guong.cli.main import COMMANDS, main
from tests.cli.conftest import guong

pytestmark = pytest.mark.process


def test_help_works_before_anything_is_configured_and_in_two_languages(tmp_path: Path) -> None:
    top = guong(tmp_path / "none", "--help")
    assert top.returncode == 0
    assert "Nhập danh sách / import lists" in top.stdout
    for name in COMMANDS:
        one = CliRunner().invoke(main, [name, "--help"])
        assert one.exit_code == 0, one.output
        assert re.search("[ăâđêôơưạảấầậắặếềệịọốồộớờợụứừựỳ]", one.output.lower()), f"{name}: no Vietnamese"
        assert re.search(r"\b(the|a|an|of|every|first|import)\b", one.output.lower()), f"{name}: no English"


def test_serve_before_init_explains_it(tmp_path: Path) -> None:
    asked = guong(tmp_path / "data", "serve", "--port", "8999")
    assert asked.returncode == 1
    assert "guong init" in asked.stderr


def test_used_wrongly_is_two(office: Path) -> None:
    assert guong(office, "init", "--code", "X").returncode == 2
    assert guong(office, "no-such-command").returncode == 2
    again = guong(office, "init", "--code", "X", "--name", "Y", "--kind", "ward")
    assert again.returncode == 2
    assert "đã có cơ quan" in again.stderr


def test_the_first_office_has_an_audited_system_actor_and_a_whole_chain(office: Path) -> None:
    checked = guong(office, "audit", "verify", "--json")
    assert checked.returncode == 0
    report = json.loads(checked.stdout)
    assert report["breaks"] == []
    assert report["rows"] >= 4


def test_a_wrong_setting_is_said_in_a_sentence(tmp_path: Path) -> None:
    wrong = guong(tmp_path, "doctor", GUONG_SECRET_KEY="short")
    assert wrong.returncode == 2
    assert "32" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_Q2_a_backup_restores_into_an_empty_folder_equal_and_verified(office: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy.zip", tmp_path / "other"
    assert guong(office, "backup", str(copy)).returncode == 0
    assert oct(copy.stat().st_mode)[-3:] == "600"
    restored = guong(other, "restore", str(copy), "--verify", "--json")
    assert restored.returncode == 0, restored.stderr
    assert json.loads(restored.stdout)["differences"] == []
    assert guong(other, "audit", "verify").returncode == 0
    onto_full = guong(office, "restore", str(copy))
    assert onto_full.returncode == 1
    assert "không trống" in onto_full.stderr


def test_a_file_that_is_no_backup_is_refused_in_words(office: Path, tmp_path: Path) -> None:
    junk = tmp_path / "junk.zip"
    junk.write_bytes(b"not a zip")
    refused = guong(tmp_path / "new", "restore", str(junk))
    assert refused.returncode == 1
    assert "bản sao lưu" in refused.stderr


def test_every_url_names_its_room_and_permission(office: Path) -> None:
    listed = guong(office, "urls", "--json")
    assert listed.returncode == 0
    for row in json.loads(listed.stdout):
        assert set(row) == {"pattern", "name", "room", "permission"}
        assert row["name"], row
        assert row["room"], row
        assert row["permission"], row

"""The command line used wrongly: a sentence and exit code 1 or 2, never a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import guong

pytestmark = pytest.mark.process


def _said(data: Path, *words: str, **env: str) -> str:
    """What a refused command says."""
    done = guong(data, *words, **env)
    said = done.stdout + done.stderr
    assert done.returncode in {1, 2}, said
    assert "Traceback" not in said
    assert said.strip()
    return said


@pytest.mark.parametrize(
    "words", [("check",), ("backup", "b.zip"), ("init", "--code", "A", "--name", "B", "--kind", "ward")]
)
def test_a_file_that_is_no_database_is_said_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "guong.sqlite3").write_bytes(b"this is no database " * 400)
    assert "not a database" in _said(tmp_path, *words)


def test_a_data_folder_that_cannot_be_used_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "GUONG_DATA" in _said(tmp_path / "file", "check")
    assert "GUONG_DATA" in _said(tmp_path / "file" / "below", "doctor")


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://a/b", "postgres://a:b@host:port/x", "postgres://a:b@127.0.0.1:1/x"]
)
def test_an_address_of_no_database_is_said_so(tmp_path: Path, url: str) -> None:
    _said(tmp_path, "check", GUONG_DATABASE_URL=url)


def test_wrong_days_codes_and_files_are_said_so(office: Path, tmp_path: Path) -> None:
    noise = tmp_path / "noise.xlsx"
    noise.write_bytes(b"PK\x03\x04" + bytes(range(256)))
    assert "31/02/2022" in _said(office, "figures", "--drive", "A", "--unit", "PHUONG", "--on", "31/02/2022")
    assert "KHONG" in _said(office, "figures", "--drive", "KHONG", "--unit", "PHUONG")
    for words in (
        ("import", "members", str(noise), "--under", "KHONG"),
        ("import", "members", str(noise), "--under", "PHUONG"),
        ("import", "members", str(tmp_path), "--under", "PHUONG"),
        ("import", "members", str(tmp_path / "none.xlsx"), "--under", "PHUONG"),
        ("restore", str(noise)),
        ("backup", str(tmp_path)),
        ("backup", str(tmp_path / "none" / "b.zip")),
        ("serve", "--port", "99999999"),
    ):
        _said(office, *words)

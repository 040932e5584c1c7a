"""`guong copies compare`: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from guong.cli.copies_cmd import copies
from guong.copies.files import read_cells
from tests.copies.prose import prose


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "reports"
    home.mkdir()
    for name in range(6):
        (home / f"r{name}.txt").write_bytes(prose(name, 250).replace("\n", "\r\n").encode())
    (home / "chép.txt").write_bytes((prose(50, 100) + "\n" + prose(2, 250)).encode())
    return home


def run(*words: Any) -> Result:
    return CliRunner().invoke(copies, ["compare", *map(str, words)])


def test_json_names_the_pair_and_its_places(folder: Path) -> None:
    done = run(folder, "--json")
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    assert said["reports"] == 7
    assert [(pair["a"], pair["b"]) for pair in said["pairs"]] == [("chép", "r2")]
    pair = said["pairs"][0]
    first = (folder / "chép.txt").read_bytes().decode()
    second = (folder / "r2.txt").read_bytes().decode()
    assert pair["share"] > 0.9
    a0, a1, b0, b1 = pair["passages"][0]
    assert first[a0:a1].split() == second[b0:b1].split()


def test_without_json_a_table_and_both_languages_in_the_help(folder: Path) -> None:
    assert "chép" in run(folder).stdout
    assert "1 cặp" in run(folder).stdout
    assert "Compare every report" in run("--help").stdout
    assert "So từng bản" in run("--help").stdout


def test_the_form_is_left_out_and_cells_are_read(folder: Path, tmp_path: Path) -> None:
    form, cells = tmp_path / "form.txt", tmp_path / "cells.csv"
    form.write_text(prose(2, 250))
    cells.write_text("\ufeffid;unit\n" + "".join(f"r{n};Chi bộ 1\n" for n in range(6)))
    said = json.loads(run(folder, "--template", form, "--units", cells, "--json").stdout)
    assert said["pairs"] == []
    assert [row["unit"] for row in said["units"]] == ["Chi bộ 1"]


def test_a_file_that_is_no_clean_text_is_named_and_the_rest_compared(folder: Path) -> None:
    (folder / "hỏng.txt").write_bytes(b"\xff\x00\xfe k\xe9o " * 40)
    (folder / "rỗng.txt").write_bytes(b"")
    done = run(folder, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["reports"] == 9
    assert len(json.loads(done.stdout)["pairs"]) == 1
    assert "hỏng.txt" in done.stderr


def test_wrong_use_is_2(folder: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere").exit_code == 2
    assert run(folder, "--units", tmp_path / "nowhere.csv").exit_code == 2
    assert run(folder, "--units", folder / "r1.txt").exit_code == 1


@pytest.mark.parametrize(
    "text", ["a;X\nb;Y\n", "id;unit\r\na;X\r\nb;Y", "\ufeffid,unit\na,X\nb,Y\n", "mã;chi bộ\na.txt;X\n\nb.txt;Y;thừa\n"]
)
def test_lists_of_cells_come_in_many_shapes(text: str) -> None:
    assert read_cells(text, ["a", "b"]) == {"a": "X", "b": "Y"}

"""The log is read by those whom it concerns: an office its own work, a person everything about himself."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from guong.accounts.models import Account
from guong.audit import areas
from guong.audit.codes import register, sentence
from guong.audit.export import log_xlsx
from guong.audit.models import Entry
from guong.audit.reads import log_read
from guong.audit.selectors import Wanted, log, mine, my_last_reads
from guong.audit.work import once_at_end, record, unit_of_work
from guong.kernel.actor import Actor, Nobody, SystemActor
from guong.kernel.errors import NotFound
from guong.org.services import create_unit
from guong.reviews import services as reviews
from tests.cast import DAY, NOON, SYSTEM, Cast
from tests.drives.factory import open_test_drive

ALL = Wanted()


def _codes(rows: list[Entry]) -> set[str]:
    return {row.code for row in rows}


def _words(cast: Cast) -> None:
    """Something of every class: a unit, a member, a remark, a read of a file."""
    drive = open_test_drive(cast)
    with cast.at(NOON):
        reviews.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))
        log_read(
            actor=cast.actor("cell_secretary"), person_id=cast.person("member").pk, unit_path=cast.cell.path, part="plan",
            target=cast.person("member"),
        )  # fmt: skip


def test_R46_an_office_reads_its_own_work_and_no_line_about_the_words_of_people(cast: Cast) -> None:
    _words(cast)
    seen = log(actor=cast.actor("clerk"), wanted=ALL, limit=1000)
    assert {"org.unit.created", "org.member.added", "drives.drive.opened"} <= _codes(seen)
    assert not [code for code in _codes(seen) if code.split(".")[0] in {"reviews", "corrections"}]
    assert "audit.personal.read" not in _codes(seen)
    assert all(row.unit_path.startswith(cast.ward.path) for row in seen)
    assert [row.seq for row in seen] == sorted((row.seq for row in seen), reverse=True)
    everything = log(actor=SYSTEM, wanted=ALL, limit=1000)
    assert len(everything) > len(seen)
    for who in ("member", "cell_secretary", "outsider"):
        with pytest.raises(NotFound):
            log(actor=cast.actor(who), wanted=ALL, limit=10)


def test_a_reader_looks_by_place_person_day_and_area(cast: Cast) -> None:
    clerk = cast.actor("clerk")

    def found(wanted: Wanted) -> list[Entry]:
        return log(actor=clerk, wanted=wanted, limit=1000)

    with cast.at(NOON):
        change_name(cast, clerk)
    whole = found(ALL)
    assert {row.unit_path for row in found(Wanted(path=cast.sibling.path))} == {cast.sibling.path}
    assert _codes(found(Wanted(area="drives"))) == set()
    assert len(found(Wanted(area="org"))) > 3
    assert found(Wanted(area="reviews")) == whole  # an area that an office does not read is no wish
    assert {row.actor_label for row in found(Wanted(who="clerk"))} == {"clerk"}
    assert len(found(Wanted(since=DAY))) == 1
    assert len(found(Wanted(until=date(2026, 3, 31)))) == len(whole) - 1
    assert found(Wanted(until=date.max)) == whole
    assert [row.seq for row in found(Wanted(before=whole[0].seq))] == [row.seq for row in whole[1:]]


def change_name(cast: Cast, actor: Actor) -> None:
    with unit_of_work():
        record(actor, "org.unit.created", cast.ward, unit_path=cast.ward.path, changes={"name": ["A", "B"]})


def test_D6_a_person_reads_what_concerns_him_and_what_he_did(cast: Cast) -> None:
    _words(cast)
    rows = mine(actor=cast.actor("member"), wanted=ALL, limit=100)
    assert {"audit.personal.read", "org.member.added", "reviews.review.started"} <= _codes(rows)
    me = cast.person("member").pk
    account = cast.accounts["member"].pk
    assert all(row.person_id == me or row.actor_id == account for row in rows)
    assert mine(actor=Nobody(), wanted=ALL, limit=10) == []
    done = mine(actor=cast.actor("cell_secretary"), wanted=ALL, limit=100)
    assert "audit.personal.read" in _codes(done)


def test_reads_are_logged_again_for_the_program_and_remembered_for_a_reader(cast: Cast) -> None:
    person = cast.person("member")
    system = SystemActor("thử")
    for _ in range(2):
        log_read(actor=system, person_id=person.pk, unit_path=cast.cell.path, part="plan", target=person)
    assert Entry.objects.filter(code="audit.personal.read").count() == 2
    assert my_last_reads(actor=system, target_type="org.Person", ids=[person.pk]) == {}
    reader = cast.actor("cell_secretary")
    log_read(actor=reader, person_id=person.pk, unit_path=cast.cell.path, part="plan", target=person)
    assert set(my_last_reads(actor=reader, target_type="org.Person", ids=[person.pk])) == {person.pk}


def test_a_row_is_told_in_vietnamese(cast: Cast) -> None:
    entry = Entry(code="org.unit.created", target_type="org.Unit", target_id=3, target_label="Chi bộ 3")
    entry.changes = {
        "name": ["", "Chi bộ 3"],
        "subtree": True,
        "cells": 2,
        "people": {"x": 1},
        "kind": [1],
        "part": True,
        "until_on": "2026-09-01",
    }
    with translation.override("vi"):
        assert areas.which(entry) == "tổ chức Chi bộ 3"
        assert areas.facts(entry) == "tên: – → Chi bộ 3; chi bộ: 2; phần: có; ngày cuối: 01/09/2026"
        assert areas.what(entry) == sentence("org.unit.created")
        entry.target_type = "reviews.Remark"
        assert areas.which(entry) == "góp ý 3"
        entry.target_type, entry.target_id = "old.Thing", None
        assert areas.which(entry) == "old.Thing"
    assert str(Entry(seq=4, code="a.b.c")) == "4 a.b.c"


def test_the_log_leaves_as_a_table_without_formulas_and_that_is_noted(cast: Cast) -> None:
    with cast.at(NOON):
        create_unit(actor=cast.actor("clerk"), code="X-9", name="=1+1", kind="cell_other", parent=cast.ward)
        made = log_xlsx(actor=cast.actor("clerk"), wanted=Wanted(since=DAY))
        assert Entry.objects.order_by("-seq")[0].code == "audit.log.exported"
        empty = log_xlsx(actor=cast.actor("clerk"), wanted=Wanted(who="không ai"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert any("=1+1" in str(cell) for cell in rows[1])
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(empty)).get_sheet_by_index(0).to_python()) == 1


def test_codes_are_registered_once_and_well_formed() -> None:
    with pytest.raises(ValueError, match="twice"):
        register({"org.unit.created": "something else"})
    with pytest.raises(ValueError, match="noun"):
        register({"org.created": "x"})
    assert sentence("gone.room.code") == "gone.room.code"


def test_a_recount_outside_a_service_runs_at_once() -> None:
    seen: list[int] = []
    once_at_end(seen.append)(5)
    assert seen == [5]


def test_rows_are_never_saved_or_deleted_one_by_one(cast: Cast) -> None:
    entry = Entry.objects.order_by("seq")[0]
    for act in (entry.save, entry.delete):
        with pytest.raises(TypeError):
            act()
    assert Account.objects.exists()

"""The log is append-only and chained; every alteration is found (Z6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from guong.audit import chain
from guong.audit.models import ChainHead, Entry
from guong.audit.reads import log_read
from guong.audit.selectors import about_person, verify
from guong.audit.work import record, service, unit_of_work
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.org.services import create_unit
from tests.cast import SYSTEM, Cast


def _rows(count: int) -> tuple[list[dict[str, Any]], tuple[int, str]]:
    rows, prev = [], chain.ZERO
    for seq in range(1, count + 1):
        row: dict[str, Any] = {
            "seq": seq, "at": datetime(2026, 4, 1, tzinfo=UTC) + timedelta(seconds=seq), "code": "org.unit.created",
            "actor_id": None, "actor_label": "Hệ thống", "reason": "", "target_type": "org.Unit", "target_id": seq,
            "target_label": f"Chi bộ {seq}", "unit_path": "", "person_id": None, "changes": {"n": seq},
        }  # fmt: skip
        row["prev_hash"], row["hash"] = prev, chain.digest(prev, row)
        prev = row["hash"]
        rows.append(row)
    return rows, (count, prev)


def test_a_whole_chain_has_no_breaks() -> None:
    rows, head = _rows(50)
    assert chain.find_breaks(rows, head) == []


@pytest.mark.parametrize("seed", range(60))
def test_Z6_one_row_altered_removed_or_moved_is_always_found(seed: int) -> None:
    random = Random(seed)
    rows, head = _rows(40)
    index = random.randrange(len(rows))
    kind = ("alter", "remove", "swap", "truncate", "rehash")[seed % 5]
    if kind == "alter":
        rows[index] = {**rows[index], "actor_label": "Người khác"}
    elif kind == "remove":
        del rows[index]
    elif kind == "swap":
        other = (index + 1) % len(rows)
        rows[index], rows[other] = rows[other], rows[index]
    elif kind == "truncate":
        rows = rows[: random.randrange(len(rows))]
    else:  # altered and given a fitting hash of its own: the next row, or the head, does not follow any more
        row = {**rows[index], "reason": "sửa sau"}
        rows[index] = {**row, "hash": chain.digest(row["prev_hash"], row)}
    assert chain.find_breaks(rows, head) != []


def test_the_database_refuses_to_change_or_delete_a_row(cast: Cast) -> None:
    """Law: the log outlives whoever holds a database shell, on both engines."""
    for statement in ("UPDATE audit_entry SET actor_label = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(TypeError):
        Entry.objects.all().delete()
    with pytest.raises(TypeError):
        Entry.objects.update(actor_label="x")
    assert verify()[1] == []


def test_verify_finds_a_head_that_was_set_back(cast: Cast) -> None:
    ChainHead.objects.filter(pk=1).update(seq=3)
    assert verify()[1]


def test_a_failed_service_leaves_neither_change_nor_row(cast: Cast) -> None:
    before = Entry.objects.count()

    @service
    def half(*, actor: Actor) -> None:
        create_unit(actor=actor, code="X-1", name="Chi bộ X", kind="cell_other", parent=cast.ward)
        raise Invalid("stop")

    with pytest.raises(Invalid):
        half(actor=SYSTEM)
    assert Entry.objects.count() == before
    assert not Unit.objects.filter(code="X-1").exists()


def test_an_inner_failure_that_is_caught_keeps_the_outer_rows_only(cast: Cast) -> None:
    before = Entry.objects.count()
    with unit_of_work():
        create_unit(actor=SYSTEM, code="X-2", name="Chi bộ X", kind="cell_other", parent=cast.ward)
        with pytest.raises(Invalid):
            create_unit(actor=SYSTEM, code="X-2", name="Chi bộ Y", kind="cell_other", parent=cast.ward)
    assert Entry.objects.count() == before + 1
    assert verify()[1] == []


def test_a_write_outside_a_service_or_with_an_unknown_code_is_refused(cast: Cast) -> None:
    with pytest.raises(RuntimeError):
        record(SYSTEM, "org.unit.created", cast.ward)
    with unit_of_work(), pytest.raises(ValueError, match="not registered"):
        record(SYSTEM, "org.unit.invented", cast.ward)


def test_a_service_takes_keywords_and_an_actor() -> None:
    with pytest.raises(TypeError):
        create_unit(code="X")  # type: ignore[call-arg]


def test_D6_a_read_of_a_personal_file_is_shown_to_its_owner_only(cast: Cast) -> None:
    person = cast.person("member")
    secretary = cast.actor("cell_secretary")
    log_read(actor=secretary, person_id=person.pk, unit_path=cast.cell.path, part="plan", target=person)
    log_read(actor=secretary, person_id=person.pk, unit_path=cast.cell.path, part="plan", target=person)
    log_read(actor=cast.actor("member"), person_id=person.pk, unit_path=cast.cell.path, part="plan", target=person)
    reads = [
        row
        for row in about_person(actor=cast.actor("member"), person_id=person.pk)
        if row.code == "audit.personal.read"
    ]
    assert [row.actor_label for row in reads] == ["Nguyễn Văn Thuận"]
    assert about_person(actor=secretary, person_id=person.pk) == []

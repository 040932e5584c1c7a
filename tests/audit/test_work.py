"""What a service does at its end: recounts once, rows together, and two who do the same thing at once are told."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from guong.audit.models import ChainHead, DailyHead, Entry
from guong.audit.reads import CODE, log_reads
from guong.audit.selectors import about_person, verify
from guong.audit.work import once_at_end, record_many, unit_of_work
from guong.kernel import clock
from guong.kernel.errors import Conflict
from guong.org.models import Membership, Person
from tests.cast import DAY, SYSTEM, Cast


def test_the_second_of_two_who_do_the_same_at_once_is_told(db: None) -> None:
    def close() -> None:
        DailyHead.objects.create(on=DAY, seq=0, hash="0" * 64, rows=0, made_at=clock.now())

    with unit_of_work():
        close()
    with pytest.raises(Conflict), unit_of_work():
        close()
    assert DailyHead.objects.count() == 1


def test_another_broken_rule_of_the_database_is_no_conflict(cast: Cast) -> None:
    wrong = Membership(
        person=cast.person("member"), unit=cast.sibling, from_on=date(2026, 2, 2), to_on=date(2026, 1, 1)
    )
    with pytest.raises(IntegrityError), unit_of_work():
        wrong.save()


def test_recounts_are_put_off_to_the_end_in_one_order_and_made_once() -> None:
    seen: list[int] = []

    @once_at_end
    def count(*numbers: int) -> None:
        seen.extend(numbers)

    count(9)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("guong.audit.work.transaction.atomic", _nothing)
        with unit_of_work():
            count(3)
            count(1)
            count(3)
            assert seen == [9]
    assert seen == [9, 1, 3]


class _nothing:  # noqa: N801  # stands for transaction.atomic where no database is needed
    def __enter__(self) -> None: ...

    def __exit__(self, *_error: object) -> None: ...


def test_many_rows_are_written_together_and_never_about_the_reader(cast: Cast) -> None:
    people = [(cast.person(who).pk, cast.cell.path) for who in ("member", "member2", "cell_secretary")]
    log_reads(actor=cast.actor("cell_secretary"), people=people, part="plan", target=cast.cell)
    read = Entry.objects.filter(code=CODE)
    assert set(read.values_list("person_id", flat=True)) == {pk for pk, _path in people[:2]}
    me = cast.person("member")
    assert len(about_person(actor=cast.actor("member"), person_id=me.pk, code=CODE)) == 1
    assert len(about_person(actor=cast.actor("member"), person_id=me.pk)) > 1
    assert verify()[1] == []


def test_many_rows_need_a_service_and_a_known_code(cast: Cast) -> None:
    with pytest.raises(RuntimeError):
        record_many(SYSTEM, CODE, Person, [])
    with unit_of_work(), pytest.raises(ValueError, match="not registered"):
        record_many(SYSTEM, "org.unit.invented", Person, [])


def test_Z6_rows_beyond_the_head_are_found(cast: Cast) -> None:
    """The head set back to an earlier row, hash and all: the rows after it stand there without a head."""
    ChainHead.objects.update(seq=3, hash=Entry.objects.get(seq=3).hash)
    assert verify()[1][0].startswith("dòng / row 4:")

"""A day of the log is closed once, its head kept for ever, printed and signed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from guong.audit.models import ChainHead, DailyHead, Entry
from guong.audit.selectors import daily_head, daily_heads, verify
from guong.audit.services import close_day
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from tests.cast import DAY, SYSTEM, Cast

NEXT = clock.local(2026, 4, 2, 1)


def test_a_day_is_closed_once_when_it_is_over(cast: Cast) -> None:
    rows = Entry.objects.count()
    with clock.at(NEXT):
        head = close_day(actor=SYSTEM, on=DAY)
        assert close_day(actor=SYSTEM, on=DAY) == head
        with pytest.raises(Invalid):
            close_day(actor=SYSTEM, on=clock.today())
    assert (head.seq, head.rows) == (rows, rows)
    assert Entry.objects.get(code="audit.day.closed").changes == {"seq": head.seq, "hash": head.hash}
    with clock.at(clock.local(2026, 4, 5, 1)):
        later = close_day(actor=SYSTEM, on=clock.local(2026, 4, 4).date())
    assert later.rows == 1  # the closing of the first day itself
    assert verify()[1] == []
    assert str(head).startswith("01/04/2026")


def test_an_empty_log_has_a_head_of_nothing(db: None) -> None:
    assert verify() == (0, [])
    with clock.at(NEXT):
        head = close_day(actor=SYSTEM, on=DAY)
    assert (head.seq, head.rows) == (0, 0)
    assert verify() == (1, [])
    assert str(ChainHead.objects.get()).startswith("1 ")


def test_the_database_refuses_to_change_or_delete_a_head(cast: Cast) -> None:
    with clock.at(NEXT):
        close_day(actor=SYSTEM, on=DAY)
    for statement in ("UPDATE audit_dailyhead SET seq = 1", "DELETE FROM audit_dailyhead"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert DailyHead.objects.count() == 1


def test_heads_are_for_those_who_read_the_log(cast: Cast) -> None:
    with clock.at(NEXT):
        head = close_day(actor=cast.actor("technician"), on=DAY)
        with pytest.raises(NotFound):
            close_day(actor=cast.actor("member"), on=DAY)
    for who in ("technician", "clerk"):
        assert daily_heads(actor=cast.actor(who)) == [head]
        assert daily_head(actor=cast.actor(who), head_id=head.pk) == head
    with pytest.raises(NotFound):
        daily_heads(actor=cast.actor("member"))
    for who, pk in (("member", head.pk), ("clerk", 0)):
        with pytest.raises(NotFound):
            daily_head(actor=cast.actor(who), head_id=pk)

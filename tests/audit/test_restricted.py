"""The door through which all reads of personal files go is shut for a restricted file, but for the comrade and the program."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from guong.audit.models import RestrictedFile
from guong.audit.reads import log_read, release_file, require_unrestricted, restrict_file, restricted, unrestricted
from guong.kernel import clock
from guong.kernel.errors import Invalid, Restricted
from guong.org.models import Membership
from tests.cast import SYSTEM, Cast


def test_a_restricted_file_is_read_by_its_comrade_alone_until_it_is_released(cast: Cast) -> None:
    person, path = cast.person("member"), cast.cell.path
    given = {"person_id": person.pk, "unit_path": path, "target": person}
    first = restrict_file(actor=cast.actor("clerk"), **given)
    assert restrict_file(actor=cast.actor("clerk"), **given) == first
    assert str(first) == f"file of {person.pk}"
    with pytest.raises(Restricted, match=r"tạm không sử dụng|not be used"):
        log_read(actor=cast.actor("cell_secretary"), part="plan", **given)
    log_read(actor=cast.actor("member"), part="plan", **given)
    require_unrestricted(actor=SYSTEM, person_id=person.pk)
    rows = Membership.objects.filter(unit=cast.cell, person__in=[person, cast.person("member2")]).order_by("pk")
    assert [row.person for row in unrestricted(cast.actor("cell_secretary"), rows)] == [cast.person("member2")]
    assert len(unrestricted(cast.actor("member"), rows)) == 2
    assert restricted([person.pk, cast.person("member2").pk]) == {person.pk}
    release_file(actor=cast.actor("clerk"), reason="Đã hết lý do", **given)
    log_read(actor=cast.actor("cell_secretary"), part="plan", **given)
    with pytest.raises(Invalid):
        release_file(actor=cast.actor("clerk"), **given)


def test_the_database_keeps_one_restriction_at_a_time(cast: Cast) -> None:
    for _turn in range(2):
        RestrictedFile.objects.create(person_id=1, since=clock.now(), by_label="x", ended_at=clock.now())
    RestrictedFile.objects.create(person_id=1, since=clock.now(), by_label="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        RestrictedFile.objects.create(person_id=1, since=clock.now(), by_label="x")

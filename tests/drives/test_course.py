"""In which order bodies began, and which committees sent somebody to their cells."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.drives import rules, selectors
from guong.drives.services import (
    assign_attender,
    end_assignment,
    hold_registration,
    issue_document,
    register_meeting,
)
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.org.enums import PostKind
from guong.org.models import Unit
from guong.org.services import add_member, give_post
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.drives.test_chain import _drive


def test_S37_the_first_step_is_the_earliest_day() -> None:
    day = date(2026, 3, 5)
    assert rules.first_step({}) == ""
    assert rules.first_step({"met": date(2026, 3, 4), "registered": day}) == "met"
    assert rules.first_step({"met": day, "document": day, "registered": day}) == "document"


def test_S37_bodies_stand_in_the_order_of_days_as_of_any_day(cast: Cast) -> None:
    drive = _drive(cast)
    commune = Unit.objects.get(code="XA-2")
    with clock.at(clock.local(2026, 3, 2, 9)):
        register_meeting(
            actor=SYSTEM, drive=drive, unit=cast.cell, starts_at=clock.local(2026, 3, 12, 19), place="Nhà văn hóa",
            mode="in_person",
        )  # fmt: skip
    with clock.at(clock.local(2026, 3, 5, 9)):
        issue_document(
            actor=SYSTEM,
            drive=drive,
            unit=commune,
            symbol="03-KH/ĐU",
            issued_on=date(2026, 3, 4),
            kind="plan",
            title="Kế hoạch",
        )
    with clock.at(clock.local(2026, 3, 12, 21)):
        hold_registration(actor=SYSTEM, registration=drive.registrations.get(), held_on=date(2026, 3, 12))
    on = {day: selectors.course(actor=SYSTEM, drive=drive, on=date(2026, 3, day)) for day in (1, 3, 20)}
    assert [one.unit.unit_id for one in on[1].waiting] == [cast.ward.pk, commune.pk]
    assert [(one.unit.unit_id, one.first) for one in on[3].begun] == [(cast.ward.pk, "registered")]
    assert [(one.unit.unit_id, one.began) for one in on[20].begun] == [
        (cast.ward.pk, date(2026, 3, 2)), (commune.pk, date(2026, 3, 4)),
    ]  # fmt: skip
    assert on[20].begun[0].met == date(2026, 3, 12)
    below = selectors.course(actor=SYSTEM, drive=drive, on=date(2026, 3, 20), unit_id=cast.ward.pk)
    assert [one.unit.unit_id for one in (*below.begun, *below.waiting)] == [cast.cell.pk, cast.sibling.pk]
    with cast.at():
        own = selectors.course(actor=cast.actor("cell_secretary"), drive=drive, on=date(2026, 4, 1))
        assert [one.unit.unit_id for one in own.begun] == [cast.cell.pk]
        with pytest.raises(NotFound):
            selectors.course(actor=cast.actor("cell_secretary"), drive=drive, on=date(2026, 4, 1), unit_id=cast.ward.pk)


def test_S131_committees_that_sent_somebody_are_counted_as_of_any_day_with_names(cast: Cast) -> None:
    drive = _drive(cast)
    cell = Unit.objects.get(code="XA2-01")
    with clock.at(clock.local(2026, 3, 3, 9)):
        commune_man = add_member(
            actor=SYSTEM, unit=cell, code="DV-900", full_name="Lò Văn Pản", birth_date=date(1975, 1, 2),
            admitted_on=date(2004, 2, 3), kind="official",
        )  # fmt: skip
        give_post(actor=SYSTEM, person=commune_man, unit=cell.parent, kind=PostKind.COMMITTEE_MEMBER)
        nobody = selectors.sending(actor=SYSTEM, drive=drive, on=date(2026, 3, 3))
        row = assign_attender(
            actor=SYSTEM, drive=drive, unit=cast.cell, person=cast.person("standing_member"), duty="direct"
        )
        with pytest.raises(Invalid):
            assign_attender(actor=SYSTEM, drive=drive, unit=cell, person=commune_man, duty="tea")
    with clock.at(clock.local(2026, 3, 8, 9)):
        assign_attender(actor=SYSTEM, drive=drive, unit=cell, person=commune_man, duty="follow")
    with clock.at(clock.local(2026, 3, 10, 9)):
        end_assignment(actor=SYSTEM, assignment=row)
    seen = {day: selectors.sending(actor=SYSTEM, drive=drive, on=date(2026, 3, day)) for day in (2, 3, 9, 10)}
    assert (nobody.counted.n, nobody.counted.of) == (0, 2)
    assert [(one.counted.n, one.counted.of) for one in seen.values()] == [(0, 2), (1, 2), (2, 2), (1, 2)]
    ward = next(one for one in seen[9].senders if one.unit.unit_id == cast.ward.pk)
    assert [(person.full_name, cell.unit_id, row.duty) for person, cell, row in ward.sent] == [
        ("Vũ Thị Minh Nguyệt", cast.cell.pk, "direct")
    ]
    assert [one.unit_id for one in seen[10].left] == [cast.ward.pk]


def test_S131_S37_the_pages_say_it_for_the_day_that_is_asked(cast: Cast) -> None:
    drive = open_test_drive(cast)
    client = Client()
    client.force_login(cast.accounts["clerk"])
    with cast.at():
        typed = {"person": cast.person("standing_member").pk, "unit": cast.cell.pk, "duty": "follow"}
        assert client.post(reverse("drive-assign", args=[drive.pk]), typed | {"duty": "²"}).status_code == 422
        assert client.post(reverse("drive-assign", args=[drive.pk]), typed).status_code == 302
        sent = reverse("drive-sending", args=[drive.pk])
        assert "Theo dõi" in client.get(sent).content.decode()
        assert "Vũ Thị Minh Nguyệt" not in client.get(f"{sent}?ngay=31/03/2026").content.decode()
        assert client.get(f"{sent}?ngay=9/9/9999").status_code == 422
        page = client.get(reverse("drive-course", args=[drive.pk]))
        assert cast.cell.name in page.content.decode()
        assert client.get(reverse("drive-course-below", args=[drive.pk, cast.ward.pk])).status_code == 200
        front = client.get(reverse("drive", args=[drive.pk])).content.decode()
        assert sent in front
        assert reverse("drive-course", args=[drive.pk]) in front

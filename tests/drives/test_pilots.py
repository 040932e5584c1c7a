"""Pilots of each block, their lessons, and opening the block (S51, R16); days, groups and conclusions of a drive (S28, S34, S144)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from guong.drives import rules
from guong.drives.models import BlockGate, Drive, Milestone, Pilot, Registration
from guong.drives.services import (
    add_milestone,
    change_drive,
    create_drive,
    drop_pilot,
    hold_registration,
    name_pilot,
    open_block,
    write_lessons,
)
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.web import tasks_drives
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.drives.test_pages import DRIVE_FORM, client, words
from tests.drives.test_registering import register

LESSONS = "Nên gửi bản tự soi trước ba ngày; phần góp ý mất 40 phút."


def with_pilots(cast: Cast) -> Drive:
    drive = open_test_drive(cast)
    Drive.objects.filter(pk=drive.pk).update(pilots=True)
    drive.refresh_from_db()
    return drive


def held_pilot(cast: Cast) -> Drive:
    drive = with_pilots(cast)
    with cast.at():
        name_pilot(actor=cast.actor("clerk"), drive=drive, unit=cast.cell)
    row = register(cast, drive)
    with clock.at(clock.local(2026, 4, 20, 22)):
        hold_registration(actor=cast.actor("cell_secretary"), registration=row, held_on=date(2026, 4, 20))
    return drive


def test_R16_what_a_block_lacks_in_its_order() -> None:
    stands = [(0, 0, False, False), (1, 0, True, False), (1, 1, False, False), (2, 1, True, False), (0, 0, False, True)]
    missing = [rules.block_missing(rules.BlockStand(*stand)) for stand in stands]
    assert missing == ["pilot", "held", "lessons", "approval", ""]


def test_R16_other_cells_begin_when_the_lessons_of_the_pilot_are_approved_by_another(cast: Cast) -> None:
    drive = with_pilots(cast)
    clerk, leader = cast.actor("clerk"), cast.actor("ward_secretary")
    with pytest.raises(Invalid):
        register(cast, drive)
    with cast.at():
        with pytest.raises(Invalid):
            open_block(actor=clerk, drive=drive, block="rural")
        name_pilot(actor=clerk, drive=drive, unit=cast.cell)
        with pytest.raises(Invalid):
            write_lessons(actor=clerk, drive=drive, block="rural", lessons=LESSONS)
    row = register(cast, drive)
    with clock.at(clock.local(2026, 4, 20, 22)):
        with pytest.raises(Invalid):
            register_sibling(cast, drive)
        hold_registration(actor=cast.actor("cell_secretary"), registration=row, held_on=date(2026, 4, 20))
        with pytest.raises(Invalid):
            open_block(actor=leader, drive=drive, block="rural")
        write_lessons(actor=clerk, drive=drive, block="rural", lessons=LESSONS)
        with pytest.raises(Invalid):  # R42
            open_block(actor=clerk, drive=drive, block="rural")
        open_block(actor=leader, drive=drive, block="rural")
        register_sibling(cast, drive)
        with pytest.raises(Invalid):
            write_lessons(actor=clerk, drive=drive, block="rural", lessons="Khác")
    gate = BlockGate.objects.get(drive=drive)
    assert (gate.lessons, gate.override_reason, gate.approved_by_id) == (LESSONS, "", leader.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        BlockGate.objects.update(written_by=leader.id)


def register_sibling(cast: Cast, drive: Drive) -> Registration:
    return register(cast, drive, actor=cast.actor("sibling_secretary"), unit=cast.sibling)


def test_R16_a_block_is_opened_without_its_pilot_for_a_reason_that_stays(cast: Cast) -> None:
    drive = with_pilots(cast)
    with cast.at():
        for who, error in (("cell_secretary", NotFound), ("inspector", Forbidden), ("member", NotFound)):
            with pytest.raises(error):
                open_block(actor=cast.actor(who), drive=drive, block="rural", override_reason="Kịp tiến độ")
        with pytest.raises(NotFound):
            open_block(actor=cast.actor("clerk"), drive=drive, block="khối lạ", override_reason="Kịp tiến độ")
        gate = open_block(actor=cast.actor("clerk"), drive=drive, block="rural", override_reason="Kịp tiến độ")
        assert (gate.override_reason, gate.approved_by) == ("Kịp tiến độ", None)
        with pytest.raises(Invalid):
            name_pilot(actor=cast.actor("clerk"), drive=drive, unit=cast.cell)
    register(cast, drive)


def test_S51_a_pilot_is_dropped_only_before_it_registers(cast: Cast) -> None:
    drive = with_pilots(cast)
    with cast.at():
        pilot = name_pilot(actor=cast.actor("clerk"), drive=drive, unit=cast.cell)
        with pytest.raises(Invalid):
            name_pilot(actor=cast.actor("clerk"), drive=drive, unit=cast.cell)
        with pytest.raises(NotFound):
            name_pilot(actor=cast.actor("clerk"), drive=drive, unit=cast.ward)
        drop_pilot(actor=cast.actor("clerk"), pilot=pilot)
        again = name_pilot(actor=cast.actor("clerk"), drive=drive, unit=cast.cell)
    register(cast, drive)
    with cast.at(), pytest.raises(Invalid):
        drop_pilot(actor=cast.actor("clerk"), pilot=again)
    with cast.at(), pytest.raises(Invalid):
        name_pilot(actor=cast.actor("clerk"), drive=open_test_drive(cast, code="KHONG-DIEM"), unit=cast.cell)


def test_S51_pilot_lessons_and_opening_on_the_page(cast: Cast) -> None:
    drive = held_pilot(cast)
    url = reverse("drive-pilots", args=[drive.pk])
    with clock.at(clock.local(2026, 4, 21, 8)):
        secretary, leader = client(cast, "cell_secretary"), client(cast, "ward_secretary")
        assert "làm điểm trước" in words(
            client(cast, "sibling_secretary").get(reverse("registration", args=[drive.pk, cast.sibling.pk]))
        )
        lessons = reverse("pilot-lessons", args=[drive.pk])
        empty = secretary.post(lessons, {"block": "rural", "lessons": " "})
        assert empty.status_code == 422
        assert secretary.post(lessons, {"block": "rural", "lessons": LESSONS}).status_code == 302
        assert client(cast, "sibling_secretary").post(lessons, {"block": "rural", "lessons": "Khác"}).status_code in {
            403,
            404,
        }
        found = [str(task.url) for task in tasks_drives.tasks(cast.actor("ward_secretary"), clock.today())]
        assert url in found
        assert LESSONS in words(leader.get(url))
        opening = reverse("block-open", args=[drive.pk])
        assert secretary.post(opening, {"block": "rural"}).status_code == 404
        assert leader.post(opening, {"block": "rural"}).status_code == 302
        assert leader.post(opening, {"block": "rural"}).status_code == 422
        assert "đã mở từ" in words(secretary.get(url))
    assert Pilot.objects.count() == 1


def test_S34_lines_that_begin_with_a_mark_name_the_group_of_those_that_follow() -> None:
    assert rules.outline(["Mở đầu", "# Nhóm 1", "a", "", "b", "#Nhóm 2", "# Nhóm 3", "c"]) == [
        ("", "Mở đầu"), ("Nhóm 1", "a"), ("Nhóm 1", "b"), ("", "Nhóm 2"), ("Nhóm 3", "c"),
    ]  # fmt: skip
    assert rules.outline(["# Chỉ có nhóm"]) == [("", "Chỉ có nhóm")]


def test_S28_the_great_days_of_a_drive() -> None:
    found = rules.anniversaries(date(2025, 12, 1), date(2026, 5, 19))
    assert found == [date(2025, 12, 22), date(2026, 2, 3), date(2026, 4, 30), date(2026, 5, 19)]
    assert len(rules.anniversaries(date(2000, 1, 1), date(9999, 12, 31))) <= 100


def test_S28_S36_milestones_are_added_and_taken_off_and_every_cell_sees_them(cast: Cast) -> None:
    drive = open_test_drive(cast)
    url = reverse("drive-days", args=[drive.pk])
    with cast.at():
        clerk = client(cast, "clerk")
        assert clerk.get(url).context["great"] == [date(2026, 4, 30), date(2026, 5, 19)]
        typed = {"name": "Kỷ niệm ngày sinh Bác", "kind": "anniversary", "from_on": "19/05/2026", "to_on": ""}
        assert clerk.post(url, typed).status_code == 302
        for change, field in (
            ({"from_on": "19/05/2027"}, "from_on"), ({"to_on": "18/05/2026"}, "to_on"), ({"kind": "x"}, "kind"),
            ({"name": " "}, "name"), ({}, "name"),
        ):  # fmt: skip
            wrong = clerk.post(url, typed | change)
            assert wrong.status_code == 422
            assert wrong.context["form"].errors[field]
        assert "Kỷ niệm ngày sinh Bác" in words(client(cast, "member").get(reverse("drive", args=[drive.pk])))
        row = Milestone.objects.get()
        add_milestone(
            actor=SYSTEM, drive=drive, name="Cao điểm", kind="peak", from_on=date(2026, 4, 1), to_on=date(2026, 4, 15)
        )
        assert clerk.post(reverse("drive-day-remove", args=[row.pk])).status_code == 302
    assert Milestone.objects.get().name == "Cao điểm"


def test_R29_S144_the_conclusion_on_each_member_is_a_setting_of_its_own(cast: Cast) -> None:
    with cast.at():
        clerk = client(cast, "clerk")
        for code, more, expected in (
            ("A-1", {"mode": "political"}, "off"), ("A-2", {"mode": "year_end"}, "required"),
            ("A-3", {"mode": "political", "conclusions": "optional"}, "optional"),
            ("A-4", {"mode": "year_end", "conclusions": "off"}, "off"),
        ):  # fmt: skip
            made = clerk.post(reverse("drive-new"), DRIVE_FORM | {"scope_unit": cast.ward.pk, "code": code} | more)
            assert made.status_code == 302
            assert Drive.objects.get(code=code).conclusions == expected
        wrong = clerk.post(reverse("drive-new"), DRIVE_FORM | {"scope_unit": cast.ward.pk, "conclusions": "có lẽ"})
        assert wrong.status_code == 422
        groups = {"contents": "# Nhóm 1\nNói đi đôi với làm\n# Nhóm 2\nGiữ lời hứa", "pilots": "on"}
        drive = Drive.objects.get(code="A-3")
        assert clerk.post(reverse("drive-edit", args=[drive.pk]), DRIVE_FORM | groups).status_code == 302
        drive.refresh_from_db()
        assert drive.pilots
        assert [(line.group, line.text) for line in drive.contents.all()] == [
            ("Nhóm 1", "Nói đi đôi với làm"), ("Nhóm 2", "Giữ lời hứa"),
        ]  # fmt: skip
        assert "# Nhóm 2" in words(clerk.get(reverse("drive-edit", args=[drive.pk])))


def test_S31_the_owner_does_not_advise_itself_and_the_adviser_reads_no_words(cast: Cast) -> None:
    facts = {
        "name": "Đợt", "theme": "Tự soi", "mode": "political", "starts_on": date(2026, 3, 1), "ends_on": date(2026, 6, 30),
        "window_from": date(2026, 3, 10), "window_to": date(2026, 4, 30),
    }  # fmt: skip
    with cast.at():
        make = {**facts, "actor": SYSTEM, "code": "CHU-TRI", "year": 2026, "owner": cast.ward, "scope_unit": cast.ward}
        with pytest.raises(Invalid) as error:
            create_drive(**make, adviser=cast.ward)
        assert error.value.field == "adviser"
        drive = create_drive(**make, adviser=cast.inspection)
        with pytest.raises(Invalid):
            change_drive(actor=SYSTEM, drive=drive, **facts, adviser=cast.ward)
        assert "không đọc lời của ai" in words(client(cast, "clerk").get(reverse("drive", args=[drive.pk])))

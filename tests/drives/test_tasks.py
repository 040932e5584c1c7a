"""Tasks of the Front, the mass organisations and other bodies in a drive, and their own plans."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.directives.services import register_directive
from guong.drives import rules, selectors
from guong.drives.models import BodyTask, Drive, TaskOrder
from guong.drives.services import (
    add_basis,
    give_task,
    issue_document,
    pass_on,
    remind_task,
    report_task,
    take_task,
    withdraw_task,
)
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.enums import UnitKind
from guong.org.models import Unit
from guong.org.services import create_unit
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

DUE = date(2026, 4, 20)


def _youth(cast: Cast) -> Unit:
    """The youth union of the ward; its secretary is the member of cell 1."""
    with clock.at(clock.local(2025, 9, 1, 8)):
        youth = create_unit(actor=SYSTEM, code="DOAN", name="Đoàn phường Mai Khê", kind=UnitKind.MASS, parent=cast.ward)
        give_grant(
            actor=SYSTEM, account=cast.accounts["member"], role=Role.SECRETARY, unit=youth, subtree=False, reason="cast"
        )
    return youth


def _give(actor: Actor, drive: Drive, cast: Cast, **more: Any) -> TaskOrder:
    facts: dict[str, Any] = {
        "unit": cast.ward, "title": "Sinh hoạt chuyên đề Tháng Thanh niên", "what": "Mỗi chi đoàn một buổi.", "due_on": DUE,
        "bodies": [cast.front],
    }  # fmt: skip
    return give_task(actor=actor, drive=drive, **(facts | more))


@pytest.mark.parametrize(
    ("taken", "done_on", "today", "state"),
    [
        (False, None, 19, "given"), (True, None, 20, "taken"), (True, None, 21, "late"), (False, None, 21, "late"),
        (True, 20, 25, "done"), (True, 21, 25, "done_late"),
    ],
)  # fmt: skip
def test_S116_late_follows_from_the_days(taken: bool, done_on: int | None, today: int, state: str) -> None:
    day = date(2026, 4, done_on) if done_on else None
    assert rules.task_state(DUE, taken=taken, done_on=day, today=date(2026, 4, today)) == state


def test_S116_a_task_is_given_taken_and_reported_and_who_is_missing_is_named(cast: Cast) -> None:
    youth = _youth(cast)
    drive = open_test_drive(cast)
    with cast.at():
        _give(cast.actor("clerk"), drive, cast, bodies=[cast.front, youth])
        task = BodyTask.objects.get(unit=youth)
        assert [line.task.pk for line in selectors.tasks_to_do(actor=cast.actor("member"))] == [task.pk]
        taken = take_task(actor=cast.actor("member"), task=task)
        again = take_task(actor=cast.actor("member"), task=task)
        assert taken.taken_at == again.taken_at
    with cast.at(clock.local(2026, 4, 22, 9)):
        report_task(
            actor=cast.actor("member"), task=task, done_on=date(2026, 4, 19), text_given="3 chi đoàn, 41 đoàn viên."
        )
        with pytest.raises(Invalid):
            report_task(actor=cast.actor("member"), task=task, done_on=date(2026, 4, 19), text_given="Lần nữa.")
        (row,) = selectors.orders(actor=cast.actor("clerk"), drive=drive)
        assert (row.done.n, row.done.of, row.late) == (1, 2, 1)
        assert [(line.task.unit_id, line.state, line.days_late) for line in row.missing] == [(cast.front.pk, "late", 2)]
        assert {line.state for line in row.lines} == {"done", "late"}
        assert [n for _order, n in selectors.orders_overdue(actor=cast.actor("clerk"))] == [1]


def test_S116_exactly_those_who_owe_it_are_reminded_once_a_day(cast: Cast) -> None:
    youth = _youth(cast)
    drive = open_test_drive(cast)
    with cast.at():
        order = _give(cast.actor("clerk"), drive, cast, bodies=[cast.front, youth])
        report_task(
            actor=cast.actor("member"), task=order.bodies.get(unit=youth), done_on=date(2026, 4, 1), text_given="Xong."
        )
        assert [one.unit_id for one in remind_task(actor=cast.actor("clerk"), order=order)] == [cast.front.pk]
        assert remind_task(actor=cast.actor("clerk"), order=order) == []
    with cast.at(clock.local(2026, 4, 2, 9)):
        assert len(remind_task(actor=cast.actor("ward_secretary"), order=order)) == 1
        withdraw_task(actor=cast.actor("clerk"), order=order, reason="Gộp vào kế hoạch quý II")
        with pytest.raises(Invalid):
            remind_task(actor=cast.actor("clerk"), order=TaskOrder.objects.get())
        with pytest.raises(Invalid):
            take_task(actor=cast.actor("monitor"), task=order.bodies.get(unit=cast.front))
        assert selectors.tasks_to_do(actor=cast.actor("monitor")) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"bodies": []}, "bodies"),
        ({"due_on": date(2026, 3, 31)}, "due_on"),
        ({"due_on": date(2026, 7, 1)}, "due_on"),
        ({"what": "x" * 4001}, "what"),
    ],
)
def test_S116_what_does_not_fit_names_its_field(cast: Cast, change: dict[str, Any], field: str) -> None:
    drive = open_test_drive(cast)
    with cast.at(), pytest.raises(Invalid) as caught:
        _give(cast.actor("clerk"), drive, cast, **change)
    assert (caught.value.field, TaskOrder.objects.count()) == (field, 0)


def test_S116_only_the_committee_gives_and_only_the_body_or_its_office_reports(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        for who, error in (
            ("member", NotFound),
            ("cell_secretary", NotFound),
            ("inspector", Forbidden),
            ("monitor", NotFound),
        ):
            with pytest.raises(error):
                _give(cast.actor(who), drive, cast)
        with pytest.raises(NotFound):  # not below the committee that gives
            _give(cast.actor("clerk"), drive, cast, bodies=[cast.ward])
        with pytest.raises(NotFound):
            _give(SYSTEM, drive, cast, unit=cast.cell, bodies=[cast.sibling])
        task = _give(cast.actor("clerk"), drive, cast).bodies.get()
        for who, error in (("sibling_secretary", NotFound), ("inspector", Forbidden), ("ward_secretary", Forbidden)):
            with pytest.raises(error):
                report_task(actor=cast.actor(who), task=task, done_on=date(2026, 4, 1), text_given="Xong.")
        with pytest.raises(NotFound):
            selectors.body_task(actor=cast.actor("sibling_secretary"), task_id=task.pk)
        for day, words in ((date(2026, 4, 2), "Xong."), (date(2026, 2, 1), "Xong."), (date(2026, 4, 1), " ")):
            with pytest.raises(Invalid):
                report_task(actor=cast.actor("clerk"), task=task, done_on=day, text_given=words)
        done = report_task(
            actor=cast.actor("clerk"), task=task, done_on=date(2026, 4, 1), text_given="Theo báo cáo giấy."
        )
        assert done.taken_at is not None


def test_S116_the_whole_way_on_the_pages(cast: Cast) -> None:
    drive = open_test_drive(cast)
    clerk, front = Client(), Client()
    clerk.force_login(cast.accounts["clerk"])
    front.force_login(cast.accounts["monitor"])
    with cast.at():
        url = reverse("task-give", args=[drive.pk])
        typed = {
            "title": "Treo lịch ở nhà văn hóa",
            "what": "",
            "due_on": "20/04/2026",
            "basis": "",
            "bodies": [cast.front.pk],
        }
        assert clerk.post(url, typed | {"due_on": "1/1/9999"}).status_code == 422
        assert clerk.post(url, typed | {"bodies": [cast.ward.pk]}).status_code == 422
        assert TaskOrder.objects.count() == 0
        assert clerk.post(url, typed).status_code == 302
        task = BodyTask.objects.get()
        assert "Treo lịch ở nhà văn hóa" in front.get(reverse("home")).content.decode()
        assert "Treo lịch ở nhà văn hóa" in front.get(reverse("own-tasks")).content.decode()
        assert reverse("own-tasks") in front.get(reverse("unit", args=[cast.front.pk])).content.decode()
        page = reverse("body-task", args=[task.pk])
        assert front.post(reverse("body-task-take", args=[task.pk])).status_code == 302
        report = {"done_on": "01/04/2026", "text_given": "Đã treo ở 2 nơi."}
        paper = SimpleUploadedFile("danh-sach.txt", b"Hai noi da treo lich.")
        assert front.post(page, report | {"text_given": "", "file": paper}).status_code == 422
        paper.seek(0)
        assert front.post(page, report | {"file": paper}).status_code == 302
        assert front.get(reverse("body-task-file", args=[task.pk])).content == b"Hai noi da treo lich."
        seen = clerk.get(reverse("drive-tasks", args=[drive.pk])).content.decode()
        assert "100 %" in seen
        assert reverse("drive-tasks", args=[drive.pk]) in clerk.get(reverse("drive", args=[drive.pk])).content.decode()


def test_S124_plans_of_the_Front_and_of_mass_organisations_are_counted_beside_the_committees(cast: Cast) -> None:
    youth = _youth(cast)
    drive = open_test_drive(cast)
    with cast.at():
        clerk = cast.actor("clerk")
        paper = register_directive(
            actor=clerk, unit=cast.ward, symbol="12-KH/ĐU", issued_on=date(2026, 3, 1), issuer="Đảng ủy phường Mai Khê",
            kind="plan", title="Kế hoạch", issuing_unit=cast.ward,
        )  # fmt: skip
        add_basis(actor=clerk, drive=drive, directive=paper)
        issue_document(
            actor=clerk, drive=drive, unit=youth, symbol="05-KH/ĐTN", issued_on=date(2026, 3, 20), kind="plan",
            title="Kế hoạch của Đoàn",
        )  # fmt: skip
        seen = selectors.matrix(actor=clerk, drive=drive)
        assert (seen.beside_issued.n, seen.beside_issued.of) == (1, 2)
        assert (seen.links, seen.issued.of) == ((), 0)  # the chain of committees is as it was
        with pytest.raises(Invalid):
            pass_on(actor=clerk, drive=drive, unit=youth)
        client = Client()
        client.force_login(cast.accounts["clerk"])
        assert "05-KH/ĐTN" in client.get(reverse("drive-chain", args=[drive.pk])).content.decode()
        assert client.get(reverse("drive-chain-unit", args=[drive.pk, youth.pk])).status_code == 200

"""The two gates: everybody has an item or a reason, every item has its measure (R19, S38)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from guong.corrections.models import Finding
from guong.corrections.services import set_measure, state_finding
from guong.drives.enums import DriveState
from guong.drives.models import Drive, Participant, Phase
from guong.gates import rules
from guong.gates.enums import GATE_TABLE, GateState
from guong.gates.models import NoneStated, PhaseGate
from guong.gates.rules import Item
from guong.gates.selectors import phases_of_cell
from guong.gates.services import close_phase, decide_gate, state_none
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.kernel.machine import step
from guong.web import tasks_gates
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.drives.test_pages import client, words


def two_phases(cast: Cast) -> tuple[Drive, Phase, Phase]:
    drive = open_test_drive(cast)
    see = Phase.objects.create(
        drive=drive, name="Soi", purpose="see", from_on=date(2026, 3, 1), to_on=date(2026, 3, 31)
    )
    correct = Phase.objects.create(
        drive=drive, name="Sửa", purpose="correct", from_on=date(2026, 4, 1), to_on=date(2026, 4, 30)
    )
    return drive, see, correct


def everybody_but(cast: Cast, drive: Drive, *left: str) -> None:
    """All eligible members of the cell say that they have nothing, but these."""
    out = {cast.person(who).pk for who in left}
    for row in Participant.objects.filter(drive=drive, unit=cast.cell, eligible=True).select_related("person"):
        if row.person_id not in out:
            state_none(actor=cast.actor("cell_secretary"), drive=drive, person=row.person, why="looked")


def own_finding(cast: Cast, drive: Drive) -> Finding:
    return state_finding(
        actor=cast.actor("member"), drive=drive, unit=cast.cell, subject="person", kind="people", source="self",
        person=cast.person("member"), fact="Tháng 2 vắng hai buổi tổng vệ sinh của tổ dân phố",
    )  # fmt: skip


def test_R19_who_has_neither_an_item_nor_a_reason() -> None:
    assert rules.see_missing([5, 3, 1, 2], {3}, {1}) == [5, 2]


def test_S38_an_item_needs_its_measure_and_a_shared_one_its_division() -> None:
    items = [
        Item(1, 0, shared=False, divided=False, settled=False), Item(2, 1, shared=False, divided=False, settled=False),
        Item(3, 2, shared=True, divided=False, settled=False), Item(4, 1, shared=True, divided=True, settled=False),
        Item(5, 0, shared=False, divided=False, settled=True),
    ]  # fmt: skip
    assert rules.correct_missing(items) == [(1, "measure"), (3, "division")]


def test_R19_every_step_of_the_gate_and_nothing_else() -> None:
    for state in GateState.values:
        for event in ("close", "ask", "approve", "decline"):
            if (state, event) in GATE_TABLE:
                assert step(GATE_TABLE, state, event, message="no") in GateState.values
            else:
                with pytest.raises(Invalid):
                    step(GATE_TABLE, state, event, message="no")


def test_R19_S38_both_phases_close_when_nothing_is_missing(cast: Cast) -> None:
    drive, see, correct = two_phases(cast)
    secretary = cast.actor("cell_secretary")
    with cast.at():
        everybody_but(cast, drive, "member")
        with pytest.raises(Invalid):
            close_phase(actor=secretary, phase=see, unit=cast.cell)
        shown = phases_of_cell(actor=secretary, drive=drive, unit=cast.cell)[0]
        assert [person.pk for person in shown.people] == [cast.person("member").pk]
        finding = own_finding(cast, drive)
        with pytest.raises(Invalid):  # seeing comes first
            close_phase(actor=secretary, phase=correct, unit=cast.cell)
        assert close_phase(actor=secretary, phase=see, unit=cast.cell).state == "closed"
        with pytest.raises(Invalid):
            close_phase(actor=secretary, phase=see, unit=cast.cell)
        with pytest.raises(Invalid):
            close_phase(actor=secretary, phase=correct, unit=cast.cell)
        assert phases_of_cell(actor=secretary, drive=drive, unit=cast.cell)[1].items == ((finding.pk, "measure"),)
        set_measure(
            actor=cast.actor("member"), finding=finding, measure="Từ tháng 5 dự đủ buổi vệ sinh, vắng thì báo trước",
            deadline=date(2026, 6, 1), cause_kind="objective", cause="Chưa sắp xếp việc nhà",
        )  # fmt: skip
        assert close_phase(actor=secretary, phase=correct, unit=cast.cell).state == "closed"


def test_S38_with_something_missing_a_reason_is_approved_by_another(cast: Cast) -> None:
    _drive, see, _correct = two_phases(cast)
    secretary, clerk = cast.actor("cell_secretary"), cast.actor("clerk")
    with cast.at():
        gate = close_phase(actor=secretary, phase=see, unit=cast.cell, reason="Hai đồng chí đi điều trị dài ngày")
        assert gate.state == "asked"
        with pytest.raises(Forbidden):
            decide_gate(actor=secretary, gate=gate, approve=True)
        with pytest.raises(NotFound):
            decide_gate(actor=cast.actor("sibling_secretary"), gate=gate, approve=True)
        assert decide_gate(actor=clerk, gate=gate, approve=False).state == "open"
        with pytest.raises(Invalid):
            decide_gate(actor=clerk, gate=gate, approve=True)
        again = close_phase(actor=secretary, phase=see, unit=cast.cell, reason="Hai đồng chí đi điều trị dài ngày")
        done = decide_gate(actor=clerk, gate=again, approve=True)
        assert (done.state, done.approved_by_id) == ("closed", clerk.id)
        for who in ("member", "sibling_secretary", "inspector"):
            with pytest.raises((Forbidden, NotFound)):
                close_phase(actor=cast.actor(who), phase=see, unit=cast.cell, reason="Xong")
    with pytest.raises(IntegrityError), transaction.atomic():
        PhaseGate.objects.update(asked_by=clerk.id)


def test_R19_nothing_to_name_is_said_by_oneself_or_typed_by_the_secretary_of_the_cell(cast: Cast) -> None:
    drive, _see, _correct = two_phases(cast)
    with cast.at():
        member = cast.person("member")
        state_none(actor=cast.actor("member"), drive=drive, person=member, why="earlier")
        with pytest.raises(Forbidden):
            state_none(actor=cast.actor("member2"), drive=drive, person=member, why="looked")
        with pytest.raises(NotFound):
            state_none(actor=cast.actor("sibling_secretary"), drive=drive, person=member, why="looked")
        with pytest.raises(Invalid):
            state_none(actor=cast.actor("member"), drive=drive, person=member, why="lười")
        Drive.objects.filter(pk=drive.pk).update(state=DriveState.CLOSED)
        with pytest.raises(Invalid):
            state_none(actor=cast.actor("member"), drive=drive, person=member, why="looked")
    assert NoneStated.objects.get().why == "earlier"


def test_S38_the_page_names_who_is_missing_to_the_secretary_alone_and_the_committee_decides(cast: Cast) -> None:
    drive, see, correct = two_phases(cast)
    url = reverse("gates-cell", args=[drive.pk, cast.cell.pk])
    name = cast.person("member2").full_name
    with cast.at():
        secretary, clerk, member = (client(cast, who) for who in ("cell_secretary", "clerk", "member"))
        late = [str(task.url) for task in tasks_gates.tasks(cast.actor("cell_secretary"), clock.today())]
        assert url in late
        assert name in words(secretary.get(url))
        assert name not in words(clerk.get(url))
        assert name not in words(member.get(url))
        none = reverse("gates-none", args=[drive.pk, cast.cell.pk])
        assert member.post(none, {"why": "looked"}).status_code == 302
        assert member.post(none, {"why": ""}).status_code == 422
        assert member.post(none, {"why": "looked", "person": cast.person("member2").pk}).status_code == 403
        assert secretary.post(none, {"why": "away", "person": cast.person("member2").pk}).status_code == 302
        assert secretary.post(none, {"why": "away", "person": cast.person("sibling_member").pk}).status_code == 404
        close = reverse("gates-close", args=[cast.cell.pk, see.pk])
        assert secretary.post(close, {}).status_code == 422
        assert secretary.post(close, {"reason": "Hai đồng chí đi xa"}).status_code == 302
        overview = reverse("gates", args=[drive.pk])
        assert overview in [str(task.url) for task in tasks_gates.tasks(cast.actor("clerk"), clock.today())]
        assert "Hai đồng chí đi xa" in words(clerk.get(overview))
        gate = PhaseGate.objects.get(phase=see)
        assert clerk.post(reverse("gates-decide", args=[gate.pk]), {"word": "yes"}).status_code == 302
        assert secretary.post(reverse("gates-close", args=[cast.cell.pk, correct.pk])).status_code == 302
    assert PhaseGate.objects.filter(unit=cast.cell, state="closed").count() == 2

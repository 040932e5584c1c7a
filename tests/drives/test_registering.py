"""Registering, moving, holding, missing; assigning and reminding."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from guong.audit.selectors import verify
from guong.drives import counts, rulebook, rules, selectors
from guong.drives.enums import DRIVE_TABLE, REGISTRATION_TABLE, DriveState, RegistrationState
from guong.drives.models import Drive, Participant, Registration, Reminder, Tally
from guong.drives.services import (
    add_basis,
    assign_attender,
    change_drive,
    close_drive,
    divide_parts,
    end_assignment,
    hold_registration,
    mark_missed,
    move_registration,
    publish_rules,
    register_meeting,
    remind,
    remind_unregistered,
)
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.kernel.machine import step
from guong.org.services import give_post
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

EVENING = clock.local(2026, 4, 20, 19, 30)


def register(cast: Cast, drive: Drive, **more: Any) -> Registration:
    facts: dict[str, Any] = {
        "actor": cast.actor("cell_secretary"), "drive": drive, "unit": cast.cell, "starts_at": EVENING,
        "place": "Nhà văn hóa tổ dân phố 1", "mode": "in_person",
    }  # fmt: skip
    with cast.at():
        return register_meeting(**(facts | more))


def move(cast: Cast, row: Registration, to: datetime, reason: str = "Trùng lịch", **more: Any) -> Registration:
    facts: dict[str, Any] = {"actor": cast.actor("cell_secretary"), "place": row.place, "mode": row.mode}
    return move_registration(registration=row, starts_at=to, reason=reason, **(facts | more))


def divide(cast: Cast, drive: Drive) -> None:
    owing = list(Participant.objects.filter(drive=drive, unit=cast.cell, eligible=True).order_by("pk"))
    pairs = [(one.person_id, 1 + index % 2) for index, one in enumerate(owing)]
    with cast.at():
        divide_parts(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell, pairs=pairs)


def test_R15_held_as_registered_means_the_last_day_named_before_that_day() -> None:
    first, second = date(2026, 4, 20), date(2026, 4, 21)
    made, before, same = date(2026, 4, 1), date(2026, 4, 19), date(2026, 4, 20)
    assert rules.held_as_registered(first, [(made, first)])
    assert not rules.held_as_registered(second, [(made, first)])
    assert rules.held_as_registered(second, [(made, first), (before, second)])
    assert not rules.held_as_registered(first, [(made, first), (before, second)])
    assert rules.held_as_registered(first, [(made, first), (same, second)])
    assert not rules.held_as_registered(second, [(made, first), (second, second)])
    assert not rules.held_as_registered(first, [(first, first)])
    assert not rules.held_as_registered(first, [])


def test_S98_the_window_holds_both_its_ends() -> None:
    start, end = date(2026, 3, 10), date(2026, 4, 5)
    assert [rules.in_window(day, start, end) for day in (date(2026, 3, 9), start, end, date(2026, 4, 6))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert (rules.days_late(end, end), rules.days_late(date(2026, 4, 8), end)) == (0, 3)


def test_R15_every_step_of_the_tables_and_nothing_else() -> None:
    for table, states, events in (
        (REGISTRATION_TABLE, RegistrationState.values, {"move", "hold", "miss", "open"}),
        (DRIVE_TABLE, DriveState.values, {"open", "close", "draft"}),
    ):
        for state in states:
            for event in events:
                if (state, event) in table:
                    assert step(table, state, event, message="no") in states
                else:
                    with pytest.raises(Invalid):
                        step(table, state, event, message="no")


def test_S44_a_registration_its_moves_and_its_day_are_counted(cast: Cast) -> None:
    drive = open_test_drive(cast)
    row = register(cast, drive, chair=cast.person("cell_secretary"))
    tally = Tally.objects.get(drive=drive, unit=cast.cell)
    assert (tally.registered, tally.parts, tally.held) == (1, 1, 0)
    with clock.at(clock.local(2026, 4, 18, 8)):
        move(cast, row, clock.local(2026, 4, 21, 19, 30))
    with clock.at(clock.local(2026, 4, 21, 21)):
        held = hold_registration(actor=cast.actor("cell_secretary"), registration=row, held_on=date(2026, 4, 21))
    assert (held.state, held.as_registered) == ("held", True)
    saved = held.moves.get()
    assert (saved.reason, saved.before["starts_at"][:10], saved.after["starts_at"][:10]) == (
        "Trùng lịch", "2026-04-20", "2026-04-21",
    )  # fmt: skip
    tally.refresh_from_db()
    assert (tally.held, tally.held_as_registered) == (1, 1)
    assert counts.count(drive.pk, cast.cell.pk)["held"] == 1
    with clock.at(clock.local(2026, 4, 22)), pytest.raises(Invalid):
        move(cast, row, clock.local(2026, 4, 25, 19, 30))
    assert verify()[1] == []


def test_R15_a_meeting_held_on_another_day_is_held_but_not_as_registered(cast: Cast) -> None:
    drive = open_test_drive(cast)
    row = register(cast, drive)
    with clock.at(clock.local(2026, 4, 22, 8)):
        missed = mark_missed(actor=cast.actor("cell_secretary"), registration=row)
        assert missed.state == "missed"
        held = hold_registration(actor=cast.actor("cell_secretary"), registration=row, held_on=date(2026, 4, 21))
    assert held.as_registered is False
    tally = Tally.objects.get(drive=drive, unit=cast.cell)
    assert (tally.held, tally.held_as_registered) == (1, 0)


def test_S135_a_cell_in_parts_is_done_when_every_part_is_held(cast: Cast) -> None:
    drive = open_test_drive(cast)
    first = register(cast, drive)
    second = register(cast, drive, part_no=2, starts_at=clock.local(2026, 4, 21, 19, 30))
    divide(cast, drive)
    for row, day, done in ((first, 20, 0), (second, 21, 1)):
        with clock.at(clock.local(2026, 4, day, 21)):
            hold_registration(actor=cast.actor("cell_secretary"), registration=row, held_on=date(2026, 4, day))
        assert Tally.objects.get(drive=drive, unit=cast.cell).held == done
    with pytest.raises(Invalid):
        register(cast, drive, part_no=2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_at": clock.local(2026, 5, 1, 8)}, "starts_at"),
        ({"starts_at": clock.local(2026, 3, 9, 23, 59)}, "starts_at"),
        ({"place": "  "}, "place"),
        ({"mode": "thư"}, "mode"),
        ({"part_no": 10}, "part_no"),
    ],
)
def test_S98_a_registration_outside_the_window_or_without_a_place_is_refused(
    cast: Cast, change: dict[str, Any], field: str
) -> None:
    drive = open_test_drive(cast)
    with pytest.raises(Invalid) as error:
        register(cast, drive, **change)
    assert error.value.field == field
    assert not Registration.objects.exists()
    if field == "starts_at":
        assert "10/03/2026" in str(error.value)


def test_S44_strangers_neither_chair_nor_register(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with pytest.raises(Invalid) as error:
        register(cast, drive, chair=cast.person("sibling_member"))
    assert error.value.field == "chair"
    with pytest.raises(NotFound):
        register(cast, drive, actor=cast.actor("sibling_secretary"))
    with pytest.raises(Forbidden):
        register(cast, drive, actor=cast.actor("member"))
    with pytest.raises(NotFound):
        register(cast, drive, actor=SYSTEM, unit=cast.inspection)
    row = register(cast, drive, chair=cast.person("chairman"))
    with pytest.raises(Invalid):
        register(cast, drive)
    with pytest.raises(NotFound), cast.at():
        move(cast, row, clock.local(2026, 4, 21, 19), actor=cast.actor("sibling_secretary"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(
            drive=drive, unit=cast.cell, starts_at=EVENING, place="x", mode="online", registered_at=EVENING
        )


def test_S44_a_move_needs_a_reason_and_a_change(cast: Cast) -> None:
    drive = open_test_drive(cast)
    row = register(cast, drive)
    with cast.at():
        with pytest.raises(Invalid) as error:
            move(cast, row, clock.local(2026, 4, 21, 19), reason=" ")
        assert error.value.field == "reason"
        with pytest.raises(Invalid):
            move(cast, row, EVENING)
        with pytest.raises(Invalid):
            mark_missed(actor=cast.actor("cell_secretary"), registration=row)


def test_S46_exactly_the_cells_without_a_registration_are_reminded_once_a_day(cast: Cast) -> None:
    drive = open_test_drive(cast)
    register(cast, drive)
    with cast.at():
        sent = remind_unregistered(actor=cast.actor("clerk"), drive=drive)
        assert [row.unit_id for row in sent] == [cast.sibling.pk]
        assert remind_unregistered(actor=cast.actor("clerk"), drive=drive) == []
        assert len(remind(actor=cast.actor("clerk"), drive=drive, matter="plans", unit_ids=[cast.sibling.pk])) == 1
        with pytest.raises(Invalid):
            remind(actor=cast.actor("clerk"), drive=drive, matter="trà", unit_ids=[cast.sibling.pk])
        with pytest.raises(NotFound):
            remind(actor=cast.actor("clerk"), drive=drive, matter="plans", unit_ids=[cast.inspection.pk])
        with pytest.raises(Forbidden):
            remind_unregistered(actor=cast.actor("inspector"), drive=drive)
    with clock.at(clock.local(2026, 4, 2, 0, 1)):
        assert len(remind_unregistered(actor=cast.actor("clerk"), drive=drive)) == 1
    assert Reminder.objects.count() == 3


def test_S46_n_of_all_cells_and_the_list_of_those_that_have_not_registered(cast: Cast) -> None:
    drive = open_test_drive(cast)
    register(cast, drive)
    with cast.at():
        seen = selectors.overview(actor=cast.actor("clerk"), drive=drive)
        assert (seen.registered.n, seen.registered.of, seen.registered.percent) == (1, 2, 50)
        assert [state.unit.name for state in seen.blanks] == ["Chi bộ tổ dân phố 2"]
        assert [(day, len(rows)) for day, rows in seen.calendar] == [(date(2026, 4, 20), 1)]
        assert seen.months == [(date(2026, 4, 1), 1)]
        own = selectors.cell_states(actor=cast.actor("cell_secretary"), drive=drive)
        assert [state.unit.unit_id for state in own] == [cast.cell.pk]
    with clock.at(clock.local(2026, 5, 3)):
        states = selectors.cell_states(actor=cast.actor("clerk"), drive=drive)
        assert [(state.late, state.days_late) for state in states] == [
            (True, 13),
            (True, 3),
        ]  # since its own day; since the last day of the window


def test_S100_assignments_are_made_to_committee_members_ended_and_clashes_found(cast: Cast) -> None:
    drive = open_test_drive(cast)
    person, actor = cast.person("standing_member"), cast.actor("ward_secretary")
    register(cast, drive)
    register(cast, drive, actor=SYSTEM, unit=cast.sibling, starts_at=clock.local(2026, 4, 20, 21))
    with cast.at():
        first = assign_attender(actor=actor, drive=drive, unit=cast.cell, person=person)
        assign_attender(actor=actor, drive=drive, unit=cast.sibling, person=person)
        found = selectors.clashes(actor=cast.actor("clerk"), drive=drive)
        assert [(clash.person, clash.one.unit_id, clash.other.unit_id) for clash in found] == [
            (person, cast.cell.pk, cast.sibling.pk)
        ]
        for twice in (
            {"unit": cast.cell, "person": person},
            {"unit": cast.cell, "person": cast.person("member")},
        ):
            with pytest.raises(Invalid):
                assign_attender(actor=actor, drive=drive, **twice)
        with pytest.raises(NotFound):
            assign_attender(actor=cast.actor("outsider"), drive=drive, unit=cast.cell, person=person)
        end_assignment(actor=actor, assignment=first)
        with pytest.raises(Invalid):
            end_assignment(actor=actor, assignment=first)
        assert selectors.clashes(actor=cast.actor("clerk"), drive=drive) == []
        names = list(selectors.committee_members(actor=actor, drive=drive))
        assert person in names
        assert cast.person("member") not in names


def test_S44_who_may_chair_stands_with_the_cell_committee_first(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        give_post(actor=SYSTEM, person=cast.person("member2"), unit=cast.cell, kind="cell_committee")
        chairs = selectors.chairs_for(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell)
    assert set(chairs[:3]) == {cast.person(who) for who in ("cell_secretary", "cell_deputy", "member2")}
    assert cast.person("standing_member") in chairs
    assert cast.person("sibling_member") not in chairs


def test_S1_a_closed_drive_takes_nothing_any_more(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        with pytest.raises(Invalid):
            change_drive(
                actor=cast.actor("clerk"), drive=drive, name="x", theme="x", mode="political", starts_on=drive.starts_on,
                ends_on=drive.ends_on, window_from=drive.window_from, window_to=drive.window_to,
            )  # fmt: skip
        close_drive(actor=cast.actor("clerk"), drive=drive)
        drive.refresh_from_db()
        with pytest.raises(Invalid):
            register(cast, drive)
        with pytest.raises(Invalid):
            remind_unregistered(actor=cast.actor("clerk"), drive=drive)
        with pytest.raises(Invalid):
            close_drive(actor=cast.actor("clerk"), drive=drive)
        with pytest.raises(Invalid):
            add_basis(actor=cast.actor("clerk"), drive=drive, directive=drive.basis.model())
    assert selectors.open_drives_for(cast.cell) == []


def test_R29_rules_are_versions_and_a_drive_keeps_its_own(cast: Cast) -> None:
    drive = open_test_drive(cast)
    values = {name: dict(entry) for name, entry in rulebook.current().values.items()}
    values["min_group"]["value"] = 7
    with cast.at():
        made = publish_rules(actor=cast.actor("clerk"), unit=cast.ward, values=values, note="Theo hướng dẫn của quận")
        assert rulebook.value(rulebook.current(cast.cell.path), "min_group") == 7
        assert rulebook.value(rulebook.current(cast.district.path), "min_group") == 5
        assert rulebook.value(drive.ruleset, "min_group") == 5
        for bad in ({"min_group": {"value": 2}}, {"min_group": {"value": "nhiều"}}):
            with pytest.raises(Invalid) as error:
                publish_rules(actor=cast.actor("clerk"), unit=cast.ward, values=values | bad, note="Thử")
            assert error.value.field == "min_group"
        with pytest.raises(Invalid):
            publish_rules(actor=cast.actor("clerk"), unit=cast.ward, values=made.values, note="Không đổi gì")
        with pytest.raises(Forbidden):
            publish_rules(actor=cast.actor("cell_secretary"), unit=cast.cell, values=values, note="x")
    assert not values["min_group"]["confirmed"]

"""Working groups, visits and inspections."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guong.drives import selectors
from guong.drives.counts import count
from guong.drives.models import Drive, Tally, Visit, WorkingGroup
from guong.drives.services import answer_visit, end_group, note_visit, set_up_group
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive


def _visit(actor: Actor, drive: Drive, cast: Cast, **more: Any) -> Visit:
    facts: dict[str, Any] = {
        "unit": cast.cell, "kind": "working", "visited_on": date(2026, 3, 30), "mode": "in_person",
        "found": "Sổ sinh hoạt ghi đủ.", "people": [cast.person("standing_member")],
    }  # fmt: skip
    return note_visit(actor=actor, drive=drive, **(facts | more))


def _group(cast: Cast, drive: Drive, **more: Any) -> WorkingGroup:
    people = [cast.person("standing_member"), cast.person("ward_secretary")]
    facts: dict[str, Any] = {"name": "Tổ công tác số 1", "people": people, "head": people[1]}
    return set_up_group(actor=cast.actor("clerk"), drive=drive, **(facts | more))


def test_S123_a_group_visits_a_body_and_it_is_counted_once(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        group = _group(cast, drive)
        assert [member.is_head for member in group.members.all()] == [True, False]
        first = _visit(cast.actor("clerk"), drive, cast, group=group, people=())
        _visit(cast.actor("clerk"), drive, cast, mode="online")
        assert {person.pk for person in first.people.all()} == {member.person_id for member in group.members.all()}
        seen = selectors.guidance(actor=cast.actor("clerk"), drive=drive)
    tallies = Tally.objects.filter(drive=drive, visits_due=1)
    assert {row.unit_id: row.visited for row in tallies} == {cast.cell.pk: 1, cast.sibling.pk: 0}
    assert count(drive.pk, cast.cell.pk)["visited"] == 1
    assert (seen.visited.n, seen.visited.of, [one.unit_id for one in seen.left]) == (1, 2, [cast.sibling.pk])


def test_S123_a_group_has_members_of_the_committee_and_ends(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        for wrong in ({"people": []}, {"people": [cast.person("member")], "head": None}, {"name": " "}):
            with pytest.raises(Invalid):
                _group(cast, drive, **wrong)
        with pytest.raises(Invalid):
            _group(cast, drive, head=cast.person("chairman"))
        group = _group(cast, drive)
        with pytest.raises(Invalid):
            _group(cast, drive)
        end_group(actor=cast.actor("clerk"), group=group)
        with pytest.raises(Invalid):
            end_group(actor=cast.actor("clerk"), group=group)
        assert selectors.open_groups(drive) == []
    assert WorkingGroup.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"found": " "}, "found"),
        ({"visited_on": date(2026, 4, 2)}, "visited_on"),
        ({"visited_on": date(2026, 2, 1)}, "visited_on"),
        ({"kind": "tea"}, "kind"),
        ({"people": ()}, "people"),
        ({"due_on": date(2026, 4, 9)}, "asked"),
        ({"asked": "Treo lịch", "due_on": date(2026, 3, 1)}, "due_on"),
    ],
)
def test_S86_a_visit_says_when_who_and_what_was_found(cast: Cast, change: dict[str, Any], field: str) -> None:
    drive = open_test_drive(cast)
    with cast.at(), pytest.raises(Invalid) as caught:
        _visit(cast.actor("clerk"), drive, cast, **change)
    assert (caught.value.field, Visit.objects.count()) == (field, 0)


def test_S52_S114_the_inspector_and_whoever_is_assigned_write_and_the_body_answers_once(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        _visit(cast.actor("inspector"), drive, cast, kind="inspection")
        asked = _visit(
            cast.actor("standing_member"), drive, cast, kind="inspection", asked="Treo lịch", due_on=date(2026, 4, 9)
        )
        for who, error in (("member", Forbidden), ("sibling_secretary", NotFound), ("monitor", NotFound)):
            with pytest.raises(error):
                _visit(cast.actor(who), drive, cast)
        with pytest.raises(Forbidden):  # his own cell, to which he is not assigned
            _visit(cast.actor("standing_member"), drive, cast, unit=cast.sibling)
        with pytest.raises(NotFound):
            selectors.visit(actor=cast.actor("sibling_secretary"), visit_id=asked.pk)
        with pytest.raises(Forbidden):
            answer_visit(actor=cast.actor("inspector"), visit=asked, text_given="Đã treo")
        done = answer_visit(actor=cast.actor("cell_secretary"), visit=asked, text_given="Đã treo ngày 2/4.")
        assert done.answered_at is not None
        with pytest.raises(Invalid):
            answer_visit(actor=cast.actor("cell_secretary"), visit=asked, text_given="Lần nữa")


def test_S123_groups_and_visits_on_the_pages(cast: Cast) -> None:
    drive = open_test_drive(cast)
    clerk, secretary = Client(), Client()
    clerk.force_login(cast.accounts["clerk"])
    secretary.force_login(cast.accounts["cell_secretary"])
    people = [cast.person("standing_member").pk]
    with cast.at():
        made = clerk.post(reverse("group-new", args=[drive.pk]), {"name": "Tổ 1", "people": people, "head": ""})
        assert made.status_code == 302
        group = WorkingGroup.objects.get()
        typed = {
            "unit": cast.cell.pk, "kind": "field", "visited_on": "30/03/2026", "mode": "online", "group": group.pk,
            "found": "Ngõ 12 đã dọn.", "asked": "Treo lịch.", "due_on": "10/04/2026",
        }  # fmt: skip
        new = reverse("visit-new", args=[drive.pk])
        assert clerk.post(new, typed | {"found": ""}).status_code == 422
        assert Visit.objects.count() == 0
        assert clerk.post(new, typed).status_code == 302
        visit = Visit.objects.get()
        page = reverse("visit", args=[visit.pk])
        assert "Ngõ 12 đã dọn." in secretary.get(page).content.decode()
        assert secretary.post(page, {"text_given": "Đã treo."}).status_code == 302
        overview = clerk.get(reverse("visits", args=[drive.pk])).content.decode()
    assert cast.cell.name in overview
    assert "Tổ 1" in overview
    visit.refresh_from_db()
    assert (visit.answer, visit.kind) == ("Đã treo.", "field")


def test_S123_in_a_closed_drive_nothing_is_written(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        Drive.objects.filter(pk=drive.pk).update(state="closed")
        with pytest.raises(Invalid):
            _visit(SYSTEM, drive, cast)

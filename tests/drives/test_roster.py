"""The duty roster from proposal to acceptance (S45, S100)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from guong.drives.models import Assignment, Drive
from guong.drives.selectors import clashes, roster_proposal
from guong.drives.services import accept_roster, assign_attender, register_meeting
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.org.enums import UnitKind
from guong.org.models import Unit
from guong.org.services import add_member, create_unit
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.drives.test_pages import client, words

EVENING = clock.local(2026, 4, 20, 19, 30)


def third_cell(cast: Cast) -> Unit:
    with clock.at(clock.local(2021, 2, 1)):
        unit = create_unit(
            actor=SYSTEM, code="TDP-03", name="Chi bộ tổ dân phố 3", kind=UnitKind.CELL_RESIDENTIAL, parent=cast.ward
        )
        add_member(
            actor=SYSTEM, unit=unit, code="DV-077", full_name="Lưu Thị Hòe", birth_date=date(1970, 1, 1),
            admitted_on=date(2001, 5, 19),
        )  # fmt: skip
    return unit


def land(cast: Cast) -> tuple[Drive, list[Unit]]:
    """Three cells of one evening, two of them at the same hour."""
    cells = [cast.cell, cast.sibling, third_cell(cast)]
    drive = open_test_drive(cast)
    with cast.at():
        for cell, hour in zip(cells, (14, 19, 14), strict=True):
            register_meeting(
                actor=SYSTEM, drive=drive, unit=cell, starts_at=clock.local(2026, 4, 20, hour, 30),
                place=f"Nhà văn hóa {cell.code}", mode="in_person",
            )  # fmt: skip
    return drive, cells


def test_S100_a_proposal_has_no_clash_nobody_at_home_and_is_accepted_whole(cast: Cast) -> None:
    drive, cells = land(cast)
    with cast.at():
        found = roster_proposal(actor=cast.actor("clerk"), drive=drive)
        chosen = {line.unit_id: line.proposed.pk for line in found.lines if line.proposed}
        assert set(chosen) == {cell.pk for cell in cells}
        home = {cast.person("ward_secretary").pk: cast.cell.pk, cast.person("chairman").pk: cast.sibling.pk}
        assert all(home.get(person) != unit for unit, person in chosen.items())
        assert (found.count("new"), max(found.loads.values()) - min(found.loads.values())) == (3, 0)
        assert accept_roster(actor=cast.actor("clerk"), drive=drive, choices=chosen, stamp=found.stamp) == (3, 0)
        assert clashes(actor=cast.actor("clerk"), drive=drive) == []
        again = roster_proposal(actor=cast.actor("clerk"), drive=drive)
        assert again.count("same") == 3
        assert {line.unit_id: line.proposed.pk for line in again.lines if line.proposed} == chosen
    assert Assignment.objects.filter(drive=drive, ended_at=None).count() == 3


def test_S45_a_clash_made_by_hand_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    drive, (cell, _sibling, third) = land(cast)
    sent, at_home = cast.person("standing_member").pk, cast.person("ward_secretary").pk
    clerk = cast.actor("clerk")
    with cast.at():
        stamp = roster_proposal(actor=clerk, drive=drive).stamp
        for choices in ({cell.pk: sent, third.pk: sent}, {cell.pk: at_home}):
            with pytest.raises(Invalid):
                accept_roster(actor=clerk, drive=drive, choices=choices, stamp=stamp)
        with pytest.raises(NotFound):
            accept_roster(actor=clerk, drive=drive, choices={cell.pk: cast.person("member").pk}, stamp=stamp)
        with pytest.raises(NotFound):
            accept_roster(actor=clerk, drive=drive, choices={cast.ward.pk: sent}, stamp=stamp)
        with pytest.raises(NotFound):
            accept_roster(actor=cast.actor("cell_secretary"), drive=drive, choices={}, stamp=stamp)
        assign_attender(actor=clerk, drive=drive, unit=third, person=cast.person("standing_member"))
        with pytest.raises(Invalid):  # the stamp is of an earlier state
            accept_roster(actor=clerk, drive=drive, choices={cell.pk: sent}, stamp=stamp)
        stamp = roster_proposal(actor=clerk, drive=drive).stamp
        with pytest.raises(Invalid):  # beside what stays
            accept_roster(actor=clerk, drive=drive, choices={cell.pk: sent}, stamp=stamp)
    assert Assignment.objects.filter(drive=drive).count() == 1


def test_S45_whoever_would_be_in_two_places_is_replaced_and_the_page_says_why(cast: Cast) -> None:
    drive, (cell, _sibling, third) = land(cast)
    url = reverse("roster-proposal", args=[drive.pk])
    with cast.at():
        for unit in (cell, third):
            assign_attender(actor=SYSTEM, drive=drive, unit=unit, person=cast.person("standing_member"))
        clerk = client(cast, "clerk")
        assert url in words(clerk.get(reverse("drive-assign", args=[drive.pk])))
        page = clerk.get(url)
        assert page.context["counts"]["other"] == 1
        assert "Thay Vũ Thị Minh Nguyệt" in words(page)
        typed = {f"chi-bo-{line.unit_id}": line.proposed.pk for line in page.context["found"].lines}
        wrong = clerk.post(
            url, typed | {f"chi-bo-{third.pk}": typed[f"chi-bo-{cell.pk}"], "dau": page.context["found"].stamp}
        )
        assert wrong.status_code == 422
        assert "hai nơi" in words(wrong)
        assert clerk.post(url, typed | {"dau": page.context["found"].stamp}).status_code == 302
        assert clashes(actor=cast.actor("clerk"), drive=drive) == []
        assert clerk.post(url, {"chi-bo-²": "1", "dau": "x"}).status_code == 422
    assert Assignment.objects.filter(drive=drive, ended_at__isnull=False).count() == 1

"""Units by hand: added, renamed, moved, ended; what they were called and where they stood on any day."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from guong.drives.models import DriveUnit
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org import selectors
from guong.org.enums import UnitKind
from guong.org.models import Unit, UnitProfile
from guong.org.services import add_member, change_unit, create_unit, end_unit, move_unit, set_profile
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

MAY = clock.local(2026, 5, 20, 9)


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def test_S11_the_clerk_adds_a_single_organisation_on_its_page(cast: Cast) -> None:
    client, url = signed_in(cast, "clerk"), reverse("unit-add", args=[cast.ward.pk])
    with cast.at():
        assert client.post(url, {"name": "", "code": "TDP-03"}).status_code == 422
        said = {"name": "Chi bộ tổ dân phố 3", "code": "TDP-03", "kind": "cell_residential", "block": "nông thôn"}
        assert client.post(url, said).status_code == 302
        assert client.post(url, said).status_code == 422  # a code is used once
        assert signed_in(cast, "cell_secretary").get(url).status_code == 404
        assert signed_in(cast, "ward_secretary").post(url, said).status_code == 403
    made = Unit.objects.get(code="TDP-03")
    assert (made.parent_id, made.block, made.opened_on) == (cast.ward.pk, "nông thôn", date(2026, 4, 1))


@pytest.mark.parametrize("kind", ["council", "government", "front", "mass", "board", "inspection"])
def test_S62_bodies_beyond_the_party_stand_in_the_tree(cast: Cast, kind: str) -> None:
    with cast.at():
        url = reverse("unit-add", args=[cast.ward.pk])
        answer = signed_in(cast, "clerk").post(url, {"name": f"Tổ chức {kind}", "code": kind, "kind": kind})
        assert answer.status_code == 302
        page = signed_in(cast, "clerk").get(reverse("unit", args=[Unit.objects.get(code=kind).pk]))
    assert escape(str(UnitKind(kind).label)) in page.content.decode()


def test_S56_of_the_armed_forces_only_the_name_is_kept(cast: Cast) -> None:
    with cast.at():
        made = create_unit(
            actor=cast.actor("clerk"), code="QS", name="Đảng ủy Quân sự", kind="military", parent=cast.ward
        )
        assert made.name_only
        with pytest.raises(Invalid):
            add_member(actor=SYSTEM, unit=made, code="", full_name="Lê Văn Một")
        with pytest.raises(Invalid):
            set_profile(actor=SYSTEM, unit=made, as_of=clock.today(), households=1)
        page = signed_in(cast, "clerk").get(reverse("unit", args=[made.pk])).content.decode()
        assert reverse("import-new", args=[made.pk]) not in page.split("<main")[1].split("<aside")[0]
        with pytest.raises(Invalid):  # it has members already
            change_unit(actor=SYSTEM, unit=cast.cell, name="Tên", kind=cast.cell.kind, name_only=True)
    drive = open_test_drive(cast)
    assert not DriveUnit.objects.filter(drive=drive, unit=made).exists()


def test_S11_a_new_name_leaves_the_old_one_under_its_days(cast: Cast) -> None:
    old = cast.cell.name
    with cast.at():
        said = {"name": "Chi bộ tổ dân phố Bình Minh", "kind": cast.cell.kind, "on": "01/03/2026"}
        url = reverse("unit-change", args=[cast.cell.pk])
        assert signed_in(cast, "clerk").post(url, said).status_code == 302
        again = {**said, "name": "Chi bộ khác", "on": "01/02/2026"}
        assert signed_in(cast, "clerk").post(url, again).status_code == 422  # history is written forwards
        cast.cell.refresh_from_db()
        assert cast.cell.name == said["name"]
        assert selectors.name_on(cast.cell, date(2026, 2, 28)) == old
        assert selectors.name_on(cast.cell, date(2026, 3, 1)) == said["name"]
        assert old in signed_in(cast, "clerk").get(url).content.decode()


def test_kind_and_depth_are_apart_and_a_level_has_its_own_word(cast: Cast) -> None:
    with cast.at():
        commune = create_unit(
            actor=SYSTEM, code="XA", name="Đảng ủy xã", kind="commune", parent=cast.ward, level="Đảng bộ cơ sở"
        )
        assert commune.label == "Đảng bộ cơ sở"
        assert cast.ward.label == cast.ward.get_kind_display()
        with pytest.raises(Invalid):
            create_unit(actor=SYSTEM, code="XB", name="Đảng ủy xã", kind="commune", parent=cast.cell)


def test_a_move_takes_the_whole_subtree_and_its_days_are_answered(cast: Cast) -> None:
    before, front = cast.cell.path, cast.front.path
    with cast.at(MAY):
        other = create_unit(actor=SYSTEM, code="XA", name="Đảng ủy xã", kind="commune", parent=cast.district)
        move_unit(actor=SYSTEM, unit=cast.cell, parent=other)
        cast.cell.refresh_from_db()
        cast.front.refresh_from_db()
        assert cast.cell.path[:-5] == other.path
        assert cast.front.path[:-5] == cast.cell.path
        stood = selectors.unit_on(actor=SYSTEM, unit=cast.front, day=date(2026, 4, 1))
        assert (stood.path, stood.parent) == (front, cast.cell)
        assert selectors.path_on(cast.cell, date(2026, 5, 19)) == before
        assert selectors.path_on(cast.cell, date(2020, 1, 1)) == ""  # before it was set up
        with pytest.raises(Invalid):
            move_unit(actor=SYSTEM, unit=other, parent=other)
        with pytest.raises(Invalid):
            move_unit(actor=SYSTEM, unit=cast.district, parent=other)
        with pytest.raises(NotFound):  # the clerk of the ward has no hand in the other commune
            move_unit(actor=cast.actor("clerk"), unit=cast.sibling, parent=other)


def test_a_unit_with_members_or_units_below_does_not_end(cast: Cast) -> None:
    with cast.at():
        for unit in (cast.cell, cast.ward):
            with pytest.raises(Invalid):
                end_unit(actor=SYSTEM, unit=unit)
        ended = end_unit(actor=cast.actor("clerk"), unit=cast.inspection)
        assert ended.closed_on == date(2026, 4, 1)
        with pytest.raises(Invalid):
            create_unit(actor=SYSTEM, code="X", name="Tên", kind="board", parent=ended)
        with pytest.raises(Forbidden):
            end_unit(actor=cast.actor("ward_secretary"), unit=cast.front)


def test_S88_the_office_types_households_and_people_by_day(cast: Cast) -> None:
    client, url = signed_in(cast, "clerk"), reverse("unit-profile", args=[cast.ward.pk])
    with cast.at():
        assert client.post(url, {"as_of": "01/01/2026"}).status_code == 422
        said = {"as_of": "01/01/2026", "households": "4974", "population": "15605", "source": "Công an phường"}
        assert client.post(url, said).status_code == 302
        assert client.post(url, {"as_of": "31/12/2024", "households": "4800"}).status_code == 302
        assert client.post(url, {"as_of": "31/12/2026", "households": "1"}).status_code == 422  # not yet
        page = client.get(url).content.decode()
        assert "4.974" in page
        assert "Công an phường" in page
        assert signed_in(cast, "cell_secretary").post(url, said).status_code == 404
    assert UnitProfile.objects.count() == 2
    cast.ward.refresh_from_db()
    assert (cast.ward.households, cast.ward.population) == (4974, 15605)
    newest = selectors.profile_on(cast.ward, date(2025, 6, 1))
    assert newest is not None
    assert newest.households == 4800

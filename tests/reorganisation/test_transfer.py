"""A member moves: what goes along, what stays, and that he is told (D29)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.access.models import Grant
from guong.access.services import give_grant
from guong.accounts.services import create_account
from guong.corrections import services as corrections
from guong.corrections.models import Action
from guong.figures.checks import drift
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.models import Membership, Post, Unit
from guong.org.selectors import person_on
from guong.org.services import create_unit, set_standing
from guong.reorganisation import selectors, services
from guong.reorganisation.models import Transfer
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.reorganisation.land import every_figure

FACT = "Tháng 2 vắng hai buổi tổng vệ sinh"


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def open_measure(cast: Cast) -> Action:
    """A finding of the member's own with a measure still open."""
    drive, member = open_test_drive(cast), cast.actor("member")
    finding = corrections.state_finding(
        actor=member, drive=drive, unit=cast.cell, subject="person", kind="people", fact=FACT, source="self",
        person=cast.person("member"),
    )  # fmt: skip
    return corrections.set_measure(
        actor=member, finding=finding, measure="Báo trước một ngày cho tổ trưởng", deadline=date(2026, 5, 1),
        cause_kind="objective", cause="Trùng ca trực",
    )  # fmt: skip


def test_D29_the_clerk_moves_a_member_who_is_told_what_goes_along(cast: Cast) -> None:
    with cast.at():
        action = open_measure(cast)
        before = every_figure(action.finding.drive)
        url = reverse("transfer-new", args=[cast.person("member").pk])
        clerk, said = signed_in(cast, "clerk"), {"to_unit": cast.sibling.pk, "reason": "Giấy giới thiệu số 5"}
        assert clerk.post(url, {"reason": "Giấy"}).status_code == 422
        assert signed_in(cast, "cell_secretary").post(url, said).status_code == 403
        answer = clerk.post(url, said)
        assert answer.status_code == 302
        told = Transfer.objects.get()
        page = reverse("transfer", args=[told.pk])
        member = signed_in(cast, "member")
        assert page in member.get(reverse("home")).content.decode()
        shown = member.get(page).content.decode()
        assert action.measure in shown
        assert FACT not in shown
        assert action.measure not in clerk.get(page).content.decode()  # words are not the office's
        assert member.post(page).status_code == 302
        assert page not in member.get(reverse("home")).content.decode()
        assert every_figure(action.finding.drive) == before
        assert drift(actor=SYSTEM) == []


def test_D29_the_new_cell_sees_the_measure_and_judges_it_while_what_was_said_stays_sealed(cast: Cast) -> None:
    with cast.at():
        action = open_measure(cast)
        corrections.report_action(actor=cast.actor("member"), action=action, evidence="Đã dự đủ ba buổi")
        services.transfer_member(
            actor=cast.actor("clerk"), person=cast.person("member"), to_unit=cast.sibling, reason="Giấy số 5"
        )
        url = reverse("brought-along", args=[cast.sibling.pk])
        secretary = signed_in(cast, "sibling_secretary")
        shown = secretary.get(url).content.decode()
        assert action.measure in shown
        assert FACT not in shown
        assert secretary.get(reverse("finding", args=[action.finding_id])).status_code == 404
        assert signed_in(cast, "sibling_member").get(url).status_code == 403
        assert secretary.post(url, {"action": "987"}).status_code == 404
        assert secretary.post(url, {"action": str(action.pk)}).status_code == 302
        action.refresh_from_db()
        assert (action.state, action.confirmed_by) == ("confirmed", cast.person("sibling_secretary"))
        assert drift(actor=SYSTEM) == []


def test_D29_standing_goes_along_offices_and_rights_stay(cast: Cast) -> None:
    person = cast.person("cell_secretary")
    with cast.at():
        set_standing(actor=SYSTEM, person=person, kind="away")
        services.transfer_member(actor=cast.actor("clerk"), person=person, to_unit=cast.sibling, reason="Giấy số 6")
        now = person_on(actor=cast.actor("clerk"), person=person, day=clock.today())
        assert (now.unit, now.standing) == (cast.sibling, "away")
        yesterday = person_on(actor=cast.actor("clerk"), person=person, day=date(2026, 3, 31))
        assert yesterday.unit == cast.cell
        assert not Post.objects.filter(person=person, unit=cast.cell, to_on=None).exists()
        assert not Grant.objects.filter(account=cast.accounts["cell_secretary"], ended_at=None).exists()
        assert not cast.actor("cell_secretary").can("reviews.review:read", cast.cell.path)


def test_a_member_leaves_the_installation_and_keeps_the_own_file(cast: Cast) -> None:
    with cast.at():
        url = reverse("transfer-new", args=[cast.person("member").pk])
        said = {"destination": "Đảng bộ tỉnh bạn", "reason": "Chuyển nơi cư trú"}
        assert signed_in(cast, "clerk").post(url, said).status_code == 302
        assert not Membership.objects.filter(person=cast.person("member"), to_on=None).exists()
        assert signed_in(cast, "member").get(reverse("my-file")).status_code == 200
        assert signed_in(cast, "member").get(reverse("unit", args=[cast.cell.pk])).status_code == 404
        standing = reverse("person-standing", args=[cast.person("member").pk])
        assert signed_in(cast, "clerk").post(standing, {"kind": "exempt"}).status_code == 422
        with pytest.raises(Invalid):
            services.transfer_out(actor=SYSTEM, person=cast.person("member"), destination="Nơi khác", reason="x")


def test_a_member_is_not_moved_into_what_is_not_ours_or_no_cell(cast: Cast) -> None:
    with cast.at():
        clerk, person = cast.actor("clerk"), cast.person("member")
        for unit in (cast.ward, cast.cell):
            with pytest.raises(Invalid):
                services.transfer_member(actor=clerk, person=person, to_unit=unit, reason="Giấy số 7")
        with pytest.raises(NotFound):
            services.transfer_member(actor=clerk, person=person, to_unit=cast.district, reason="Giấy số 7")


@pytest.fixture
def next_door(cast: Cast) -> Unit:
    """A commune beside the ward with a cell and an office of its own."""
    with clock.at(clock.local(2021, 1, 4, 8)):
        there = create_unit(actor=SYSTEM, code="XA-BEN", name="Đảng ủy xã bên", kind="commune", parent=cast.district)
        create_unit(actor=SYSTEM, code="XB-01", name="Chi bộ thôn bên", kind="cell_village", parent=there)
        cast.accounts["clerk-ben"] = create_account(
            actor=SYSTEM, unit_path="", username="clerk-ben", label="Văn phòng xã bên"
        )
        give_grant(
            actor=SYSTEM, account=cast.accounts["clerk-ben"], role="clerk", unit=there, subtree=True, reason="cast"
        )
    return there


def test_D29_between_two_committees_one_introduces_and_the_other_receives_on_its_day(
    cast: Cast, next_door: Unit
) -> None:
    url = reverse("transfer-new", args=[cast.person("member").pk])
    said = {"committee": "XA-BEN", "reason": "Giấy giới thiệu số 9"}
    clerk, other = signed_in(cast, "clerk"), signed_in(cast, "clerk-ben")
    with cast.at():
        for wrong in ({"committee": "KHONG-CO"}, {"committee": "PHUONG"}, {"reason": ""}, {"destination": "Nơi khác"}):
            assert clerk.post(url, said | wrong).status_code == 422
        assert signed_in(cast, "cell_secretary").post(url, said).status_code == 403
        page = clerk.post(url, said)["Location"]
        assert clerk.post(url, said).status_code == 422, "once at a time"
        assert page in clerk.get(url).content.decode()
        for who in ("member", "sibling_secretary", "inspector", "outsider"):
            assert signed_in(cast, who).get(page).status_code in {403, 404}
        assert Membership.objects.get(person=cast.person("member"), to_on=None).unit == cast.cell, (
            "nothing has changed yet"
        )
    with clock.at(clock.local(2026, 4, 10, 9)):
        assert page in other.get("/").content.decode()
        cell = Unit.objects.get(code="XB-01")
        for wrong in (
            {"cell": ""},
            {"cell": cast.sibling.pk},
            {"cell": cell.pk, "on": "31/03/2026"},
            {"cell": cell.pk, "on": "11/04/2026"},
        ):
            assert other.post(page, {"act": "receive", **wrong}).status_code == 422
        assert other.post(page, {"act": "receive", "cell": cell.pk, "on": "08/04/2026"})["Location"] == page
        assert "Chi bộ thôn bên" in clerk.get(page).content.decode()
        assert other.post(page, {"act": "back", "words": "muộn"}).status_code == 422
    moved = Transfer.objects.get()
    assert (moved.from_unit, moved.to_unit, moved.on) == (cast.cell, cell, date(2026, 4, 8))
    rows = Membership.objects.filter(person=cast.person("member")).order_by("from_on")
    assert [(row.unit, row.to_on) for row in rows] == [(cast.cell, date(2026, 4, 7)), (cell, None)]
    assert (
        "Giấy giới thiệu số 9" in signed_in(cast, "member").get(reverse("transfer", args=[moved.pk])).content.decode()
    )


def test_D29_an_introduction_is_sent_back_with_words_or_taken_back(cast: Cast, next_door: Unit) -> None:
    clerk, other = cast.actor("clerk"), cast.actor("clerk-ben")
    given = {"person": cast.person("member"), "code": "XA-BEN", "reason": "Giấy giới thiệu số 9"}
    with cast.at():
        row = services.introduce_member(actor=clerk, **given)
        for act in (
            lambda: services.withdraw_introduction(actor=other, introduction=row),
            lambda: services.send_back(actor=clerk, introduction=row, words="x"),
            lambda: services.receive_member(actor=clerk, introduction=row, cell=cast.sibling),
        ):
            with pytest.raises((Forbidden, NotFound)):
                act()
        with pytest.raises(Invalid):
            services.send_back(actor=other, introduction=row, words=" ")
        assert services.send_back(actor=other, introduction=row, words="Thiếu giấy").answer == "Thiếu giấy"
        with pytest.raises(Invalid):
            services.withdraw_introduction(actor=clerk, introduction=row)
        again = services.introduce_member(actor=clerk, **given)
        assert services.withdraw_introduction(actor=clerk, introduction=again).state == "withdrawn"
        third = services.introduce_member(actor=clerk, **given)
        services.transfer_member(actor=clerk, person=cast.person("member"), to_unit=cast.sibling, reason="Quyết định 3")
        with pytest.raises(Invalid):
            services.receive_member(actor=other, introduction=third, cell=Unit.objects.get(code="XB-01"))
        with pytest.raises(NotFound):
            selectors.introduction(actor=cast.actor("member"), introduction_id=third.pk)
        with pytest.raises(NotFound):
            selectors.introduction(actor=clerk, introduction_id=0)
    assert str(third).startswith("introduction")

"""A member moves: what goes along, what stays, and that he is told (D29)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.access.models import Grant
from guong.corrections import services as corrections
from guong.corrections.models import Action
from guong.figures.checks import drift
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Membership, Post
from guong.org.selectors import person_on
from guong.org.services import set_standing
from guong.reorganisation import services
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

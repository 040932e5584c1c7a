"""Remarks from afar: typed for somebody, confirmed by their author; sheets whose code opens the right form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from guong.drives.models import Drive, Participant
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.reviews import selectors, services
from guong.reviews.models import Remark, TypedRemark
from tests.cast import Cast
from tests.reviews.helpers import browser, open_drive, tally

NOW = clock.local(2026, 4, 1, 19, 42)
FACT = "Ngày 7/3 đồng chí hứa gọi lại cho tôi về khoản quỹ mà không gọi."


@pytest.fixture(autouse=True)
def evening(cast: Cast) -> Iterator[None]:
    with cast.at(NOW):
        yield


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def typed(cast: Cast, drive: Drive, who: str = "cell_secretary", **more: object) -> TypedRemark:
    said = {
        "by": cast.person("away"), "addressee": "person", "person": cast.person("member"), "fact": FACT, "came_by": "telephone"
    }  # fmt: skip
    return services.type_remark(actor=cast.actor(who), drive=drive, unit=cast.cell, **{**said, **more})  # type: ignore[arg-type]


def test_S139_in_the_browser_typed_for_a_member_far_away_nobody_is_told_before_the_yes(
    cast: Cast, drive: Drive
) -> None:
    secretary, away, member = browser(cast, "cell_secretary"), browser(cast, "away"), browser(cast, "member")
    page = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/gop-y/"
    good = {"what": "criticism", "addressee": "person", "person": cast.person("member").pk, "fact": FACT,
            "by": cast.person("away").pk, "came_by": "telephone"}  # fmt: skip
    for bad in ({"came_by": ""}, {"came_by": "pigeon"}, {"fact": "\x00"}, {"by": 10**9}, {"unnamed": "on"}):
        assert secretary.post(page, {**good, **bad}).status_code == 422
    assert secretary.post(page, good)["Location"] == f"{page}tu-xa/"
    one = TypedRemark.objects.get()
    assert FACT in secretary.get(f"{page}tu-xa/").content.decode()
    assert FACT not in member.get("/ho-so/").content.decode()
    assert not Remark.objects.exists()
    assert f"/gop-y/nhap-giup/{one.pk}/" in away.get("/").content.decode(), "a task of its author"
    assert away.post(f"/gop-y/nhap-giup/{one.pk}/", {"fact": " "}).status_code == 422
    assert away.post(f"/gop-y/nhap-giup/{one.pk}/", {"fact": FACT, "act": "yes"}).status_code == 302
    remark = Remark.objects.get()
    assert (remark.author, remark.entry, remark.recorded_by_label) == (
        cast.person("away"), "typed_for", "Nguyễn Văn Thuận",
    )  # fmt: skip
    assert "Được nhập giúp, tác giả đã xác nhận" in member.get("/ho-so/").content.decode()
    assert tally(drive, cast.cell).remarks == 1
    assert not TypedRemark.objects.exists()


def test_S139_the_way_in_stands_with_a_remark_and_never_gives_a_withheld_name_away(cast: Cast, drive: Drive) -> None:
    def said(who: str, **more: object) -> str:
        about = {"drive": drive, "unit": cast.cell, "addressee": "committee", "fact": FACT}
        return services.make_remark(actor=cast.actor(who), **{**about, **more}).entry  # type: ignore[arg-type]

    assert said("away") == "afar"
    assert said("member") == "self"
    assert said("away", unnamed=True) == "", "who is far away would be known by the way"
    assert said("cell_secretary", by=cast.person("away"), signed_paper=True) == "paper"
    assert said("away", signed_paper=True) == "afar"
    changed = services.confirm_typed_remark(
        actor=cast.actor("away"), typed=typed(cast, drive), fact="Ngày 8/3, không phải 7/3."
    )
    assert (changed.entry, changed.fact) == ("afar", "Ngày 8/3, không phải 7/3."), "put right: the author's own writing"


def test_D26_only_its_author_says_yes_and_only_who_types_takes_back(cast: Cast, drive: Drive) -> None:
    one = typed(cast, drive)
    for who in ("cell_secretary", "member", "clerk"):
        with pytest.raises(NotFound):
            services.confirm_typed_remark(actor=cast.actor(who), typed=one)
        with pytest.raises(NotFound):
            selectors.typed_one_for_me(actor=cast.actor(who), typed_id=one.pk)
    for who in ("member", "clerk"):
        with pytest.raises(Forbidden):
            services.drop_typed_remark(actor=cast.actor(who), typed=one)
    with pytest.raises(Forbidden):
        typed(cast, drive, "cell_deputy")
    with pytest.raises(NotFound):
        typed(cast, drive, "sibling_secretary")
    for wrong in ({"by": cast.person("cell_secretary")}, {"by": cast.person("sibling_member")}, {"fact": ""},
                  {"person": cast.person("away")}, {"person": None}, {"came_by": ""}):  # fmt: skip
        with pytest.raises(Invalid):
            typed(cast, drive, **wrong)
    assert browser(cast, "away").post(f"/gop-y/nhap-giup/{one.pk}/", {"act": "not_mine"}).status_code == 302
    again = typed(cast, drive)
    assert browser(cast, "cell_secretary").post(f"/gop-y/nhap-giup/{again.pk}/bo/").status_code == 302
    assert not TypedRemark.objects.exists()
    assert not Remark.objects.exists()


def test_S139_the_code_on_a_sheet_opens_that_very_form_and_holds_no_name(cast: Cast, drive: Drive) -> None:
    helped = Participant.objects.get(drive=drive, person=cast.person("helped"))
    path = f"/phieu/tu-soi/{helped.pk}/"
    secretary, own = browser(cast, "cell_secretary"), browser(cast, "helped")
    typing = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/tu-soi/nhap-giup/{helped.person_id}/"
    assert secretary.get(path)["Location"] == typing
    assert own.get(path)["Location"] == "/tu-soi/"
    own.post(f"/tu-soi/dot/{drive.pk}/viet/")
    assert re.fullmatch(r"/tu-soi/\d+/", own.get(path)["Location"])
    assert browser(cast, "sibling_secretary").get(path).status_code == 404
    assert "/dang-nhap/" in Client().get(path)["Location"]
    assert 'src="data:image/svg+xml' in secretary.get(f"{typing}mau-giay/").content.decode()
    sheet = own.get(f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/gop-y/phieu/").content.decode()
    assert 'src="data:image/svg+xml' in sheet
    assert "Trần Thị Hợi" not in sheet.split('<article class="paper">')[1].split("</article>")[0]

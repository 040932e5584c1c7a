"""What the office does: taking a card back, the pages of a member's sign-in, letters for a cell in one print job."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from guong.access.cards import issue_member_card
from guong.access.offices import cell_states, issue_cell_cards, revoke_card_of
from guong.accounts.models import Account, SignInCard
from guong.accounts.services import open_with_card
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.papers import letters
from tests.accounts.doors import PASSWORD, with_password
from tests.cast import NOON, SYSTEM, Cast


@pytest.fixture(autouse=True)
def _at_noon():  # type: ignore[no-untyped-def]
    with clock.at(NOON):
        yield


def test_a_card_that_was_taken_back_opens_nothing(cast: Cast) -> None:
    secretary, person = cast.actor("cell_secretary"), cast.person("member")
    code = issue_member_card(actor=secretary, person=person).code
    revoke_card_of(actor=secretary, whose=person)
    with pytest.raises(Invalid):
        open_with_card(actor=SYSTEM, username="member", code=code, password=PASSWORD)
    with pytest.raises(Invalid):
        revoke_card_of(actor=secretary, whose=person)
    for who in ("member", "sibling_secretary", "technician"):
        with pytest.raises((Forbidden, NotFound)):
            revoke_card_of(actor=cast.actor(who), whose=person)


def test_who_is_invited_already(cast: Cast) -> None:
    with_password(cast, "member2")
    issue_member_card(actor=cast.actor("cell_secretary"), person=cast.person("member"))
    states = {state.person.full_name: state for state in cell_states(actor=cast.actor("clerk"), unit=cast.cell)}
    assert states["Tạ Quang Vinh"].has_password
    assert states["Phạm Văn Bường"].card_until is not None
    assert not states["Lê Đình Khoát"].invited
    secretary = {state.person.pk: state for state in cell_states(actor=cast.actor("cell_secretary"), unit=cast.cell)}
    assert secretary[cast.person("cell_secretary").pk].why_not, "nobody makes his own"
    assert secretary[cast.person("ward_secretary").pk].why_not, "his rights are the ward's"


def test_cards_for_a_cell_are_made_all_or_none(cast: Cast) -> None:
    secretary = cast.actor("cell_secretary")
    chosen = [cast.person(who).pk for who in ("member", "away")]
    for ids in ([], [*chosen, cast.person("sibling_member").pk], [*chosen, cast.person("ward_secretary").pk]):
        with pytest.raises(Invalid):
            issue_cell_cards(actor=secretary, unit=cast.cell, person_ids=ids)
    assert not SignInCard.objects.exists()
    assert len(issue_cell_cards(actor=secretary, unit=cast.cell, person_ids=chosen)) == 2


def test_letters_of_a_cell_come_as_one_file_whose_codes_open_and_whose_address_holds_no_code(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = letters.qr_code
    monkeypatch.setattr(letters, "qr_code", lambda url: drawn.append(url) or draw(url))
    client.force_login(cast.accounts["cell_secretary"])
    path = f"/to-chuc/{cast.cell.pk}/thu-moi/"
    assert client.get(path).status_code == 200
    assert client.post(path, {}).status_code == 422
    answer = client.post(path, {"people": [cast.person("member").pk, cast.person("away").pk]})
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) == 2
    text = " ".join(" ".join(pages).split())
    assert "đồng chí Phạm Văn Bường" in text
    assert "Không ai được hỏi mã hay mật khẩu" in text
    assert drawn == [f"http://testserver/dang-nhap/lan-dau/?ten={name}" for name in ("member", "away")] or drawn == [
        f"http://testserver/dang-nhap/lan-dau/?ten={name}" for name in ("away", "member")
    ]
    page = next(page for page in pages if "Bường" in page)
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", page)
    assert code
    assert client.post("/dang-xuat/").status_code == 302
    assert 'value="member"' in client.get("/dang-nhap/lan-dau/?ten=member").content.decode()
    typed = {"username": "member", "code": code.group(), "password": PASSWORD, "again": PASSWORD}
    assert client.post("/dang-nhap/lan-dau/", typed)["Location"] == "/"


def test_letters_are_for_whoever_manages_accounts_there(client: Client, cast: Cast) -> None:
    for who, status in (("member", 403), ("sibling_secretary", 404), ("technician", 403), ("clerk", 200)):
        client.force_login(cast.accounts[who])
        assert client.get(f"/to-chuc/{cast.cell.pk}/thu-moi/").status_code == status, who


def test_the_page_of_a_members_sign_in(client: Client, cast: Cast) -> None:
    with_password(cast, "member")
    client.force_login(cast.accounts["cell_secretary"])
    page = f"/dang-vien/{cast.person('member').pk}/dang-nhap/"
    assert client.get(page).status_code == 200
    assert client.post(f"{page}cap-lai/", {}).status_code == 422
    answer = client.post(f"{page}cap-lai/", {"reset-reason": "quên mật khẩu"})
    assert re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", answer.content.decode())
    assert client.post(f"/dang-vien/{cast.person('member').pk}/dang-nhap/thu-hoi-the/")["Location"] == page
    assert client.post(f"{page}dong/", {}).status_code == 422
    assert client.post(f"{page}dong/", {"close-reason": "chuyển đi"}).status_code == 302
    assert client.post(f"{page}mo-lai/", {"close-reason": "về lại"}).status_code == 302
    assert client.get(page).status_code == 200


def test_the_account_of_a_front_monitor_who_is_no_member(client: Client, cast: Cast) -> None:
    """From the page of rights: reset, close, open again; a member's account has its own page, another body's is not there."""
    account = with_password(cast, "monitor")
    client.force_login(cast.accounts["clerk"])
    page = f"/to-chuc/{cast.front.pk}/tai-khoan/{account.pk}/"
    assert page in client.get(f"/to-chuc/{cast.front.pk}/ai-duoc-xem/").content.decode()
    assert client.get(page).status_code == 200
    assert client.post(f"{page}cap-lai/", {"reset-reason": ""}).status_code == 422
    answer = client.post(f"{page}cap-lai/", {"reset-reason": "quên mật khẩu"}).content.decode()
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", answer)
    assert code
    assert not Account.objects.get(pk=account.pk).has_usable_password()
    open_with_card(actor=SYSTEM, username="monitor", code=code[0], password=PASSWORD)
    assert client.post(f"{page}dong/", {"close-reason": "hết nhiệm kỳ"})["Location"] == page
    assert not Account.objects.get(pk=account.pk).is_active
    assert client.post(f"{page}mo-lai/", {"close-reason": "trở lại"})["Location"] == page
    assert client.post(f"{page}xoa/").status_code == 404
    for unit, who in ((cast.ward, "monitor"), (cast.ward, "ward_secretary"), (cast.ward, "outsider")):
        assert client.get(f"/to-chuc/{unit.pk}/tai-khoan/{cast.accounts[who].pk}/").status_code == 404
    client.force_login(cast.accounts["ward_secretary"])
    assert client.post(f"{page}cap-lai/", {"reset-reason": "thử"}).status_code == 403

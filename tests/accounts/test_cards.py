"""Printed sign-in cards: used once, soon too old, closed after five wrong tries."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guong.access.cards import free_username, issue_member_card
from guong.accounts.models import SignInCard
from guong.accounts.services import create_account, issue_card, note_bad_card, open_with_card
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from tests.cast import NOON, SYSTEM, Cast

LONG = "mot-mat-khau-that-dai"


def try_card(code: str, username: str = "member", password: str = LONG) -> None:
    open_with_card(actor=SYSTEM, username=username, code=code, password=password)


def test_a_card_works_once(cast: Cast) -> None:
    with cast.at():
        code = issue_card(actor=cast.actor("clerk"), unit_path=cast.cell.path, account=cast.accounts["member"])
        try_card(code.lower().replace("-", " "))
        with pytest.raises(Invalid):
            try_card(code)


def test_a_new_card_ends_the_one_before(cast: Cast) -> None:
    with cast.at():
        old = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
    with clock.at(NOON + timedelta(minutes=1)):
        new = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
        with pytest.raises(Invalid):
            try_card(old)
        try_card(new)


def test_a_card_grows_too_old(cast: Cast) -> None:
    with cast.at():
        code = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
    with clock.at(NOON + timedelta(days=15)), pytest.raises(Invalid):
        try_card(code)


def test_five_wrong_tries_close_a_card(cast: Cast) -> None:
    with cast.at():
        code = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
        for _ in range(5):
            note_bad_card("member")
        with pytest.raises(Invalid):
            try_card(code)


def test_every_refusal_sounds_the_same_and_a_weak_password_is_named(cast: Cast) -> None:
    with cast.at():
        code = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
        said = set()
        for username, given in (("member", "AAAA-BBBB-CCCC"), ("nobody-here", code)):
            with pytest.raises(Invalid) as caught:
                try_card(given, username)
            said.add(str(caught.value))
        assert len(said) == 1
        with pytest.raises(Invalid) as weak:
            try_card(code, password="123")
        assert weak.value.field == "password"
        try_card(code)


def test_only_the_hash_of_a_code_is_kept(cast: Cast) -> None:
    code = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
    assert code.replace("-", "") not in SignInCard.objects.get().code_hash


@pytest.mark.parametrize("username", ["", "a", "có dấu", "a b", "-a", "x" * 61])
def test_sign_in_names_are_plain(cast: Cast, username: str) -> None:
    with pytest.raises(Invalid):
        create_account(actor=SYSTEM, unit_path="", username=username, label="Ai đó")


def test_a_taken_name_gets_a_number(cast: Cast) -> None:
    assert free_username("Đỗ Thị Ước") == "do.thi.uoc"
    create_account(actor=SYSTEM, unit_path="", username="do.thi.uoc", label="Đỗ Thị Ước")
    assert free_username("Đỗ Thị Ước") == "do.thi.uoc.2"


def test_who_may_issue_a_card(cast: Cast) -> None:
    person = cast.person("member")
    for who, refusal in (
        ("member", Forbidden),
        ("sibling_secretary", NotFound),
        ("outsider", NotFound),
        ("technician", Forbidden),
    ):
        with pytest.raises(refusal):
            issue_member_card(actor=cast.actor(who), person=person)
    assert issue_member_card(actor=cast.actor("cell_secretary"), person=person).username == "member"

"""D26: what somebody typed for me waits for my yes."""

from __future__ import annotations

import pytest

from guong.drives.models import Drive
from guong.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from guong.reviews import selectors, services
from guong.reviews.enums import Entry, ReviewState
from guong.reviews.models import SelfReview
from tests.cast import SYSTEM, Cast
from tests.reviews.helpers import FULL, open_drive, tally


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


@pytest.fixture
def typed(cast: Cast, drive: Drive) -> SelfReview:
    return services.type_for(
        actor=cast.actor("cell_secretary"), drive=drive, person=cast.person("helped"), content=FULL
    )


def test_D26_typed_words_wait_and_are_not_handed_in_without_a_yes(cast: Cast, drive: Drive, typed: SelfReview) -> None:
    assert (typed.entry, typed.typed_by_label) == (Entry.TYPED_FOR, "Nguyễn Văn Thuận")
    assert typed.waits_for_yes
    for actor in [cast.actor("helped"), SYSTEM]:
        with pytest.raises(Invalid):
            services.hand_in(actor=actor, review=typed)
    with pytest.raises(NotFound):
        services.hand_in(actor=cast.actor("cell_secretary"), review=typed)
    assert tally(drive, cast.cell).reviews_handed_in == 0


def test_D26_the_member_says_yes_on_screen_and_hands_in(cast: Cast, typed: SelfReview) -> None:
    with cast.at():
        services.confirm_typed(actor=cast.actor("helped"), review=typed, stamp=typed.stamp)
        done = services.hand_in(actor=cast.actor("helped"), review=typed)
    assert done.state == ReviewState.HANDED_IN
    assert done.confirmed_at is not None
    assert not done.waits_for_yes


def test_D26_the_yes_is_to_the_words_that_were_shown(cast: Cast, drive: Drive, typed: SelfReview) -> None:
    services.type_for(
        actor=cast.actor("cell_secretary"), drive=drive, person=cast.person("helped"),
        content={**FULL, "causes": "Đau chân."}, stamp=typed.stamp,
    )  # fmt: skip
    with pytest.raises(Conflict):
        services.confirm_typed(actor=cast.actor("helped"), review=typed, stamp=typed.stamp)


@pytest.mark.parametrize("who", ["cell_secretary", "member", "clerk", "sibling_secretary", "technician"])
def test_D26_nobody_says_yes_for_the_member(cast: Cast, typed: SelfReview, who: str) -> None:
    for act in [services.confirm_typed, services.take_over_typed]:
        with pytest.raises(NotFound):
            act(actor=cast.actor(who), review=typed)


def test_the_helpers_door_shuts_at_the_yes(cast: Cast, drive: Drive, typed: SelfReview) -> None:
    secretary, helped = cast.actor("cell_secretary"), cast.person("helped")
    participant = selectors.member_to_help(actor=secretary, drive=drive, person_id=helped.pk)
    assert selectors.typed_text(actor=secretary, participant=participant) == typed
    services.confirm_typed(actor=cast.actor("helped"), review=typed)
    with pytest.raises(NotFound):
        selectors.typed_text(actor=secretary, participant=participant)
    with pytest.raises(Invalid):
        services.type_for(actor=secretary, drive=drive, person=helped, content={"strengths": "khác"})
    with pytest.raises(Invalid):
        services.confirm_typed(actor=cast.actor("helped"), review=typed)


def test_the_member_may_go_on_writing_instead_of_saying_yes(cast: Cast, drive: Drive, typed: SelfReview) -> None:
    helped = cast.actor("helped")
    with pytest.raises(Invalid):
        services.save_draft(actor=helped, review=typed, content={"strengths": "của tôi"}, stamp=typed.stamp)
    services.take_over_typed(actor=helped, review=typed)
    mine = services.save_draft(actor=helped, review=typed, content=FULL | {"causes": "Của tôi."}, stamp=typed.stamp)
    assert mine.entry == Entry.SELF
    with pytest.raises(Invalid):
        services.type_for(
            actor=cast.actor("cell_secretary"), drive=drive, person=cast.person("helped"), content={"strengths": "đè"}
        )


def test_S140_a_sheet_signed_on_paper_is_the_yes(cast: Cast, drive: Drive, typed: SelfReview) -> None:
    secretary = cast.actor("cell_secretary")
    done = services.hand_in(actor=secretary, review=typed, signed_paper=True)
    assert (done.state, done.signed_paper) == (ReviewState.HANDED_IN, True)
    assert tally(drive, cast.cell).reviews_handed_in == 1
    back = services.take_back(actor=secretary, review=typed)
    assert (back.state, back.signed_paper, back.waits_for_yes) == (ReviewState.DRAFT, False, True)


def test_S140_only_typed_words_are_handed_in_by_signature(cast: Cast, drive: Drive) -> None:
    own = services.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))
    services.save_draft(actor=cast.actor("member"), review=own, content=FULL, stamp=0)
    with pytest.raises(Invalid):
        services.hand_in(actor=cast.actor("member"), review=own, signed_paper=True)
    with pytest.raises(NotFound):
        services.hand_in(actor=cast.actor("cell_secretary"), review=own, signed_paper=True)


def test_what_a_member_writes_is_never_typed_over(cast: Cast, drive: Drive) -> None:
    own = services.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))
    services.save_draft(actor=cast.actor("member"), review=own, content={"strengths": "Của tôi"}, stamp=0)
    with pytest.raises(Invalid):
        services.type_for(actor=cast.actor("cell_secretary"), drive=drive, person=cast.person("member"), content=FULL)
    assert SelfReview.objects.get(pk=own.pk).draft == {"strengths": "Của tôi"}


def test_who_may_type_for_whom(cast: Cast, drive: Drive) -> None:
    helped = cast.person("helped")
    for who, refusal in [
        ("member", Forbidden),
        ("clerk", Forbidden),
        ("sibling_secretary", NotFound),
        ("outsider", NotFound),
    ]:
        with pytest.raises(refusal):
            services.type_for(actor=cast.actor(who), drive=drive, person=helped, content=FULL)
    with pytest.raises(Invalid):
        services.type_for(
            actor=cast.actor("cell_secretary"), drive=drive, person=cast.person("cell_secretary"), content=FULL
        )
    with pytest.raises(Invalid):
        services.type_for(actor=cast.actor("cell_secretary"), drive=drive, person=helped, content={"strengths": "  "})
    with pytest.raises(Invalid):
        services.type_for(actor=cast.actor("cell_secretary"), drive=drive, person=cast.person("exempt"), content=FULL)
    assert not SelfReview.objects.exists()


def test_two_helpers_typing_at_once_are_told(cast: Cast, drive: Drive, typed: SelfReview) -> None:
    with pytest.raises(Conflict):
        services.type_for(
            actor=cast.actor("cell_secretary"),
            drive=drive,
            person=cast.person("helped"),
            content={"strengths": "x"},
            stamp=0,
        )

"""Two who change the same record at the same moment: one wins, the other hears a sentence, nothing is mixed (Q4, Q7)."""

from __future__ import annotations

from functools import partial

from guong.accounts.models import Account, SignInCard
from guong.accounts.services import create_account, issue_card, note_bad_card, open_with_card
from guong.corrections import services as corrections
from guong.corrections.models import Finding, Share
from guong.drives.models import Registration
from guong.drives.services import register_meeting
from guong.kernel import clock
from guong.kernel.errors import Conflict, Invalid
from guong.org.enums import UnitKind
from guong.org.models import Unit
from guong.org.services import create_unit
from guong.reviews import services as reviews
from guong.reviews.models import SelfReview
from tests.cast import SYSTEM, Cast
from tests.concurrency.together import ON_POSTGRES, at_once, nothing_is_off, refused
from tests.corrections.stage import EVENING, collective, days, halves, part
from tests.drives.factory import open_test_drive
from tests.reviews.helpers import FULL

pytestmark = ON_POSTGRES
ROUNDS = 3


def test_Q4_two_divide_one_finding_at_once_and_it_stays_exactly_whole(cast: Cast) -> None:
    with cast.at(EVENING):
        finding = collective(cast, open_test_drive(cast))
        one, two, three = cast.person("member"), cast.person("member2"), cast.person("cell_deputy")
        lists = [(part(one, 3333), part(two, 6667)), (part(two, 2500), part(three, 7500))]
        actors = [cast.actor("cell_secretary"), SYSTEM]
        for _round in range(ROUNDS):
            finding = Finding.objects.get(pk=finding.pk)
            divide = partial(corrections.divide, finding=finding, stamp=finding.stamp)
            results = at_once(
                partial(divide, actor=actors[0], shares=lists[0]), partial(divide, actor=actors[1], shares=lists[1])
            )
            assert [type(error) for error in refused(results)] == [Conflict]
            standing = Share.objects.filter(finding=finding, removed_at=None).values_list("person_id", "hundredths")
            won = lists[0] if isinstance(results[1], Conflict) else lists[1]
            assert dict(standing) == {share.person_id: share.hundredths for share in won}
            assert sum(hundredths for _person, hundredths in standing) == 10000
        nothing_is_off()


def test_D17_a_share_answered_while_silence_is_counted_ends_in_one_state(cast: Cast) -> None:
    with cast.at(EVENING):
        drive = open_test_drive(cast)
        shares = [share for _number in range(ROUNDS) for share in halves(cast, collective(cast, drive))]
    with cast.at(EVENING + days(30)):
        member, member2 = cast.actor("member"), cast.actor("member2")
        for left, right in zip(shares[::2], shares[1::2], strict=True):
            results = at_once(
                lambda: corrections.expire_shares(actor=SYSTEM, today=clock.today()),
                lambda left=left: corrections.answer_share(actor=member, share=left, accept=True),
                lambda right=right: corrections.answer_share(actor=member2, share=right, accept=True),
            )
            assert {type(error) for error in refused(results)} <= {Invalid}
        assert set(Share.objects.values_list("state", flat=True)) <= {"confirmed", "silent"}
        assert not Finding.objects.filter(divided_at=None).exists()
        nothing_is_off()


def test_Q7_two_windows_save_one_draft_at_once(cast: Cast) -> None:
    with cast.at():
        member = cast.actor("member")
        review = reviews.start_review(actor=member, drive=open_test_drive(cast), person=cast.person("member"))
        texts = [{**FULL, "causes": "Tôi ngại nói."}, {**FULL, "causes": "Tôi trông cháu."}]
        for number in range(ROUNDS):
            stamp = SelfReview.objects.get(pk=review.pk).stamp
            typed = [{**text, "direction": f"Lần {number}"} for text in texts]
            results = at_once(*[
                partial(reviews.save_draft, actor=member, review=review, content=text, stamp=stamp)
                for text in typed
            ])  # fmt: skip
            assert [type(error) for error in refused(results)] == [Conflict]
            kept = SelfReview.objects.get(pk=review.pk)
            won = typed[0] if isinstance(results[1], Conflict) else typed[1]
            assert {key: kept.draft[key] for key in won} == won
            assert kept.stamp == stamp + 1
        nothing_is_off()


def test_one_review_begun_in_two_windows_is_one(cast: Cast) -> None:
    with cast.at():
        drive, member = open_test_drive(cast), cast.actor("member")
        start = lambda: reviews.start_review(actor=member, drive=drive, person=cast.person("member"))  # noqa: E731
        results = at_once(start, start, start)
    assert refused(results) == []
    assert len({review.pk for review in results}) == 1


def test_two_clerks_add_units_at_once_and_no_two_have_one_path(cast: Cast) -> None:
    def add(code: str) -> Unit:
        return create_unit(
            actor=cast.actor("clerk"),
            code=code,
            name=f"Chi bộ {code}",
            kind=UnitKind.CELL_RESIDENTIAL,
            parent=cast.ward,
        )

    with cast.at():
        results = at_once(*[lambda code=f"MOI-{number}": add(code) for number in range(4)])
        assert refused(results) == []
        assert len({unit.path for unit in results}) == 4
        same = at_once(lambda: add("MOI-9"), lambda: add("MOI-9"))
    assert [type(error) for error in refused(same)] == [Invalid]
    assert Unit.objects.filter(code="MOI-9").count() == 1
    nothing_is_off()


def test_one_card_opens_once(cast: Cast) -> None:
    code = issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
    use = lambda password: open_with_card(actor=SYSTEM, username="member", code=code, password=password)  # noqa: E731
    results = at_once(lambda: use("bốn từ dễ nhớ"), lambda: use("năm từ rất dễ nhớ"))
    assert [type(error) for error in refused(results)] == [Invalid]
    assert SignInCard.objects.exclude(used_at=None).count() == 1
    account = Account.objects.get(username="member")
    won = "năm từ rất dễ nhớ" if isinstance(results[0], Invalid) else "bốn từ dễ nhớ"
    assert account.check_password(won)


def test_wrong_cards_typed_at_once_all_count(cast: Cast) -> None:
    issue_card(actor=SYSTEM, unit_path="", account=cast.accounts["member"])
    assert refused(at_once(*[lambda: note_bad_card("member")] * 4)) == []
    assert SignInCard.objects.get(account__username="member").failures == 4


def test_one_meeting_registered_by_two_at_once_is_one(cast: Cast) -> None:
    def register(place: str) -> Registration:
        return register_meeting(
            actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell, starts_at=EVENING + days(7), place=place,
            mode="in_person",
        )  # fmt: skip

    with cast.at():
        drive = open_test_drive(cast)
        results = at_once(lambda: register("Nhà văn hóa"), lambda: register("Trường Mầm non Sao Mai"))
        assert [type(error) for error in refused(results)] == [Invalid]
        assert Registration.objects.filter(drive=drive, unit=cast.cell).count() == 1
        nothing_is_off()


def test_who_passes_the_same_check_twice_hears_a_sentence(cast: Cast) -> None:
    """Whatever no lock foresees, the unique constraint stops; it is said as a conflict, and leaves no row in the log."""
    make = lambda: create_account(actor=SYSTEM, unit_path="", username="moi", label="Người mới")  # noqa: E731
    results = at_once(*[make] * 4)
    assert len(refused(results)) == 3
    assert all(isinstance(error, Invalid) and str(error) for error in refused(results))
    nothing_is_off()

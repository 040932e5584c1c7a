"""Where copies go, what hangs on the board, what the Front sees and nobody else does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from guong.audit.models import Entry
from guong.drives.services import close_drive
from guong.files.models import StoredFile
from guong.kernel import clock
from guong.kernel.actor import Nobody
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.enums import UnitKind
from guong.org.models import Unit
from guong.org.services import create_unit
from guong.plans import selectors, tallies
from guong.plans.models import Delivery, MonitorRemark, Plan, Posting
from guong.plans.services import (
    add_posting_proof,
    monitor_remark,
    note_receipt,
    post_plan,
    reply_monitor,
    take_down,
)
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.plans import stage

pytestmark = pytest.mark.django_db


def _sent(plan: Plan) -> dict[str, Unit | None]:
    return {row.route: row.recipient for row in plan.deliveries.all()}


def test_S110_an_ordinary_members_copies_go_to_the_cell_and_its_front(cast: Cast) -> None:
    with cast.at():
        plan = stage.accepted(cast, open_test_drive(cast))
        assert _sent(plan) == {"cell": cast.cell, "front": cast.front}
        assert {row.revision.number for row in plan.deliveries.all()} == {1}


def test_S109_a_cell_secretarys_copy_goes_to_the_committee_too(cast: Cast) -> None:
    with cast.at():
        plan = stage.accepted(cast, open_test_drive(cast), "cell_secretary")
        assert _sent(plan) == {"committee": cast.ward, "cell": cast.cell, "front": cast.front}


def test_S107_S108_the_heads_copies_go_everywhere(cast: Cast) -> None:
    """The secretary and the chairman, managed by the district: all five, the board there being no unit of ours."""
    with cast.at():
        drive = open_test_drive(cast)
        plan = stage.accepted(cast, drive, "ward_secretary")
        assert _sent(plan) == {
            "higher_board": None, "posting": cast.ward, "committee": cast.ward, "cell": cast.cell, "front": cast.front,
        }  # fmt: skip
        assert cast.district.name in plan.deliveries.get(route="higher_board").recipient_label


def test_S107_the_board_of_the_level_above_is_found_when_it_is_a_unit(cast: Cast) -> None:
    with cast.at():
        board = create_unit(actor=SYSTEM, code="BTG", name="Ban Tuyên giáo", kind=UnitKind.BOARD, parent=cast.district)
        plan = stage.accepted(cast, open_test_drive(cast), "chairman")
        assert _sent(plan)["higher_board"] == board


def test_S110_a_cell_without_a_residential_front_sends_to_the_wards_front_or_names_one(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        plan = stage.accepted(cast, drive, "sibling_member")
        assert _sent(plan)["front"] is None
        assert cast.sibling.name in plan.deliveries.get(route="front").recipient_label
        front = create_unit(actor=SYSTEM, code="MTP", name="Ủy ban MTTQ phường", kind=UnitKind.FRONT, parent=cast.ward)
        assert _sent(stage.accepted(cast, drive, "sibling_secretary"))["front"] == front


def test_R26_the_receipt_is_noted_by_whoever_received(cast: Cast) -> None:
    with cast.at():
        plan = stage.accepted(cast, open_test_drive(cast), "ward_secretary")
        front, board = stage.front_copy(plan), plan.deliveries.get(route="higher_board")
        with pytest.raises(Forbidden):
            note_receipt(actor=cast.actor("member"), delivery=board)
        with pytest.raises(NotFound):
            note_receipt(actor=cast.actor("outsider"), delivery=front)
        assert note_receipt(actor=cast.actor("monitor"), delivery=front).received_at
        assert note_receipt(actor=cast.actor("clerk"), delivery=board).received_at
        with pytest.raises(Invalid):
            note_receipt(actor=cast.actor("monitor"), delivery=front)
        assert plan.deliveries.get(route="cell").received_at  # the committee itself accepted it


def test_S118_the_front_sees_the_copies_sent_to_it_and_nothing_else(cast: Cast) -> None:
    with cast.at():
        drive, front = open_test_drive(cast), cast.actor("monitor")
        mine = stage.accepted(cast, drive)
        foreign = stage.accepted(cast, drive, "sibling_secretary")
        unread = stage.submitted(cast, drive, "member2")
        assert [row.plan for row in selectors.copies_for(actor=front)] == [mine]
        for plan in (foreign, mine):
            for row in plan.deliveries.exclude(route="front", plan=mine):
                with pytest.raises(NotFound):
                    selectors.open_copy(actor=front, delivery_id=row.pk)
        for plan in (mine, unread):
            with pytest.raises(NotFound):
                selectors.open_plan(actor=front, plan_id=plan.pk)
        with pytest.raises(NotFound):
            selectors.plans_of_unit(actor=front, drive=drive, unit=cast.cell)
        assert selectors.places(actor=front) == []


def test_law1_the_office_reads_the_committees_copies_and_never_the_fronts(cast: Cast) -> None:
    """A right over the ward's subtree opens what was sent to the ward, not what was sent to a unit below it."""
    with cast.at():
        drive, clerk = open_test_drive(cast), cast.actor("clerk")
        stage.accepted(cast, drive)
        plan = stage.accepted(cast, drive, "cell_secretary")
        assert [(row.plan, row.route) for row in selectors.copies_for(actor=clerk)] == [(plan, "committee")]
        with pytest.raises(NotFound):
            selectors.open_copy(actor=clerk, delivery_id=stage.front_copy(plan).pk)
        for who in ("inspector", "technician", "standing_member", "member2", "outsider"):
            assert selectors.copies_for(actor=cast.actor(who)) == []


def test_D6_the_owner_sees_who_opened_the_copy(cast: Cast) -> None:
    with cast.at():
        plan = stage.accepted(cast, open_test_drive(cast))
        selectors.open_copy(actor=cast.actor("monitor"), delivery_id=stage.front_copy(plan).pk)
        selectors.open_plan(actor=cast.actor("cell_secretary"), plan_id=plan.pk)
        selectors.open_plan(actor=cast.actor("member"), plan_id=plan.pk)
        reads = Entry.objects.filter(code="audit.personal.read", person_id=plan.person_id)
        assert {row.actor_label for row in reads} == {"monitor", "Nguyễn Văn Thuận"}


def test_S115_the_front_remarks_and_the_member_answers_once(cast: Cast) -> None:
    with cast.at():
        plan = stage.accepted(cast, open_test_drive(cast))
        front, me, copy = cast.actor("monitor"), cast.actor("member"), stage.front_copy(plan)
        for who in ("clerk", "cell_secretary", "member", "outsider"):
            with pytest.raises(NotFound):
                monitor_remark(actor=cast.actor(who), delivery=copy, text="x")
        with pytest.raises(Invalid):
            monitor_remark(actor=front, delivery=copy, text="   ")
        remark = monitor_remark(actor=front, delivery=copy, text="Tổ vẫn thấy vắng hôm 28/3.")
        with pytest.raises(NotFound):
            reply_monitor(actor=cast.actor("member2"), remark=remark, text="x")
        assert selectors.remarks_waiting(actor=me) == [remark]
        with pytest.raises(Invalid):
            reply_monitor(actor=me, remark=remark, text="")
        assert reply_monitor(actor=me, remark=remark, text="Hôm đó tôi đi viện.").reply == "Hôm đó tôi đi viện."
        with pytest.raises(Invalid):
            reply_monitor(actor=me, remark=remark, text="Thêm.")
        assert MonitorRemark.objects.get().reply == "Hôm đó tôi đi viện."


def test_S108_a_heads_plan_is_posted_with_chosen_fields(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        posting = stage.posted(cast, drive)
        assert posting.unit == cast.ward
        assert len(posting.token) >= 43
        assert stage.tally(drive, cast.cell).plans_posted == 1
        page = selectors.public_posting(actor=Nobody(), token=posting.token)
        assert set(page.parts) == {"example", "pledge"}
        assert page.name == "Đỗ Quang Hải"
        assert selectors.waiting_to_post(actor=cast.actor("clerk")) == []


def test_D13_an_ordinary_members_plan_is_never_posted(cast: Cast) -> None:
    """Nor a cell secretary's: routing made no posting for them."""
    with cast.at():
        drive, today = open_test_drive(cast), clock.today()
        for who in ("member", "cell_secretary"):
            with pytest.raises(Invalid):
                post_plan(
                    actor=cast.actor("clerk"), plan=stage.accepted(cast, drive, who), place="Trụ sở", from_on=today,
                    until_on=today, fields=["pledge"],
                )  # fmt: skip
        assert not Posting.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place": " "}, "place"),
        ({"fields": []}, "fields"),
        ({"fields": ["example", "birth_date"]}, "fields"),
        ({"from_on": date(2026, 3, 31)}, "from_on"),
        ({"until_on": date(2026, 3, 31)}, "until_on"),
        ({"until_on": date(2026, 5, 1)}, "until_on"),
    ],
)
def test_D21_a_posting_is_bounded(cast: Cast, changes: dict[str, object], field: str) -> None:
    """The rule set allows 30 days, first and last counted."""
    with cast.at():
        plan = stage.accepted(cast, open_test_drive(cast), "chairman")
        whole = {"place": "Trụ sở", "from_on": date(2026, 4, 1), "until_on": date(2026, 4, 30), "fields": ["items"]}
        with pytest.raises(Invalid) as error:
            post_plan(actor=cast.actor("clerk"), plan=plan, **{**whole, **changes})  # type: ignore[arg-type]
        assert error.value.field == field
        post_plan(actor=cast.actor("clerk"), plan=plan, **whole)  # type: ignore[arg-type]
        with pytest.raises(Invalid):
            post_plan(actor=cast.actor("clerk"), plan=plan, **whole)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("who", "error"),
    [("member", Forbidden), ("cell_secretary", NotFound), ("monitor", NotFound), ("outsider", NotFound)],
)
def test_D13_only_the_office_posts_and_takes_down(cast: Cast, who: str, error: type[Exception]) -> None:
    with cast.at():
        posting = stage.posted(cast, open_test_drive(cast))
        with pytest.raises((error, NotFound, Forbidden)):
            take_down(actor=cast.actor(who), posting=posting)
        with pytest.raises((error, NotFound, Forbidden)):
            selectors.posting(actor=cast.actor(who), posting_id=posting.pk)
        assert selectors.postings(actor=cast.actor(who)) == []


def test_D21_the_public_page_ends_with_its_day_and_at_once_when_taken_down(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        posting = stage.posted(cast, drive)
    for moved, seen in [(timedelta(days=-1), False), (timedelta(days=9), True), (timedelta(days=10), False)]:
        with clock.at(clock.local(2026, 4, 1, 12) + moved):
            assert _public(posting.token) is seen
    with cast.at():
        take_down(actor=cast.actor("clerk"), posting=posting)
        assert not _public(posting.token)
        assert not _public("x")
        assert stage.tally(drive, cast.cell).plans_posted == 0
        with pytest.raises(Invalid):
            take_down(actor=cast.actor("clerk"), posting=posting)


def _public(token: str) -> bool:
    try:
        selectors.public_posting(actor=Nobody(), token=token)
    except NotFound:
        return False
    return True


def test_law8_what_is_taken_down_after_the_close_no_longer_changes_the_figures(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        posting = stage.posted(cast, drive)
        close_drive(actor=SYSTEM, drive=drive)
    with clock.at(clock.local(2026, 4, 3, 8)):
        take_down(actor=cast.actor("clerk"), posting=posting)
        assert stage.tally(drive, cast.cell).plans_posted == 1
        assert tallies.count(drive.pk, cast.cell.pk)["plans_posted"] == 1


def test_D21_one_sheet_of_a_plan_at_a_time_says_the_database(cast: Cast) -> None:
    with cast.at():
        posting = stage.posted(cast, open_test_drive(cast))
        posting.pk, posting.token = None, "x" * 43
        with pytest.raises(IntegrityError), transaction.atomic():
            posting.save(force_insert=True)


def test_S108_a_photograph_proves_that_it_hangs(cast: Cast) -> None:
    with cast.at():
        posting = stage.posted(cast, open_test_drive(cast))
        facts = {"sha256": "0" * 64, "name": "bang-tin.jpg", "size": 9, "uploaded_at": clock.now()}
        paper = StoredFile.objects.create(media_type="application/pdf", **facts)
        photo = StoredFile.objects.create(media_type="image/jpeg", **facts)
        with pytest.raises(Invalid):
            add_posting_proof(actor=cast.actor("clerk"), posting=posting, file=paper)
        assert add_posting_proof(actor=cast.actor("clerk"), posting=posting, file=photo).proof == photo


def test_R26_acceptance_and_copies_stand_or_fall_together(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from guong.plans.services import accept_plan, routing

    def broken(*args: object, **kwargs: object) -> list[str]:
        raise RuntimeError("no routes")

    with cast.at():
        plan = stage.submitted(cast, open_test_drive(cast))
        monkeypatch.setattr(routing.rules, "routes", broken)
        with pytest.raises(RuntimeError):
            accept_plan(actor=cast.actor("cell_secretary"), plan=plan)
        plan.refresh_from_db()
        assert plan.state == "submitted"
        assert not Delivery.objects.exists()

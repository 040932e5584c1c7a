"""Remarks, their facts, their replies, and who sees them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from guong.drives.enums import DriveState
from guong.drives.models import Assignment, Drive
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings.enums import MeetingState
from guong.reviews import selectors, services, tallies
from guong.reviews.enums import Addressee, ReplyKind
from guong.reviews.models import Remark, Reply
from tests.cast import SYSTEM, Cast
from tests.reviews.helpers import open_drive, open_meeting, tally

FACT = "Ngày 07/02 và 21/02 đồng chí vắng hai buổi tổng vệ sinh ngõ 42."


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def say(cast: Cast, drive: Drive, who: str = "cell_deputy", to: str = "member", **more: Any) -> Remark:
    values: dict[str, Any] = {"addressee": Addressee.PERSON, "fact": FACT, "unit": cast.cell, **more}
    if values["addressee"] == Addressee.PERSON and "person" not in values:
        values["person"] = cast.person(to)
    return services.make_remark(actor=cast.actor(who), drive=drive, **values)


def test_S6_a_remark_has_an_addressee_and_is_counted(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive)
    assert (remark.author, remark.person) == (cast.person("cell_deputy"), cast.person("member"))
    say(cast, drive, "member2", addressee=Addressee.COMMITTEE, fact="Ba buổi họp quý I bắt đầu muộn 30 phút.")
    say(cast, drive, "member2", addressee=Addressee.HIGHER, fact="Kế hoạch của phường gửi về chậm 5 ngày.")
    assert (tally(drive, cast.cell).remarks, tally(drive, cast.cell).remarks_replied) == (2, 0)


def test_S151_D19_a_strength_is_kept_and_waits_for_no_answer(cast: Cast, drive: Drive) -> None:
    say(cast, drive, is_strength=True, fact="Sáu năm giữ quỹ khuyến học rõ ràng, công khai tại tổ.")
    assert tally(drive, cast.cell).remarks == 0
    assert selectors.remarks_awaiting_me(actor=cast.actor("member")) == []
    assert len(selectors.remarks_about_me(actor=cast.actor("member"))) == 1


@pytest.mark.parametrize("fact", ["", "   ", "\n\t"])
def test_D15_a_criticism_without_a_fact_is_not_handed_in(cast: Cast, drive: Drive, fact: str) -> None:
    with pytest.raises(Invalid) as refusal:
        say(cast, drive, fact=fact, judgement="Đồng chí thiếu trách nhiệm.")
    assert refusal.value.field == "fact"
    assert not Remark.objects.exists()


def test_D15_fact_and_judgement_are_kept_apart(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive, judgement="Theo tôi là chưa gương mẫu.")
    assert (remark.fact, remark.judgement) == (FACT, "Theo tôi là chưa gương mẫu.")


def test_remarks_to_oneself_to_outsiders_and_to_nobody_are_refused(cast: Cast, drive: Drive) -> None:
    for more in [{"to": "cell_deputy"}, {"to": "sibling_member"}, {"person": None}, {"addressee": "everybody"}]:
        with pytest.raises(Invalid):
            say(cast, drive, **more)
    assert not Remark.objects.exists()


def test_the_database_refuses_a_remark_to_oneself(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.filter(pk=remark.pk).update(author=remark.person)


def test_who_may_speak_where(cast: Cast, drive: Drive) -> None:
    for who in ["sibling_member", "outsider", "sibling_secretary"]:
        with pytest.raises((NotFound, Invalid)):
            say(cast, drive, who)
    for who in ["clerk", "technician"]:
        with pytest.raises((Forbidden, Invalid)):
            say(cast, drive, who)


def test_the_secretary_records_what_somebody_said_and_nobody_else_does(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive, "cell_secretary", by=cast.person("member2"))
    assert (remark.author, remark.recorded_by_label) == (cast.person("member2"), "Nguyễn Văn Thuận")
    with pytest.raises(Forbidden):
        say(cast, drive, "cell_deputy", by=cast.person("member2"))
    with pytest.raises(NotFound):
        say(cast, drive, "sibling_secretary", by=cast.person("member2"))
    with pytest.raises(Invalid):
        say(cast, drive, "cell_secretary", by=cast.person("sibling_member"))
    with pytest.raises(Invalid):
        services.make_remark(
            actor=SYSTEM,
            drive=drive,
            unit=cast.cell,
            addressee=Addressee.PERSON,
            fact=FACT,
            person=cast.person("member"),
        )


def test_S100_the_committee_member_assigned_to_the_cell_may_be_recorded(cast: Cast, drive: Drive) -> None:
    Assignment.objects.create(
        drive=drive, unit=cast.cell, person=cast.person("standing_member"), assigned_at=clock.now()
    )
    assert (
        say(cast, drive, "cell_secretary", by=cast.person("standing_member")).author.full_name == "Vũ Thị Minh Nguyệt"
    )


def test_a_remark_belongs_to_an_open_meeting_of_that_body(cast: Cast, drive: Drive) -> None:
    assert say(cast, drive, meeting=open_meeting(drive, cast.cell)).meeting is not None
    with pytest.raises(NotFound):
        say(cast, drive, meeting=open_meeting(drive, cast.sibling))
    for state in [MeetingState.PLANNED, MeetingState.CLOSED]:
        with pytest.raises(Invalid):
            say(cast, drive, meeting=open_meeting(drive, cast.cell, state))
    Drive.objects.filter(pk=drive.pk).update(state=DriveState.CLOSED)
    with pytest.raises(Invalid):
        say(cast, drive)


def test_D1_the_named_person_is_shown_the_words_and_when_is_kept(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive)
    member, other = cast.actor("member"), cast.actor("member2")
    assert selectors.remarks_awaiting_me(actor=member) == [remark]
    services.note_remarks_shown(actor=other, remarks=[remark])
    assert Remark.objects.get(pk=remark.pk).read_at is None
    with cast.at():
        services.note_remarks_shown(actor=member, remarks=selectors.remarks_about_me(actor=member))
    assert Remark.objects.get(pk=remark.pk).read_at == clock.local(2026, 4, 1, 12)


@pytest.mark.parametrize(
    ("kind", "text"), [("accept", ""), ("partly", "Đúng một buổi."), ("explain", "Hôm đó tôi đi viện.")]
)
def test_S104_R27_each_remark_gets_one_of_three_answers(cast: Cast, drive: Drive, kind: str, text: str) -> None:
    remark = say(cast, drive)
    reply = services.reply_to_remark(actor=cast.actor("member"), remark=remark, kind=kind, text=text)
    assert (reply.kind, reply.text, reply.by) == (kind, text, cast.person("member"))
    assert (tally(drive, cast.cell).remarks, tally(drive, cast.cell).remarks_replied) == (1, 1)
    assert selectors.remarks_awaiting_me(actor=cast.actor("member")) == []


@pytest.mark.parametrize(("kind", "text"), [("explain", ""), ("explain", "  "), ("", "x"), ("forgive", "x")])
def test_R27_an_explanation_without_words_or_an_unknown_answer_is_refused(
    cast: Cast, drive: Drive, kind: str, text: str
) -> None:
    remark = say(cast, drive)
    with pytest.raises(Invalid):
        services.reply_to_remark(actor=cast.actor("member"), remark=remark, kind=kind, text=text)
    assert not Reply.objects.exists()
    assert tally(drive, cast.cell).remarks_replied == 0


def test_R27_the_database_refuses_an_explanation_without_words(cast: Cast, drive: Drive) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(
            remark=say(cast, drive), kind=ReplyKind.EXPLAIN, text="", by=cast.person("member"), at=clock.now()
        )


def test_R27_an_answer_is_given_once(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive)
    services.reply_to_remark(actor=cast.actor("member"), remark=remark, kind="accept")
    with pytest.raises(Invalid):
        services.reply_to_remark(actor=cast.actor("member"), remark=remark, kind="explain", text="Nghĩ lại")
    assert Reply.objects.get(remark=remark).kind == "accept"


@pytest.mark.parametrize(
    "who", ["cell_deputy", "member2", "cell_secretary", "clerk", "sibling_secretary", "technician"]
)
def test_only_the_person_addressed_answers(cast: Cast, drive: Drive, who: str) -> None:
    remark = say(cast, drive)
    with pytest.raises(NotFound):
        services.reply_to_remark(actor=cast.actor(who), remark=remark, kind="accept")
    with pytest.raises(NotFound):
        selectors.remark_to_answer(actor=cast.actor(who), remark_id=remark.pk)


def test_the_secretary_types_the_answer_that_was_spoken(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive)
    with pytest.raises(Invalid):
        services.reply_to_remark(
            actor=cast.actor("cell_secretary"), remark=remark, kind="accept", by=cast.person("member2")
        )
    with pytest.raises(Forbidden):
        services.reply_to_remark(actor=cast.actor("member2"), remark=remark, kind="accept", by=cast.person("member"))
    reply = services.reply_to_remark(
        actor=cast.actor("cell_secretary"), remark=remark, kind="accept", by=cast.person("member")
    )
    assert (reply.by, reply.typed_by_label) == (cast.person("member"), "Nguyễn Văn Thuận")


def test_the_committee_is_answered_for_by_its_office_holders_not_by_the_critic(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive, "member2", addressee=Addressee.COMMITTEE)
    assert selectors.remarks_awaiting_me(actor=cast.actor("cell_secretary")) == [remark]
    with pytest.raises(Forbidden):
        services.reply_to_remark(actor=cast.actor("member"), remark=remark, kind="accept")
    with pytest.raises(Invalid):
        services.reply_to_remark(
            actor=cast.actor("cell_secretary"), remark=remark, kind="accept", by=cast.person("member")
        )
    assert services.reply_to_remark(actor=cast.actor("cell_secretary"), remark=remark, kind="accept").kind == "accept"
    own = say(cast, drive, "cell_secretary", addressee=Addressee.COMMITTEE)
    with pytest.raises(Forbidden):
        services.reply_to_remark(actor=cast.actor("cell_secretary"), remark=own, kind="accept")


def test_a_remark_upward_is_not_answered_in_the_cell(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive, addressee=Addressee.HIGHER)
    with pytest.raises(Invalid):
        services.reply_to_remark(actor=cast.actor("cell_secretary"), remark=remark, kind="accept")


def test_a_late_answer_is_kept_but_changes_no_closed_figure(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive)
    Drive.objects.filter(pk=drive.pk).update(state=DriveState.CLOSED, closed_at=clock.now())
    services.reply_to_remark(actor=cast.actor("member"), remark=remark, kind="explain", text="Tôi đi viện.")
    assert tally(drive, cast.cell).remarks_replied == 0
    assert tallies.count(drive.pk, cast.cell.pk)["remarks_replied"] == 0


def test_members_of_the_body_read_what_was_said_in_the_meeting(cast: Cast, drive: Drive) -> None:
    meeting = open_meeting(drive, cast.cell)
    remark = say(cast, drive, meeting=meeting)
    for who in ["member2", "cell_secretary"]:
        assert selectors.remarks_of_meeting(actor=cast.actor(who), meeting=meeting) == [remark]
    for who in ["sibling_member", "sibling_secretary", "outsider"]:
        with pytest.raises(NotFound):
            selectors.remarks_of_meeting(actor=cast.actor(who), meeting=meeting)
    for who in ["clerk", "technician"]:
        with pytest.raises(Forbidden):
            selectors.remarks_of_meeting(actor=cast.actor(who), meeting=meeting)


def test_S19_coverage_is_for_the_secretary_and_unordered_by_merit(cast: Cast, drive: Drive) -> None:
    say(cast, drive)
    names = [p.full_name for p in selectors.coverage(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell)]
    assert "Phạm Văn Bường" not in names
    assert "Cao Thị Mận" not in names  # exempt
    assert names[0] == "Vũ Thị Đào"
    with pytest.raises(Forbidden):
        selectors.coverage(actor=cast.actor("member"), drive=drive, unit=cast.cell)
    with pytest.raises(NotFound):
        selectors.coverage(actor=cast.actor("sibling_secretary"), drive=drive, unit=cast.cell)


def test_D23_everything_of_mine_comes_along_and_nothing_of_others(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive)
    say(cast, drive, "member2", to="cell_deputy", fact="Việc của người khác.")
    services.reply_to_remark(actor=cast.actor("member"), remark=remark, kind="explain", text="Hôm đó tôi đi viện.")
    words = str(selectors.my_words(actor=cast.actor("member")))
    assert FACT in words
    assert "Hôm đó tôi đi viện." in words
    assert "Việc của người khác." not in words

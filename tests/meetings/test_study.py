"""Study: who is convened, who came, what the absent do instead."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guong.drives.models import Drive, Tally
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings import selectors, tallies
from guong.meetings.models import Conference, Invitation, MakeUp
from guong.meetings.services.study import (
    confirm_makeup,
    convene,
    give_proof,
    invite,
    mark_presence,
    note_studied,
    send_materials,
)
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import CONVENED, makeup_of, study, tally


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


@pytest.fixture
def conference(cast: Cast, drive: Drive) -> Conference:
    return study(cast, drive)


def _mark(cast: Cast, conference: Conference, absent: tuple[str, ...] = ("member", "cell_secretary")) -> None:
    marks = [
        (cast.person(who).pk, "excused" if who in absent else "present", "illness" if who in absent else "", "")
        for who in CONVENED
    ]
    with cast.at(clock.local(2026, 3, 5, 8, 15)):
        mark_presence(actor=cast.actor("clerk"), conference=conference, marks=marks)


def test_S91_a_conference_has_several_sittings(conference: Conference) -> None:
    assert conference.sittings.count() == 2


def test_S92_total_eligible_and_convened_are_three_numbers(cast: Cast, drive: Drive, conference: Conference) -> None:
    _mark(cast, conference)
    figures = selectors.study_figures(actor=cast.actor("clerk"), conference=conference)
    assert (figures.total, figures.eligible) == (12, 11)
    assert (figures.attended.n, figures.attended.of) == (5, 7)
    row = Tally.objects.get(drive=drive, unit=cast.cell)
    assert (row.total, row.eligible, row.convened, row.attended) == (8, 7, 5, 3)


def test_S94_R18_made_up_stands_apart_and_never_swells_the_attendance(
    cast: Cast, drive: Drive, conference: Conference
) -> None:
    _mark(cast, conference)
    assert tally(drive, cast.cell.pk) == {"convened": 5, "attended": 3, "makeup_owed": 2, "made_up": 0}
    with cast.at():
        clerk, member, secretary = cast.actor("clerk"), cast.actor("member"), cast.actor("cell_secretary")
        owing = selectors.owing(actor=clerk, conference=conference)
        assert send_materials(actor=clerk, conference=conference, person_ids=owing) == 2
        note_studied(actor=member, makeup=makeup_of(cast, "member"))
        give_proof(actor=member, makeup=makeup_of(cast, "member"), note="Đã đọc đủ ba văn bản, chép tay 6 trang")
        done = confirm_makeup(actor=secretary, makeup=makeup_of(cast, "member"))
    assert done.state == "confirmed"
    assert done.confirmed_by == cast.person("cell_secretary")
    assert tally(drive, cast.cell.pk) == {"convened": 5, "attended": 3, "makeup_owed": 2, "made_up": 1}
    counted = tallies.count(drive.pk, cast.cell.pk)
    assert counted == counted | tally(drive, cast.cell.pk)


def test_S93_an_absence_with_reason_needs_its_reason(cast: Cast, conference: Conference) -> None:
    with cast.at(), pytest.raises(Invalid) as error:
        mark_presence(
            actor=cast.actor("clerk"), conference=conference, marks=[(cast.person("member").pk, "excused", "", "")]
        )
    assert error.value.field == "reason"
    assert not Invitation.objects.exclude(presence="").exists()


def test_marking_the_same_person_twice_leaves_one_row(cast: Cast, conference: Conference) -> None:
    member = cast.person("member").pk
    with cast.at():
        for presence in ("absent", "absent", "excused"):
            marks = [(member, presence, "duty", ""), (member, presence, "duty", "")]
            mark_presence(actor=cast.actor("clerk"), conference=conference, marks=marks)
    assert Invitation.objects.filter(conference=conference, person=member).count() == 1
    assert MakeUp.objects.filter(person=member).count() == 1


def test_turning_present_takes_an_unbegun_make_up_away(cast: Cast, drive: Drive, conference: Conference) -> None:
    member = cast.person("member").pk
    with cast.at():
        mark_presence(actor=cast.actor("clerk"), conference=conference, marks=[(member, "absent", "", "")])
        send_materials(actor=cast.actor("clerk"), conference=conference, person_ids=[member])
        mark_presence(actor=cast.actor("clerk"), conference=conference, marks=[(member, "late", "", "")])
    assert not MakeUp.objects.exists()
    assert tally(drive, cast.cell.pk)["attended"] == 1


def test_turning_present_is_refused_once_the_study_has_begun(cast: Cast, drive: Drive, conference: Conference) -> None:
    member = cast.person("member").pk
    with cast.at():
        mark_presence(actor=cast.actor("clerk"), conference=conference, marks=[(member, "absent", "", "")])
        send_materials(actor=cast.actor("clerk"), conference=conference, person_ids=[member])
        note_studied(actor=cast.actor("member"), makeup=makeup_of(cast, "member"))
        with pytest.raises(Invalid, match="Phạm Văn Bường"):
            mark_presence(actor=cast.actor("clerk"), conference=conference, marks=[(member, "present", "", "")])
    assert Invitation.objects.get(person=member).presence == "absent"


def test_steps_of_a_make_up_cannot_be_skipped(cast: Cast, conference: Conference) -> None:
    _mark(cast, conference)
    with cast.at():
        for act in (note_studied, confirm_makeup):
            with pytest.raises(Invalid):
                act(
                    actor=cast.actor("cell_deputy" if act is confirm_makeup else "member"),
                    makeup=makeup_of(cast, "member"),
                )


def _proven(cast: Cast, conference: Conference, who: str) -> MakeUp:
    person = cast.person(who).pk
    send_materials(actor=cast.actor("clerk"), conference=conference, person_ids=[person])
    note_studied(actor=cast.actor(who), makeup=makeup_of(cast, who))
    return give_proof(actor=cast.actor(who), makeup=makeup_of(cast, who), note="Đã học")


def test_R42_nobody_confirms_his_own_study_but_the_deputy_may(cast: Cast, conference: Conference) -> None:
    _mark(cast, conference)
    with cast.at():
        makeup = _proven(cast, conference, "cell_secretary")
        own = cast.actor("cell_secretary")
        for by in (None, cast.person("cell_deputy")):
            with pytest.raises(Invalid):
                confirm_makeup(actor=own, makeup=makeup, by=by)
        assert confirm_makeup(actor=cast.actor("cell_deputy"), makeup=makeup).state == "confirmed"


def test_D12_the_database_refuses_a_make_up_confirmed_by_oneself(cast: Cast, conference: Conference) -> None:
    _mark(cast, conference)
    makeup = makeup_of(cast, "member")
    with pytest.raises(IntegrityError), transaction.atomic():
        MakeUp.objects.filter(pk=makeup.pk).update(confirmed_by=makeup.person_id)


@pytest.mark.parametrize(
    ("who", "refusal"), [("member2", Forbidden), ("sibling_secretary", NotFound), ("monitor", NotFound)]
)
def test_a_make_up_is_confirmed_and_read_by_its_cell_only(
    cast: Cast, conference: Conference, who: str, refusal: type[Exception]
) -> None:
    _mark(cast, conference)
    with cast.at():
        makeup = _proven(cast, conference, "member")
        for act in (
            lambda actor: confirm_makeup(actor=actor, makeup=makeup),
            lambda actor: selectors.makeup(actor=actor, makeup_id=makeup.pk),
        ):
            with pytest.raises(refusal):
                act(cast.actor(who))
    assert makeup_of(cast, "member").state == "proven"


def test_proof_needs_a_photo_or_words(cast: Cast, conference: Conference) -> None:
    _mark(cast, conference)
    with cast.at():
        send_materials(actor=cast.actor("clerk"), conference=conference, person_ids=[cast.person("member").pk])
        note_studied(actor=cast.actor("cell_secretary"), makeup=makeup_of(cast, "member"))  # typed for him
        with pytest.raises(Invalid):
            give_proof(actor=cast.actor("member"), makeup=makeup_of(cast, "member"), note="  ")


@pytest.mark.parametrize("who", ["cell_secretary", "member", "inspector"])
def test_only_the_office_keeps_the_conference(cast: Cast, conference: Conference, who: str) -> None:
    actor: Actor = cast.actor(who)
    with cast.at():
        with pytest.raises((Forbidden, NotFound)):
            mark_presence(actor=actor, conference=conference, marks=[(cast.person("member").pk, "present", "", "")])
        with pytest.raises((Forbidden, NotFound)):
            invite(actor=actor, conference=conference, people=[cast.person("away")])
    assert not Invitation.objects.exclude(presence="").exists()


def test_somebody_not_convened_cannot_be_marked(cast: Cast, conference: Conference) -> None:
    with cast.at(), pytest.raises(NotFound):
        mark_presence(
            actor=cast.actor("clerk"), conference=conference, marks=[(cast.person("away").pk, "present", "", "")]
        )


def test_S92_inviting_more_people_changes_convened_alone(cast: Cast, drive: Drive, conference: Conference) -> None:
    people = [cast.person("away"), cast.person("member")]
    with cast.at():
        assert len(invite(actor=cast.actor("clerk"), conference=conference, people=people)) == 2
    assert tally(drive, cast.cell.pk)["convened"] == 6


def test_a_conference_with_a_due_date_before_its_last_sitting_keeps_nothing(cast: Cast, drive: Drive) -> None:
    with cast.at(), pytest.raises(Invalid) as error:
        convene(
            actor=cast.actor("clerk"), drive=drive, unit=cast.ward, name="Hội nghị", mode="online",
            sittings=[(clock.local(2026, 4, 10, 8), "Hội trường")], makeup_due_on=date(2026, 4, 9),
            people=[cast.person("member")],
        )  # fmt: skip
    assert error.value.field == "makeup_due_on"
    assert not Conference.objects.exists()

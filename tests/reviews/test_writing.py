"""Writing, handing in, taking back, presenting: what works, and every refusal."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from guong.audit.models import Entry as AuditEntry
from guong.drives.enums import DriveState
from guong.drives.models import Drive, Participant
from guong.kernel import clock
from guong.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from guong.meetings.enums import MeetingState
from guong.reviews import selectors, services, tallies
from guong.reviews.enums import REVIEW_TABLE, Entry, ReviewState
from guong.reviews.models import ReviewRevision, ReviewTemplate, SelfReview
from guong.reviews.texts import FORMS
from guong.reviews.texts_collective import COLLECTIVE
from tests.cast import SYSTEM, Cast
from tests.reviews.helpers import FULL, open_drive, open_meeting, tally

EVERYBODY_ELSE = ["cell_secretary", "cell_deputy", "member2", "clerk", "ward_secretary", "technician", "inspector",
                  "sibling_secretary", "monitor", "outsider"]  # fmt: skip


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


@pytest.fixture
def review(cast: Cast, drive: Drive) -> SelfReview:
    return services.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))


def save(cast: Cast, review: SelfReview, content: dict[str, str], stamp: int) -> SelfReview:
    return services.save_draft(actor=cast.actor("member"), review=review, content=content, stamp=stamp)


def hand_in(cast: Cast, review: SelfReview) -> SelfReview:
    save(cast, review, FULL, SelfReview.objects.get(pk=review.pk).stamp)
    return services.hand_in(actor=cast.actor("member"), review=review)


def test_S127_the_form_follows_the_kind_of_member(cast: Cast, drive: Drive) -> None:
    helped = services.start_review(actor=cast.actor("helped"), drive=drive, person=cast.person("helped"))
    member = services.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))
    assert helped.template.code == "retired"
    assert member.template.code == "official"
    assert helped.unit == cast.cell


def test_starting_twice_gives_the_same_review(cast: Cast, drive: Drive, review: SelfReview) -> None:
    again = services.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))
    assert again.pk == review.pk


def test_R2_nobody_exempt_or_off_the_roster_begins_one(cast: Cast, drive: Drive) -> None:
    with pytest.raises(Invalid, match="Cao Thị Mận"):
        services.start_review(actor=cast.actor("exempt"), drive=drive, person=cast.person("exempt"))
    other = Drive.objects.create(
        code="KHAC", name="Khác", theme="", mode="political", year=2026, owner=cast.ward, scope_unit=cast.ward,
        starts_on=drive.starts_on, ends_on=drive.ends_on, window_from=drive.window_from, window_to=drive.window_to,
        ruleset=drive.ruleset,
    )  # fmt: skip
    with pytest.raises(NotFound):
        services.start_review(actor=cast.actor("member"), drive=other, person=cast.person("member"))


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
def test_nobody_begins_for_another(cast: Cast, drive: Drive, who: str) -> None:
    with pytest.raises(NotFound):
        services.start_review(actor=cast.actor(who), drive=drive, person=cast.person("member"))


def test_forms_are_versioned_data_and_a_drive_keeps_its_version(
    cast: Cast, drive: Drive, review: SelfReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = services.ensure_templates(actor=SYSTEM)
    assert [t.version for t in services.ensure_templates(actor=SYSTEM)] == [1] * len([*FORMS, *COLLECTIVE])
    monkeypatch.setitem(FORMS[0], "title", "Mẫu mới")
    renewed = services.ensure_templates(actor=SYSTEM)
    assert [(t.code, t.version) for t in renewed if t.version > 1] == [("official", 2)]
    assert ReviewTemplate.objects.get(pk=first[0].pk).title != "Mẫu mới"
    second = services.start_review(actor=cast.actor("member2"), drive=drive, person=cast.person("member2"))
    assert second.template.version == 1
    later = open_drive(cast, "TSTS-2027")
    third = services.start_review(actor=cast.actor("member"), drive=later, person=cast.person("member"))
    assert third.template.version == 2


def test_saving_raises_the_stamp_and_the_same_words_do_not(cast: Cast, review: SelfReview) -> None:
    with cast.at():
        saved = save(cast, review, {"strengths": "Một việc"}, 0)
        assert (saved.stamp, saved.draft) == (1, {"strengths": "Một việc"})
        same = save(cast, review, {"strengths": " Một việc ", "causes": ""}, 1)
    assert same.stamp == 1


def test_a_second_tab_gets_a_conflict_and_nothing_is_lost(cast: Cast, review: SelfReview) -> None:
    save(cast, review, {"strengths": "Tab một"}, 0)
    with pytest.raises(Conflict):
        save(cast, review, {"strengths": "Tab hai"}, 0)
    assert SelfReview.objects.get(pk=review.pk).draft == {"strengths": "Tab một"}


def test_a_second_tab_with_the_very_same_words_is_no_conflict(cast: Cast, review: SelfReview) -> None:
    save(cast, review, {"strengths": "Như nhau"}, 0)
    assert save(cast, review, {"strengths": "Như nhau"}, 0).stamp == 1


def test_unknown_and_overlong_sections_are_refused_whole(cast: Cast, review: SelfReview) -> None:
    with pytest.raises(Invalid, match="diary"):
        save(cast, review, {"strengths": "a", "diary": "b"}, 0)
    with pytest.raises(Invalid, match="Ưu điểm"):
        save(cast, review, {"strengths": "a" * 20_001}, 0)
    assert SelfReview.objects.get(pk=review.pk).draft == {}


def test_hand_in_makes_a_revision_and_counts(cast: Cast, drive: Drive, review: SelfReview) -> None:
    with cast.at():
        done = hand_in(cast, review)
    assert done.state == ReviewState.HANDED_IN
    assert [r.content for r in done.revisions.all()] == [FULL]
    assert tally(drive, cast.cell).reviews_handed_in == 1
    assert tally(drive, cast.sibling).reviews_handed_in == 0


def test_S7_hand_in_names_the_sections_still_empty(cast: Cast, review: SelfReview) -> None:
    save(cast, review, {"strengths": "Chỉ có việc tốt"}, 0)
    with pytest.raises(Invalid, match="Khuyết điểm tôi tự thấy") as refusal:
        services.hand_in(actor=cast.actor("member"), review=review)
    assert refusal.value.field == "shortcomings"
    fresh = SelfReview.objects.get(pk=review.pk)
    assert fresh.state == ReviewState.DRAFT
    assert fresh.revisions.count() == 0


def test_no_change_makes_no_revision(cast: Cast, drive: Drive, review: SelfReview) -> None:
    hand_in(cast, review)
    services.take_back(actor=cast.actor("member"), review=review)
    assert tally(drive, cast.cell).reviews_handed_in == 0
    services.hand_in(actor=cast.actor("member"), review=review)
    assert review.revisions.count() == 1
    services.take_back(actor=cast.actor("member"), review=review)
    save(cast, review, {**FULL, "direction": "Báo trước hai ngày."}, 1)
    services.hand_in(actor=cast.actor("member"), review=review)
    assert [r.number for r in review.revisions.all()] == [1, 2]
    assert review.revisions.get(number=1).content == FULL


def test_after_hand_in_nothing_is_saved_until_taken_back(cast: Cast, review: SelfReview) -> None:
    hand_in(cast, review)
    with pytest.raises(Invalid):
        save(cast, review, {"strengths": "Khác"}, 1)


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
def test_D7_nobody_elses_door_leads_to_a_draft(cast: Cast, drive: Drive, review: SelfReview, who: str) -> None:
    save(cast, review, {"strengths": "Chữ bí mật của tôi"}, 0)
    actor = cast.actor(who)
    for act in [
        lambda: services.save_draft(actor=actor, review=review, content={"strengths": "đè"}, stamp=1),
        lambda: services.hand_in(actor=actor, review=review),
        lambda: services.hand_in(actor=actor, review=review, signed_paper=True),
        lambda: services.take_back(actor=actor, review=review),
        lambda: services.confirm_typed(actor=actor, review=review),
        lambda: services.take_over_typed(actor=actor, review=review),
        lambda: selectors.my_review(actor=actor, review_id=review.pk),
    ]:
        with pytest.raises(NotFound):
            act()
    with pytest.raises((NotFound, Forbidden)):
        selectors.open_review(actor=actor, review_id=review.pk)
    participant = Participant.objects.get(drive=drive, person=cast.person("member"))
    with pytest.raises((NotFound, Forbidden)):
        selectors.typed_text(actor=actor, participant=participant)
    assert selectors.my_words(actor=actor)["self_reviews"] == []
    assert "bí mật" not in str(list(AuditEntry.objects.values_list("target_label", "changes")))


def test_D7_the_secretary_sees_the_state_but_no_word_of_a_draft(cast: Cast, drive: Drive, review: SelfReview) -> None:
    save(cast, review, {"strengths": "Chữ bí mật của tôi"}, 0)
    rows = selectors.reviews_of_unit(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell)
    row = next(row for row in rows if row.person == cast.person("member"))
    assert (row.state, row.may_type) == (ReviewState.DRAFT, False)
    assert "bí mật" not in repr(rows)


def test_D7_a_review_taken_back_is_the_authors_alone_again(cast: Cast, review: SelfReview) -> None:
    hand_in(cast, review)
    secretary = cast.actor("cell_secretary")
    assert selectors.open_review(actor=secretary, review_id=review.pk)[1].content == FULL
    services.take_back(actor=cast.actor("member"), review=review)
    with pytest.raises(NotFound):
        selectors.open_review(actor=secretary, review_id=review.pk)


def test_D6_reading_is_logged_for_the_owner_and_own_reading_is_not(cast: Cast, review: SelfReview) -> None:
    hand_in(cast, review)
    read = AuditEntry.objects.filter(code="audit.personal.read")
    selectors.open_review(actor=cast.actor("member"), review_id=review.pk)
    assert not read.exists()
    selectors.open_review(actor=cast.actor("cell_secretary"), review_id=review.pk)
    row = read.get()
    assert (row.person_id, row.changes["part"]) == (cast.person("member").pk, "self_review")


def test_who_may_read_what_was_handed_in(cast: Cast, review: SelfReview) -> None:
    hand_in(cast, review)
    for who, refusal in [("member2", Forbidden), ("sibling_secretary", NotFound), ("clerk", Forbidden),
                         ("ward_secretary", Forbidden), ("technician", Forbidden), ("outsider", NotFound)]:  # fmt: skip
        with pytest.raises(refusal):
            selectors.open_review(actor=cast.actor(who), review_id=review.pk)
    with pytest.raises(NotFound):
        selectors.open_review(actor=cast.actor("cell_secretary"), review_id=999_999)


def test_presented_in_an_open_meeting_of_the_cell(cast: Cast, drive: Drive, review: SelfReview) -> None:
    hand_in(cast, review)
    meeting = open_meeting(drive, cast.cell)
    done = services.present_review(actor=cast.actor("cell_secretary"), review=review, meeting=meeting)
    assert (done.state, done.presented_in) == (ReviewState.PRESENTED, meeting)
    assert (tally(drive, cast.cell).reviews_handed_in, tally(drive, cast.cell).reviews_presented) == (1, 1)
    with pytest.raises(Invalid):
        services.take_back(actor=cast.actor("member"), review=review)


def test_presenting_is_refused_to_the_wrong_people_and_in_the_wrong_meeting(
    cast: Cast, drive: Drive, review: SelfReview
) -> None:
    secretary = cast.actor("cell_secretary")
    meeting = open_meeting(drive, cast.cell)
    with pytest.raises(Invalid):  # still a draft
        services.present_review(actor=secretary, review=review, meeting=meeting)
    hand_in(cast, review)
    with pytest.raises(Forbidden):
        services.present_review(actor=cast.actor("member"), review=review, meeting=meeting)
    with pytest.raises(NotFound):
        services.present_review(actor=cast.actor("sibling_secretary"), review=review, meeting=meeting)
    with pytest.raises(NotFound):
        services.present_review(
            actor=cast.actor("sibling_secretary"), review=review, meeting=open_meeting(drive, cast.sibling)
        )
    for state in [MeetingState.PLANNED, MeetingState.CLOSED]:
        with pytest.raises(Invalid):
            services.present_review(actor=secretary, review=review, meeting=open_meeting(drive, cast.cell, state))
    with pytest.raises(Invalid):
        services.present_review(
            actor=secretary, review=review, meeting=open_meeting(open_drive(cast, "KHAC"), cast.cell)
        )


def test_nothing_moves_outside_an_open_drive(cast: Cast, drive: Drive, review: SelfReview) -> None:
    save(cast, review, FULL, 0)
    Drive.objects.filter(pk=drive.pk).update(state=DriveState.CLOSED)
    with pytest.raises(Invalid):
        services.hand_in(actor=cast.actor("member"), review=review)
    with pytest.raises(Invalid):
        save(cast, review, {"strengths": "muộn"}, 1)
    with pytest.raises(Invalid):
        services.start_review(actor=cast.actor("member2"), drive=drive, person=cast.person("member2"))


@pytest.mark.parametrize("state", ReviewState.values)
@pytest.mark.parametrize("event", ["hand_in", "take_back", "return", "present", "finalise", "sign"])
def test_every_state_and_event_of_the_table(
    cast: Cast, drive: Drive, review: SelfReview, state: str, event: str
) -> None:
    SelfReview.objects.filter(pk=review.pk).update(state=state, draft=FULL)
    author, secretary = cast.actor("member"), cast.actor("cell_secretary")
    meeting = open_meeting(drive, cast.cell)
    act = {
        "hand_in": lambda: services.hand_in(actor=author, review=review),
        "take_back": lambda: services.take_back(actor=author, review=review),
        "present": lambda: services.present_review(actor=secretary, review=review, meeting=meeting),
        "return": lambda: services.return_review(actor=secretary, review=review, reason="Chưa có việc cụ thể").review,
        "finalise": lambda: services.finalise_review(actor=secretary, review=review),
        "sign": lambda: services.sign_review(actor=author, review=review, word="seen").review,
    }[event]
    ReviewRevision.objects.create(review=review, number=1, content=FULL, made_at=clock.now(), made_by_label="")
    expected = REVIEW_TABLE.get((state, event))
    if expected is None:
        with pytest.raises(Invalid):
            act()
    else:
        assert act().state == expected


def test_the_database_refuses_a_typed_review_without_a_yes(cast: Cast, review: SelfReview) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SelfReview.objects.filter(pk=review.pk).update(entry=Entry.TYPED_FOR, state=ReviewState.HANDED_IN)


def test_count_agrees_with_what_is_stored(cast: Cast, drive: Drive, review: SelfReview) -> None:
    hand_in(cast, review)
    counted = tallies.count(drive.pk, cast.cell.pk)
    stored = tally(drive, cast.cell)
    assert counted == {name: getattr(stored, name) for name in counted}

"""The owner of a rehearsal plays each invented person, so that the whole loop is closed in it, apart from everything real."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from guong.access.actors import AccountActor
from guong.access.models import Grant
from guong.access.played import PlayedActor
from guong.audit.models import Entry
from guong.corrections import services as corrections
from guong.corrections.models import Action, RecheckItem
from guong.drives.services import register_meeting
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings.services import evening
from guong.org.models import Membership, Person, Unit
from guong.papers.services import conclude_meeting
from guong.plans import services as plans
from guong.rehearsals.models import Rehearsal
from guong.rehearsals.selectors import part_played, parts
from guong.rehearsals.services import play_part, remove_rehearsal, start_rehearsal
from guong.reviews import services as reviews
from tests.cast import SYSTEM, Cast
from tests.drives.test_pages import client, words
from tests.figures.history import CONTENT

EVENING = clock.local(2026, 4, 2, 19, 30)


def _cell(row: Rehearsal) -> tuple[Unit, list[Person]]:
    cell = Unit.objects.filter(parent=row.root).order_by("path")[0]
    return cell, [one.person for one in Membership.objects.filter(unit=cell).select_related("person").order_by("pk")]


def _as(cast: Cast, person: Person) -> PlayedActor:
    played = part_played(actor=AccountActor(cast.accounts["clerk"], clock.today()), person_id=person.pk)
    assert played is not None
    return played


def test_the_whole_loop_is_closed_in_a_rehearsal_each_act_by_its_own_part(cast: Cast) -> None:
    """Typed and confirmed, read out, remarked on and answered, promised, accepted, done, judged, looked at again, removed."""
    with cast.at():
        people = Person.objects.count()
        row = start_rehearsal(actor=cast.actor("clerk"), unit=cast.ward)
        cell, (head, deputy, _third, _fourth, member, *_rest) = _cell(row)
        reviews.ensure_templates(actor=SYSTEM)
        registration = register_meeting(
            actor=_as(cast, head), drive=row.drive, unit=cell, starts_at=EVENING, place="Nhà văn hóa", mode="in_person"
        )
        review = reviews.type_for(
            actor=_as(cast, head), drive=row.drive, person=member, content={"strengths": "Đi họp đúng giờ cả năm"}
        )
        whole = {one["key"]: "Quý I trả lời dân chậm 3 lần, đã xin lỗi." for one in review.template.sections}
        review = reviews.type_for(actor=_as(cast, head), drive=row.drive, person=member, content=whole)
        with pytest.raises((Forbidden, NotFound, Invalid)):
            reviews.confirm_typed(actor=_as(cast, deputy), review=review)
        review = reviews.confirm_typed(actor=_as(cast, member), review=review)
        review = reviews.hand_in(actor=_as(cast, member), review=review)
        plan = plans.start_plan(actor=_as(cast, member), drive=row.drive, person=member)
        plan = plans.save_plan(actor=_as(cast, member), plan=plan, content=CONTENT, stamp=plan.stamp)
    with clock.at(EVENING):
        actor = _as(cast, head)
        meeting = evening.plan_meeting(
            actor=actor, unit=cell, kind="thematic", starts_at=EVENING, place="Nhà văn hóa", mode="in_person",
            registration=registration, chair=head, secretary=deputy,
        )  # fmt: skip
        meeting = evening.open_meeting(actor=actor, meeting=meeting)
        here = [(one.person_id, "present", "") for one in Membership.objects.filter(unit=cell)]
        evening.mark_attendance(actor=actor, meeting=meeting, marks=here)
        reviews.present_review(actor=actor, review=review, meeting=meeting)
        plans.present_plan(actor=actor, plan=plan, meeting=meeting)
        remark = reviews.make_remark(
            actor=_as(cast, deputy), drive=row.drive, unit=cell, addressee="person", person=member, meeting=meeting,
            fact="Quý I ba lần đến muộn.",
        )  # fmt: skip
        reviews.reply_to_remark(actor=_as(cast, member), remark=remark, kind="accept", text="Tôi tiếp thu.")
        finding = corrections.state_finding(
            actor=actor, drive=row.drive, unit=cell, subject="person", kind="work", source="review", person=member,
            meeting=meeting, remark=remark, fact="Hồ sơ trả chậm 5 ngày trong tháng 2.",
        )  # fmt: skip
        finding = corrections.answer_finding(actor=_as(cast, member), finding=finding, accept=True, text="Tôi nhận.")
        action = corrections.set_measure(
            actor=actor, finding=finding, measure="Trả hồ sơ đúng hẹn", deadline=date(2026, 4, 20),
            cause_kind="objective", cause="Thiếu người.",
        )  # fmt: skip
        done = conclude_meeting(actor=actor, meeting=meeting, conclusion="Chi bộ nhất trí.")
        assert done.recheck is not None
    with clock.at(EVENING + timedelta(days=3)):
        plan = plans.submit_plan(actor=_as(cast, member), plan=plan)
        plan = plans.accept_plan(actor=_as(cast, head), plan=plan)
        corrections.report_action(actor=_as(cast, member), action=action, evidence="Đã trả đủ 12 hồ sơ.")
        with pytest.raises((Forbidden, Invalid)):
            corrections.confirm_action(actor=_as(cast, member), action=action)
    with clock.at(EVENING + timedelta(days=26)):
        item = RecheckItem.objects.get(action=action)
        corrections.judge_item(actor=_as(cast, head), item=item, outcome="done", reason="Chi bộ đã xem sổ.")
        assert (plan.state, Action.objects.get(pk=action.pk).state) == ("accepted", "confirmed")
        told = Entry.objects.filter(
            unit_path=cell.path, actor_id=cast.accounts["clerk"].pk, actor_label__contains="đóng vai"
        )
        assert told.values("actor_label").distinct().count() == 3
        remove_rehearsal(actor=cast.actor("clerk"), rehearsal=row)
        assert Person.objects.count() == people


def test_a_part_reaches_nothing_real_and_ends_with_its_owner_and_its_time(cast: Cast) -> None:
    with cast.at():
        row = start_rehearsal(actor=cast.actor("clerk"), unit=cast.ward)
        people = _cell(row)[1]
        played = _as(cast, people[0])
        for real in (cast.cell, cast.ward):
            assert not any(
                played.can(perm, real.path) for perm in ("org.unit:read", "meetings.meeting:run", "org.unit:manage")
            )
            assert not played.sees(real.path)
        clerk = AccountActor(cast.accounts["clerk"], clock.today())
        assert part_played(actor=clerk, person_id=cast.person("member").pk) is None
        with pytest.raises(Invalid):
            play_part(actor=clerk, rehearsal=row, person_id=cast.person("member").pk)
        leader = AccountActor(cast.accounts["ward_secretary"], clock.today())
        assert (parts(actor=leader, rehearsal=row), part_played(actor=leader, person_id=people[0].pk)) == ([], None)
        with pytest.raises((Forbidden, NotFound)):
            play_part(actor=leader, rehearsal=row, person_id=people[0].pk)
        Grant.objects.filter(account=cast.accounts["clerk"], unit=row.root).update(ended_at=clock.now())
        assert part_played(actor=AccountActor(cast.accounts["clerk"], clock.today()), person_id=people[0].pk) is None


def test_on_the_pages_one_plays_and_stops(cast: Cast) -> None:
    with cast.at():
        row = start_rehearsal(actor=cast.actor("clerk"), unit=cast.ward)
        cell, people = _cell(row)
        clerk, real = client(cast, "clerk"), reverse("unit", args=[cast.ward.pk])
        assert "Đóng vai" in words(clerk.get(reverse("rehearsals")))
        play = reverse("rehearsal-play", args=[row.pk])
        assert clerk.post(play, {"part": "²"}).status_code == 422
        assert clerk.post(play, {"part": str(people[4].pk)}).status_code == 302
        home = words(clerk.get(reverse("home")))
        assert f"Đồng chí đang đóng vai {people[4].full_name}." in home
        assert (clerk.get(real).status_code, clerk.get(reverse("unit", args=[cell.pk])).status_code) == (404, 200)
        assert clerk.post(reverse("rehearsal-stop")).status_code == 302
        assert clerk.get(real).status_code == 200
        clerk.post(play, {"part": str(people[4].pk)})
        remove_rehearsal(actor=cast.actor("clerk"), rehearsal=row)
        assert clerk.get(real).status_code == 200  # the part is gone with the rehearsal

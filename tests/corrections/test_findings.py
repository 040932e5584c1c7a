"""Stating, answering, objecting, closing (R20, D1, D2, D12, D15, D18)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guong.audit.models import Entry
from guong.corrections import selectors, services
from guong.corrections.models import Action, Finding
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings.models import Attendance
from tests.cast import Cast
from tests.corrections import stage


def test_D15_a_finding_needs_a_fact(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at(), pytest.raises(Invalid) as error:
        stage.personal(cast, drive, fact="  \n ")
    assert error.value.field == "fact"
    assert not Finding.objects.exists()


def test_D1_the_named_person_is_told_and_sees_the_text_at_once(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.personal(cast, drive)
        assert finding.told_at is None
        waiting = selectors.waiting_for_me(actor=cast.actor("member"))
        assert waiting.findings == [finding]
        services.note_shown(actor=cast.actor("member2"), finding=finding)
        finding.refresh_from_db()
        assert finding.told_at is None
        services.note_shown(actor=cast.actor("member"), finding=finding)
    finding.refresh_from_db()
    assert finding.told_at is not None


def test_D1_who_heard_it_in_the_meeting_counts_as_told(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        meeting = stage.meet(cast.cell, drive)
        Attendance.objects.create(meeting=meeting, person=cast.person("member"), presence="late", marked_at=clock.now())
        assert stage.personal(cast, drive, meeting=meeting).told_at is not None
        assert stage.personal(cast, drive, "member2", meeting=meeting).told_at is None


def test_D2_the_answer_stays_with_the_finding_word_for_word(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.personal(cast, drive)
        services.answer_finding(
            actor=cast.actor("member"), finding=finding, accept=False, text="Hai buổi tôi trực ca, có báo trước."
        )
        page = selectors.open_finding(actor=cast.actor("member"), finding_id=finding.pk)
    assert page.finding.answer == "Hai buổi tôi trực ca, có báo trước."
    assert page.finding.state == "contested"
    assert [one.text for one in page.history if one.event == "contested"] == ["Hai buổi tôi trực ca, có báo trước."]


def test_D2_an_objection_needs_words_and_nobody_answers_for_another(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.personal(cast, drive)
        with pytest.raises(Invalid) as error:
            services.answer_finding(actor=cast.actor("member"), finding=finding, accept=False, text=" ")
        assert error.value.field == "text"
        with pytest.raises(Forbidden):
            services.answer_finding(actor=cast.actor("member2"), finding=finding, accept=True)
        with pytest.raises(NotFound):
            services.answer_finding(actor=cast.actor("sibling_secretary"), finding=finding, accept=True)
        with pytest.raises(Invalid):
            services.answer_finding(actor=cast.actor("cell_secretary"), finding=finding, accept=True)
    finding.refresh_from_db()
    assert finding.state == "stated"


def test_D26_an_answer_typed_by_the_secretary_says_who_typed_it(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.personal(cast, drive, "helped")
        services.answer_finding(
            actor=cast.actor("cell_secretary"), finding=finding, accept=True, text="Tôi nhận.", by=cast.person("helped")
        )
    said = finding.history.get(event="accepted")
    assert said.by == cast.person("helped")
    assert "Thuận" in said.typed_by_label


def test_D12_an_objection_is_decided_by_somebody_else_with_words(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.personal(cast, drive, "cell_secretary")
        services.answer_finding(
            actor=cast.actor("cell_secretary"), finding=finding, accept=False, text="Không đúng ngày."
        )
        for by in (None, cast.person("cell_deputy")):  # nor by typing another's name
            with pytest.raises(Invalid):
                services.settle_contest(
                    actor=cast.actor("cell_secretary"), finding=finding, uphold=False, text="…", by=by
                )
        with pytest.raises(Invalid) as error:
            services.settle_contest(actor=cast.actor("cell_deputy"), finding=finding, uphold=False, text="")
        assert error.value.field == "text"
        services.settle_contest(actor=cast.actor("cell_deputy"), finding=finding, uphold=False, text="Sổ họp ghi nhầm.")
        with pytest.raises(Forbidden):
            services.settle_contest(actor=cast.actor("member2"), finding=finding, uphold=True, text="…")
    finding.refresh_from_db()
    assert (finding.state, finding.settled_text) == ("dropped", "Sổ họp ghi nhầm.")
    assert finding.settled_by == cast.person("cell_deputy")


def test_R20_a_measure_needs_cause_text_and_a_date_not_before_the_meeting(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.personal(cast, drive, meeting=stage.meet(cast.cell, drive))
        member = cast.actor("member")

        def measure(**more: object) -> Action:
            values: dict[str, object] = {
                "measure": "Đặt giờ nhắc.", "deadline": stage.LATER, "cause_kind": "objective", "cause": "Tan ca muộn."
            }  # fmt: skip
            return services.set_measure(actor=member, finding=finding, **(values | more))  # type: ignore[arg-type]

        with pytest.raises(Invalid):  # not answered yet
            measure()
        services.answer_finding(actor=member, finding=finding, accept=True)
        for wrong, field in (
            ({"measure": " "}, "measure"),
            ({"deadline": date(2026, 3, 31)}, "deadline"),
            ({"cause_kind": ""}, "cause_kind"),
            ({"cause": " "}, "cause"),
            ({"owner": cast.person("sibling_member")}, "owner"),
        ):
            with pytest.raises(Invalid) as error:
                measure(**wrong)
            assert error.value.field == field
        assert not Action.objects.exists()
        action = measure(deadline=date(2026, 4, 1))
    finding.refresh_from_db()
    assert (finding.state, action.owner) == ("planned", cast.person("member"))


def test_D12_nothing_is_confirmed_or_closed_by_the_doers_own_word(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        action = stage.planned(cast, drive, "cell_secretary")
        secretary = cast.actor("cell_secretary")
        services.report_action(actor=secretary, action=action, evidence="Cả tháng đến đúng giờ.")
        finding = Finding.objects.get(pk=action.finding_id)
        assert finding.state == "reported"
        for by in (None, cast.person("cell_secretary"), cast.person("cell_deputy")):
            with pytest.raises(Invalid):
                services.confirm_action(actor=secretary, action=action, by=by)
        services.confirm_action(actor=cast.actor("cell_deputy"), action=action)
        with pytest.raises(Invalid):
            services.close_finding(actor=secretary, finding=finding)
        services.close_finding(actor=cast.actor("cell_deputy"), finding=finding)
    finding.refresh_from_db()
    assert finding.state == "closed"


def test_D12_the_database_itself_refuses_a_doer_as_judge(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        action = stage.planned(cast, drive)
        me = cast.person("member")
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.filter(pk=action.pk).update(confirmed_by=me)
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=action.finding_id).update(closed_by=me)
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=action.finding_id).update(settled_by=me)


def test_D18_a_small_fault_is_closed_in_the_meeting_without_a_plan_but_not_by_its_person(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        small = stage.personal(cast, drive, "cell_secretary", severity="small")
        big = stage.personal(cast, drive, "member")
        with pytest.raises(Invalid):
            services.close_small(actor=cast.actor("cell_secretary"), finding=small)
        with pytest.raises(Invalid):
            services.close_small(actor=cast.actor("cell_secretary"), finding=big)
        services.close_small(actor=cast.actor("cell_deputy"), finding=small)
        small.refresh_from_db()
        assert small.state == "closed"
        answered = services.answer_finding(
            actor=cast.actor("cell_secretary"), finding=small, accept=True, text="Tôi sẽ nhớ."
        )
    assert (answered.state, answered.answer) == ("closed", "Tôi sẽ nhớ.")  # D2: the right of reply outlives the closing


def test_R20_a_finding_that_comes_back_is_opened_again(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        action = stage.planned(cast, drive)
        services.confirm_action(actor=cast.actor("cell_secretary"), action=action)
        finding = services.close_finding(actor=cast.actor("cell_secretary"), finding=action.finding)
        with pytest.raises(Invalid):
            services.reopen_finding(actor=cast.actor("cell_secretary"), finding=finding, reason="")
        services.reopen_finding(
            actor=cast.actor("cell_secretary"), finding=finding, reason="Hai buổi tháng 6 lại muộn."
        )
    finding.refresh_from_db()
    action.refresh_from_db()
    assert (finding.state, finding.round_no, finding.closed_at) == ("in_progress", 2, None)
    assert (action.state, action.confirmed_by) == ("open", None)


def test_S21_a_member_states_something_of_himself_and_it_is_accepted(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        mine = stage.personal(cast, drive, actor=cast.actor("member"), source="self")
        assert mine.state == "accepted"
        with pytest.raises(Forbidden):
            stage.personal(cast, drive, "member2", actor=cast.actor("member"), source="self")
        with pytest.raises(NotFound):
            stage.personal(cast, drive, actor=cast.actor("sibling_secretary"))


def test_foreign_people_units_and_meetings_are_refused_and_nothing_is_kept(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        with pytest.raises(Invalid) as error:
            stage.personal(cast, drive, "sibling_member")
        assert error.value.field == "person"
        with pytest.raises(NotFound):
            stage.personal(cast, drive, meeting=stage.meet(cast.sibling, drive))
        with pytest.raises(NotFound):
            stage.collective(cast, drive, unit=cast.sibling)
        drive.state = "closed"
        with pytest.raises(Invalid) as error:
            stage.personal(cast, drive)
        assert error.value.field == "drive"
    assert not Finding.objects.exists()


def test_who_reads_a_finding(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        mine, shared = stage.personal(cast, drive), stage.collective(cast, drive)
        for who, sees in {
            "cell_secretary": {mine, shared},
            "member": {mine, shared},
            "member2": {shared},
            "cell_deputy": {shared},
            "sibling_secretary": NotFound,
            "sibling_member": NotFound,
            "standing_member": Forbidden,  # assigned to the cell: hears words in the meeting, holds no file
            "clerk": Forbidden,  # figures go up; an empty list would say that nothing is open
            "ward_secretary": {shared},  # a member of this cell, like any other
            "technician": Forbidden,
            "monitor": NotFound,
        }.items():
            actor = cast.actor(who)
            if not isinstance(sees, set):
                with pytest.raises(sees):
                    selectors.findings_of_unit(actor=actor, unit=cast.cell)
            else:
                assert set(selectors.findings_of_unit(actor=actor, unit=cast.cell)) == sees, who
        assert selectors.findings_about(actor=cast.actor("cell_secretary"), person_id=cast.person("member").pk) == []
        assert selectors.findings_about(actor=cast.actor("member"), person_id=cast.person("member").pk) == [mine]


def test_D6_opening_anothers_finding_is_written_in_that_persons_log(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.personal(cast, drive)
        selectors.open_finding(actor=cast.actor("member"), finding_id=finding.pk)
        reads = Entry.objects.filter(code="audit.personal.read", person_id=cast.person("member").pk)
        assert not reads.exists()
        selectors.open_finding(actor=cast.actor("cell_secretary"), finding_id=finding.pk)
        assert reads.get().changes["part"] == "finding"
        with pytest.raises(NotFound):
            selectors.open_finding(actor=cast.actor("member2"), finding_id=finding.pk)


def test_D20_a_fault_ends_it_leaves_the_list_a_year_after_closing(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.personal(cast, drive, severity="small")
        services.close_small(actor=cast.actor("cell_secretary"), finding=finding)
        assert selectors.findings_of_unit(actor=cast.actor("cell_secretary"), unit=cast.cell) == [finding]
    with cast.at(clock.local(2027, 4, 2)):
        actor = cast.actor("cell_secretary", date(2027, 4, 2))
        assert selectors.findings_of_unit(actor=actor, unit=cast.cell) == []


def test_S60_S22_open_items_come_by_date_the_late_ones_first(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        later = stage.planned(cast, drive, "member", date(2026, 5, 20))
        sooner = stage.planned(cast, drive, "member2", date(2026, 4, 2))
        done = stage.planned(cast, drive, "helped", date(2026, 4, 1))
        services.confirm_action(actor=cast.actor("cell_secretary"), action=done)
        assert selectors.open_items(actor=cast.actor("cell_secretary"), unit=cast.cell) == [sooner, later]
        assert selectors.open_items(actor=cast.actor("member"), unit=cast.cell) == [later]
        with pytest.raises(NotFound):
            selectors.open_items(actor=cast.actor("sibling_secretary"), unit=cast.cell)

"""A collective's finding divided to the end (R21, S67, S68, D17, Q4)."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guong.corrections import rules, selectors, services
from guong.corrections.models import Action, Finding, HistoryLine, Share
from guong.drives.models import Tally
from guong.kernel import clock
from guong.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.cast import Cast
from tests.corrections import stage
from tests.corrections.stage import part


def test_S67_it_is_divided_only_when_accepted_shares_make_exactly_100(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        one, two = stage.halves(cast, finding)
        finding.refresh_from_db()
        assert (finding.state, finding.divided_at) == ("planned", None)
        services.answer_share(actor=cast.actor("member"), share=one, accept=True)
        finding.refresh_from_db()
        assert finding.divided_at is None
        services.answer_share(actor=cast.actor("member2"), share=two, accept=True)
        finding.refresh_from_db()
    assert finding.divided_at is not None
    assert Tally.objects.get(drive=drive, unit=cast.cell).findings_divided == 1


@pytest.mark.parametrize(
    ("hundredths", "said"),
    [
        ((3333, 3333, 3333), "0,01"),
        ((5000, 5001), "0,01"),
        ((9999,), "0,01"),
        ((4000, 2500), "35"),
        ((10000, 1), "0,01"),
    ],
)
def test_S67_a_sum_of_99_99_is_refused_and_says_what_is_left(
    cast: Cast, hundredths: tuple[int, ...], said: str
) -> None:
    drive = stage.open_drive(cast)
    people = ["member", "member2", "helped"]
    with cast.at():
        finding = stage.collective(cast, drive)
        parts = [part(cast.person(who), share) for who, share in zip(people, hundredths, strict=False)]
        with pytest.raises(Invalid) as error:
            stage.split(cast, finding, *parts)
    assert f"{said} %" in str(error.value).replace(".", ",")
    assert not Share.objects.exists()
    finding.refresh_from_db()
    assert (finding.state, finding.stamp) == ("stated", 0)


def test_S68_no_share_without_a_measure_nor_with_a_date_before_the_meeting(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive, meeting=stage.meet(cast.cell, drive))
        for wrong, field in (
            (part(cast.person("member"), 10000, measure="  "), "measure"),
            (part(cast.person("member"), 10000, deadline=date(2026, 3, 31)), "deadline"),
        ):
            with pytest.raises(Invalid) as error:
                stage.split(cast, finding, wrong)
            assert error.value.field == field
            assert "Phạm Văn Bường" in str(error.value)
    assert not Share.objects.exists()


def test_R21_a_share_goes_to_a_present_member_of_that_collective_only(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        for people in (["sibling_member"], ["member", "member"]):
            whole = rules.equal_split(len(people))
            with pytest.raises(Invalid) as error:
                stage.split(
                    cast, finding, *[part(cast.person(who), one) for who, one in zip(people, whole, strict=True)]
                )
            assert error.value.field == "person"
        ward = cast.actor("ward_secretary")
        committee = stage.collective(cast, drive, actor=ward, unit=cast.ward)
        with pytest.raises(Invalid):
            stage.split(cast, committee, part(cast.person("member"), 10000), actor=ward)
        shares = stage.split(
            cast, committee, part(cast.person("chairman"), 6000), part(cast.person("standing_member"), 4000), actor=ward
        )  # fmt: skip
    assert [share.person for share in shares] == [cast.person("chairman"), cast.person("standing_member")]
    assert Tally.objects.get(drive=drive, unit=cast.ward).findings_collective == 1


def test_R21_only_a_collectives_finding_is_divided_and_only_by_who_runs_the_body(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        with pytest.raises(Invalid):
            stage.split(cast, stage.personal(cast, drive), part(cast.person("member"), 10000))
        finding = stage.collective(cast, drive)
        for who, refusal in (("member", Forbidden), ("ward_secretary", Forbidden), ("sibling_secretary", NotFound)):
            with pytest.raises(refusal):
                stage.split(cast, finding, part(cast.person("member"), 10000), actor=cast.actor(who))


def test_Q4_two_people_dividing_at_once_the_second_is_told(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        old = finding.stamp
        stage.halves(cast, finding)
        with pytest.raises(Conflict):
            services.divide(
                actor=cast.actor("cell_secretary"),
                finding=finding,
                shares=[part(cast.person("helped"), 10000)],
                stamp=old,
            )
    assert {share.person for share in finding.shares.all()} == {cast.person("member"), cast.person("member2")}


def test_D17_a_contested_share_does_not_count_until_somebody_else_decides(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        one, two = stage.halves(cast, finding)
        services.answer_share(actor=cast.actor("member"), share=one, accept=True)
        with pytest.raises(Invalid):
            services.answer_share(actor=cast.actor("member2"), share=two, accept=False, text="")
        services.answer_share(actor=cast.actor("member2"), share=two, accept=False, text="Tôi nhận việc từ tháng 3.")
        shown = selectors.division(actor=cast.actor("member"), finding_id=finding.pk)
        assert (shown.counting, shown.contested, shown.left) == (5000, 5000, 0)
        with pytest.raises(Invalid):  # the parts no longer make 100 %
            services.settle_share(
                actor=cast.actor("cell_secretary"), share=two, hundredths={two.pk: 1000}, text="Đúng."
            )
        with pytest.raises(Invalid):
            services.settle_share(actor=cast.actor("cell_secretary"), share=two, hundredths={}, text=" ")
        services.settle_share(
            actor=cast.actor("cell_secretary"),
            share=two,
            hundredths={two.pk: 1000, one.pk: 9000},
            text="Đúng, còn 10 %.",
        )
        finding.refresh_from_db()
        assert finding.divided_at is None  # who now carries more is asked anew
        bigger = Share.objects.get(finding=finding, person=cast.person("member"), removed_at=None)
        assert (bigger.state, bigger.hundredths) == ("proposed", 9000)
        services.answer_share(actor=cast.actor("member"), share=bigger, accept=True)
    finding.refresh_from_db()
    two.refresh_from_db()
    assert finding.divided_at is not None
    assert (two.state, two.contest_text, two.settled_text) == (
        "confirmed",
        "Tôi nhận việc từ tháng 3.",
        "Đúng, còn 10 %.",
    )


def test_D12_nobody_decides_what_he_said_about_his_own_share(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        mine, _other = stage.split(
            cast, finding, part(cast.person("cell_secretary"), 5000), part(cast.person("member"), 5000)
        )
        services.answer_share(
            actor=cast.actor("cell_secretary"), share=mine, accept=False, text="Không phải việc của tôi."
        )
        for by in (None, cast.person("cell_deputy")):
            with pytest.raises(Invalid):
                services.settle_share(actor=cast.actor("cell_secretary"), share=mine, hundredths={}, text="…", by=by)


def test_D17_a_person_can_be_freed_of_the_share(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        one, two = stage.halves(cast, finding)
        services.answer_share(actor=cast.actor("member2"), share=two, accept=False, text="Lúc đó tôi đi công tác.")
        services.settle_share(
            actor=cast.actor("cell_secretary"), share=two, hundredths={two.pk: 0, one.pk: 10000}, text="Đúng vậy."
        )
    standing = Share.objects.filter(finding=finding, removed_at=None)
    assert [(share.person, share.hundredths) for share in standing] == [(cast.person("member"), 10000)]


def test_only_the_named_person_answers_a_share(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        one, _two = stage.halves(cast, stage.collective(cast, drive))
        with pytest.raises(Forbidden):
            services.answer_share(actor=cast.actor("member2"), share=one, accept=True)
        with pytest.raises(Invalid):
            services.answer_share(actor=cast.actor("cell_secretary"), share=one, accept=True)
        with pytest.raises(NotFound):
            services.answer_share(actor=cast.actor("sibling_member"), share=one, accept=True)
        services.answer_share(actor=cast.actor("cell_secretary"), share=one, accept=True, by=cast.person("member"))
    one.refresh_from_db()
    assert one.state == "confirmed"


def test_D17_who_does_not_answer_in_three_working_days_counts_as_silent(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():  # Wednesday 01/04
        finding = stage.collective(cast, drive)
        one, _two = stage.halves(cast, finding)
        assert one.answer_due_on == date(2026, 4, 6)
        services.answer_share(actor=cast.actor("member"), share=one, accept=True)
        secretary = cast.actor("cell_secretary")
        assert services.expire_shares(actor=secretary, today=date(2026, 4, 6)) == []
        assert services.expire_shares(actor=cast.actor("sibling_secretary"), today=date(2026, 4, 7)) == []
    with cast.at(clock.local(2026, 4, 7, 8)):
        late = services.expire_shares(actor=secretary, today=date(2026, 4, 7))
        assert [share.person for share in late] == [cast.person("member2")]
        assert services.expire_shares(actor=secretary, today=date(2026, 4, 7)) == []
    finding.refresh_from_db()
    assert finding.divided_at is not None


def test_S67_dividing_again_keeps_answers_that_did_not_change_and_withdraws_the_rest(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        one, two = stage.halves(cast, finding)
        services.answer_share(actor=cast.actor("member"), share=one, accept=True)
        services.answer_share(actor=cast.actor("member2"), share=two, accept=True)
        stage.split(
            cast, finding, part(cast.person("member"), 5000), part(cast.person("member2"), 2500),
            part(cast.person("helped"), 2500),
        )  # fmt: skip
    finding.refresh_from_db()
    two.refresh_from_db()
    standing = {share.person: share for share in Share.objects.filter(finding=finding, removed_at=None)}
    assert standing[cast.person("member")] == one
    assert standing[cast.person("member")].state == "confirmed"
    assert standing[cast.person("member2")].state == "proposed"
    assert two.removed_at is not None
    assert finding.divided_at is None
    assert HistoryLine.objects.filter(share=two, event="share_accepted").exists()


def test_R21_work_already_reported_is_not_taken_away_by_dividing_again(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        one, two = stage.halves(cast, finding)
        with pytest.raises(Invalid):  # no share is worked off before it is answered
            services.report_action(actor=cast.actor("member"), action=one.action, evidence="Đã gọi.")
        for who, share in (("member", one), ("member2", two)):
            services.answer_share(actor=cast.actor(who), share=share, accept=True)
        services.report_action(actor=cast.actor("member"), action=one.action, evidence="Đã gọi lại 9 hộ.")
        with pytest.raises(Invalid):
            stage.split(cast, finding, part(cast.person("helped"), 10000))
        one.refresh_from_db()
        assert one.removed_at is None


def test_R21_it_closes_only_when_every_share_is_confirmed_and_the_collective_confirms(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        one, two = stage.halves(cast, finding)
        secretary = cast.actor("cell_secretary")
        for who, share in (("member", one), ("member2", two)):
            services.answer_share(actor=cast.actor(who), share=share, accept=True)
            services.report_action(actor=cast.actor(who), action=share.action, evidence="Đã gọi lại đủ.")
        services.confirm_action(actor=secretary, action=one.action)
        finding.refresh_from_db()
        assert finding.state == "reported"
        with pytest.raises(Invalid):
            services.close_finding(actor=secretary, finding=finding)
        services.confirm_action(actor=secretary, action=two.action)
        finding.refresh_from_db()
        assert finding.state == "confirmed"  # not closed by itself
        with pytest.raises(Forbidden):
            services.close_finding(actor=cast.actor("member"), finding=finding)
        services.close_finding(actor=secretary, finding=finding)
    finding.refresh_from_db()
    assert finding.state == "closed"


PEOPLE = ["member", "member2", "helped", "cell_deputy", "away"]
_list = st.dictionaries(st.sampled_from(PEOPLE), st.integers(1, 9999), min_size=1, max_size=5)
_move = st.one_of(
    st.tuples(st.just("divide"), _list, st.booleans()),
    st.tuples(st.just("whole"), st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=5, unique=True), st.booleans()),
    st.tuples(st.just("answer"), st.sampled_from(PEOPLE), st.booleans()),
    st.tuples(st.just("settle"), st.sampled_from(PEOPLE), st.integers(-200, 200)),
    st.tuples(st.just("expire"), st.just(""), st.booleans()),
)


def _apply(cast: Cast, finding: Finding, move: tuple[str, object, object]) -> None:
    """One edit by one of two secretaries; a stale stamp or a refused sum leaves everything as it was."""
    verb, what, how = move
    secretary = cast.actor("cell_secretary")
    finding.refresh_from_db()
    standing = {share.person_id: share for share in finding.shares.filter(removed_at=None)}
    if verb in {"divide", "whole"}:
        sizes = what if isinstance(what, dict) else dict(zip(what, rules.equal_split(len(what)), strict=True))  # type: ignore[arg-type]
        parts = [part(cast.person(who), size) for who, size in sizes.items()]
        stamp = finding.stamp - (0 if how else 1)
        services.divide(actor=secretary, finding=finding, shares=parts, stamp=max(stamp, 0))
    elif verb == "expire":
        services.expire_shares(actor=secretary, today=date(2026, 5, 1))
    elif (share := standing.get(cast.person(str(what)).pk)) is not None:
        if verb == "answer":
            services.answer_share(actor=cast.actor(str(what)), share=share, accept=bool(how), text="Có ý kiến.")
        else:
            other = next((one for one in standing.values() if one.pk != share.pk), share)
            change = {share.pk: share.hundredths + int(str(how)), other.pk: other.hundredths - int(str(how))}
            services.settle_share(actor=secretary, share=share, hundredths=change, text="Đã xem lại.")


def test_Q4_whatever_people_do_the_standing_shares_make_exactly_100_or_nothing(cast: Cast) -> None:
    drive = stage.open_drive(cast)

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(_move, min_size=1, max_size=7))
    def run(moves: list[tuple[str, object, object]]) -> None:
        with cast.at():
            finding = stage.collective(cast, drive)
            for move in moves:
                with contextlib.suppress(Invalid):
                    _apply(cast, finding, move)
                rows = list(Share.objects.filter(finding=finding, removed_at=None).values_list("state", "hundredths"))
                finding.refresh_from_db()
                assert sum(size for _state, size in rows) in {0, 10_000}
                assert (finding.divided_at is not None) == rules.is_divided(rows)
                assert Action.objects.filter(finding=finding, share__removed_at=None).count() == len(
                    rows
                )  # S68: no share without a measure

    run()

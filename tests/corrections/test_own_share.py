"""The share of the collective as such: a reason, a third comrade's yes, nothing before (R21, D17, D12); members who leave (Q4)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guong.corrections import selectors, services
from guong.corrections.models import Finding, Share
from guong.corrections.services import ShareInput
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid
from guong.org.models import Membership
from tests.cast import Cast
from tests.corrections import stage
from tests.corrections.stage import part

WHY = "Quy chế của chi bộ chưa phân công việc này cho ai."


def whole(cast: Cast, who: str = "member", hundredths: int = 3000, reason: str = WHY) -> ShareInput:
    return ShareInput(cast.person(who).pk, hundredths, "Bổ sung quy chế.", stage.LATER, as_such=True, reason=reason)


def _divided(cast: Cast) -> tuple[Finding, Share, Share]:
    """70 % of the member's own, 30 % of the cell as such that the same member sees to."""
    finding = stage.collective(cast, stage.open_drive(cast))
    own, common = stage.split(cast, finding, part(cast.person("member"), 7000), whole(cast))
    return finding, own, common


def test_R21_the_collective_as_such_carries_a_part_only_when_a_third_comrade_approves(cast: Cast) -> None:
    with cast.at():
        finding, own, common = _divided(cast)
        services.answer_share(actor=cast.actor("member"), share=own, accept=True)
        with pytest.raises(Invalid):  # its person does not take it on: it is not his
            services.answer_share(actor=cast.actor("member"), share=common, accept=True)
        with pytest.raises(Invalid):  # who proposed it
            services.approve_share(actor=cast.actor("cell_secretary"), share=common, approve=True)
        with pytest.raises(Forbidden):  # who sees to it
            services.approve_share(actor=cast.actor("member"), share=common, approve=True)
        assert [one.pk for one in selectors.waiting_in_bodies(actor=cast.actor("cell_secretary")).approvals] == []
        finding.refresh_from_db()
        assert finding.divided_at is None
        assert [one.pk for one in selectors.waiting_in_bodies(actor=cast.actor("cell_deputy")).approvals] == [common.pk]
        assert selectors.waiting_in_bodies(actor=cast.actor("member2")).approvals == []
        services.approve_share(actor=cast.actor("cell_deputy"), share=common, approve=True)
    finding.refresh_from_db()
    common.refresh_from_db()
    assert finding.divided_at is not None
    assert common.approved_by == cast.person("cell_deputy")


def test_R21_it_is_not_silent_after_its_time_it_waits(cast: Cast) -> None:
    with cast.at():
        finding, _own, common = _divided(cast)
    with cast.at(clock.local(2026, 4, 20, 9)):
        services.expire_shares(actor=cast.actor("cell_secretary"), today=clock.today(), finding=finding)
    common.refresh_from_db()
    finding.refresh_from_db()
    assert (common.state, finding.divided_at) == ("proposed", None)


def test_R21_what_is_not_approved_goes_to_comrades(cast: Cast) -> None:
    with cast.at():
        finding, own, common = _divided(cast)
        with pytest.raises(Invalid) as error:
            services.approve_share(actor=cast.actor("cell_deputy"), share=common, approve=False)
        assert error.value.field == "text"
        services.approve_share(
            actor=cast.actor("cell_deputy"), share=common, approve=False, text="Đã có người phụ trách."
        )
        with pytest.raises(Invalid):
            services.settle_share(actor=cast.actor("cell_secretary"), share=common, hundredths={}, text="Giữ nguyên.")
        services.settle_share(
            actor=cast.actor("cell_secretary"), share=common, hundredths={common.pk: 0, own.pk: 10_000}, text="Giao đủ."
        )
    parts = list(Share.objects.filter(finding=finding, removed_at=None).values_list("as_such", "hundredths"))
    assert parts == [(False, 10_000)]


@pytest.mark.parametrize("fault", ["reason", "twice", "sum"])
def test_R21_a_part_of_the_collective_needs_its_reason_and_stands_once(cast: Cast, fault: str) -> None:
    with cast.at():
        finding = stage.collective(cast, stage.open_drive(cast))
        lists = {
            "reason": [part(cast.person("member"), 7000), whole(cast, reason=" ")],
            "twice": [part(cast.person("member"), 4000), whole(cast), whole(cast, "member2")],
            "sum": [part(cast.person("member"), 7000), whole(cast, hundredths=2999)],
        }
        with pytest.raises(Invalid):
            stage.split(cast, finding, *lists[fault])
    assert not Share.objects.exists()


def test_D12_the_database_itself_keeps_the_three_apart(cast: Cast) -> None:
    with cast.at():
        _finding, _own, common = _divided(cast)
    for values in (
        {"state": "confirmed"},
        {"state": "confirmed", "approved_by": common.person_id},
        {"state": "confirmed", "approved_by": common.proposed_by_id},
        {"as_reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Share.objects.filter(pk=common.pk).update(**values)


def test_Q4_a_member_who_left_keeps_the_share_when_the_rest_is_divided_anew(cast: Cast) -> None:
    with cast.at():
        finding = stage.collective(cast, stage.open_drive(cast))
        one, _two = stage.halves(cast, finding)
        services.answer_share(actor=cast.actor("member"), share=one, accept=True)
        Membership.objects.filter(person=cast.person("member"), unit=cast.cell).update(to_on=date(2026, 3, 31))
        shares = stage.split(cast, finding, part(cast.person("member"), 5000), part(cast.person("helped"), 5000))
        assert shares[0] == one  # it stands, with its answer
        assert {
            person.pk for person in selectors.division(actor=cast.actor("cell_secretary"), finding_id=finding.pk).people
        } >= {cast.person("member").pk}
        with pytest.raises(Invalid):
            stage.split(cast, finding, part(cast.person("member"), 5001), part(cast.person("helped"), 4999))

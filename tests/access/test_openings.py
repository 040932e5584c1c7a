"""One person's file, opened for a time: two people, a reason, told to the person, over by itself (D27, R42; inspection)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from guong.access import selectors, services
from guong.access.actors import AccountActor, OpenedActor
from guong.access.enums import OPENING_TABLE, OpeningKind, OpeningState
from guong.access.models import Grant, Opening
from guong.access.roles import Role
from guong.access.services import end_grant, give_grant
from guong.audit.models import Entry
from guong.audit.reads import CODE
from guong.kernel import clock, machine
from guong.kernel.errors import Forbidden, Invalid, NotFound
from tests.cast import NOON, SYSTEM, Cast

WHY = "Theo Quyết định số 8-QĐ/UBKT về kiểm tra"


def ask(cast: Cast, who: str = "inspector", kind: str = OpeningKind.INSPECTION, **changed: Any) -> Opening:
    given = {"kind": kind, "person": cast.person("member"), "reason": WHY, "days": 2} | changed
    return services.ask_opening(actor=cast.actor(who), **given)


def opened(cast: Cast, who: str = "inspector", **changed: Any) -> Opening:
    return services.approve_opening(actor=cast.actor("ward_secretary"), opening=ask(cast, who, **changed))


def browser(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def test_D27_two_people_a_reason_a_time_limit_and_the_member_is_told(cast: Cast) -> None:
    """Emergency: a clerk asks, the committee's secretary lets in; the comrade sees both names, the reason and the end."""
    with cast.at():
        opening = ask(cast, "clerk", OpeningKind.BREAK_GLASS)
        with pytest.raises(Forbidden):
            selectors.opened_actor(actor=cast.actor("clerk"), opening=opening)
        services.approve_opening(actor=cast.actor("ward_secretary"), opening=opening)
        assert opening.ends_at == NOON + timedelta(days=2)
        page = browser(cast, "member").get(reverse("home"))
        assert WHY in page.content.decode()
        page = browser(cast, "member").get(reverse("my-file")).content.decode()
        assert WHY in page
        assert "clerk" in page
        assert cast.accounts["ward_secretary"].label in page
        opening.refresh_from_db()
        assert opening.seen_at == NOON
        codes = Entry.objects.filter(person_id=cast.person("member").pk, code__startswith="access.opening")
        assert [entry.code.split(".")[2] for entry in codes] == ["asked", "approved", "seen"]
        assert {entry.reason for entry in codes} == {WHY}


def test_it_closes_by_itself_and_by_hand(cast: Cast) -> None:
    with cast.at():
        opening = opened(cast)
        reader = selectors.opened_actor(actor=cast.actor("inspector"), opening=opening)
        assert (reader.person_id, reader.reason, reader.of_person_id) == (None, WHY, cast.person("member").pk)
    with clock.at(NOON + timedelta(days=2)), pytest.raises(Forbidden):
        selectors.opened_actor(actor=cast.actor("inspector"), opening=opening)
    with clock.at(NOON + timedelta(days=2)), pytest.raises(Invalid):
        services.end_opening(actor=cast.actor("inspector"), opening=opening)
    with clock.at(NOON + timedelta(days=1)):
        services.end_opening(actor=cast.actor("ward_secretary"), opening=opening)
        with pytest.raises(Forbidden):
            selectors.opened_actor(actor=cast.actor("inspector"), opening=opening)
        assert opening.ended_by_label == cast.accounts["ward_secretary"].label
        again = opened(cast)
        assert services.end_opening(actor=cast.actor("inspector"), opening=again).state == OpeningState.ENDED


def test_it_closes_with_the_right_of_the_reader(cast: Cast) -> None:
    """Whoever is no inspector any more reads nothing more, whatever was approved."""
    with cast.at():
        opening = opened(cast)
        grant = Grant.objects.get(account=cast.accounts["inspector"])
        end_grant(actor=SYSTEM, grant=grant, reason="Hết nhiệm vụ")
        with pytest.raises(Forbidden):
            selectors.opened_actor(actor=cast.actor("inspector"), opening=opening)


def test_what_the_reader_may_touch(cast: Cast) -> None:
    """Four reading rights in one body; no verb that writes, no other body."""
    with cast.at():
        opening = opened(cast)
        reader = selectors.opened_actor(actor=cast.actor("inspector"), opening=opening)
        assert isinstance(reader, OpenedActor)
        reader.require("plans.plan:read", cast.cell.path)
        assert reader.sees(cast.cell.path)
        for perm, path, refusal in (
            ("plans.plan:decide", cast.cell.path, Forbidden),
            ("meetings.meeting:read", cast.cell.path, Forbidden),
            ("plans.plan:read", cast.sibling.path, NotFound),
        ):
            with pytest.raises(refusal):
                reader.require(perm, path)
        for stranger in ("clerk", "ward_secretary", "technician"):
            with pytest.raises(NotFound):
                selectors.opened_actor(actor=cast.actor(stranger), opening=opening)


def test_R42_nobody_decides_his_own_request_and_nobody_about_his_own_file(cast: Cast) -> None:
    with cast.at():
        give_grant(
            actor=SYSTEM, account=cast.accounts["chairman"], role=Role.LEADER, unit=cast.ward, subtree=True, reason="x"
        )
        for role in (Role.CLERK, Role.INSPECTOR):
            give_grant(
                actor=SYSTEM, account=cast.accounts["chairman"], role=role, unit=cast.ward, subtree=True, reason="x",
                until=clock.today(),
            )  # fmt: skip
        mine = ask(cast, "chairman")
        with pytest.raises(Forbidden):
            services.approve_opening(actor=cast.actor("chairman"), opening=mine)
        assert selectors.openings_to_decide(actor=cast.actor("chairman")) == []
        assert [one.pk for one in selectors.openings_to_decide(actor=cast.actor("ward_secretary"))] == [mine.pk]
        about_the_leader = ask(cast, person=cast.person("ward_secretary"))
        with pytest.raises(Forbidden):
            services.refuse_opening(actor=cast.actor("ward_secretary"), opening=about_the_leader, note="Không")
        with pytest.raises(Forbidden):
            ask(cast, "chairman", person=cast.person("chairman"))
        with pytest.raises(Forbidden):
            services.approve_opening(actor=SYSTEM, opening=mine)
        twin = AccountActor(cast.accounts["outsider"], clock.today())
        give_grant(
            actor=SYSTEM, account=cast.accounts["outsider"], role=Role.LEADER, unit=cast.ward, subtree=True, reason="x"
        )
        twin.__dict__["person"] = cast.person("chairman")  # a second account of the same person
        with pytest.raises(Forbidden):
            services.approve_opening(actor=twin, opening=mine)


def test_D12_the_database_refuses_what_the_services_refuse(cast: Cast) -> None:
    """Constraints: two accounts, two people, not of oneself, not decided by its person, an end, told, a reason."""
    with cast.at():
        opening = opened(cast, "clerk", kind=OpeningKind.BREAK_GLASS)
    member, other = cast.person("member"), cast.person("ward_secretary")
    broken: list[dict[str, Any]] = [
        {"decided_by": cast.accounts["clerk"]}, {"asked_person": other}, {"asked_person": member},
        {"decided_person": member}, {"ends_at": None}, {"told_at": None}, {"decided_by": None}, {"reason": ""},
        {"days": 31}, {"days": 0},
    ]  # fmt: skip
    for values in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            Opening.objects.filter(pk=opening.pk).update(**values)
    grant = Grant.objects.filter(account=cast.accounts["inspector"])
    for values in ({"to_on": None}, {"reason": ""}, {"given_by": cast.accounts["inspector"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            grant.update(**values)


def test_bad_requests_keep_nothing(cast: Cast) -> None:
    with cast.at():
        for changed in ({"reason": "Xem"}, {"days": 31}, {"days": 0}):
            with pytest.raises(Invalid):
                ask(cast, **changed)
        with pytest.raises(Invalid):
            ask(cast, "clerk", OpeningKind.BREAK_GLASS, days=4)
        for who, refusal in (("cell_secretary", Forbidden), ("outsider", NotFound), ("sibling_secretary", NotFound)):
            with pytest.raises(refusal):
                ask(cast, who)
        with pytest.raises(Forbidden):
            ask(cast, "clerk")  # an inspection is asked for by the inspection
        assert not Opening.objects.exists()
        ask(cast)
        with pytest.raises(Invalid):
            ask(cast)
        assert Opening.objects.count() == 1


def test_Z2_whoever_looks_after_the_machine_opens_no_file(cast: Cast) -> None:
    """Not even with an office on the same account; and such an office is not given."""
    with cast.at():
        with pytest.raises(Invalid):
            give_grant(
                actor=cast.actor("ward_secretary"), account=cast.accounts["technician"], role=Role.CLERK, unit=cast.ward,
                reason="x",
            )  # fmt: skip
        cast.accounts["inspector"].is_technical = True
        cast.accounts["inspector"].save()
        with pytest.raises(Forbidden):
            ask(cast)
        cast.accounts["inspector"].is_technical = False
        cast.accounts["inspector"].save()
        opening = opened(cast)
        cast.accounts["inspector"].is_technical = True
        with pytest.raises(Forbidden):
            selectors.opened_actor(actor=cast.actor("inspector"), opening=opening)


def test_every_step_of_the_table_and_no_other(cast: Cast) -> None:
    """Q3: each state with each event."""
    events = {event for _state, event in OPENING_TABLE}
    for state in OpeningState.values:
        for event in events:
            if (state, event) in OPENING_TABLE:
                assert machine.step(OPENING_TABLE, state, event, message="x") in OpeningState.values
            else:
                with pytest.raises(Invalid):
                    machine.step(OPENING_TABLE, state, event, message="x")
    with cast.at():
        asked = ask(cast)
        with pytest.raises(Forbidden):
            services.withdraw_opening(actor=cast.actor("ward_secretary"), opening=asked)
        services.withdraw_opening(actor=cast.actor("inspector"), opening=asked)
        with pytest.raises(Invalid):
            services.approve_opening(actor=cast.actor("ward_secretary"), opening=asked)
        refused = ask(cast)
        with pytest.raises(Invalid):
            services.refuse_opening(actor=cast.actor("ward_secretary"), opening=refused, note=" ")
        services.refuse_opening(actor=cast.actor("ward_secretary"), opening=refused, note="Chưa có quyết định")
        assert refused.told_at is None
        assert selectors.openings_about_me(actor=cast.actor("member")) == []
        assert str(refused) == f"opening {refused.pk}"


def test_in_the_browser_from_the_request_to_the_read(cast: Cast) -> None:
    """An inspector asks, the secretary of the committee lets in, each read stands on the comrade's own page with its reason."""
    with cast.at():
        inspector, leader = browser(cast, "inspector"), browser(cast, "ward_secretary")
        form = {"kind": "inspection", "unit": cast.cell.pk, "named": "pham van buong", "reason": WHY, "days": "2"}
        for bad in (
            {"named": "Không Có Ai"},
            {"days": "40"},
            {"reason": ""},
            {"reason": "Xem"},
            {"kind": "break_glass"},
        ):
            assert inspector.post(reverse("opening-ask"), form | bad).status_code == 422, bad
        assert inspector.get(reverse("opening-ask")).status_code == 200
        assert inspector.post(reverse("opening-ask"), form).status_code == 302
        opening = Opening.objects.get()
        page, decide = reverse("opening", args=[opening.pk]), reverse("opening-decide", args=[opening.pk])
        read = reverse("opened-file", args=[opening.pk])
        assert inspector.get(read).status_code == 403
        assert inspector.post(decide, {"decision": "approve"}).status_code == 403
        assert "approve" not in inspector.get(page).content.decode()
        assert "approve" in leader.get(page).content.decode()
        assert leader.post(decide, {}).status_code == 422
        assert leader.post(decide, {"decision": "refuse"}).status_code == 422
        assert leader.post(decide, {"decision": "approve", "note": "Đồng ý"}).status_code == 302
        assert leader.get(read).status_code == 404, "who lets in does not read"
        assert inspector.get(read).status_code == 200
        for who, expected in (
            ("inspector", 200),
            ("ward_secretary", 200),
            ("clerk", 200),
            ("member", 404),
            ("outsider", 404),
        ):
            assert browser(cast, who).get(reverse("openings")).status_code == expected, who
            assert browser(cast, who).get(page).status_code == (200 if who in {"inspector", "ward_secretary"} else 404)
        assert browser(cast, "member").get(reverse("opening-ask")).status_code == 404
        assert inspector.post(reverse("opening-end", args=[opening.pk])).status_code == 302
        assert inspector.get(read).status_code == 403
        services_left = ask(cast, days=1)
        assert inspector.post(reverse("opening-end", args=[services_left.pk])).status_code == 302
        services_left.refresh_from_db()
        assert services_left.state == OpeningState.WITHDRAWN


def test_two_of_one_name_are_told_apart_by_code(cast: Cast) -> None:
    with cast.at():
        inspector = cast.actor("inspector")
        twin = cast.person("member2")
        twin.search_text = cast.person("member").search_text
        twin.save()
        where: dict[str, Any] = {"actor": inspector, "unit": cast.cell, "kind": OpeningKind.INSPECTION}
        with pytest.raises(Invalid):
            selectors.person_to_open(**where, named="Phạm Văn Bường")
        assert selectors.person_to_open(**where, named=twin.code.lower()) == twin
        with pytest.raises(NotFound):
            selectors.person_to_open(**where | {"actor": cast.actor("outsider")}, named=twin.code)


def test_who_has_no_account_of_his_own_sees_no_opening(cast: Cast) -> None:
    with cast.at():
        opening = opened(cast)
        assert selectors.openings_asked(actor=SYSTEM) == []
        assert selectors.openings_about_me(actor=cast.actor("outsider")) == []
        assert [one.pk for one in selectors.openings_about_me(actor=cast.actor("member"))] == [opening.pk]
        with pytest.raises(NotFound):
            selectors.opening(actor=cast.actor("inspector"), opening_id=987654321)
        with pytest.raises(Forbidden):
            services.withdraw_opening(actor=SYSTEM, opening=opening)
        services.note_openings_shown(actor=cast.actor("member2"), openings=[opening])
        assert opening.seen_at is None, "only the comrade himself can have seen it"
        assert services.end_opening(actor=SYSTEM, opening=opening).state == OpeningState.ENDED
        assert not Entry.objects.filter(code=CODE).exists()

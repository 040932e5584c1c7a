"""The three steps, who may take them, and the mode in which there are none."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from guong.audit.models import Entry
from guong.kernel import clock
from guong.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from guong.ratings import selectors, services
from guong.ratings.models import Campaign, Judgement, Petition, Rating
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.ratings import stage
from tests.ratings.stage import NIGHT


def test_R29_in_the_political_activity_nobody_is_rated(cast: Cast) -> None:
    """No campaign, no rating, no page, also when somebody made rows behind the services."""
    drive = open_test_drive(cast)
    days = {"self_until": date(2026, 11, 30), "appraise_until": date(2026, 12, 5), "decide_until": date(2026, 12, 15)}
    with cast.at(NIGHT):
        with pytest.raises(Invalid):
            services.open_campaign(actor=cast.actor("clerk"), drive=drive, **days)
        other = stage.opened(cast)[1]
        Campaign.objects.filter(pk=other.pk).update(drive=drive)
        campaign = Campaign.objects.select_related("drive", "scheme").get(pk=other.pk)
        with pytest.raises(Invalid):
            services.start_rating(actor=cast.actor("member"), campaign=campaign, person=cast.person("member"))
        assert selectors.my_campaigns(actor=cast.actor("member")) == []
        assert selectors.campaign_of(drive) is None
        for read in (selectors.body_page, selectors.committee_page):
            with pytest.raises(NotFound):
                read(actor=cast.actor("ward_secretary"), drive_id=drive.pk, unit_id=cast.ward.pk)
    assert not Rating.objects.exists()


def test_R37_self_rating_appraisal_decision_in_their_order(cast: Cast) -> None:
    campaign = stage.opened(cast)[1]
    with cast.at(NIGHT):
        rating = stage.written(cast, campaign)
        with pytest.raises(Invalid):
            services.propose_rating(actor=cast.actor("cell_secretary"), rating=rating, content=stage.content())
        rating = services.hand_in_rating(actor=cast.actor("member"), rating=rating)
        with pytest.raises(Invalid):
            services.decide_rating(actor=cast.actor("ward_secretary"), rating=rating, level="good")
        rating = services.propose_rating(actor=cast.actor("cell_secretary"), rating=rating, content=stage.content())
        with pytest.raises(Invalid):
            services.take_back_rating(actor=cast.actor("member"), rating=rating)
        rating = services.decide_rating(actor=cast.actor("ward_secretary"), rating=rating, level="good")
        page = selectors.open_rating(actor=cast.actor("member"), rating_id=rating.pk)
    assert (rating.state, rating.level) == ("decided", "good")
    assert [one.judgement.stage for one in page.said] == ["self", "collective", "decision"]
    assert [one.points for one in page.said] == ["93", "93", ""]
    assert page.lines[0].given == ["17", "17"]
    codes = ["started", "saved", "handed_in", "proposed", "decided"]
    assert list(Entry.objects.filter(code__startswith="ratings.rating").order_by("seq").values_list("code", flat=True)) == [
        f"ratings.rating.{code}" for code in codes
    ]  # fmt: skip


def test_R37_a_difference_of_five_points_or_of_level_needs_words(cast: Cast) -> None:
    campaign, actor = stage.opened(cast)[1], cast.actor("cell_secretary")
    with cast.at(NIGHT):
        rating = stage.handed_in(cast, campaign, level="excellent")
        for changed in (stage.content("excellent", points={"c4": "61,4"}), stage.content("good")):
            if changed["level"] == "good" or changed["points"]["c4"] == "59":
                with pytest.raises(Invalid) as refused:
                    services.propose_rating(actor=actor, rating=rating, content=changed)
                assert refused.value.field == "why"
        with pytest.raises(Invalid) as refused:
            services.propose_rating(
                actor=actor, rating=rating, content=stage.content("good", points={"c4": "59"}), why=" "
            )
        assert refused.value.field == "why"
        services.propose_rating(actor=actor, rating=rating, content=stage.content("excellent", points={"c4": "61,1"}))
        other = stage.handed_in(cast, campaign, "member2")
        services.propose_rating(
            actor=actor, rating=other, content=stage.content("done"), why="Hai việc quý III chưa xong."
        )
        with pytest.raises(Invalid) as refused:
            services.decide_rating(actor=cast.actor("ward_secretary"), rating=other, level="good")
        assert refused.value.field == "why"


def test_R33_the_form_must_be_whole_and_carry_its_level(cast: Cast) -> None:
    campaign, actor = stage.opened(cast)[1], cast.actor("member")
    with cast.at(NIGHT):
        rating = services.start_rating(actor=actor, campaign=campaign, person=cast.person("member"))
        with pytest.raises(Invalid) as refused:
            services.hand_in_rating(actor=actor, rating=rating)
        assert refused.value.field == "points-c1"
        for changes, field in (
            ({"points": {"c31": "3"}}, "points-c31"),
            ({"points": {"c31": "hai"}}, "points-c31"),
            ({"met": ["khác"]}, "met"),
            ({"level": "king"}, "level"),
            ({"tasks": "101"}, "tasks"),
            ({"grounds": {"c4": "x" * 5000}}, "grounds-c4"),
        ):
            with pytest.raises(Invalid) as refused:
                services.save_rating(actor=actor, rating=rating, content=stage.content(**changes), stamp=rating.stamp)
            assert refused.value.field == field
        rating = services.save_rating(
            actor=actor, rating=rating, content=stage.content("excellent", met=["g1", "d1"]), stamp=0
        )
        with pytest.raises(Invalid) as refused:
            services.hand_in_rating(actor=actor, rating=rating)
        assert refused.value.field == "level"
        with pytest.raises(Conflict):
            services.save_rating(actor=actor, rating=rating, content=stage.content(), stamp=0)
    assert not Judgement.objects.exists()


def test_R42_D12_nobody_rates_himself_by_rule_and_by_the_database(cast: Cast) -> None:
    campaign = stage.opened(cast)[1]
    with cast.at(NIGHT):
        rating = stage.handed_in(cast, campaign, "cell_secretary")
        with pytest.raises(Invalid):
            services.propose_rating(actor=cast.actor("cell_secretary"), rating=rating, content=stage.content())
        with pytest.raises(Invalid):
            services.propose_rating(
                actor=SYSTEM, rating=rating, content=stage.content(), by=cast.person("cell_secretary")
            )
        services.propose_rating(actor=cast.actor("cell_deputy"), rating=rating, content=stage.content())
        given = Judgement.objects.get(rating=rating, stage="collective")
        with pytest.raises(IntegrityError), transaction.atomic():
            Judgement.objects.filter(pk=given.pk).update(by=rating.person)
        head = stage.handed_in(cast, campaign, "ward_secretary")
        assert head.decided_in == cast.district  # managed by a higher committee: decided one level higher
        with pytest.raises(NotFound):
            services.decide_rating(actor=cast.actor("ward_secretary"), rating=head, level="good")


def test_R37_the_only_officer_of_a_cell_is_rated_by_the_body_that_decides(cast: Cast) -> None:
    campaign = stage.opened(cast)[1]
    with cast.at(NIGHT):
        rating = stage.handed_in(cast, campaign, "sibling_secretary")
        with pytest.raises(Invalid):
            services.propose_rating(actor=cast.actor("sibling_secretary"), rating=rating, content=stage.content())
        with pytest.raises(NotFound):
            services.propose_rating(actor=cast.actor("cell_secretary"), rating=rating, content=stage.content())
        services.propose_rating(actor=cast.actor("ward_secretary"), rating=rating, content=stage.content())


def test_D7_a_draft_is_its_writers_and_words_stay_with_those_they_were_sent_to(cast: Cast) -> None:
    campaign = stage.opened(cast)[1]
    with cast.at(NIGHT):
        rating = stage.written(cast, campaign)
        for who in ("cell_secretary", "ward_secretary", "clerk", "member2", "outsider"):
            with pytest.raises((NotFound, Forbidden)):
                selectors.open_rating(actor=cast.actor(who), rating_id=rating.pk)
            with pytest.raises(NotFound):
                services.save_rating(actor=cast.actor(who), rating=rating, content=stage.content(), stamp=1)
        rating = services.hand_in_rating(actor=cast.actor("member"), rating=rating)
        with pytest.raises((NotFound, Forbidden)):
            selectors.open_rating(actor=cast.actor("ward_secretary"), rating_id=rating.pk)
        selectors.open_rating(actor=cast.actor("cell_secretary"), rating_id=rating.pk)
        services.propose_rating(actor=cast.actor("cell_secretary"), rating=rating, content=stage.content())
        selectors.open_rating(actor=cast.actor("ward_secretary"), rating_id=rating.pk)
        for who in ("clerk", "member2", "sibling_secretary", "inspector"):
            with pytest.raises((NotFound, Forbidden)):
                selectors.open_rating(actor=cast.actor(who), rating_id=rating.pk)
    reads = Entry.objects.filter(code="audit.personal.read", person_id=rating.person_id)
    assert reads.count() == 2  # the secretary, the deciding body: the comrade sees both (D6)


def test_R2_R3_exempt_comrades_are_not_rated(cast: Cast) -> None:
    campaign = stage.opened(cast)[1]
    with cast.at(NIGHT), pytest.raises(Invalid):
        services.start_rating(actor=cast.actor("exempt"), campaign=campaign, person=cast.person("exempt"))
    with cast.at(NIGHT), pytest.raises(NotFound):
        services.start_rating(actor=cast.actor("member2"), campaign=campaign, person=cast.person("member"))


def test_R35_a_head_is_not_rated_above_the_body(cast: Cast) -> None:
    campaign = stage.opened(cast)[1]
    with cast.at(NIGHT):
        stage.body_proposed(cast, campaign, "good")
        with pytest.raises(Invalid) as refused:
            stage.handed_in(cast, campaign, "cell_secretary", level="excellent")
        assert refused.value.field == "level"
        services.save_rating(
            actor=cast.actor("cell_secretary"), rating=Rating.objects.get(person=cast.person("cell_secretary")),
            content=stage.content("good"), stamp=1,
        )  # fmt: skip
        rating = services.hand_in_rating(
            actor=cast.actor("cell_secretary"), rating=Rating.objects.get(person=cast.person("cell_secretary"))
        )
    assert rating.head
    assert rating.state == "handed_in"


def test_R37_a_petition_keeps_the_first_decision_and_is_answered_by_the_level_above(cast: Cast) -> None:
    campaign = stage.opened(cast)[1]
    stage.district_leader(cast)
    with cast.at(NIGHT):
        rating = stage.decided(cast, campaign, level="done")
        with pytest.raises(NotFound):
            services.file_petition(actor=cast.actor("cell_secretary"), rating=rating, words="Xem lại giúp")
        with pytest.raises(Invalid):
            services.file_petition(actor=cast.actor("member"), rating=rating, words="  ")
        petition = services.file_petition(
            actor=cast.actor("member"), rating=rating, words="Hai việc đã xong trước hạn."
        )
        rating.refresh_from_db()
        assert (rating.state, rating.level, petition.unit) == ("reviewing", "done", cast.district)
        with pytest.raises((NotFound, Forbidden)):
            services.answer_petition(
                actor=cast.actor("ward_secretary"), petition=petition, level="good", words="Đúng vậy."
            )
        with pytest.raises(Invalid) as refused:
            services.answer_petition(actor=cast.actor("outsider"), petition=petition, level="good", words="")
        assert refused.value.field == "words"
        rating = services.answer_petition(
            actor=cast.actor("outsider"), petition=petition, level="good", words="Sổ ghi đủ."
        )
        page = selectors.open_rating(actor=cast.actor("member"), rating_id=rating.pk)
        with pytest.raises(Invalid):
            services.file_petition(actor=cast.actor("member"), rating=rating, words="Lần nữa")
    assert (rating.state, rating.level) == ("answered", "good")
    assert [one.judgement.level for one in page.said] == ["good", "good", "done", "good"]
    assert Petition.objects.get().answer == "Sổ ghi đủ."
    with cast.at(clock.local(2027, 3, 1, 9)), pytest.raises(Invalid):
        services.file_petition(actor=cast.actor("member"), rating=rating, words="Muộn")


def test_D26_a_helper_types_and_the_comrade_alone_hands_in(cast: Cast) -> None:
    """The secretary types from the sheet, again; once the comrade has changed a word, the helper's door is shut."""
    campaign, helper = stage.opened(cast)[1], cast.actor("cell_secretary")
    person, where = cast.person("helped"), {"campaign": campaign, "content": stage.content()}
    with cast.at(NIGHT):
        rating = services.type_rating_for(actor=helper, person=person, stamp=0, **where)
        with pytest.raises(Conflict):
            services.type_rating_for(actor=helper, person=person, stamp=0, **where)
        with pytest.raises(NotFound):
            services.hand_in_rating(actor=helper, rating=rating)
        for who, answer in (("member2", Forbidden), ("sibling_secretary", NotFound), ("clerk", Forbidden)):
            with pytest.raises(answer):
                services.type_rating_for(actor=cast.actor(who), person=person, stamp=1, **where)
        with pytest.raises(NotFound):
            services.type_rating_for(actor=helper, person=cast.person("cell_secretary"), stamp=0, **where)
        own = services.save_rating(
            actor=cast.actor("helped"), rating=rating, content=stage.content(grounds={"c4": "Lời của tôi."}), stamp=1
        )
        with pytest.raises(NotFound):
            services.type_rating_for(actor=helper, person=person, stamp=2, **where)
        handed = services.hand_in_rating(actor=cast.actor("helped"), rating=own)
    assert (rating.typed_by_label, own.typed_by_label, handed.state) == (helper.label, "", "handed_in")


def test_D1_D2_a_comrade_is_told_of_the_proposal_and_heard_before_the_decision(cast: Cast) -> None:
    """A task until it is opened; his words reach the body that decides; after the decision there is the petition."""
    campaign, member, client = stage.opened(cast)[1], cast.actor("member"), Client()
    client.force_login(cast.accounts["member"])
    with cast.at(NIGHT):
        rating = stage.proposed(cast, campaign)
        url, reply = reverse("rating", args=[rating.pk]), reverse("rating-reply", args=[rating.pk])
        assert [step for _row, step, _day in selectors.news_of_me(actor=member)] == ["collective"]
        assert url in client.get(reverse("home")).content.decode()
        assert reply in client.get(url).content.decode()
        assert selectors.news_of_me(actor=member) == []
        assert client.post(reply, {"words": " "}).status_code == 422
        assert client.post(reply, {"words": "Việc ấy xong ngày 12/9."}).status_code == 302
        seen = selectors.open_rating(actor=cast.actor("ward_secretary"), rating_id=rating.pk)
        rating = services.decide_rating(actor=cast.actor("ward_secretary"), rating=rating, level="good")
        assert [day for _row, _step, day in selectors.news_of_me(actor=member)] == [date(2026, 12, 28)]
        with pytest.raises(Invalid):
            services.reply_to_proposal(actor=member, rating=rating, words="Muộn rồi")
        with pytest.raises(NotFound):
            services.reply_to_proposal(actor=cast.actor("cell_secretary"), rating=rating, words="Thay lời")
    assert [one.text for one in seen.opinions] == ["Việc ấy xong ngày 12/9."]

"""The pages: what each person may do there, bad input, nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guong.corrections import services
from guong.corrections.models import Finding, RecheckItem, Share
from guong.kernel import clock
from tests.cast import Cast
from tests.corrections import stage
from tests.corrections.stage import part

WHEN = clock.local(2026, 4, 1, 12)


def sign_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def lines(*rows: tuple[object, str, str, str], stamp: int = 0, **more: str) -> dict[str, str]:
    data = {"stamp": str(stamp), "count": str(len(rows))} | more
    for index, (person, share, measure, deadline) in enumerate(rows):
        data |= {
            f"s{index}-person": str(getattr(person, "pk", person)), f"s{index}-percent": share,
            f"s{index}-measure": measure, f"s{index}-deadline": deadline,
        }  # fmt: skip
    return data


def test_S59_a_finding_is_stated_in_the_browser_and_its_person_answers(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        meeting = stage.meet(cast.cell, drive)
        secretary, member = sign_in(cast, "cell_secretary"), sign_in(cast, "member")
        url = f"{reverse('finding-new')}?meeting={meeting.pk}"
        page = secretary.get(url)
        assert page.status_code == 200
        typed = {
            "subject": "person", "person": cast.person("member").pk, "kind": "discipline", "source": "review",
            "severity": "ordinary", "fact": "",
        }  # fmt: skip
        wrong = secretary.post(url, typed)
        assert wrong.status_code == 422
        assert not Finding.objects.exists()
        made = secretary.post(url, typed | {"fact": "Ba buổi quý I đến muộn 20 phút."})
        finding = Finding.objects.get()
        assert made.headers["Location"] == reverse("finding", args=[finding.pk])
        assert finding.meeting == meeting
        shown = member.get(reverse("finding", args=[finding.pk]))
        assert "Ba buổi quý I" in shown.text
        finding.refresh_from_db()
        assert finding.told_at is not None
        answer = reverse("finding-answer", args=[finding.pk])
        form = member.get(answer).text
        assert "checked" not in form  # D2: no answer is preselected
        silent = member.post(answer, {"accept": "no", "text": ""})
        assert silent.status_code == 422
        member.post(answer, {"accept": "no", "text": "Hai buổi tôi trực."})
        finding.refresh_from_db()
        assert finding.state == "contested"
        assert "Hai buổi tôi trực." in secretary.get(reverse("finding", args=[finding.pk])).text
        settle = reverse("finding-settle", args=[finding.pk])
        assert secretary.get(settle).status_code == 200
        secretary.post(settle, {"uphold": "uphold", "text": "Còn một buổi không báo.", "by": ""})
        measure = reverse("finding-measure", args=[finding.pk])
        plan = {"cause_kind": "objective", "cause": "Ca trực", "measure": "Đổi ca", "owner": cast.person("member").pk}
        for day in ("31/03/2026", "31/02/2026", "mai"):
            refused = member.post(measure, plan | {"deadline": day})
            assert refused.status_code == 422
            assert "Ca trực" in refused.text  # what was typed stays
        member.post(measure, plan | {"deadline": "30/4/2026"})
    finding.refresh_from_db()
    assert finding.state == "planned"


def test_S67_the_division_page_refuses_99_99_keeps_what_was_typed_and_divides_100(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        client = sign_in(cast, "cell_secretary")
        url = reverse("finding-divide", args=[finding.pk])
        assert client.get(url).status_code == 200
        one, two = cast.person("member"), cast.person("member2")
        refused = client.post(
            url, lines((one, "66,66", "Gọi lại cho dân", "30/04/2026"), (two, "33,33", "Lập sổ hẹn", "30.04.2026"))
        )
        assert refused.status_code == 422
        assert "0,01 %" in refused.text.replace("0.01", "0,01")
        assert "Gọi lại cho dân" in refused.text
        assert "66,66" in refused.text
        assert not Share.objects.exists()
        for row in (
            (cast.person("sibling_member"), "100", "x", "30/04/2026"),  # not of this collective
            (one, "một nửa", "x", "30/04/2026"),
            (one, "100", "", "30/04/2026"),
            (one, "100", "x", "31/02/2026"),
            (one, "100", "x", ""),
            ("", "100", "x", "30/04/2026"),
            (one, "100", "x", "31/03/2026"),  # before it was stated
        ):
            assert client.post(url, lines(row)).status_code == 422
        assert not Share.objects.exists()
        done = client.post(
            url,
            lines((one, "66,67 %", "Gọi lại", "30/04/2026"), (two, "33.33", "Lập sổ", "30/4/2026"), ("", "", "", "")),
        )
        assert done.status_code == 302
        shown = client.get(url).text
        assert "66.67%" in shown  # the bar, as an SVG length
        again = client.post(url, lines((one, "100", "Gọi lại", "30/04/2026")))  # an old stamp: somebody divided first
        assert again.status_code == 409
    assert sorted(Share.objects.values_list("hundredths", flat=True)) == [3333, 6667]


def test_S67_a_proposal_fills_the_list_and_saves_nothing(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        client = sign_in(cast, "cell_secretary")
        url = reverse("finding-divide", args=[finding.pk])
        people = [(cast.person(who), "", "", "") for who in ("member", "member2", "helped")]
        equal = client.post(url, lines(*people, propose="equal"))
        assert equal.status_code == 200
        assert "33,34" in equal.text
        office = client.post(url, lines(("", "", "", ""), propose="office"))
        assert office.status_code == 200
    assert not Share.objects.exists()


def test_D17_a_share_is_contested_and_decided_in_the_browser(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding = stage.collective(cast, drive)
        one, two = stage.halves(cast, finding)
        member2, secretary = sign_in(cast, "member2"), sign_in(cast, "cell_secretary")
        answer = reverse("share-answer", args=[two.pk])
        assert "checked" not in member2.get(answer).text
        member2.post(answer, {"accept": "no", "text": "Tôi nhận việc từ tháng 3."})
        assert "Tôi nhận việc từ tháng 3." in secretary.get(reverse("finding-divide", args=[finding.pk])).text
        settle = reverse("share-settle", args=[two.pk])
        assert secretary.get(settle).status_code == 200
        wrong = secretary.post(settle, {f"part-{one.pk}": "50", f"part-{two.pk}": "10", "text": "Đúng."})
        assert wrong.status_code == 422
        secretary.post(settle, {f"part-{one.pk}": "90", f"part-{two.pk}": "10", "text": "Đúng."})
        two.refresh_from_db()
        assert (two.state, two.hundredths) == ("confirmed", 1000)
        assert member2.get(reverse("share-settle", args=[two.pk])).status_code == 404


def test_D12_reports_and_judgements_in_the_browser(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        action = stage.planned(cast, drive, "cell_secretary")
        secretary, deputy, member = (sign_in(cast, who) for who in ("cell_secretary", "cell_deputy", "member"))
        report = reverse("action-report", args=[action.pk])
        assert secretary.post(report, {"evidence": " "}).status_code == 422
        assert secretary.post(report, {"evidence": "Đã đúng giờ bốn buổi."}).status_code == 302
        url = reverse("action-judge", args=[action.pk])
        own = secretary.post(url, {"verdict": "confirm", "by": str(cast.person("cell_deputy").pk)})
        assert own.status_code == 422
        assert member.get(url).status_code == 404
        assert deputy.post(url, {"verdict": "back", "reason": "", "by": ""}).status_code == 422
        assert deputy.post(url, {"verdict": "confirm", "by": ""}).status_code == 302
        action.refresh_from_db()
        assert action.confirmed_by == cast.person("cell_deputy")
        assert deputy.post(reverse("finding-close", args=[action.finding_id])).status_code == 404  # not hers to read


def test_R22_the_evening_of_looking_again(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        meeting = stage.meet(cast.cell, drive)
        stage.planned(cast, drive, "member")
        stage.planned(cast, drive, "cell_secretary")
        recheck = services.open_recheck(actor=cast.actor("cell_secretary"), meeting=meeting)
        assert recheck is not None
        regular = stage.meet(cast.cell, None, clock.local(2026, 5, 4, 19), "regular", "planned")
        one, own = RecheckItem.objects.order_by("pk")
        secretary, member = sign_in(cast, "cell_secretary"), sign_in(cast, "member")
        page = secretary.get(reverse("recheck", args=[recheck.pk]))
        assert page.status_code == 200
        assert "checked" not in page.text  # none of the three answers is preselected
        recheck.refresh_from_db()
        assert recheck.meeting == regular
        url = reverse("recheck-judge", args=[one.pk])
        silent = secretary.post(url, {f"i{one.pk}-outcome": "not", f"i{one.pk}-reason": ""})
        assert silent.status_code == 422
        assert member.post(url, {f"i{one.pk}-outcome": "done"}).status_code == 404
        assert secretary.get(url).status_code == 405
        assert secretary.post(url, {f"i{one.pk}-outcome": "not", f"i{one.pk}-reason": "Còn muộn."}).status_code == 302
        mine = secretary.post(reverse("recheck-judge", args=[own.pk]), {f"i{own.pk}-outcome": "done"})
        assert mine.status_code == 422
        own.refresh_from_db()
        assert own.outcome == ""
        assert member.get(reverse("recheck", args=[recheck.pk])).status_code == 200


@pytest.mark.parametrize("who", ["sibling_secretary", "sibling_member", "outsider", "clerk", "technician", "monitor"])
def test_every_page_is_404_for_whom_it_does_not_concern(cast: Cast, who: str) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        finding, shared = stage.planned(cast, drive).finding, stage.collective(cast, drive)
        share = stage.split(cast, shared, part(cast.person("member"), 10000))[0]
        action = share.action
        client = sign_in(cast, who)
        for name, pk in (
            ("finding", finding.pk), ("finding-answer", finding.pk), ("finding-measure", finding.pk),
            ("finding-settle", finding.pk), ("finding-divide", shared.pk), ("finding", shared.pk),
            ("share-answer", share.pk), ("share-settle", share.pk), ("action-report", action.pk), ("action-judge", action.pk),
        ):  # fmt: skip
            assert client.get(reverse(name, args=[pk])).status_code == 404, name
        for name in ("finding-close", "finding-reopen"):
            assert client.post(reverse(name, args=[finding.pk]), {"reason": "x"}).status_code == 404, name
        assert client.get(f"{reverse('finding-new')}?unit={cast.cell.pk}").status_code in {403, 404}


def test_S60_the_book_and_the_open_items_show_what_is_late(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        stage.planned(cast, drive)
        stage.collective(cast, drive)
        client = sign_in(cast, "cell_secretary")
        book = client.get(reverse("unit-findings", args=[cast.cell.pk]))
        assert "Ba buổi họp quý I" in book.text
        assert client.get(reverse("findings")).status_code == 302
    with cast.at(clock.local(2026, 5, 2, 8)):
        late = client.get(reverse("open-items", args=[cast.cell.pk]))
        assert 'class="bloc late"' in late.text
        assert "d-late" in late.text


def test_D18_close_and_reopen_in_the_browser(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        small = stage.personal(cast, drive, severity="small")
        client = sign_in(cast, "cell_secretary")
        client.post(reverse("finding-close", args=[small.pk]))
        small.refresh_from_db()
        assert small.state == "closed"
        assert client.post(reverse("finding-reopen", args=[small.pk]), {"reason": ""}).status_code == 422
        assert client.post(reverse("finding-reopen", args=[small.pk]), {"reason": "Lại muộn."}).status_code == 302
        small.refresh_from_db()
        assert small.state == "in_progress"


def test_home_tasks_of_this_area(cast: Cast) -> None:
    from guong.web.tasks_corrections import tasks

    drive = stage.open_drive(cast)
    with cast.at():
        stage.planned(cast, drive, "member2")
        finding = stage.personal(cast, drive)
        shared = stage.collective(cast, drive)
        today = clock.today()
        assert [task.url for task in tasks(cast.actor("member"), today)] == [
            reverse("finding-answer", args=[finding.pk])
        ]
        assert reverse("finding-divide", args=[shared.pk]) in [
            task.url for task in tasks(cast.actor("cell_secretary"), today)
        ]
        (mine,) = tasks(cast.actor("member2"), clock.local(2026, 5, 2).date())
        assert mine.late
        assert tasks(cast.actor("sibling_secretary"), today) == []

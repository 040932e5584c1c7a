"""The whole way in the browser's words, and that there is none in the mode “sinh hoạt chính trị”."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from django.test import Client
from django.urls import reverse

from guong.kernel.text import name_key
from guong.ratings.models import Campaign, Publication, Rating
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.ratings import stage
from tests.ratings.stage import NIGHT


def signed(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def typed(content: dict, **more: str) -> dict:  # type: ignore[type-arg]
    """A form as a browser sends it."""
    flat = {f"points-{key}": value for key, value in content["points"].items()}
    flat |= {f"grounds-{key}": value for key, value in content["grounds"].items()}
    return {**flat, "met": content["met"], "level": content["level"], **more}


def test_R29_R37_R45_from_the_self_rating_to_the_published_list(cast: Cast) -> None:
    """The office opens it, the member rates himself on a phone, the cell proposes, the ward decides, the office publishes."""
    drive = open_test_drive(cast, code="KD-2026", mode="year_end")
    member, secretary = signed(cast, "member"), signed(cast, "cell_secretary")
    leader, clerk = signed(cast, "ward_secretary"), signed(cast, "clerk")
    with cast.at(NIGHT):
        days = {"self_until": "30/11/2026", "appraise_until": "5/12/2026", "decide_until": "15/12/2026"}
        url = reverse("rating-campaign", args=[drive.pk])
        assert url in clerk.get(reverse("drive", args=[drive.pk])).content.decode()
        assert clerk.post(url, {**days, "decide_until": "1/12/2026"}).status_code == 422
        assert clerk.post(url, days).status_code == 302
        assert Campaign.objects.get().self_until == date(2026, 11, 30)
        assert reverse("ratings") in member.get(reverse("home")).content.decode()
        edit = member.post(reverse("rating-start", args=[drive.pk])).url
        bad = member.post(edit, typed(stage.content(points={"c31": "9"}), stamp="0"))
        assert bad.status_code == 422
        assert "nhiều nhất 2 điểm" in bad.content.decode()
        assert member.post(edit, typed(stage.content(), stamp="0", act="hand_in")).status_code == 302
        rating = Rating.objects.get()
        listed = secretary.get(reverse("ratings-unit", args=[cast.cell.pk, drive.pk])).content.decode()
        appraise = reverse("rating-appraise", args=[rating.pk])
        assert appraise in listed
        assert secretary.post(appraise, typed(stage.content("done"))).status_code == 422  # another level without words
        assert secretary.post(appraise, typed(stage.content("done"), why="Còn hai việc chậm.")).status_code == 302
        decide = reverse("rating-decide", args=[rating.pk])
        assert decide in leader.get(reverse("ratings-committee", args=[cast.ward.pk, drive.pk])).content.decode()
        assert leader.post(decide, {"act": "send_back", "why": ""}).status_code == 422
        assert leader.post(decide, {"act": "decide", "level": "good", "why": "Hai việc ấy đã xong."}).status_code == 302
        seen = member.get(reverse("rating", args=[rating.pk])).content.decode()
        assert "Hoàn thành tốt nhiệm vụ" in seen
        assert "Còn hai việc chậm." in seen
        assert clerk.get(reverse("rating", args=[rating.pk])).status_code == 403
        office = clerk.get(reverse("ratings-committee", args=[cast.ward.pk, drive.pk])).content.decode()
        assert cast.person("member").full_name not in office
        published = clerk.post(reverse("rating-publish", args=[cast.ward.pk, drive.pk])).url
        page = signed(cast, "member2").get(published).content.decode().partition("<main")[2]
        assert signed(cast, "outsider").get(published).status_code == 404
    assert cast.person("member").full_name in page
    for hidden in ("93", "Còn hai việc chậm", "Việc được giao", "Hai việc ấy"):
        assert hidden not in page


def test_R29_no_page_and_no_link_in_the_political_activity(cast: Cast) -> None:
    drive = open_test_drive(cast)
    clerk = signed(cast, "clerk")
    with cast.at(NIGHT):
        assert (
            reverse("rating-campaign", args=[drive.pk])
            not in clerk.get(reverse("drive", args=[drive.pk])).content.decode()
        )
        for who, name, args in (
            ("clerk", "rating-campaign", [drive.pk]),
            ("cell_secretary", "ratings-unit", [cast.cell.pk, drive.pk]),
            ("cell_secretary", "rating-vote", [cast.cell.pk, drive.pk]),
            ("ward_secretary", "ratings-committee", [cast.ward.pk, drive.pk]),
        ):
            assert signed(cast, who).get(reverse(name, args=args)).status_code == 404
        assert signed(cast, "member").post(reverse("rating-start", args=[drive.pk])).status_code == 404
        assert reverse("ratings") not in signed(cast, "member").get(reverse("my-file")).content.decode()


def test_D11_the_share_is_shown_as_arithmetic_and_refuses_nothing(cast: Cast) -> None:
    """Two excellent of nobody good: over the share, and decided all the same; the page marks no name."""
    drive, campaign = stage.opened(cast)
    with cast.at(NIGHT):
        for who in ("member", "member2"):
            stage.decided(cast, campaign, who, level="excellent")
        stage.decided(cast, campaign, "helped")
        page = signed(cast, "ward_secretary").get(reverse("ratings-committee", args=[cast.ward.pk, drive.pk]))
    body = page.content.decode()
    assert list(Rating.objects.filter(level="excellent").values_list("state", flat=True)) == ["decided"] * 2
    assert "1 × 20 % = 0,2 → 0" in body
    assert "nhiều hơn tỷ lệ 2" in body
    table = body.split("Tỷ lệ xuất sắc")[1].split("</table>")[0]
    assert not any(cast.person(who).full_name in table for who in ("member", "member2", "helped"))
    names = re.findall(r'<th scope="row">([^<]+)</th><td>Chi bộ', body)
    assert names == sorted(names, key=name_key)
    assert len(names) == 3


def test_R38_a_secret_vote_is_sums_only_and_printed(cast: Cast) -> None:
    drive, campaign = stage.opened(cast)
    with cast.at(NIGHT):
        rating = stage.handed_in(cast, campaign)
        secretary, url = signed(cast, "cell_secretary"), reverse("rating-vote", args=[cast.cell.pk, drive.pk])
        line = {
            f"{name}-{rating.pk}": n for name, n in (("excellent", "1"), ("good", "4"), ("done", "0"), ("not_done", ""))
        }
        whole = {"held_on": "28/11/2026", "issued": "7", "returned": "6", "counters": "Vũ Thị Đào", **line}
        wrong = secretary.post(url, whole)
        assert wrong.status_code == 422
        assert "thu về 6 phiếu" in wrong.content.decode()
        assert secretary.post(url, {**whole, f"invalid-{rating.pk}": "²"}).status_code == 422
        assert secretary.post(url, {**whole, "returned": "8", f"invalid-{rating.pk}": "3"}).status_code == 422
        assert secretary.post(url, {**whole, f"invalid-{rating.pk}": "1"}).status_code == 302
        paper = secretary.get(reverse("rating-vote-paper", args=[cast.cell.pk, drive.pk]))
        blank = signed(cast, "member2").get(reverse("rating-blank", args=[drive.pk]))
        made = secretary.get(reverse("rating-vote-docx", args=[cast.cell.pk, drive.pk]))
        assert signed(cast, "member2").get(url).status_code == 403
    words = ZipFile(BytesIO(made.content)).read("word/document.xml").decode()
    printed = [ZipFile(BytesIO(one.content)).read("word/document.xml").decode() for one in (paper, blank)]
    assert "không đánh số" in printed[0]
    assert "Có kế hoạch khắc phục rõ ràng" in printed[1]
    assert "chưa xác nhận" in printed[1]
    assert "03 bản" in words
    assert cast.person("member").full_name in words


def test_R45_the_list_as_files_shows_four_things(cast: Cast) -> None:
    drive, campaign = stage.opened(cast)
    with cast.at(NIGHT):
        stage.decided(cast, campaign, "member")
        stage.decided(cast, campaign, "sibling_member")
        clerk = signed(cast, "clerk")
        clerk.post(reverse("rating-publish", args=[cast.ward.pk, drive.pk]))
        published = Publication.objects.get()
        docx = clerk.get(reverse("rating-list-docx", args=[published.pk]))
        xlsx = clerk.get(reverse("rating-list-xlsx", args=[published.pk]))
        assert clerk.post(reverse("rating-withdraw", args=[published.pk])).status_code == 302
        assert signed(cast, "member").get(reverse("rating-list", args=[published.pk])).status_code == 404
    assert set(published.lines[0]) == {"name", "posts", "unit", "level", "reviewing"}
    assert [one["name"] for one in published.lines] == ["Phạm Văn Bường", "Mai Văn Sở"]
    words = ZipFile(BytesIO(docx.content)).read("word/document.xml").decode()
    assert "Phạm Văn Bường" in words
    assert "Theo đề nghị" not in words
    assert xlsx.status_code == 200


BAD = ("", "\x00", "²", "x" * 50_000, "31/12/9999", "-1", "٣", "9" * 400)


def test_bad_input_is_answered_with_a_sentence_and_keeps_nothing(cast: Cast) -> None:
    """Every form, every field spoilt at once, each value in turn: 422 or 400, never a fault, nothing written."""
    drive, campaign = stage.opened(cast)
    stage.district_leader(cast)
    with cast.at(NIGHT):
        draft, first = stage.written(cast, campaign, "member2"), stage.handed_in(cast, campaign)
        sent = stage.proposed(cast, campaign, "helped")
        asked = stage.decided(cast, campaign, "cell_deputy")
        both = [cast.cell.pk, drive.pk]
        forms = (
            ("member2", "rating-edit", [draft.pk]),
            ("member2", "rating-autosave", [draft.pk]),
            ("cell_secretary", "rating-appraise", [first.pk]),
            ("cell_secretary", "rating-vote", both),
            ("ward_secretary", "rating-decide", [sent.pk]),
            ("clerk", "rating-campaign", [drive.pk]),
            ("clerk", "rating-scheme", [cast.ward.pk]),
        )
        before = list(Rating.objects.order_by("pk").values_list("pk", "state", "stamp"))
        for who, name, args in forms:
            client, url = signed(cast, who), reverse(name, args=args)
            page = client.get(reverse("rating-edit", args=args) if name == "rating-autosave" else url)
            form = page.context["form"]
            for bad in BAD:
                posted = {field: bad for field in form.fields} | {"stamp": str(draft.stamp), "act": bad}
                if name in ("rating-edit", "rating-autosave") and not bad:
                    continue  # an empty draft is a draft
                assert client.post(url, posted).status_code in (400, 409, 422), (name, bad[:20])
        assert (
            signed(cast, "cell_deputy").post(reverse("rating-petition", args=[asked.pk]), {"words": "\x00"}).status_code
            == 422
        )
        assert signed(cast, "cell_deputy").get(reverse("rating", args=[10**18])).status_code == 404
    assert list(Rating.objects.order_by("pk").values_list("pk", "state", "stamp")) == before

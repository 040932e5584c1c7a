"""The library: things handed down, films streamed, photographs with consent, agendas within limits, materials ahead."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from guong.files.models import StoredFile
from guong.files.services import path_of, store_file, store_video
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.library import rules, selectors, services
from guong.library.models import Frame, Item, Pack, Photo
from guong.library.services.frames import StepInput
from guong.meetings.models import Meeting
from guong.org.services import create_unit
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.files.test_films import MP4
from tests.meetings.helpers import study

STEPS = [
    StepInput("opening", "Khai mạc", 5, 5, 10, True), StepInput("roll_call", "Điểm danh", 5, 1, 10, True),
    StepInput("collective", "Báo cáo tập thể", 30, 20, 40, True), StepInput("other", "Thời sự", 20, 5, 30),
    StepInput("conclusion", "Kết luận", 10, 5, 20, True),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path


def text_file(cast: Cast, words: str = "Tài liệu học tập.") -> StoredFile:
    return store_file(actor=SYSTEM, unit_path=cast.ward.path, name="a.txt", data=words.encode(), purpose="document")


def put(cast: Cast, who: str = "clerk", unit: str = "ward", **more: Any) -> Item:
    with cast.at():
        facts: dict[str, Any] = {"kind": "material", "title": "Chuyên đề toàn khóa", "file": text_file(cast)} | more
        return services.put_item(actor=cast.actor(who), unit=getattr(cast, unit), **facts)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return out.getvalue()


def test_S122_what_a_committee_hands_down_is_found_below_and_not_beside(cast: Cast) -> None:
    other = create_unit(actor=SYSTEM, code="XA-KHAC", name="Đảng ủy xã khác", kind="commune", parent=cast.district)
    mine = put(cast)
    theirs = services.put_item(actor=SYSTEM, unit=other, kind="material", title="Của xã khác", file=text_file(cast))
    assert list(selectors.items(actor=cast.actor("member"), query="chuyen de")) == [mine]
    for key in (theirs.pk, 987654):
        with pytest.raises(NotFound):
            selectors.item(actor=cast.actor("clerk"), item_id=key)
    with pytest.raises(Forbidden):
        services.withdraw_item(actor=cast.actor("inspector"), item=mine)


def test_S122_a_form_is_adapted_below_and_only_a_form(cast: Cast) -> None:
    above = put(cast, kind="form", title="Mẫu báo cáo tự rà soát")
    own = put(cast, "cell_secretary", "cell", kind="form", title="Mẫu của chi bộ", adapted_from=above)
    assert own.adapted_from == above
    assert selectors.adaptable(actor=cast.actor("cell_secretary")) == [above]
    for more in ({"kind": "material"}, {"kind": "form", "unit": "ward", "who": "clerk"}):
        with pytest.raises(Invalid):
            put(cast, **({"who": "cell_secretary", "unit": "cell", "title": "x", "adapted_from": above} | more))


@pytest.mark.parametrize(
    ("more", "field"),
    [({"title": " "}, "title"), ({"kind": "lạ"}, "kind"), ({"file": None}, "file"), ({"kind": "video"}, "file")],
)
def test_a_bad_entry_keeps_nothing(cast: Cast, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as error:
        put(cast, **more)
    assert (error.value.field, Item.objects.count()) == (field, 0)


def test_S128_in_the_browser_a_film_goes_in_and_comes_out_part_by_part(cast: Cast, client: Client) -> None:
    with cast.at():
        client.force_login(cast.accounts["clerk"])
        sent = {"kind": "video", "title": "Buổi sinh hoạt mẫu", "unit": cast.ward.pk, "about": "Lời nói trong phim."}
        bad = client.post(reverse("library-put"), sent | {"file": SimpleUploadedFile("a.mp4", b"<html>" * 20)})
        assert (bad.status_code, StoredFile.objects.count()) == (422, 0)
        made = client.post(reverse("library-put"), sent | {"file": SimpleUploadedFile("a.mp4", MP4)})
        assert made.status_code == 302
        film = Item.objects.get()
        client.force_login(cast.accounts["member"])
        assert "<video" in client.get(reverse("library-item", args=[film.pk])).content.decode()
        url = reverse("library-film", args=[film.pk])
        whole = client.get(url)
        assert (whole.status_code, whole["Accept-Ranges"], b"".join(whole.streaming_content)) == (200, "bytes", MP4)
        part = client.get(url, headers={"Range": "bytes=10-19"})
        assert (part.status_code, part["Content-Range"]) == (206, f"bytes 10-19/{len(MP4)}")
        assert b"".join(part.streaming_content) == MP4[10:20]
        assert client.get(url, headers={"Range": f"bytes={len(MP4)}-"}).status_code == 416
        assert client.get(url, headers={"Range": "bytes=0-9", "If-Range": '"old"'}).status_code == 200
        client.force_login(cast.accounts["outsider"])
        assert client.get(url).status_code == 404


def test_S113_the_reading_list_of_a_drive_stands_with_its_study(cast: Cast, client: Client) -> None:
    drive = open_test_drive(cast)
    put(cast, title="Bài đọc thêm", kind="reference", drive=drive)
    put(cast, title="Quy định phải đọc", drive=drive, required=True)
    put(cast, title="Phim khác đợt")
    with cast.at():
        client.force_login(cast.accounts["member"])
        page = client.get(reverse("study", args=[drive.pk])).content.decode()
    assert page.index("Quy định phải đọc") < page.index("Bài đọc thêm")
    assert "Phim khác đợt" not in page


def test_S29_a_picture_is_published_only_with_consent_and_goes_for_good(cast: Cast, client: Client) -> None:
    with cast.at():
        client.force_login(cast.accounts["cell_secretary"])
        sent = {
            "caption": "Buổi sinh hoạt tháng 3", "place": "Nhà văn hóa", "taken_on": "28/03/2026", "keep_until": "01/04/2028",
            "unit": cast.cell.pk, "publish": "yes", "consent": "",
        }  # fmt: skip
        url = reverse("photos")
        assert client.post(url, sent | {"file": SimpleUploadedFile("a.jpg", picture())}).status_code == 422
        assert not StoredFile.objects.exists()
        assert (
            client.post(url, sent | {"publish": "no", "file": SimpleUploadedFile("a.jpg", picture())}).status_code
            == 302
        )
        one = Photo.objects.get()
        client.force_login(cast.accounts["sibling_member"])
        assert client.get(reverse("photo", args=[one.pk])).status_code == 404
        client.force_login(cast.accounts["cell_secretary"])
        assert client.post(reverse("photo-act", args=[one.pk, "dang"]), {"consent": ""}).status_code == 302
        one.refresh_from_db()
        assert one.published_at is None
        client.post(reverse("photo-act", args=[one.pk, "dang"]), {"consent": "Hỏi tại buổi, mọi đồng chí đồng ý"})
        client.force_login(cast.accounts["sibling_member"])
        assert client.get(reverse("photo", args=[one.pk])).status_code == 200
        client.force_login(cast.accounts["cell_secretary"])
        assert one.file is not None
        digest = one.file.sha256
        client.post(reverse("photo-act", args=[one.pk, "an"]))
        assert not Photo.objects.filter(published_at__isnull=False).exists()
        client.post(reverse("photo-act", args=[one.pk, "bo"]))
        assert not StoredFile.objects.filter(sha256=digest).exists()
        assert client.get(reverse("photo", args=[one.pk])).status_code == 404
    assert path_of(digest).name == digest


def test_S29_nobody_sees_a_picture_after_its_day(cast: Cast) -> None:
    with cast.at():
        file = store_file(actor=SYSTEM, unit_path=cast.cell.path, name="a.jpg", data=picture(), purpose="photo")
        one = services.put_photo(
            actor=cast.actor("cell_secretary"), unit=cast.cell, file=file, caption="Họp", place="Nhà văn hóa",
            taken_on=date(2026, 3, 1), keep_until=date(2026, 4, 10),
        )  # fmt: skip
        assert selectors.photo(actor=cast.actor("member"), photo_id=one.pk) == one
    with cast.at(clock.local(2026, 4, 11, 8)):
        with pytest.raises(NotFound):
            selectors.photo(actor=cast.actor("member"), photo_id=one.pk)
        with pytest.raises(Forbidden):
            services.remove_due(actor=cast.actor("cell_secretary"), today=clock.today())
        assert [services.remove_due(actor=SYSTEM, today=clock.today()) for _again in range(2)] == [1, 0]
    assert not StoredFile.objects.filter(pk=file.pk).exists()


def step(title: str, minutes: int, **more: Any) -> dict[str, Any]:
    return {"title": title, "minutes": minutes, "least": 5, "most": 30, "fixed": True} | more


def test_S146_what_an_adapted_agenda_breaks_is_named() -> None:
    above = [step("A", 10), step("B", 10), step("C", 10, fixed=False)]
    tight, loose = rules.Limits(20, 40, False), rules.Limits(20, 90, True)
    cases = {
        ("", ""): ([step("A", 10), step("B", 20)], tight), ("missing", "B"): ([step("A", 30)], tight),
        ("order", "B"): ([step("B", 10), step("A", 10)], tight), ("short", "A"): ([step("A", 4), step("B", 20)], tight),
        ("long", "B"): ([step("A", 10), step("B", 31)], tight), ("sum_long", "60"): ([step("A", 30), step("B", 30)], tight),
        ("added", "D"): ([step("A", 10), step("B", 10), step("D", 5)], tight),
        ("sum_short", "15"): ([step("A", 5), step("B", 10)], tight),
    }  # fmt: skip
    assert {want: rules.broken(above, limits, mine) for want, (mine, limits) in cases.items()} == {
        want: want for want in cases
    }
    assert rules.broken(above, loose, [step("A", 10), step("D", 5), step("B", 10)]) == ("", "")


def hand_down(cast: Cast, **more: Any) -> Frame:
    facts: dict[str, Any] = {"kind": "thematic", "name": "Chương trình", "steps": STEPS, "least": 60, "most": 120}
    with cast.at():
        return services.hand_down(actor=cast.actor("clerk"), unit=cast.ward, **(facts | more))


def test_S126_S146_an_agenda_is_handed_down_adapted_within_limits_and_begins_the_meeting(
    cast: Cast, client: Client
) -> None:
    drive = open_test_drive(cast)
    above = hand_down(cast, drive=drive)
    with cast.at():
        client.force_login(cast.accounts["cell_secretary"])
        url = reverse("frame", args=[above.pk])
        lines = {f"title{n}": one.title for n, one in enumerate(STEPS)} | {
            f"kind{n}": one.kind for n, one in enumerate(STEPS)
        }
        sent = (
            lines
            | {f"minutes{n}": one.minutes for n, one in enumerate(STEPS)}
            | {"unit": cast.cell.pk, "name": "Của chi bộ"}
        )
        refused = client.post(url, sent | {"minutes2": 50})
        assert refused.status_code == 422
        assert "Báo cáo tập thể" in refused.content.decode()
        assert client.post(url, sent | {"title2": ""}).status_code == 422
        assert client.post(url, sent | {"minutes2": 40}).status_code == 302
        plan = {
            "kind": "thematic", "place": "Nhà văn hóa", "mode": "in_person", "drive": drive.pk, "starts_at": "10/04/2026",
            "hour": "19:30", "chair": cast.person("cell_secretary").pk, "secretary": cast.person("cell_deputy").pk,
        }  # fmt: skip
        assert client.post(reverse("meeting-new", args=[cast.cell.pk]), plan).status_code == 302
    made = Meeting.objects.get()
    assert [(one.title, one.minutes) for one in made.steps.all()][:3] == [
        ("Khai mạc", 5),
        ("Điểm danh", 5),
        ("Báo cáo tập thể", 40),
    ]


def test_S146_a_new_agenda_from_above_ends_the_versions_below_that_break_it(cast: Cast) -> None:
    above = hand_down(cast)
    with cast.at():
        own = services.adapt(
            actor=cast.actor("cell_secretary"), unit=cast.cell, above=above, name="Của chi bộ", steps=STEPS
        )
        kept = services.adapt(
            actor=cast.actor("sibling_secretary"), unit=cast.sibling, above=above, name="Kia",
            steps=[STEPS[0], STEPS[1], StepInput("collective", "Báo cáo tập thể", 40), STEPS[3], STEPS[4]],
        )  # fmt: skip
        hand_down(cast, steps=[*STEPS[:2], StepInput("collective", "Báo cáo tập thể", 38, 35, 40, True), *STEPS[3:]])
    own.refresh_from_db()
    kept.refresh_from_db()
    assert (own.ended_at is not None, kept.ended_at) == (True, None)
    assert (
        selectors.steps_for(actor=cast.actor("cell_secretary"), unit=cast.cell, drive=None, kind="thematic") is not None
    )
    with pytest.raises(NotFound):
        services.adapt(actor=cast.actor("cell_secretary"), unit=cast.cell, above=above, name="x", steps=STEPS)
    with pytest.raises(Invalid):
        services.hand_down(
            actor=cast.actor("cell_secretary"),
            unit=cast.cell,
            kind="thematic",
            name="x",
            steps=STEPS,
            least=60,
            most=120,
        )


def test_R8_materials_are_in_time_until_the_day_before() -> None:
    assert rules.last_day_to_send(date(2026, 3, 5), 1) == date(2026, 3, 4)
    assert [rules.in_time(date(2026, 3, day), date(2026, 3, 5), 1) for day in (4, 5)] == [True, False]


def test_S43_materials_ahead_who_has_them_and_paper_ticked_by_hand(cast: Cast, client: Client) -> None:
    drive = open_test_drive(cast)
    conference = study(cast, drive)
    thing = put(cast, drive=drive)
    with cast.at(clock.local(2026, 3, 3, 9)):
        client.force_login(cast.accounts["clerk"])
        assert "Gửi tài liệu trước" in client.get(reverse("home")).content.decode()
        url = reverse("pack-conference", args=[conference.pk])
        assert client.post(url, {}).status_code == 422
        assert client.post(url, {"items": [thing.pk]}).status_code == 302
        pack = Pack.objects.get()
        assert pack.receipts.count() == 7
        client.force_login(cast.accounts["member"])
        assert "Đọc tài liệu trước buổi họp" in client.get(reverse("home")).content.decode()
        page = reverse("pack", args=[pack.pk])
        assert "Tôi đã nhận tài liệu" in client.get(page).content.decode()
        assert client.post(page).status_code == 302
        client.force_login(cast.accounts["cell_secretary"])
        cell = reverse("pack-cell", args=[pack.pk, cast.cell.pk])
        assert "Phạm Văn Bường" in client.get(cell).content.decode()
        assert client.post(cell, {}).status_code == 422
        assert client.post(cell, {"people": [cast.person("helped").pk]}).status_code == 302
        assert client.get(reverse("pack-cell", args=[pack.pk, cast.sibling.pk])).status_code == 404
        client.force_login(cast.accounts["outsider"])
        assert client.get(page).status_code == 404
    rows = selectors.cells_of_pack(actor=cast.actor("clerk"), pack=pack)
    assert {one.unit.code: (one.have.n, one.have.of, one.paper) for one in rows} == {
        "TDP-01": (2, 5, 1),
        "TDP-02": (0, 2, 0),
    }
    with pytest.raises(NotFound):
        services.note_receipts(actor=cast.actor("cell_secretary"), pack=pack, person_ids=[cast.person("chairman").pk])
    target = selectors.target_of_pack(actor=cast.actor("clerk"), pack=pack)
    assert (target.send_by, target.in_time) == (date(2026, 3, 4), True)


def test_S43_materials_of_a_meeting_go_to_its_members_and_once_more_adds_nobody_twice(cast: Cast) -> None:
    with cast.at():
        film = store_video(actor=SYSTEM, unit_path=cast.cell.path, name="a.mp4", chunks=[MP4])
        own = services.put_item(
            actor=cast.actor("cell_secretary"), unit=cast.cell, kind="video", title="Phim", file=film
        )
        meeting = Meeting.objects.create(
            unit=cast.cell,
            kind="regular",
            starts_at=clock.local(2026, 4, 5, 19, 30),
            place="Nhà văn hóa",
            mode="in_person",
        )
        for _again in range(2):
            pack = services.send_ahead(actor=cast.actor("cell_secretary"), meeting=meeting, items=[own])
        assert (
            pack.receipts.count() == selectors.cells_of_pack(actor=cast.actor("cell_secretary"), pack=pack)[0].have.of
        )
        sibling = services.put_item(actor=SYSTEM, unit=cast.sibling, kind="material", title="Kia", file=text_file(cast))
        with pytest.raises(Invalid):
            services.send_ahead(actor=SYSTEM, meeting=meeting, items=[sibling])
        with pytest.raises(NotFound):
            services.receive(actor=cast.actor("sibling_member"), pack=pack)

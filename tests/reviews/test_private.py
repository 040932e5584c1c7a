"""The owner's own book: sealed with the owner's secret, opened by nobody else, through no door and not from the database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client

from guong.audit.models import Entry
from guong.kernel import clock
from guong.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from guong.reviews import sealing
from guong.reviews.models import JournalEntry, MirrorTicks, PrivateLock
from guong.reviews.selectors import my_words
from guong.reviews.selectors import private as selectors
from guong.reviews.services import private as services
from tests.cast import Cast

NOW = clock.local(2026, 4, 1, 21, 5)
SECRET = "mỗi ngày phải rửa mặt"
COST = sealing.MEMORY_KIB
WORDS = "Hôm nay tôi nóng với chị Mận ở cuộc họp tổ."


@pytest.fixture(autouse=True)
def evening(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sealing, "MEMORY_KIB", 64)  # the cost is tested by its setting, not by waiting
    with cast.at(NOW):
        yield


def browser(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def everything_kept() -> bytes:
    """All that the database holds of this room and of the log, as bytes."""
    held = b""
    for model in [*apps.get_app_config("reviews").get_models(), Entry]:
        for row in model.objects.values_list():
            held += b"|".join(bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row)
    return held


def test_S61_D7_Z2_a_note_is_sealed_and_neither_the_secretary_nor_the_keeper_of_the_machine_opens_it(
    cast: Cast,
) -> None:
    client = browser(cast, "member")
    made = client.post("/so-rieng/lap/", {"secret": SECRET, "again": SECRET})
    assert "Chỉ hiện một lần" in made.content.decode()
    assert client.post("/so-rieng/", {"words": WORDS}).status_code == 302
    assert WORDS in client.get("/so-rieng/").content.decode()
    assert WORDS in client.get("/so-rieng/tai-ve/").content.decode()
    kept = everything_kept()
    assert WORDS.encode() not in kept
    assert SECRET.encode() not in kept
    key = client.cookies["guong_private"]
    assert (key["httponly"], key["samesite"], key["path"]) == (True, "Strict", "/so-rieng/")
    for who in ("cell_secretary", "clerk", "technician", "ward_secretary"):
        other = browser(cast, who)
        other.cookies["guong_private"] = (
            key.value
        )  # even with the key: what is sealed for one person opens for no other
        assert WORDS not in other.get("/so-rieng/").content.decode()
        assert other.get(f"/so-rieng/{JournalEntry.objects.get().pk}/").status_code == 302
    client.post("/so-rieng/khoa/")
    assert WORDS not in client.get("/so-rieng/").content.decode()
    assert client.post("/so-rieng/mo/", {"secret": "sai khóa rồi"}).status_code == 422
    assert client.post("/so-rieng/mo/", {"secret": SECRET}).status_code == 302
    assert WORDS in client.get("/so-rieng/").content.decode()


def test_D7_the_log_says_that_a_book_was_begun_and_nothing_of_its_use(cast: Cast) -> None:
    before = Entry.objects.count()
    key, _spare = services.set_up_book(actor=cast.actor("member"), secret=SECRET)
    for words in ("một", "hai"):
        services.write_note(actor=cast.actor("member"), key=key, words=words)
    services.keep_ticks(actor=cast.actor("member"), key=key, ticks=["1.1"])
    assert [row.code for row in Entry.objects.order_by("seq")[before:]] == ["reviews.book.set_up"]
    assert my_words(actor=cast.actor("member"))["private_book"] == {"notes": 2}


def test_a_note_is_changed_and_erased_by_its_owner_only(cast: Cast) -> None:
    actor = cast.actor("member")
    key, _spare = services.set_up_book(actor=actor, secret=SECRET)
    row = services.write_note(actor=actor, key=key, words=WORDS)
    services.write_note(actor=actor, key=key, words="Đã xin lỗi.", entry=row, stamp=0)
    with pytest.raises(Conflict):
        services.write_note(actor=actor, key=key, words="Cũ", entry=row, stamp=0)
    held = selectors.my_entries(actor=actor, key=key)
    assert [(one.text, one.written_at) for one in held] == [("Đã xin lỗi.", NOW)]
    other_key, _spare = services.set_up_book(actor=cast.actor("member2"), secret=SECRET)
    for wrong in (other_key, b"", b"x" * 32):
        with pytest.raises(NotFound):
            services.erase_note(actor=cast.actor("member2"), key=wrong, entry=row)
        with pytest.raises(NotFound):
            services.write_note(actor=actor, key=wrong, words="x", entry=row, stamp=1)
    services.erase_note(actor=actor, key=key, entry=row)
    assert not JournalEntry.objects.exists()


def test_the_spare_code_opens_a_new_secret_works_and_five_wrong_tries_wait(cast: Cast) -> None:
    actor = cast.actor("member")
    key, spare = services.set_up_book(actor=actor, secret=SECRET)
    assert services.open_book(actor=actor, secret=spare.lower()) == key
    services.change_secret(actor=actor, key=key, secret="khóa mới của tôi")
    assert services.open_book(actor=actor, secret=SECRET) is None
    assert services.open_book(actor=actor, secret="khóa mới của tôi") == key
    for _try in range(5):
        assert services.open_book(actor=actor, secret="sai") is None
    with pytest.raises(Invalid):
        services.open_book(actor=actor, secret="khóa mới của tôi")
    with cast.at(clock.local(2026, 4, 1, 21, 11)):
        assert services.open_book(actor=actor, secret="khóa mới của tôi") == key
    for bad in ("ngắn", "x" * 201):
        with pytest.raises(Invalid):
            services.set_up_book(actor=cast.actor("member2"), secret=bad)
    assert PrivateLock.objects.count() == 1


def test_S2_D24_the_ticks_of_the_private_mirror_are_sealed_and_the_catalogue_is_the_offices(cast: Cast) -> None:
    office, client = browser(cast, "clerk"), browser(cast, "member")
    assert "chưa nhập" in client.get("/so-rieng/soi/").content.decode()
    page = f"/to-chuc/{cast.ward.pk}/danh-muc-soi/"
    assert office.post(page, {"source": "Văn bản số 1", "words": "Không có nhóm"}).status_code == 422
    typed = {
        "source": "Ví dụ số 1",
        "words": "# Nhóm một\nBiểu hiện thử thứ nhất\nBiểu hiện thử thứ hai",
        "is_example": "on",
    }
    assert office.post(page, typed).status_code == 302
    shut = client.get("/so-rieng/soi/").content.decode()
    assert "Biểu hiện thử thứ hai" in shut
    assert 'name="tick"' not in shut  # with a shut book a tick has no way to the machine
    client.post("/so-rieng/lap/", {"secret": SECRET, "again": SECRET})
    assert client.post("/so-rieng/soi/", {"tick": ["1.2", "lạ"]}).status_code == 302
    assert 'value="1.2" checked' in client.get("/so-rieng/soi/").content.decode()
    assert b"1.2" not in bytes(MirrorTicks.objects.get().sealed)
    with pytest.raises(Forbidden):
        services.publish_catalogue(actor=cast.actor("ward_secretary"), unit=cast.ward, source="x", words="# a\nb")
    assert services.publish_catalogue(
        actor=cast.actor("clerk"), unit=cast.ward, source="Ví dụ số 2", words="# a\nb"
    ).version == 2  # fmt: skip


def test_the_cost_of_guessing_a_secret_is_high() -> None:
    """64 MiB of memory and three rounds for each guess; and a spare code of 100 bits."""
    assert COST >= 64 * 1024
    assert sealing.TIME_COST >= 3
    assert len(sealing.spare_code().replace("-", "")) * 5 >= 100

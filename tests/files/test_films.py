"""Films: sniffed, written as they come in, given out part by part (S128)."""

from __future__ import annotations

from pathlib import Path

import pytest

from guong.files import ranges, sniff
from guong.files.selectors import open_part
from guong.files.services import path_of, store_video
from guong.kernel.errors import Invalid, NotFound
from tests.cast import Cast

MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00" + bytes(range(256)) * 8
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\x00" * 40


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path


def test_S128_a_film_is_known_by_its_content() -> None:
    assert (sniff.video_type(MP4), sniff.video_type(WEBM)) == (sniff.MP4, sniff.WEBM)
    for other in (b"", b"\x00\x00\x00\x14ftypqt  ", b"\x1a\x45\xdf\xa3matroska", b"%PDF-1.7", b"<script>"):
        assert sniff.video_type(other) is None


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-99", (0, 99)), ("bytes=100-", (100, 999)), ("bytes=-10", (990, 999)), ("bytes=-5000", (0, 999)),
        ("Bytes = 5-5000", (5, 999)), ("", None), ("lines=0-9", None), ("bytes=0-9,20-29", None), ("bytes=-", None),
        ("bytes=9-5", None), ("bytes=²-5", None), ("bytes=" + "9" * 40 + "-", None),
    ],
)  # fmt: skip
def test_S128_parts_as_a_player_asks_for_them(header: str, part: tuple[int, int] | None) -> None:
    assert ranges.wanted(header, 1000) == part


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=-0", "bytes=99999-100000"])
def test_S128_a_part_behind_the_end_is_unsatisfiable(header: str) -> None:
    with pytest.raises(ranges.Unsatisfiable):
        ranges.wanted(header, 1000)


def test_S128_a_film_is_written_as_it_comes_and_read_by_parts(cast: Cast) -> None:
    with cast.at():
        kept = store_video(
            actor=cast.actor("clerk"), unit_path=cast.ward.path, name="../buổi mẫu", chunks=iter([MP4[:100], MP4[100:]])
        )
    assert (kept.name, kept.media_type, kept.size) == ("buổi mẫu.mp4", "video/mp4", len(MP4))
    assert b"".join(open_part(kept, 90, 120)) == MP4[90:121]
    with pytest.raises(NotFound):
        store_video(actor=cast.actor("outsider"), unit_path=cast.ward.path, name="x.mp4", chunks=[MP4])


@pytest.mark.parametrize(
    ("name", "chunks"),
    [("a.mp4", []), ("a.mp4", [b"%PDF-1.7"]), ("a.mp4", [MP4, b"x" * 5000]), ("TỐI MẬT.mp4", [MP4])],
)
def test_S128_D22_a_refused_film_leaves_nothing_behind(
    cast: Cast, settings, tmp_path: Path, name: str, chunks: list[bytes]
) -> None:  # type: ignore[no-untyped-def]
    settings.VIDEO_LIMIT = 4000
    with cast.at(), pytest.raises(Invalid) as error:
        store_video(actor=cast.actor("clerk"), unit_path=cast.ward.path, name=name, chunks=chunks)
    assert error.value.field == "file"
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    assert not path_of("0" * 64).exists()

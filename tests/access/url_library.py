"""What the table of URLs needs of questions and answers, the library and study: of cell 1 and the ward, and of their twins."""

from __future__ import annotations

import io
from datetime import timedelta

from PIL import Image

from guong.directives.services import start_draft
from guong.files.services import store_file, store_video
from guong.kernel import clock
from guong.library.services import hand_down, put_item, put_photo, send_ahead
from guong.library.services.frames import StepInput
from guong.meetings.models import Conference
from guong.org.models import Unit
from guong.questions.services import ask, give_answer
from tests.cast import SYSTEM, Cast

MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00" + b"\x00" * 64


def library_things(cast: Cast) -> tuple[dict[str, int | str], dict[str, int | str]]:
    """(own, foreign). At the moment of the visit."""
    commune = Unit.objects.get(code="XA-KHAC")
    return _side(cast, "o", cast.cell, cast.ward, "member"), _side(cast, "f", cast.sibling, commune, "sibling_member")


def _side(cast: Cast, mark: str, cell: Unit, top: Unit, asks: str) -> dict[str, int | str]:
    words = f"Khi chi bộ họp trực tuyến thì ký tên ở đâu zq{mark}questionqz"
    asked = ask(actor=cast.actor(asks), unit=cell, topic="meeting", words=words)
    child = Unit.objects.filter(parent=top, kind__startswith="cell_").order_by("path")[0]
    theirs = ask(actor=SYSTEM, unit=child, topic="plan", words="Kế hoạch dài mấy trang?")
    answer = give_answer(actor=SYSTEM, questions=[theirs], heading="Kế hoạch dài?", words="Một trang.", publish=True)
    return {"question": asked.pk, "answer": answer.pk, "move": "rut", "hide": "an", **_shelf(cell, top)}


def _shelf(cell: Unit, top: Unit) -> dict[str, int | str]:
    file = store_file(actor=SYSTEM, unit_path=top.path, name="a.txt", data=b"Tai lieu hoc tap", purpose="document")
    thing = put_item(actor=SYSTEM, unit=top, kind="material", title="Tài liệu học tập", file=file)
    film = store_video(actor=SYSTEM, unit_path=top.path, name="a.mp4", chunks=[MP4])
    played = put_item(actor=SYSTEM, unit=top, kind="video", title="Buổi mẫu", file=film)
    steps = [StepInput("opening", "Khai mạc", 10), StepInput("conclusion", "Kết luận", 20)]
    frame = hand_down(actor=SYSTEM, unit=top, kind="regular", name="Chương trình", steps=steps, least=20, most=90)
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    picture = store_file(actor=SYSTEM, unit_path=cell.path, name="a.png", data=out.getvalue(), purpose="photo")
    today = clock.today()
    photo = put_photo(
        actor=SYSTEM, unit=cell, file=picture, caption="Buổi họp", place="Nhà văn hóa", taken_on=today,
        keep_until=today + timedelta(days=30),
    )  # fmt: skip
    conference = Conference.objects.filter(unit=top).order_by("pk")[0]
    pack = send_ahead(actor=SYSTEM, conference=conference, items=[thing])
    draft = start_draft(actor=SYSTEM, unit=top, body="committee", kind="plan")
    return {
        "draft": draft.pk,
        "thing": thing.pk,
        "film": played.pk,
        "frame": frame.pk,
        "photo": photo.pk,
        "pack": pack.pk,
    }

"""What the table of URLs needs of questions and answers, the library and study: of cell 1 and the ward, and of their twins."""

from __future__ import annotations

from guong.org.models import Unit
from guong.questions.services import ask, give_answer
from tests.cast import SYSTEM, Cast


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
    return {"question": asked.pk, "answer": answer.pk, "move": "rut"}

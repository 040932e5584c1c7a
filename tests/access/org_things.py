"""What the tables of URLs need of units and people through time: an event, a move, a field of work, a request."""

from __future__ import annotations

from guong.kernel import clock
from guong.org.models import Person, Post, Unit
from guong.org.services import add_member, ask_standing, give_portfolio
from guong.reorganisation.models import Introduction
from guong.reorganisation.services import prepare, transfer_out
from tests.cast import SYSTEM, Cast


def org_things(cast: Cast) -> tuple[dict[str, int | str], dict[str, int | str]]:
    """The same things of cell 1 and its ward, and of the twin cell and the foreign commune. At the moment of the visit."""
    commune = Unit.objects.get(code="XA-KHAC")
    stranger = Post.objects.get(unit=commune).person
    own = _side(cast, "o", cast.cell, cast.ward, "member", cast.person("standing_member"))
    foreign = _side(cast, "f", cast.sibling, commune, "sibling_member", stranger)
    return own | _introduced(cast.cell, commune, leaver="DI-o"), foreign | _introduced(
        commune, cast.district, leaver="DI-f"
    )


def _introduced(source: Unit, to: Unit, leaver: str) -> dict[str, int | str]:
    """Somebody introduced to a committee that the ward's office does not manage."""
    row = Introduction.objects.create(
        person=Person.objects.get(code=leaver), from_unit=source, to_unit=to, reason="Giấy giới thiệu", sent_at=clock.now(),
        sent_by_label="Văn phòng",
    )  # fmt: skip
    return {"introduction": row.pk}


def _side(cast: Cast, mark: str, cell: Unit, top: Unit, asks: str, answers: Person) -> dict[str, int | str]:
    child = Unit.objects.filter(parent=top).order_by("path")[0]
    event = prepare(
        actor=SYSTEM, under=top, kind="rename", on=clock.today(), basis="Quyết định 3",
        order={"unit": child.pk, "name": f"Chi bộ thử {mark}"},
    )  # fmt: skip
    leaver = add_member(actor=SYSTEM, unit=cell, code=f"DI-{mark}", full_name="Kiều Văn Đi")
    move = transfer_out(actor=SYSTEM, person=leaver, destination="Đảng bộ tỉnh bạn", reason="Chuyển nơi cư trú")
    field = give_portfolio(actor=SYSTEM, person=answers, unit=top, field="land")
    words = f"Tôi xin phép vì bệnh đã lâu zq{mark}standingqz"
    request = ask_standing(actor=cast.actor(asks), wanted="exempt", ground="health", words=words)
    return {"event": event.pk, "transfer": move.pk, "portfolio": field.pk, "request": request.pk, "way": "doi-ten"}

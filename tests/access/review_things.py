"""What the world of the URL table holds of collective reports, private books and suggestions, in either cell."""

from __future__ import annotations

from datetime import date
from typing import Any

from guong.drives.models import Participant
from guong.reviews import services as reviews
from guong.reviews.services import private


def review_things(side: Any) -> dict[str, int | str]:
    """`side`: tests.access.url_cast.Side."""
    return _report(side) | _book(side) | _suggested(side) | _promised(side) | _typed(side)


def _report(side: Any) -> dict[str, int | str]:
    """The cell's own report, being read: what stands in it and what was said of it is the body's."""
    draft = {key: side.word("report") for key in ("strengths", "shortcomings", "causes", "direction")}
    report = reviews.start_report(actor=side.chair, drive=side.drive, unit=side.unit, kind="cell", content=draft)
    report = reviews.circulate_report(actor=side.chair, report=report)
    said = reviews.say_of_report(actor=side.actor("second"), report=report, text=side.word("report_opinion"))
    return {"report": report.pk, "report_opinion": said.pk, "kind": "cell_committee"}


def _book(side: Any) -> dict[str, int | str]:
    """A colleague's private book: no door leads to its words without the key."""
    key, _spare = private.set_up_book(actor=side.actor("colleague"), secret="câu riêng của tôi")
    note = private.write_note(actor=side.actor("colleague"), key=key, words=side.word("private_note"))
    return {"note": note.pk}


def _suggested(side: Any) -> dict[str, int | str]:
    """What the office of the ward suggests to one comrade."""
    made = reviews.suggest(
        actor=side.cast.actor("clerk"), drive=side.drive, from_unit=side.cast.ward, unit=side.unit,
        person=side.one("member"), text=side.word("suggested"), answer_by=date(2026, 4, 30),
    )  # fmt: skip
    return {"suggested": made.pk}


def _promised(side: Any) -> dict[str, int | str]:
    """A colleague's own promise, and one that the ward's office entered for a member."""
    given: dict[str, Any] = {"kind": "office", "occasion": "Hội nghị cơ quan", "made_on": date(2025, 1, 6)}
    own = reviews.enter_promise(
        actor=side.actor("colleague"), person=side.one("colleague"), text=side.word("promise"), **given
    )
    reviews.enter_promise(
        actor=side.cast.actor("clerk"), person=side.one("member"), text=side.word("promise_office"), **given
    )
    return {"promise": own.pk}


def _typed(side: Any) -> dict[str, int | str]:
    """What the secretary typed for a colleague who telephoned; no yes yet. And the printed form of the comrade who is helped."""
    made = reviews.type_remark(
        actor=side.chair, drive=side.drive, unit=side.unit, by=side.one("colleague"), addressee="person",
        person=side.one("member"), fact=side.word("remark_typed"), came_by="telephone",
    )  # fmt: skip
    rows = Participant.objects.filter(drive=side.drive)
    return {
        "remark_typed": made.pk,
        "sheet_member": rows.get(person=side.one("member")).pk,
        "sheet_head": rows.get(person=side.one("head")).pk,
    }

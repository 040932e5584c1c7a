"""The first report of a drive as a draft of the office's own: begun from the figures of a day, then written on (S48)."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from guong.audit.work import service
from guong.directives.enums import Body, DirectiveKind
from guong.directives.models import Draft
from guong.directives.perms import DIRECTIVE_WRITE
from guong.directives.selectors.drafting import Prefilled, prefilled
from guong.directives.services import start_draft
from guong.drives.models import Drive
from guong.drives.selectors import sending
from guong.figures.selectors import board
from guong.kernel.actor import Actor
from guong.org.models import Unit
from guong.papers.compose import interim


def interim_text(*, actor: Actor, drive: Drive, unit: Unit, on: date) -> Prefilled:
    """What the report would say of `unit` at the end of `on`. Errors as `figures.selectors.board`."""
    actor.require(DIRECTIVE_WRITE, unit.path)
    with translation.override("vi"):
        seen = board(actor=actor, drive=drive, unit=unit, on=on)
        rows = [row for group in seen.groups for row in group.rows] if not seen.is_large else []
        late = next((one.cells for one in seen.late if one.matter == "meeting"), [])
        facts = interim.InterimFacts(
            drive=drive.name, unit=unit.name, basis=[f"{one.symbol} {one.issuer}" for one in drive.basis.all()],
            as_of=seen.as_of, figures=seen.figures, late=[one.name for one in late],
            blank=[row.name for row in rows if row.milestones["registration"].state != "ok"],
            sent=sending(actor=actor, drive=drive, on=on).counted,
        )  # fmt: skip
        usual = prefilled(unit=unit, kind=DirectiveKind.REPORT, parent=None)
        return Prefilled(interim.title(facts), interim.opening(facts), interim.sections(facts), usual.recipients)


@service
def start_interim_report(*, actor: Actor, drive: Drive, unit: Unit, on: date) -> Draft:
    """Begin the report as a draft under the newest document that the drive stands on. Errors as `start_draft`."""
    begun = interim_text(actor=actor, drive=drive, unit=unit, on=on)
    body = Body.CELL if unit.is_cell else Body.COMMITTEE
    parent = drive.basis.order_by("issued_on", "pk").last()
    return start_draft(actor=actor, unit=unit, body=body, kind=DirectiveKind.REPORT, parent=parent, begun=begun)

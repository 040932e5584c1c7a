"""The chain of documents of a drive at each committee: acknowledge, issue one's own, pass on (R14, S54, S121, S125)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.directives.models import Directive
from guong.directives.selectors import carries_out
from guong.directives.services import register_directive
from guong.drives import rules
from guong.drives.counts import refresh
from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit, OwnDocument, Relay
from guong.files.models import StoredFile
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.enums import BESIDE_KINDS, COMMITTEE_KINDS
from guong.org.models import Unit

WRITE = "directives.directive:write"


@service
def acknowledge(*, actor: Actor, drive: Drive, unit: Unit) -> Relay:
    """A committee says that the documents of the drive have reached it; again changes nothing. Invalid before they were
    passed on to it, and for the body whose drive it is."""
    _at(actor, drive, unit)
    _require_below(drive, unit)
    return _acknowledged(actor, drive, unit)


def _acknowledged(actor: Actor, drive: Drive, unit: Unit) -> Relay:
    found = Relay.objects.select_for_update().filter(drive=drive, unit=unit).first()
    if found is not None:
        return found
    if not _has_arrived(drive, unit):
        raise Invalid(_("The committee above has not passed the documents of this drive on yet."))
    row = Relay.objects.create(drive=drive, unit=unit, acknowledged_at=clock.now(), acknowledged_by_label=actor.label)
    record(actor, "drives.chain.acknowledged", row, unit_path=unit.path)
    return row


@service
def tie_document(*, actor: Actor, drive: Drive, unit: Unit, directive: Directive, urging: bool = False) -> OwnDocument:
    """Count a registered document as this committee's own for the drive; what came from above is acknowledged with it.

    Invalid for somebody else's document, one that carries out nothing the drive stands on, or one tied before. An urging
    letter (S121) need not carry anything out and is counted apart.
    """
    _at(actor, drive, unit)
    if directive.issuing_unit_id != unit.pk:
        raise Invalid(
            _("This document was issued by another body. Choose one of this committee's own."), field="directive"
        )
    if not urging and not carries_out(directive, set(drive.basis.values_list("pk", flat=True))):
        raise Invalid(
            _(
                "This document carries out none of those that the drive stands on. Say in the register what it carries out."
            ),
            field="directive",
        )
    if OwnDocument.objects.filter(drive=drive, unit=unit, directive=directive).exists():
        raise Invalid(_("This document is counted already."), field="directive")
    if unit.pk != drive.scope_unit_id:
        _acknowledged(actor, drive, unit)
    row = OwnDocument.objects.create(
        drive=drive, unit=unit, directive=directive, urging=urging, noted_at=clock.now(), noted_by_label=actor.label
    )
    record(
        actor, "drives.document.issued", row, unit_path=unit.path,
        changes={"symbol": directive.symbol, "kind": directive.kind, "urging": urging},
    )  # fmt: skip
    refresh(drive.pk, unit.pk)
    return row


@service
def issue_document(
    *, actor: Actor, drive: Drive, unit: Unit, symbol: str, issued_on: date, kind: str, title: str, urging: bool = False,
    file: StoredFile | None = None, implements: Sequence[Directive] | None = None,
) -> OwnDocument:  # fmt: skip
    """Enter a document of this committee in its register and count it for the drive, typed once (law 2).

    Without `implements` it carries out what the drive stands on. Errors as `register_directive` and `tie_document`.
    """
    _at(actor, drive, unit)
    directive = register_directive(
        actor=actor, unit=unit, symbol=symbol, issued_on=issued_on, issuer=unit.name, kind=kind, title=title, file=file,
        implements=list(drive.basis.all()) if implements is None else implements, issuing_unit=unit,
    )  # fmt: skip
    return tie_document(actor=actor, drive=drive, unit=unit, directive=directive, urging=urging)


@service
def pass_on(*, actor: Actor, drive: Drive, unit: Unit) -> Relay:
    """A committee passes the documents, its own among them, to those below. Invalid without a document of its own."""
    _at(actor, drive, unit)
    _require_below(drive, unit)
    if unit.kind in BESIDE_KINDS:
        raise Invalid(_("Nothing is passed on below the Front or a mass organisation."))
    row = _acknowledged(actor, drive, unit)
    if row.passed_on_at is not None:
        raise Invalid(_("The documents have been passed on before."))
    if not OwnDocument.objects.filter(drive=drive, unit=unit, urging=False).exists():
        raise Invalid(_("Issue a document of your own first: a plan, a guide or a letter. Then pass all of it on."))
    row.passed_on_at, row.passed_on_by_label = clock.now(), actor.label
    row.save(update_fields=["passed_on_at", "passed_on_by_label"])
    record(actor, "drives.chain.passed_on", row, unit_path=unit.path)
    return row


def _at(actor: Actor, drive: Drive, unit: Unit) -> None:
    """The actor keeps the register of a frozen body of this drive, which is under way."""
    actor.require(WRITE, unit.path)
    if not DriveUnit.objects.filter(drive=drive, unit=unit, is_cell=False).exists():
        raise NotFound
    if not Drive.objects.filter(pk=drive.pk, state=DriveState.OPEN).exists():
        raise Invalid(_("This drive is not under way."))


def _require_below(drive: Drive, unit: Unit) -> None:
    if unit.pk == drive.scope_unit_id:
        raise Invalid(_("The drive is this committee's own: opening it has passed its documents on."))


def _has_arrived(drive: Drive, unit: Unit) -> bool:
    """Whether the nearest committee above has passed on, or is the one whose drive it is."""
    frozen = DriveUnit.objects.filter(drive=drive, kind__in=sorted(COMMITTEE_KINDS))
    paths = dict(frozen.values_list("path", "unit_id"))
    own = DriveUnit.objects.get(drive=drive, unit=unit).path
    above = rules.nearest_above(own, paths)
    if above is None or paths[above] == drive.scope_unit_id:
        return True
    return Relay.objects.filter(drive=drive, unit_id=paths[above]).exclude(passed_on_at=None).exists()

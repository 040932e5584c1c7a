"""Writing a document under the one above, and issuing it with the next number of its kind in the term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.directives import events, rules, selectors  # noqa: F401  # events registers the audit codes
from guong.directives.enums import Body, DirectiveKind
from guong.directives.models import Directive, Draft, Term
from guong.directives.perms import DIRECTIVE_WRITE
from guong.directives.selectors.drafting import Prefilled
from guong.directives.services.register import register_directive
from guong.files.models import StoredFile
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Conflict, Invalid
from guong.org.models import Unit

SECTIONS = 10


@service
def open_term(*, actor: Actor, unit: Unit, name: str, starts_on: date) -> Term:
    """Begin a term: the numbers of every kind begin again at 01. Invalid before the last one began, or without a name."""
    actor.require(DIRECTIVE_WRITE, unit.path)
    name = text.clean_line(name)[:40]
    if not name:
        raise Invalid(_("Name the term, for example 2025-2030."), field="name")
    last = Term.objects.filter(unit=unit).first()
    if last is not None and starts_on <= last.starts_on:
        raise Invalid(_("A term begins after the one before it."), field="starts_on")
    term = Term.objects.create(unit=unit, name=name, starts_on=starts_on)
    record(actor, "directives.term.opened", term, unit_path=unit.path, changes={"starts_on": starts_on.isoformat()})
    return term


@service
def start_draft(
    *, actor: Actor, unit: Unit, body: str, kind: str, parent: Directive | None = None, begun: Prefilled | None = None
) -> Draft:
    """Begin a document of `unit`, with the outline of the one above, or with `begun`. Invalid when this body may not issue
    this kind."""
    actor.require(DIRECTIVE_WRITE, unit.path)
    _check_authority(unit, body, kind)
    begun = begun or selectors.prefilled(unit=unit, kind=kind, parent=parent)
    row = Draft.objects.create(
        unit=unit, body=body, kind=kind, parent=parent, made_at=clock.now(), by_label=actor.label[:200],
        title=begun.title[:500], opening=begun.opening, sections=begun.sections, recipients=begun.recipients,
    )  # fmt: skip
    record(
        actor, "directives.draft.started", row, unit_path=unit.path, changes={"kind": kind, "parent": str(parent or "")}
    )
    return row


def _check_authority(unit: Unit, body: str, kind: str) -> None:
    if body not in Body.values or (body == Body.CELL) != unit.is_cell:
        raise Invalid(_("Choose for which body of this organisation it is signed."), field="body")
    if kind not in rules.WRITTEN:
        raise Invalid(_("Choose the kind of document from the list."), field="kind")
    if not selectors.may_issue(unit=unit, body=body, kind=kind, on=clock.today()):
        raise Invalid(
            _("By the table in force, %(body)s does not issue this: %(kind)s. Choose another body or kind, or publish a new table."),
            field="kind", params={"body": str(Body(body).label), "kind": str(DirectiveKind(kind).label)},
        )  # fmt: skip


@service
def save_draft(
    *, actor: Actor, draft: Draft, title: str, opening: str, sections: Sequence[Mapping[str, str]], recipients: Sequence[str],
    stamp: int,
) -> Draft:  # fmt: skip
    """Keep what was written. Conflict when another window saved first; Invalid when it has been issued."""
    row = _locked(actor, draft)
    if row.stamp != stamp:
        raise Conflict(_("Another window saved a newer text. Open the draft again beside this one."))
    row.title, row.opening = text.clean_line(title)[:500], text.clean_text(opening)
    if not row.title:
        raise Invalid(_("The document has no title. Type what it is about."), field="title")
    row.sections = [
        {"heading": text.clean_line(one["heading"])[:300], "text": text.clean_text(one["text"])[:20_000]}
        for one in sections
    ][:SECTIONS]
    row.recipients = [line for one in recipients if (line := text.clean_line(one)[:200])][:20]
    row.stamp += 1
    row.save()
    record(actor, "directives.draft.saved", row, unit_path=row.unit.path)
    return row


def _locked(actor: Actor, draft: Draft) -> Draft:
    row = Draft.objects.select_for_update(of=("self",)).select_related("unit", "parent").get(pk=draft.pk)
    actor.require(DIRECTIVE_WRITE, row.unit.path)
    if row.directive_id is not None:
        raise Invalid(_("This document has been issued; what was signed is not changed any more."))
    return row


@service
def issue_draft(*, actor: Actor, draft: Draft, issued_on: date, issuer: str = "") -> Directive:
    """Issue it: the next number of its kind in the term, an entry in the register under the document above.

    Invalid without a term, for a day before the term or to come, and when the table in force no longer lets the body issue it.
    """
    row = _locked(actor, draft)
    term = Term.objects.select_for_update().filter(unit=row.unit, starts_on__lte=issued_on).first()
    if term is None:
        raise Invalid(
            _("No term covers this day: open the term of the committee first, so that numbers run through it."),
            field="issued_on",
        )
    _check_authority(row.unit, row.body, row.kind)
    letters = rules.LETTERS[row.kind]
    number = selectors.numbering(unit=row.unit, on=issued_on).next_of(letters)
    symbol = rules.symbol_of(number, letters, rules.organisation_of(row.unit.kind))
    made = register_directive(
        actor=actor, unit=row.unit, symbol=symbol, issued_on=issued_on, issuer=issuer or row.unit.name, kind=row.kind,
        title=row.title, implements=[row.parent] if row.parent else [], issuing_unit=row.unit,
    )  # fmt: skip
    made.term, made.letters, made.number = term, letters, number
    made.save(update_fields=["term", "letters", "number"])
    row.directive = made
    row.save(update_fields=["directive"])
    record(actor, "directives.draft.issued", row, unit_path=row.unit.path, changes={"symbol": symbol})
    return made


@service
def attach_file(*, actor: Actor, directive: Directive, file: StoredFile) -> Directive:
    """Put the file to a document that has none yet."""
    row = Directive.objects.select_for_update(of=("self",)).select_related("registered_in").get(pk=directive.pk)
    actor.require(DIRECTIVE_WRITE, row.registered_in.path)
    if row.file_id is not None:
        raise Invalid(
            _("This document has its file already. Correct the entry to put another in its place."), field="file"
        )
    row.file = file
    row.save(update_fields=["file"])
    record(actor, "directives.directive.filed", row, unit_path=row.registered_in.path)
    return row

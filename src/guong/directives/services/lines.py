"""Lines of documents and their generations (S87)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.directives import events  # noqa: F401  # registers the audit codes
from guong.directives.models import Directive, DocumentLine, Generation
from guong.directives.perms import DIRECTIVE_WRITE
from guong.directives.querysets import directives_seen
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Unit


@service
def open_line(
    *, actor: Actor, unit: Unit, name: str, directive: Directive, label: str, from_on: date | None = None
) -> DocumentLine:
    """Begin a line in the register of `unit` with its first generation. Errors as `add_generation`; a name only once."""
    actor.require(DIRECTIVE_WRITE, unit.path)
    name = text.clean_line(name)[:120]
    if not name:
        raise Invalid(_("Name the line, for example “Nghị quyết Trung ương 4”."), field="name")
    if DocumentLine.objects.filter(kept_in=unit, name_key=text.fold(name)[:120]).exists():
        raise Invalid(_("This register keeps a line of that name already. Add the document there."), field="name")
    line = DocumentLine.objects.create(
        name=name, name_key=text.fold(name)[:120], kept_in=unit, made_at=clock.now(), by_label=actor.label[:200]
    )
    record(actor, "directives.line.opened", line, unit_path=unit.path, changes={"name": name})
    add_generation(actor=actor, line=line, directive=directive, label=label, from_on=from_on)
    return line


@service
def add_generation(
    *, actor: Actor, line: DocumentLine, directive: Directive, label: str, from_on: date | None = None
) -> Generation:
    """Put a document into a line, from its own first day or from `from_on`. Invalid names the field; NotFound for a document
    that the actor may not read."""
    actor.require(DIRECTIVE_WRITE, line.kept_in.path)
    if not directives_seen(actor).filter(pk=directive.pk).exists():
        raise NotFound
    label = text.clean_line(label)[:40]
    if not label:
        raise Invalid(_("Say which generation it is, for example “khóa XIII”."), field="label")
    start = from_on or directive.valid_from or directive.issued_on
    if start < directive.issued_on:
        raise Invalid(_("It cannot hold before it was issued. Choose a later day."), field="from_on")
    DocumentLine.objects.select_for_update().get(pk=line.pk)  # two who add at once wait for each other
    rows = Generation.objects.filter(line=line)
    if rows.filter(directive=directive).exists():
        raise Invalid(_("This document stands in the line already."), field="directive")
    if rows.filter(from_on=start).exists():
        raise Invalid(_("Another generation of this line begins on that day. Choose another day."), field="from_on")
    row = Generation.objects.create(line=line, directive=directive, label=label, from_on=start)
    changes = {"directive": directive.symbol, "label": label, "from_on": start.isoformat()}
    record(actor, "directives.generation.added", row, unit_path=line.kept_in.path, changes=changes)
    return row


@service
def remove_generation(*, actor: Actor, generation: Generation) -> None:
    """Take a document out of a line; the last one takes the line with it."""
    line = generation.line
    actor.require(DIRECTIVE_WRITE, line.kept_in.path)
    changes = {"directive": generation.directive.symbol, "label": generation.label}
    record(actor, "directives.generation.removed", generation, unit_path=line.kept_in.path, changes=changes)
    generation.delete()
    if not line.generations.exists():
        line.delete()

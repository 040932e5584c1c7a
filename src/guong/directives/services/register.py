"""Writes of the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.directives import events, rules  # noqa: F401  # events registers the audit codes
from guong.directives.enums import DirectiveKind
from guong.directives.models import Directive, Implementation
from guong.files.models import StoredFile
from guong.kernel import clock, text, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.org.querysets import subtree_q


@service
def register_directive(
    *, actor: Actor, unit: Unit, symbol: str, issued_on: date, issuer: str, kind: str, title: str, short_name: str = "",
    implements: Sequence[Directive] = (), file: StoredFile | None = None, issuing_unit: Unit | None = None,
    secrecy: str = "",
) -> Directive:  # fmt: skip
    """Enter a document in the register of `unit`. Known by number + date + issuer: the same three twice is Invalid (S81)."""
    actor.require("directives.directive:write", unit.path)
    if rules.is_secret(secrecy):
        raise Invalid(
            _("Secret documents do not belong here. Keep only number, date, level and keeper in the secret register."),
            field="secrecy",
        )
    row = Directive(
        symbol=text.clean_line(symbol), issuer=text.clean_line(issuer), issued_on=issued_on, kind=kind,
        title=text.clean_line(title), short_name=text.clean_line(short_name), file=file, issuing_unit=issuing_unit,
        registered_in=unit, created_at=clock.now(),
    )  # fmt: skip
    _check(row)
    row.save(force_insert=True)
    for parent in implements:
        Implementation.objects.create(child=row, parent=parent)
    record(
        actor, "directives.directive.registered", row, unit_path=unit.path,
        changes={"symbol": row.symbol, "issued_on": issued_on.isoformat(), "implements": [str(one) for one in implements]},
    )  # fmt: skip
    return row


@service
def change_directive(
    *, actor: Actor, directive: Directive, symbol: str, issued_on: date, issuer: str, kind: str, title: str,
    short_name: str = "", file: StoredFile | None = None,
) -> Directive:  # fmt: skip
    """Correct an entry; the log keeps what it said before. Without `file` the file stays."""
    row = Directive.objects.select_for_update(of=("self",)).select_related("registered_in").get(pk=directive.pk)
    actor.require("directives.directive:write", row.registered_in.path)
    fields = ("symbol", "issued_on", "issuer", "kind", "title", "short_name")
    before = {name: str(getattr(row, name)) for name in fields}
    row.symbol, row.issuer, row.issued_on = text.clean_line(symbol), text.clean_line(issuer), issued_on
    row.kind, row.title, row.short_name = kind, text.clean_line(title), text.clean_line(short_name)
    row.file = file or row.file
    _check(row)
    row.save()
    changes = {name: [old, str(getattr(row, name))] for name, old in before.items() if old != str(getattr(row, name))}
    record(actor, "directives.directive.changed", row, unit_path=row.registered_in.path, changes=changes)
    return row


def _check(row: Directive) -> None:
    """Keys, and Invalid with the field to mend."""
    if not row.symbol:
        raise Invalid(_("The document has no number. Type it as printed, for example 21-KL/TW."), field="symbol")
    if not row.issuer:
        raise Invalid(
            _("Say who issued the document: two documents of one number may come from two bodies."), field="issuer"
        )
    if not row.title:
        raise Invalid(_("The document has no title. Type what it is about."), field="title")
    if row.kind not in DirectiveKind.values:
        raise Invalid(_("Choose the kind of document from the list."), field="kind")
    if row.issued_on > clock.today():
        raise Invalid(_("The document is dated in the future. Check the day, month and year."), field="issued_on")
    row.symbol_key, row.issuer_key = rules.symbol_key(row.symbol), rules.issuer_key(row.issuer)
    same = twin_of(row)
    if same is not None:
        raise Invalid(
            _("%(symbol)s of %(date)s by %(issuer)s is already in the register. Open it there instead of typing it again."),
            field="symbol",
            params={
                "symbol": row.symbol, "date": f"{row.issued_on:%d/%m/%Y}", "issuer": row.issuer, "existing": same.pk,
            },
        )  # fmt: skip


def twin_of(row: Directive) -> Directive | None:
    """The same document in a register that the unit of `row` can read: its own, one above it, one below it."""
    path = row.registered_in.path
    near = Q(registered_in__path__in=treepath.ancestors(path)) | subtree_q(path, "registered_in__path")
    same = Directive.objects.filter(near, symbol_key=row.symbol_key, issued_on=row.issued_on, issuer_key=row.issuer_key)
    return same.exclude(pk=row.pk).order_by("pk").first()


@service
def link_implements(*, actor: Actor, child: Directive, parent: Directive) -> None:
    """Say that `child` implements `parent` (S25). A circle is Invalid."""
    actor.require("directives.directive:write", child.registered_in.path)
    parents: dict[int, set[int]] = defaultdict(set)
    for child_id, parent_id in Implementation.objects.values_list("child_id", "parent_id"):
        parents[child_id].add(parent_id)
    if parent.pk in parents[child.pk]:
        raise Invalid(_("This is already noted."), field="parent")
    if rules.would_circle(child.pk, parent.pk, parents):
        raise Invalid(
            _("The two would implement each other in a circle. Check which of them came first."), field="parent"
        )
    Implementation.objects.create(child=child, parent=parent)
    record(
        actor,
        "directives.implementation.linked",
        child,
        unit_path=child.registered_in.path,
        changes={"parent": str(parent)},
    )

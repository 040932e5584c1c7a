"""Who may issue what, as published versions (S27, S33)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.directives import events, rules  # noqa: F401  # events registers the audit codes
from guong.directives.models import AuthorityTable
from guong.directives.perms import DIRECTIVE_WRITE
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit


@service
def publish_authority(
    *, actor: Actor, unit: Unit, values: Mapping[str, Iterable[str]], valid_from: date, basis: str = ""
) -> AuthorityTable:
    """Publish a version for `unit` and all below. `basis`: by which document; without one it stays "not confirmed".

    Invalid for an unknown body or kind, and for a body that could issue nothing at all.
    """
    actor.require(DIRECTIVE_WRITE, unit.path)
    table = {body: sorted(set(kinds)) for body, kinds in values.items()}
    if rules.authority_fault(table):
        raise Invalid(_("Each of the three bodies issues at least one kind of document. Tick them."), field="values")
    last = AuthorityTable.objects.filter(unit=unit).aggregate(n=Max("version"))["n"] or 0
    made = AuthorityTable.objects.create(
        unit=unit, version=last + 1, values=table, valid_from=valid_from, basis=text.clean_line(basis)[:300],
        published_at=clock.now(), by_label=actor.label[:200],
    )  # fmt: skip
    changes = {"version": made.version, "valid_from": valid_from.isoformat(), "basis": made.basis}
    record(actor, "directives.authority.published", made, unit_path=unit.path, changes=changes)
    return made

"""From when to when a document holds, and what replaces or amends it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.directives import events, rules  # noqa: F401  # events registers the audit codes
from guong.directives.enums import AmendKind
from guong.directives.models import Amendment, Directive
from guong.directives.perms import DIRECTIVE_WRITE
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid


def _locked(directive: Directive) -> Directive:
    return Directive.objects.select_for_update(of=("self",)).select_related("registered_in").get(pk=directive.pk)


@service
def set_validity(
    *, actor: Actor, directive: Directive, valid_from: date | None, valid_to: date | None = None
) -> Directive:
    """Say from when to when a document holds; empty: from its day, until something replaces it. Invalid when the days cross."""
    row = _locked(directive)
    actor.require(DIRECTIVE_WRITE, row.registered_in.path)
    if valid_from is not None and valid_from < row.issued_on:
        raise Invalid(_("A document does not hold before the day on which it was issued."), field="valid_from")
    if valid_to is not None and valid_to < (valid_from or row.issued_on):
        raise Invalid(_("The last day comes before the first. Check both."), field="valid_to")
    changes = {"valid_from": [str(row.valid_from), str(valid_from)], "valid_to": [str(row.valid_to), str(valid_to)]}
    row.valid_from, row.valid_to = valid_from, valid_to
    row.save(update_fields=["valid_from", "valid_to"])
    record(actor, "directives.directive.validity_set", row, unit_path=row.registered_in.path, changes=changes)
    return row


@service
def amend(*, actor: Actor, newer: Directive, older: Directive, kind: str, from_on: date | None = None) -> Amendment:
    """Note that `newer` replaces or amends `older`, by default from the day on which `newer` begins to hold.

    Invalid for an unknown kind, the same pair twice, an older document of a later day, and a circle.
    """
    row = _locked(newer)
    actor.require(DIRECTIVE_WRITE, row.registered_in.path)
    if kind not in AmendKind.values:
        raise Invalid(_("Say whether it replaces or amends the other."), field="amends")
    if older.pk == row.pk or older.issued_on > row.issued_on:
        raise Invalid(
            _("Only a later document replaces or amends an earlier one. Check which came first."), field="older"
        )
    if Amendment.objects.filter(newer=row, older=older).exists():
        raise Invalid(_("This is already noted."), field="older")
    known: dict[int, set[int]] = defaultdict(set)
    for newer_id, older_id in Amendment.objects.values_list("newer_id", "older_id"):
        known[newer_id].add(older_id)
    if rules.would_circle(row.pk, older.pk, known):
        raise Invalid(_("The two would replace each other in a circle. Check which of them came first."), field="older")
    day = from_on or row.valid_from or row.issued_on
    if day < row.issued_on:
        raise Invalid(_("A document does not hold before the day on which it was issued."), field="from_on")
    made = Amendment.objects.create(newer=row, older=older, kind=kind, from_on=day)
    changes = {"kind": kind, "older": str(older), "from": day.isoformat()}
    record(actor, "directives.amendment.noted", row, unit_path=row.registered_in.path, changes=changes)
    return made


@service
def withdraw_amendment(*, actor: Actor, amendment: Amendment) -> None:
    """Take a wrong note back; the log keeps it."""
    row = Amendment.objects.select_related("newer__registered_in", "older").get(pk=amendment.pk)
    actor.require(DIRECTIVE_WRITE, row.newer.registered_in.path)
    changes = {"kind": row.kind, "older": str(row.older)}
    row.delete()
    record(
        actor,
        "directives.amendment.withdrawn",
        amendment.newer,
        unit_path=amendment.newer.registered_in.path,
        changes=changes,
    )

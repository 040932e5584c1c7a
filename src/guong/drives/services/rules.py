"""Publishing a version of the rules that are data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives import events, rulebook  # noqa: F401  # events registers the audit codes
from guong.drives.models import RuleSet
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit


@service
def publish_rules(*, actor: Actor, unit: Unit, values: dict[str, dict[str, Any]], note: str) -> RuleSet:
    """Publish a new version: {key: {"value": number, "confirmed": bool}}. Drives that are under way keep theirs."""
    actor.require("drives.rules:publish", unit.path)
    note = text.clean_line(note)
    if not note:
        raise Invalid(_("Say why the rules change, and which document says so."), field="note")
    before = rulebook.current()
    after = rulebook.checked(values)
    changes = {
        name: [before.values.get(name, {}).get("value"), entry["value"]]
        for name, entry in after.items()
        if before.values.get(name) != entry
    }
    if not changes:
        raise Invalid(_("Nothing was changed."))
    ruleset = RuleSet.objects.create(
        version=before.version + 1, values=after, note=note, published_at=clock.now(), published_by_label=actor.label
    )
    record(actor, "drives.rules.published", ruleset, unit_path=unit.path, reason=note, changes=changes)
    return ruleset

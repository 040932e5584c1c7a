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
    """Publish a version for the subtree of `unit`: {key: {"value": number, "confirmed": bool}}. Drives under way keep theirs.

    Invalid names the rule that is out of its bounds, a missing note, or a version in which nothing differs.
    """
    actor.require("drives.rules:publish", unit.path)
    note = text.clean_line(note)
    if not note:
        raise Invalid(_("Say why the rules change, and which document says so."), field="note")
    RuleSet.objects.select_for_update().get(pk=rulebook.first().pk)  # two who publish at once wait for each other
    before = rulebook.current(unit.path)
    after = rulebook.checked(values)
    changes = {
        name: [before.values.get(name, {}).get("value"), entry["value"]]
        for name, entry in after.items()
        if before.values.get(name) != entry
    }
    if not changes:
        raise Invalid(_("Nothing was changed."))
    newest = RuleSet.objects.order_by("-version").values_list("version", flat=True)[0]
    ruleset = RuleSet.objects.create(
        version=newest + 1, unit=unit, values=after, note=note, published_at=clock.now(), published_by_label=actor.label
    )
    record(actor, "drives.rules.published", ruleset, unit_path=unit.path, reason=note, changes=changes)
    return ruleset

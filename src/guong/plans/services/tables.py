"""Publishing where copies of plans go (R26): rules are data, a published table is never edited."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.enums import PostKind
from guong.org.models import Unit
from guong.plans import (
    events,  # noqa: F401  # registers the audit codes
    routebook,
    rules,
)
from guong.plans.models import RouteTable
from guong.plans.perms import PUBLISH

_PROBLEMS = {
    "cell_always": _("The cell always keeps the plans of its own members: this line stays on, for everybody."),
    "posting_heads": _("Only heads' plans are posted. Choose offices of heads for this line, or switch it off."),
}


@service
def publish_routes(*, actor: Actor, unit: Unit, lines: Sequence[rules.Route], note: str) -> RouteTable:
    """Publish a table for `unit` and all below it. Drives under way keep the one with which they were opened.

    Needs `drives.rules:publish`. Invalid for unknown offices, a line that may not be so, no note, or when nothing differs.
    """
    actor.require(PUBLISH, unit.path)
    Unit.objects.select_for_update().get(pk=unit.pk)  # two who publish at once wait for each other
    note = text.clean_line(note)[:300]
    if not note:
        raise Invalid(_("Say why the table changes, and which document says so."), field="note")
    known = {one.code: one for one in lines if one.code in rules.ROUTES}
    whole = [known.get(one.code, one) for one in rules.DEFAULT_ROUTES]
    for one in whole:
        if one.posts - set(PostKind.values):
            raise Invalid(_("Unknown office: choose offices of the list only."), field=one.code)
        if problem := rules.route_problem(one):
            raise Invalid(_PROBLEMS[problem], field=one.code)
    before = routebook.in_force(unit.path)
    rows = routebook.as_rows(whole)
    if rows == routebook.as_rows(routebook.lines_of(before)):
        raise Invalid(_("Nothing was changed."))
    newest = RouteTable.objects.filter(unit=unit).order_by("-number").first()
    table = RouteTable.objects.create(
        unit=unit, number=newest.number + 1 if newest else 1, rows=rows, note=note, published_at=clock.now(),
        published_by_label=actor.label,
    )  # fmt: skip
    record(actor, "plans.routes.published", table, unit_path=unit.path, reason=note, changes={"number": table.number})
    return table

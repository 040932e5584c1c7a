"""The action programme of a unit, version by version, with what a drive added (S95)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.models import Drive
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.plans.models import Programme
from guong.plans.perms import WRITE_PROGRAMME

MOST_TASKS, LONGEST = 60, 1000


@service
def adopt_programme(
    *, actor: Actor, unit: Unit, title: str, tasks: Sequence[str], adopted_on: date, drive: Drive | None = None
) -> Programme:
    """Keep a new version: all its tasks in order. `drive`: after which it was looked through and added to.

    Needs `directives.directive:write`. Invalid without a title or a task, for a day to come or before the last version, or when nothing
    differs from the last version.
    """
    actor.require(WRITE_PROGRAMME, unit.path)
    Unit.objects.select_for_update().get(pk=unit.pk)
    title = text.clean_line(title)[:300]
    kept = [words for one in tasks if (words := text.clean_line(one))]
    if not title:
        raise Invalid(_("Give the programme its name, as its document has it."), field="title")
    if not kept or len(kept) > MOST_TASKS or any(len(words) > LONGEST for words in kept):
        raise Invalid(_("Write one task a line: at least one, 60 at most, 1.000 letters each."), field="tasks")
    last = Programme.objects.filter(unit=unit).order_by("-number").first()
    if adopted_on > clock.today() or (last is not None and adopted_on < last.adopted_on):
        raise Invalid(_("The day is not after today, and not before the version before it."), field="adopted_on")
    if last is not None and (last.title, last.tasks) == (title, kept):
        raise Invalid(_("Nothing differs from the last version."), field="tasks")
    made = Programme.objects.create(
        unit=unit, number=last.number + 1 if last else 1, title=title, tasks=kept, drive=drive, adopted_on=adopted_on,
        made_at=clock.now(), made_by_label=actor.label,
    )  # fmt: skip
    record(actor, "plans.programme.adopted", made, unit_path=unit.path, changes={"number": made.number})
    return made

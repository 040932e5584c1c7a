"""Sorting findings: fields from a published catalogue and free words (S75), priority (S71), targets (S85)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import (
    catalogue,
    events,  # noqa: F401  # registers the audit codes
)
from guong.corrections.enums import HistoryEvent, TargetScope
from guong.corrections.models import Finding, FindingTag, Tag, TagCatalogue, Target
from guong.corrections.perms import INDICATOR_WRITE, RULES_PUBLISH, WRITE
from guong.corrections.services.common import line, lock_finding
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.text import clean_line
from guong.org.models import Unit

_LONG = _("Too long: at most %(limit)s characters.")
FREE = 5
YEARS = (2000, 2100)


@service
def mark_finding(
    *, actor: Actor, finding: Finding, tags: Sequence[int] = (), free: Sequence[str] = (), priority_why: str = "",
    target: Target | None = None,
) -> Finding:  # fmt: skip
    """Set the fields (ids of the catalogue in force, and free words), the reason why it comes first ("" for none), and the
    target it stands against. The whole marking at once; what is left out is taken away. NotFound for a foreign tag or target.
    """
    finding = lock_finding(finding)
    actor.require(WRITE, finding.unit.path)
    known = {tag.pk: tag for tag in catalogue.in_force(finding.unit.path).tags.all()}
    kept = {one.tag_id: one.tag for one in finding.tags.select_related("tag") if one.tag is not None}
    chosen = list(dict.fromkeys(tags))
    if any(pk not in known and pk not in kept for pk in chosen):
        raise NotFound
    if target is not None and not treepath.contains(target.unit.path, finding.unit.path):
        raise NotFound
    words = _free(free)
    why = clean_line(priority_why)
    if len(why) > 300:
        raise Invalid(_LONG, field="priority_why", params={"limit": 300})
    finding.tags.all().delete()
    FindingTag.objects.bulk_create(
        [FindingTag(finding=finding, tag_id=pk) for pk in chosen]
        + [FindingTag(finding=finding, free=one) for one in words]
    )
    finding.priority_why, finding.target = why, target
    finding.save(update_fields=["priority_why", "target"])
    line(actor, finding, HistoryEvent.MARKED, text=why)
    changes = {"tags": chosen, "free": len(words), "priority": bool(why), "target": target.pk if target else None}
    record(
        actor, "corrections.finding.marked", finding, unit_path=finding.unit.path, person_id=finding.person_id,
        changes=changes,
    )  # fmt: skip
    return finding


def _free(free: Sequence[str]) -> list[str]:
    words = list(dict.fromkeys(one for one in (clean_line(item) for item in free) if one))
    if len(words) > FREE:
        raise Invalid(_("At most %(limit)s fields in free words."), field="free", params={"limit": FREE})
    if any(len(one) > 60 for one in words):
        raise Invalid(_LONG, field="free", params={"limit": 60})
    return words


@service
def add_target(*, actor: Actor, unit: Unit, scope: str, name: str, from_year: int, to_year: int, source: str) -> Target:
    """A target of the year or of the term, as the unit's own documents say it. By its office, or by whoever keeps its book."""
    if not actor.can(INDICATOR_WRITE, unit.path):
        actor.require(WRITE, unit.path)
    name, source = clean_line(name), clean_line(source)
    if scope not in TargetScope.values:
        raise Invalid(_("Choose one of the answers of the list."), field="scope")
    for value, field, limit in ((name, "name", 300), (source, "source", 200)):
        if not value:
            raise Invalid(_("Write what the target is, and in which document it stands."), field=field)
        if len(value) > limit:
            raise Invalid(_LONG, field=field, params={"limit": limit})
    if not YEARS[0] <= from_year <= to_year <= YEARS[1] or (scope == TargetScope.YEAR and from_year != to_year):
        raise Invalid(_("Write the years: one for a target of the year, from-to for one of the term."), field="to_year")
    made = Target.objects.create(
        unit=unit, scope=scope, name=name, from_year=from_year, to_year=to_year, source=source, added_at=clock.now(),
        added_by_label=actor.label[:200],
    )  # fmt: skip
    record(actor, "corrections.target.added", made, unit_path=unit.path, changes={"scope": scope, "to": to_year})
    return made


@service
def publish_tags(*, actor: Actor, unit: Unit, names: Sequence[str], note: str = "") -> TagCatalogue:
    """Publish a new version of the fields for a unit and everything below it. Findings keep the version they were marked with."""
    actor.require(RULES_PUBLISH, unit.path)
    cleaned = list(dict.fromkeys(one for one in (clean_line(item) for item in names) if one))
    if not cleaned or len(cleaned) > 60:
        raise Invalid(_("Write between 1 and 60 fields, one a line."), field="names")
    if any(len(one) > 80 for one in cleaned):
        raise Invalid(_LONG, field="names", params={"limit": 80})
    coded = {catalogue.code_of(one): one for one in cleaned}
    if len(coded) != len(cleaned) or "" in coded:
        raise Invalid(_("Two fields are written alike, or one has no letters. Write them apart."), field="names")
    newest = TagCatalogue.objects.filter(unit=unit).order_by("-version").first()
    made = TagCatalogue.objects.create(
        unit=unit, version=newest.version + 1 if newest else 1, note=clean_line(note)[:300], published_at=clock.now(),
        published_by_label=actor.label[:200],
    )  # fmt: skip
    Tag.objects.bulk_create(
        [Tag(catalogue=made, code=code, name=name, position=at) for at, (code, name) in enumerate(coded.items())]
    )
    record(actor, "corrections.tags.published", made, unit_path=unit.path, changes={"fields": len(cleaned)})
    return made

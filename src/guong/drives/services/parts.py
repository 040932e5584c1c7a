"""Who of a large cell comes to which part of its meeting (S135, R17)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives import rules
from guong.drives.counts import refresh
from guong.drives.enums import DriveState, RegistrationState
from guong.drives.models import Drive, DriveUnit, Participant, PartMember, Registration
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Unit

NAMED = 12  # names in one sentence; the page marks the rest


@service
def divide_parts(*, actor: Actor, drive: Drive, unit: Unit, pairs: Sequence[tuple[int, int]]) -> list[PartMember]:
    """Say who comes to which part: the whole list at once, pairs (person id, part number).

    Invalid, with names, unless every eligible member stands in exactly one part and no part is empty; NotFound for somebody
    who is not on the cell's frozen roster. Once the cell counts as having met, the list stays.
    """
    actor.require("drives.registration:write", unit.path)
    actor.require("org.person:read", unit.path)
    if DriveUnit.objects.select_for_update(of=("self",)).filter(drive=drive, unit=unit, is_cell=True).first() is None:
        raise NotFound
    _require_changeable(drive, unit)
    roster = {row.person_id: row for row in Participant.objects.filter(drive=drive, unit=unit).select_related("person")}
    if any(person not in roster for person, _part in pairs):
        raise NotFound
    parts = sorted(Registration.objects.filter(drive=drive, unit=unit).values_list("part_no", flat=True))
    if len(parts) < 2:
        raise Invalid(_("This meeting is held in one part: everybody comes to it. Register a second part first."))
    if any(part not in parts for _person, part in pairs):
        raise Invalid(_("One of these parts is not registered. Open the page again."))
    _check(roster, parts, pairs)
    rows = _store(drive, unit, dict(pairs))
    record(actor, "drives.parts.divided", rows[0], unit_path=unit.path, changes={"parts": len(parts), "n": len(rows)})
    refresh(drive.pk, unit.pk)
    return rows


def _require_changeable(drive: Drive, unit: Unit) -> None:
    if not Drive.objects.filter(pk=drive.pk, state=DriveState.OPEN).exists():
        raise Invalid(_("This drive is not under way."))
    waiting = Registration.objects.filter(drive=drive, unit=unit).exclude(state=RegistrationState.HELD)
    if not waiting.exists() and PartMember.objects.filter(drive=drive, unit=unit).exists():
        raise Invalid(_("Every part has been held: the list stays as it was."))


def _check(roster: dict[int, Participant], parts: list[int], pairs: Sequence[tuple[int, int]]) -> None:
    found = rules.coverage([pk for pk, row in roster.items() if row.eligible], parts, pairs)
    if found.twice:
        raise Invalid(
            _("In two parts at once: %(names)s. Leave one part for each."), params=_names(roster, found.twice)
        )
    if found.nowhere:
        raise Invalid(_("In no part yet: %(names)s. Choose a part for each."), params=_names(roster, found.nowhere))
    if found.empty:
        raise Invalid(_("Nobody comes to part %(part)s. Divide the cell again."), params={"part": found.empty[0]})


def _names(roster: dict[int, Participant], ids: Sequence[int]) -> dict[str, str]:
    people = sorted((roster[pk].person for pk in ids), key=lambda person: (person.name_key, person.pk))
    shown = ", ".join(person.full_name for person in people[:NAMED])
    return {"names": shown if len(people) <= NAMED else f"{shown}, … ({len(people)})"}


def _store(drive: Drive, unit: Unit, placing: dict[int, int]) -> list[PartMember]:
    """Rows that do not change keep the moment at which they were made (what a past day's figures read)."""
    kept = {
        row.person_id: row
        for row in PartMember.objects.filter(drive=drive, unit=unit)
        if placing.get(row.person_id) == row.part_no
    }
    PartMember.objects.filter(drive=drive, unit=unit).exclude(person_id__in=kept).delete()
    now = clock.now()
    PartMember.objects.bulk_create(
        PartMember(drive=drive, unit=unit, person_id=person, part_no=part, put_at=now)
        for person, part in placing.items()
        if person not in kept
    )
    return list(PartMember.objects.filter(drive=drive, unit=unit).order_by("part_no", "pk"))

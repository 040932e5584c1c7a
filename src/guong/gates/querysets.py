"""What a cell still lacks, counted from the rows; shared by the doors of this room."""

from __future__ import annotations

from django.db.models import Count, Q

from guong.corrections.enums import FindingState, Severity, Subject
from guong.corrections.models import Action, Finding, Share
from guong.corrections.querysets import live_actions
from guong.drives.enums import PhasePurpose
from guong.drives.models import Drive, Participant, Phase
from guong.gates import rules
from guong.gates.models import NoneStated
from guong.org.models import Unit


def lacking_people(drive: Drive, unit: Unit) -> list[int]:
    """Eligible members without an item and without a reason, in the order of names (R19, phase of seeing)."""
    roster = Participant.objects.filter(drive=drive, unit=unit, eligible=True).order_by("person__name_key", "person_id")
    standing = Finding.objects.filter(drive=drive, unit=unit).exclude(state=FindingState.DROPPED)
    named = set(standing.exclude(person=None).values_list("person_id", flat=True))
    named |= set(Share.objects.filter(finding__in=standing, removed_at=None).values_list("person_id", flat=True))
    named |= set(Action.objects.filter(finding__in=standing, replaced_at=None).values_list("owner_id", flat=True))
    none = set(NoneStated.objects.filter(drive=drive, unit=unit).values_list("person_id", flat=True))
    return rules.see_missing(roster.values_list("person_id", flat=True), named, none)


def lacking_items(drive: Drive, unit: Unit) -> list[tuple[int, str]]:
    """Items without a measure (with owner and date), or not divided (R19, phase of correcting; S38)."""
    rows = (
        Finding.objects.filter(drive=drive, unit=unit).exclude(state=FindingState.DROPPED).order_by("stated_at", "pk")
    )
    counted = rows.annotate(standing=Count("actions", filter=Q(actions__in=live_actions())))
    return rules.correct_missing(
        rules.Item(
            one.pk, one.standing, one.subject == Subject.COLLECTIVE, one.divided_at is not None,
            one.state == FindingState.CLOSED and one.severity == Severity.SMALL and not one.standing,
        )
        for one in counted
    )  # fmt: skip


def missing(phase: Phase, unit: Unit) -> int:
    """How many members or items the phase still lacks in a cell."""
    if phase.purpose == PhasePurpose.SEE:
        return len(lacking_people(phase.drive, unit))
    return len(lacking_items(phase.drive, unit))

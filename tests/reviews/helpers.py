"""A drive under way in the cast's ward, with its roster, made directly: the drives room has its own tests."""

from __future__ import annotations

from datetime import date

from guong.drives.enums import DriveMode, DriveState, MeetingMode
from guong.drives.models import Drive, DriveUnit, Participant, RuleSet, Tally
from guong.kernel import clock
from guong.meetings.enums import MeetingKind, MeetingState
from guong.meetings.models import Meeting
from guong.org.models import Membership, Unit
from tests.cast import Cast

FULL = {
    "strengths": "Tháng 1 tôi vận động 12 hộ ngõ 42 góp tiền lắp đèn.",
    "shortcomings": "Tháng 2 tôi vắng hai buổi tổng vệ sinh mà không báo tổ trưởng.",
    "causes": "Sáng thứ Bảy tôi trông cháu; tôi cũng ngại nói.",
    "direction": "Từ tháng 5 buổi nào vắng tôi báo trước một ngày.",
}


def open_drive(cast: Cast, code: str = "TSTS-2026") -> Drive:
    """An open drive over the ward: everybody of both cells is on the roster, the exempt member as not eligible."""
    rules, _made = RuleSet.objects.get_or_create(
        version=1, defaults={"values": {}, "note": "tests", "published_at": clock.now(), "published_by_label": "tests"}
    )
    drive = Drive.objects.create(
        code=code, name="Tự soi, tự sửa 2026", theme="Tự soi, tự sửa", mode=DriveMode.POLITICAL, state=DriveState.OPEN,
        year=2026, owner=cast.ward, scope_unit=cast.ward, starts_on=date(2026, 3, 1), ends_on=date(2026, 5, 31),
        window_from=date(2026, 4, 1), window_to=date(2026, 4, 24), ruleset=rules, opened_at=clock.now(),
    )  # fmt: skip
    for unit in [cast.ward, cast.cell, cast.sibling]:
        DriveUnit.objects.create(
            drive=drive, unit=unit, path=unit.path, name=unit.name, name_key=unit.name_key, kind=unit.kind,
            is_cell=unit.is_cell,
        )  # fmt: skip
    for unit in [cast.cell, cast.sibling]:
        Tally.objects.create(drive=drive, unit=unit, path=unit.path)
    exempt = cast.person("exempt").pk
    for membership in Membership.objects.filter(to_on=None).select_related("person", "unit"):
        person = membership.person
        Participant.objects.create(
            drive=drive, person=person, unit=membership.unit, kind=person.kind, eligible=person.pk != exempt,
            standing="exempt" if person.pk == exempt else "",
        )  # fmt: skip
    return drive


def open_meeting(drive: Drive | None, unit: Unit, state: str = MeetingState.OPEN) -> Meeting:
    """A meeting of the unit, under way unless said otherwise."""
    return Meeting.objects.create(
        unit=unit, drive=drive, kind=MeetingKind.THEMATIC, state=state, starts_at=clock.now(),
        place="Nhà văn hóa tổ dân phố 1", mode=MeetingMode.IN_PERSON,
    )  # fmt: skip


def tally(drive: Drive, unit: Unit) -> Tally:
    return Tally.objects.get(drive=drive, unit=unit)

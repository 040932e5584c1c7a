"""A drive under way in the cast's ward, a meeting in it, and a whole self-review."""

from __future__ import annotations

from django.test import Client

from guong.drives.enums import MeetingMode
from guong.drives.models import Drive, Tally
from guong.kernel import clock
from guong.meetings.enums import MeetingKind, MeetingState
from guong.meetings.models import Meeting
from guong.org.models import Unit
from tests.cast import Cast
from tests.drives.factory import open_test_drive

FULL = {
    "strengths": "Tháng 1 tôi vận động 12 hộ ngõ 42 góp tiền lắp đèn.",
    "shortcomings": "Tháng 2 tôi vắng hai buổi tổng vệ sinh mà không báo tổ trưởng.",
    "causes": "Sáng thứ Bảy tôi trông cháu; tôi cũng ngại nói.",
    "direction": "Từ tháng 5 buổi nào vắng tôi báo trước một ngày.",
}


def open_drive(cast: Cast, code: str = "TSTS-2026") -> Drive:
    """An open drive over the ward: everybody of both cells is on the roster, the exempt member as not eligible."""
    return open_test_drive(cast, code)


def open_meeting(drive: Drive | None, unit: Unit, state: str = MeetingState.OPEN) -> Meeting:
    """A meeting of the unit, under way unless said otherwise."""
    return Meeting.objects.create(
        unit=unit, drive=drive, kind=MeetingKind.THEMATIC, state=state, starts_at=clock.now(),
        place="Nhà văn hóa tổ dân phố 1", mode=MeetingMode.IN_PERSON,
    )  # fmt: skip


def tally(drive: Drive, unit: Unit) -> Tally:
    return Tally.objects.get(drive=drive, unit=unit)


def browser(cast: Cast, who: str) -> Client:
    """Somebody of the cast, signed in."""
    client = Client()
    client.force_login(cast.accounts[who])
    return client

"""The rows of the table for what bodies hold beside the meetings of cells, and what they need of the world."""

from __future__ import annotations

from datetime import date

from guong.drives.models import Drive
from guong.kernel import clock
from guong.meetings.services.activities import EventFacts, plan_activity
from guong.org.models import Unit
from tests.cast import SYSTEM

TABLE = """
events drive GET 302 404 200 200 200 200 200 200 200 404 200 403
events drive_draft GET 302 404 404 404 404 404 200 200 404 404 403 403
event-new drive,unit GET 302 404 403 403 200 403 403 200 404 404 403 403
event-new drive,unit POST 302 404 403 403 422 403 403 422 404 404 403 403
event-new drive,ward GET 302 404 404 404 404 404 403 200 404 404 403 403
sessions drive GET 302 404 200 200 200 200 200 200 200 404 200 403
sessions drive_draft GET 302 404 404 404 404 404 200 200 404 404 403 403
study-others conference GET 302 404 404 404 200 404 200 200 200 404 403 403
study-others conference POST 302 404 404 404 404 404 403 422 404 404 403 403
event activity GET 302 404 200 200 200 200 200 200 404 404 200 403
event activity POST 302 404 403 403 422 403 403 422 404 404 403 403
"""


def meeting_things(drive: Drive, unit: Unit) -> dict[str, int | str]:
    """An event of the body that was planned and has passed."""
    facts = EventFacts(
        "workshop", "Hội thảo nêu gương", date(2026, 3, 20), date(2026, 3, 20), "Hội trường", "Đảng viên"
    )
    with clock.at(clock.local(2026, 3, 18, 9)):
        return {"activity": plan_activity(actor=SYSTEM, drive=drive, unit=unit, facts=facts).pk}

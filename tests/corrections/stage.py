"""A drive under way in the cast's ward, and short words for stating and dividing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from guong.corrections import services
from guong.corrections.models import Action, Finding, Share
from guong.corrections.services import ShareInput
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.meetings.models import Meeting
from guong.org.models import Person, Unit
from tests.cast import Cast
from tests.drives.factory import open_test_drive

EVENING = clock.local(2026, 4, 1, 19, 30)
LATER = date(2026, 4, 30)


def open_drive(cast: Cast, code: str = "D-2026") -> Drive:
    """An open drive over the ward."""
    return open_test_drive(cast, code)


def meet(
    unit: Unit, drive: Drive | None, at: datetime = EVENING, kind: str = "thematic", state: str = "closed"
) -> Meeting:
    return Meeting.objects.create(
        unit=unit, drive=drive, kind=kind, state=state, starts_at=at, place="Nhà văn hóa", mode="in_person"
    )


def personal(cast: Cast, drive: Drive, who: str = "member", **more: object) -> Finding:
    """A finding of one member of the cell, stated by the secretary."""
    values: dict[str, object] = {
        "actor": cast.actor("cell_secretary"), "drive": drive, "unit": cast.cell, "subject": "person", "kind": "discipline",
        "fact": "Ba buổi họp quý I đến muộn 20 phút.", "source": "review", "person": cast.person(who),
    }  # fmt: skip
    return services.state_finding(**(values | more))  # type: ignore[arg-type]


def planned(cast: Cast, drive: Drive, who: str = "member", deadline: date = LATER) -> Action:
    """A personal finding that is accepted and has its measure."""
    finding = personal(cast, drive, who)
    finding = services.answer_finding(actor=cast.actor(who), finding=finding, accept=True)
    return services.set_measure(
        actor=cast.actor(who), finding=finding, measure="Đến trước giờ họp 10 phút.", deadline=deadline,
        cause_kind="objective", cause="Ca làm tan muộn.",
    )  # fmt: skip


def collective(cast: Cast, drive: Drive, **more: object) -> Finding:
    """A finding of the cell as a collective."""
    values: dict[str, object] = {
        "actor": cast.actor("cell_secretary"), "drive": drive, "unit": cast.cell, "subject": "collective", "kind": "people",
        "fact": "Quý I có 9 kiến nghị của dân trả lời quá hạn.", "source": "review",
    }  # fmt: skip
    return services.state_finding(**(values | more))  # type: ignore[arg-type]


def part(
    person: Person, hundredths: int, measure: str = "Gọi lại cho dân trong ngày.", deadline: date = LATER
) -> ShareInput:
    return ShareInput(person.pk, hundredths, measure, deadline)


def split(cast: Cast, finding: Finding, *parts: ShareInput, actor: Actor | None = None) -> list[Share]:
    """Divide the finding and give back its standing shares, in the order named."""
    finding.refresh_from_db()
    services.divide(actor=actor or cast.actor("cell_secretary"), finding=finding, shares=parts, stamp=finding.stamp)
    return list(Share.objects.filter(finding=finding, removed_at=None).order_by("pk"))


def halves(cast: Cast, finding: Finding) -> list[Share]:
    return split(cast, finding, part(cast.person("member"), 5000), part(cast.person("member2"), 5000))


def days(number: int) -> timedelta:
    return timedelta(days=number)

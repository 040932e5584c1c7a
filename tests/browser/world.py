"""A small office for the browser: the cast, with passwords, in an embedded database. Run as a process of its own."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from tests.cast import Cast

PASSWORD = "muc-xanh-giay-sang-7"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of every office's telephone


def build(*, lived: bool = False, posted: bool = False, month_later: bool = False) -> None:
    """Tables, the cast, one password for all, a telephone for every office, and one document; a drive in the middle of its
    evening when `lived`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guong.web.settings")
    django.setup()
    from datetime import date

    from django.core.management import call_command

    from guong.access.second_step import account_holds_office
    from guong.accounts import phone
    from guong.accounts.services import set_password
    from guong.directives.services import register_directive
    from tests import ready
    from tests.cast import SYSTEM, build_cast

    ready.lay_here()
    call_command("migrate", verbosity=0)
    cast = build_cast()
    for account in cast.accounts.values():
        set_password(actor=SYSTEM, account=account, password=PASSWORD)
        if account_holds_office(account) and account.username != "inspector":
            phone.keep(account.pk, SECRET, 0)
    register_directive(
        actor=SYSTEM, unit=cast.ward, symbol="34-KH/ĐU", issued_on=date(2026, 2, 9), issuer="Đảng ủy phường Mai Khê",
        kind="plan", title="Tổ chức đợt sinh hoạt “Tự soi, tự sửa”",
    )  # fmt: skip
    if lived:
        live(cast)
    if posted:
        accept(cast)
    if month_later:
        look_again(cast)
    sys.stdout.write(f"{cast.ward.pk} {cast.cell.pk} {cast.front.pk}\n")


def live(cast: Cast) -> None:
    """A conference, self-reviews, plans at every step, findings of people and of the cell."""
    from guong.reviews.services import hand_in, save_draft, start_review
    from tests.cast import SYSTEM
    from tests.corrections.stage import collective, personal
    from tests.drives.factory import open_test_drive
    from tests.meetings.helpers import EVENING, call_roll, evening, study
    from tests.plans.stage import written
    from tests.reviews.helpers import FULL

    drive = open_test_drive(cast)
    study(cast, drive)
    meeting = evening(cast, drive)
    with cast.at(EVENING):
        call_roll(cast, meeting)
        for who in ("member", "member2", "cell_secretary"):
            review = start_review(actor=SYSTEM, drive=drive, person=cast.person(who))
            hand_in(actor=SYSTEM, review=save_draft(actor=SYSTEM, review=review, content=FULL, stamp=review.stamp))
            written(cast, drive, who)
        personal(cast, drive, "member", meeting=meeting)
        collective(cast, drive, meeting=meeting)


def accept(cast: Cast) -> None:
    """Accepted plans of the chairman and of a member: one to post, one that the Front watches."""
    from tests.drives.factory import open_test_drive
    from tests.plans.stage import accepted

    drive = open_test_drive(cast)
    with cast.at():
        for who in ("chairman", "member"):
            accepted(cast, drive, who)


def look_again(cast: Cast) -> None:
    """Two measures of an evening in April, and the regular meeting of May, under way, that looks at them again."""
    from datetime import timedelta

    from guong.corrections.services import bind_rechecks
    from guong.meetings.services.evening import open_meeting, plan_meeting
    from guong.papers.services import conclude_meeting
    from tests.corrections.stage import planned
    from tests.drives.factory import open_test_drive
    from tests.meetings.helpers import EVENING, call_roll, evening

    drive, secretary = open_test_drive(cast), cast.actor("cell_secretary")
    meeting = evening(cast, drive)
    with cast.at(EVENING):
        call_roll(cast, meeting)
        for who in ("member", "member2"):
            planned(cast, drive, who)
        conclude_meeting(actor=secretary, meeting=meeting, conclusion="Chi bộ nhất trí.")
    later = EVENING + timedelta(days=31)
    with cast.at(later):
        regular = plan_meeting(
            actor=secretary, unit=cast.cell, kind="regular", starts_at=later, place="Nhà văn hóa", mode="in_person",
            chair=cast.person("cell_secretary"), secretary=cast.person("cell_deputy"),
        )  # fmt: skip
        bind_rechecks(actor=secretary, unit=cast.cell)
        open_meeting(actor=secretary, meeting=regular)


if __name__ == "__main__":
    build(lived="lived" in sys.argv, posted="posted" in sys.argv, month_later="month_later" in sys.argv)

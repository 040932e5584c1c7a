"""Figures of remarks to the committee above: answered n of, days in the middle, promises kept, on any day (R27, S10)."""

from __future__ import annotations

from datetime import date

from guong.drives.services import close_drive
from guong.figures.checks import drift
from guong.figures.selectors import board, figures
from guong.kernel import clock
from guong.kernel.numbers import Ratio
from guong.reviews import services
from tests.cast import SYSTEM, Cast
from tests.reviews.helpers import open_drive

KEYS = ("remarks.upward_answered", "remarks.upward_days", "remarks.upward_kept")


def test_R27_answered_in_the_middle_and_kept_stand_in_the_figures_of_any_day(cast: Cast) -> None:
    drive, ward = open_drive(cast), cast.actor("ward_secretary")
    made = []
    with cast.at(clock.local(2026, 4, 1, 9)):
        for who, unit in (("member", cast.cell), ("member2", cast.cell), ("sibling_member", cast.sibling)):
            about = {"drive": drive, "unit": unit, "addressee": "higher", "fact": "Rác đổ ở bãi ven sông."}
            made.append(services.make_remark(actor=cast.actor(who), **about))  # type: ignore[arg-type]
        services.make_remark(
            actor=cast.actor("member"), drive=drive, unit=cast.cell, addressee="committee", fact="Họp muộn."
        )
    for day, remark in ((3, made[0]), (9, made[1])):
        with cast.at(clock.local(2026, 4, day, 9)):
            services.answer_upward(
                actor=ward,
                remark=remark,
                kind="accept",
                text="Sẽ dọn.",
                commitment="Dọn bãi",
                commit_on=date(2026, 4, 10),
            )
    with cast.at(clock.local(2026, 4, 11, 9)):
        services.judge_promise(actor=cast.actor("member"), remark=made[0], kept="kept")
        services.judge_promise(actor=cast.actor("member2"), remark=made[1], kept="not_kept")

    def shown(on: date | None, unit: object = cast.ward) -> tuple[object, ...]:
        found = figures(actor=ward, drive=drive, unit=unit, on=on)  # type: ignore[arg-type]
        return tuple(found[key] for key in KEYS)

    with cast.at(clock.local(2026, 4, 12, 9)):
        assert shown(date(2026, 3, 31)) == (Ratio(0, 0), 0, Ratio(0, 0))
        assert shown(date(2026, 4, 3)) == (Ratio(1, 3), 2, Ratio(0, 0))
        assert shown(date(2026, 4, 10)) == (Ratio(2, 3), 2, Ratio(0, 0))
        assert shown(None) == shown(date(2026, 4, 12)) == (Ratio(2, 3), 2, Ratio(1, 2))
        assert shown(None, cast.sibling) == (Ratio(0, 1), 0, Ratio(0, 0))
        assert board(actor=ward, drive=drive, unit=cast.ward).figures[KEYS[0]] == Ratio(2, 3)
        assert drift(actor=SYSTEM, drive=drive) == []
        close_drive(actor=SYSTEM, drive=drive)
    drive.refresh_from_db()
    with cast.at(clock.local(2026, 4, 20, 9)):
        services.answer_upward(actor=ward, remark=made[2], kind="accept", text="Đã dọn.")
        assert shown(None) == (Ratio(2, 3), 2, Ratio(1, 2)), "a closed drive keeps its figures (law 8)"
        assert drift(actor=SYSTEM, drive=drive) == []

"""The town's indicators: a rank that rose from 17 to 9 of 21, and projects counted since 2020."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from guong.audit.work import unit_of_work
from guong.corrections.enums import IndicatorKind
from guong.corrections.services.indicators import define_indicator, note_indicator
from guong.demo.stage import Stage
from guong.kernel import clock
from guong.org.models import Unit

CODE = "THIXA"
_RANKS = ((2019, 17), (2020, 9), (2021, 9))
_OF = 21
_PROJECTS = ((date(2020, 1, 1), date(2021, 12, 31), 11), (date(2022, 1, 1), date(2022, 5, 31), 7))


def tell(stage: Stage, progress: Callable[[str], None]) -> None:
    """The office of the town notes its two indicators in June 2022."""
    progress("Thị xã: hai chỉ số theo dõi / the town's two indicators")
    unit = Unit.objects.get(code=CODE)
    with clock.at(clock.local(2022, 6, 2, 9)), unit_of_work():
        rank = define_indicator(
            actor=stage.system, unit=unit, code="PAR-INDEX", name="Chỉ số cải cách hành chính", kind=IndicatorKind.RANK
        )
        for year, place in _RANKS:
            note_indicator(
                actor=stage.system, indicator=rank, from_on=date(year, 1, 1), to_on=date(year, 12, 31), n=place, of=_OF,
                source="Quyết định công bố chỉ số của tỉnh",
            )  # fmt: skip
        projects = define_indicator(
            actor=stage.system, unit=unit, code="DU-AN", name="Dự án đầu tư thu hút được", kind=IndicatorKind.COUNT,
            since_on=_PROJECTS[0][0],
        )  # fmt: skip
        for first, last, number in _PROJECTS:
            note_indicator(
                actor=stage.system, indicator=projects, from_on=first, to_on=last, n=number,
                source="Báo cáo thu hút đầu tư của thị xã",
            )  # fmt: skip

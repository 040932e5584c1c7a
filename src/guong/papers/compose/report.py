"""The report of a unit on a drive. Every number comes from the figures; none is typed (law 2, S88-S106)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guong.figures.rules import Few, Value
from guong.kernel.numbers import Ratio
from guong.papers.compose.words import archive_of, day, long_day, number
from guong.papers.shapes import Block, Column, Head, Paper, Para, Section, Signature, Table

LABELS: dict[str, str] = {
    "members.total": "Tổng số đảng viên",
    "members.exempt": "Đảng viên được miễn sinh hoạt",
    "members.eligible": "Đảng viên thuộc diện tham gia",
    "units.cells": "Số chi bộ",
    "study.attended": "Dự hội nghị học tập / được triệu tập",
    "study.made_up": "Đã học bù / vắng phải học bù",
    "meetings.registered": "Chi bộ đã đăng ký lịch",
    "meetings.held": "Chi bộ đã tổ chức sinh hoạt",
    "meetings.as_registered": "Tổ chức đúng lịch đã đăng ký",
    "meetings.held_with_central": "Chi bộ sinh hoạt có lãnh đạo Trung ương dự",
    "meetings.held_with_province": "Chi bộ sinh hoạt có lãnh đạo cấp tỉnh dự",
    "meetings.held_with_district": "Chi bộ sinh hoạt có lãnh đạo cấp huyện dự",
    "meetings.held_with_commune": "Chi bộ sinh hoạt có lãnh đạo cấp xã, phường dự",
    "drives.late": "Chi bộ chậm lịch sinh hoạt",
    "directives.issued": "Cấp ủy đã ban hành văn bản triển khai",
    "directives.urging": "Văn bản đôn đốc đã gửi",
    "units.visited": "Tổ chức đã được tổ công tác đến làm việc",
    "reviews.handed_in": "Đã nộp bản tự soi",
    "reviews.presented": "Đã trình bày bản tự soi",
    "remarks.replied": "Góp ý đã được trả lời",
    "remarks.upward_answered": "Góp ý với cấp ủy cấp trên đã được trả lời",
    "remarks.upward_days": "Số ngày trả lời góp ý với cấp trên (trung vị)",
    "remarks.upward_kept": "Lời hứa của cấp trên đã giữ / đã được người hỏi nhận xét",
    "findings.total": "Khuyết điểm được nêu",
    "findings.owned": "Khuyết điểm có người sửa, biện pháp và hạn",
    "findings.divided": "Khuyết điểm của tập thể đã chia hết",
    "findings.done": "Khuyết điểm đã khắc phục xong",
    "findings.closed": "Khuyết điểm chi bộ đã khép lại",
    "findings.held": "Khuyết điểm soi lại thấy giữ được",
    "findings.held_1m": "Giữ được khi soi lại sau một tháng / đã soi lại",
    "findings.held_3m": "Giữ được sau ba tháng / đã soi lại",
    "findings.held_12m": "Giữ được sau một năm / đã soi lại",
    "actions.done": "Biện pháp đã làm xong",
    "actions.open": "Biện pháp đang làm",
    "actions.overdue": "Biện pháp quá hạn",
    "actions.on_time": "Biện pháp làm xong đúng hạn / đến hạn",
    "actions.on_first_day": "Biện pháp làm xong đúng hạn hứa ban đầu / đến hạn",
    "rechecks.answered": "Việc soi lại đã có kết quả",
    "plans.submitted": "Đã nộp kế hoạch tu dưỡng",
    "plans.accepted": "Kế hoạch tu dưỡng được duyệt",
    "plans.returns": "Lượt yêu cầu chỉnh sửa kế hoạch",
    "plans.returned_persons": "Đảng viên có kế hoạch phải chỉnh sửa",
    "plans.posted": "Kế hoạch được niêm yết công khai",
}
PARTS = (
    ("Đảng viên và tổ chức", ("members.", "units.")),
    ("Văn bản và chỉ đạo", ("directives.",)),
    ("Học tập, quán triệt", ("study.",)),
    ("Sinh hoạt chuyên đề, tự soi và góp ý", ("meetings.", "drives.", "reviews.", "remarks.")),
    ("Khuyết điểm, khắc phục và soi lại", ("findings.", "actions.", "rechecks.")),
    ("Kế hoạch tu dưỡng cá nhân", ("plans.",)),
)
_COLUMNS = (Column("Chỉ số", 8), Column("Số liệu", 3.4, "center"), Column("Tỷ lệ", 2.4, "center"))


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell in the appendix, as the board shows it."""

    name: str
    eligible: int
    study: str
    met_on: date | None
    plans: str


@dataclass(frozen=True, slots=True)
class LateLine:
    """One cell that let its day pass (S136). `new_day`: the day it has named since."""

    name: str
    days: int
    new_day: date | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    drive: str
    unit: str
    basis: Sequence[str]
    as_of: date
    households: int | None
    population: int | None
    figures: Mapping[str, Value]
    cells: Sequence[CellLine]
    signer_title: str
    signer: str
    late: Sequence[LateLine] = ()


def amount(value: Value) -> tuple[str, str]:
    """The two columns of a figure: "538/551" and "98 %"; "700" and ""; “không nêu” when it is withheld (D9)."""
    if isinstance(value, Few):
        return "không nêu", ""
    if isinstance(value, Ratio):
        return f"{number(value.n)}/{number(value.of)}", "" if value.percent is None else f"{value.percent} %"
    return number(value), ""


def compose(head: Head, facts: ReportFacts) -> Paper:
    """The report as of a day."""
    blocks: list[Block] = [Para(_opening(facts))]
    if facts.households or facts.population:
        blocks.append(Para(_profile(facts)))
    for index, (title, prefixes) in enumerate(PARTS, start=1):
        rows = tuple((LABELS[key], *amount(value)) for key, value in facts.figures.items() if key.startswith(prefixes))
        blocks += [Section(f"{index}. {title}"), Table(_COLUMNS, rows)]
    if facts.late:
        blocks += [Section("Chi bộ chậm lịch sinh hoạt"), _late(facts.late)]
    if facts.cells:
        blocks += [Section("Phụ lục. Kết quả theo chi bộ"), _appendix(facts.cells)]
    closing = "Số liệu do phần mềm tính từ hồ sơ của các chi bộ; nội dung góp ý và khuyết điểm ở lại chi bộ."
    blocks.append(Para(closing, italic=True))
    return Paper(
        head=head,
        kind="BÁO CÁO",
        subject=(f"kết quả thực hiện {facts.drive}", f"(tính đến {long_day(facts.as_of)})"),
        blocks=tuple(blocks),
        recipients=("Cấp ủy cấp trên", "Các chi bộ trực thuộc", archive_of(facts.unit))
        if facts.cells
        else (archive_of(facts.unit),),
        right=Signature((f"T/M {_body(facts.unit)}", facts.signer_title), facts.signer),
    )


def _body(unit: str) -> str:
    return "CHI BỘ" if unit.casefold().startswith("chi bộ") else "ĐẢNG ỦY"


def _opening(facts: ReportFacts) -> str:
    basis = f"Thực hiện {'; '.join(facts.basis)}, " if facts.basis else ""
    who = f"{facts.unit} báo cáo kết quả {facts.drive} như sau:"
    return basis + who


def _profile(facts: ReportFacts) -> str:
    parts = []
    if facts.households:
        parts.append(f"{number(facts.households)} hộ dân")
    if facts.population:
        parts.append(f"{number(facts.population)} nhân khẩu")
    return f"Địa bàn có {' với '.join(parts)}."


def _late(cells: Sequence[LateLine]) -> Table:
    columns = (
        Column("TT", 1, "center"),
        Column("Chi bộ", 7),
        Column("Chậm", 3, "center"),
        Column("Ngày mới", 3, "center"),
    )
    rows = tuple(
        (str(index), cell.name, f"{cell.days} ngày", day(cell.new_day) if cell.new_day else "chưa đăng ký lại")
        for index, cell in enumerate(cells, start=1)
    )
    return Table(columns, rows)


def _appendix(cells: Sequence[CellLine]) -> Table:
    columns = (
        Column("TT", 1, "center"), Column("Chi bộ", 5.4), Column("Thuộc diện", 1.8, "center"),
        Column("Học tập", 2.2, "center"), Column("Sinh hoạt", 2.4, "center"), Column("Kế hoạch", 2.2, "center"),
    )  # fmt: skip
    rows = tuple(
        (str(index), cell.name, str(cell.eligible), cell.study, day(cell.met_on) if cell.met_on else "chưa", cell.plans)
        for index, cell in enumerate(cells, start=1)
    )
    return Table(columns, rows)

"""Minutes of a meeting from their stored body (S78, D2: every remark is printed with its reply)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guong.papers.compose.words import archive_of, comrade, listed, paragraphs
from guong.papers.shapes import Block, Column, Head, Lines, Paper, Para, Section, Signature, Table, Voice

Body = Mapping[str, Any]
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")


def compose(head: Head, body: Body, opinions: Sequence[Body] = ()) -> Paper:
    """The paper of a body made by `papers.minutes_body`. Parts without content are left out.

    `opinions`: objections of members with their answers, {"who", "words", "answer_who", "answer"}, printed for ever (D3).
    """
    parts: list[tuple[str, list[Block]]] = [
        ("Thành phần", _people(body)),
        ("Diễn biến", _course(body.get("steps", []))),
        ("Nội dung đợt yêu cầu đã bàn", [Para(f"- {one}") for one in body.get("contents", [])]),
        ("Bản tự soi đã trình bày", _names(body.get("reviews", []))),
        ("Góp ý và trả lời", _remarks(body.get("remarks", []))),
        ("Khuyết điểm và cách sửa", _findings(body.get("findings", []))),
        ("Soi lại việc đã sửa", _rechecks(body.get("rechecks", []))),
        ("Việc còn mở và câu trả lời", _items(body)),
        ("Kế hoạch tu dưỡng đã trình bày", _names(body.get("plans", []))),
        ("Biểu quyết", _votes(body.get("votes", []))),
        ("Kết luận của chủ trì", paragraphs(str(body.get("conclusion", "")))),
        ("Ý kiến của đảng viên về biên bản", _remarks(opinions)),
    ]
    blocks: list[Block] = [Para(str(body.get("opening", "")))]
    if body.get("typed"):
        blocks.append(Para(str(body["typed"]), italic=True))
    for numeral, (title, inside) in zip(_ROMAN, [part for part in parts if part[1]], strict=False):
        blocks += [Section(f"{numeral}. {title}"), *inside]
    blocks.append(Para(str(body.get("ending", ""))))
    return Paper(
        head=head,
        kind="BIÊN BẢN",
        subject=tuple(body.get("subject", ())),
        blocks=tuple(blocks),
        recipients=(archive_of(head.issuer),),
        left=Signature(("THƯ KÝ",), str(body.get("secretary", ""))),
        right=Signature(("CHỦ TRÌ",), str(body.get("chair", ""))),
    )


def blank(head: Head, subject: Sequence[str], opening: str) -> Paper:
    """Minutes to be written by hand, for the evening without electricity (law 9)."""
    return Paper(
        head=head,
        kind="BIÊN BẢN",
        subject=tuple(subject),
        blocks=(
            Para(opening),
            Para(".......... Thư ký: ..............................", lead="Chủ trì: .............................."),
            Para("........../.......... Vắng: ........................................", lead="Có mặt: "),
            Section("I. Diễn biến và góp ý (ghi người nói, câu trả lời ngay bên dưới)"),
            Lines(16),
            Section("II. Khuyết điểm, biện pháp, người sửa, hạn"),
            Lines(10),
            Section("III. Kết luận"),
            Lines(5),
            Para("Buổi sinh hoạt kết thúc lúc ..... giờ ..... cùng ngày."),
        ),
        recipients=(archive_of(head.issuer),),
        left=Signature(("THƯ KÝ",)),
        right=Signature(("CHỦ TRÌ",)),
    )


def _people(body: Body) -> list[Block]:
    roll = body.get("roll", {})
    blocks: list[Block] = [
        Para(comrade(str(body.get("chair", ""))) or "..........", lead="Chủ trì: "),
        Para(comrade(str(body.get("secretary", ""))) or "..........", lead="Thư ký: "),
        Para(f"{roll.get('present', 0)}/{roll.get('of', 0)} đảng viên.", lead="Có mặt: "),
    ]
    for key, lead in (("excused", "Vắng có lý do: "), ("absent", "Vắng không có lý do: ")):
        if roll.get(key):
            blocks.append(Para(f"{listed(roll[key])}.", lead=lead))
    if body.get("guests"):
        blocks.append(Para(f"{listed(body['guests'])}.", lead="Cùng dự: "))
    return blocks


def _items(body: Body) -> list[Block]:
    """What was said of each open item, and why some stayed without an answer (R23)."""
    blocks = _rechecks(body.get("items", []))
    if body.get("unanswered"):
        blocks.append(Para(str(body["unanswered"]), lead="Còn việc chưa trả lời, lý do của chủ trì: "))
    return blocks


def _votes(votes: Sequence[Body]) -> list[Block]:
    """Tallies in one table; what a tally corrected stands under it. Nothing about who voted how (R38)."""
    if not votes:
        return []
    columns = (
        Column("TT", 0.9, "center"), Column("Nội dung", 4.6), Column("Có quyền", 1.6, "center"), Column("Phát ra", 1.5, "center"),
        Column("Tán thành", 1.6, "center"), Column("Không tán thành", 1.8, "center"), Column("Không ý kiến", 1.7, "center"),
        Column("Không hợp lệ", 1.6, "center"), Column("Kết quả", 2.6),
    )  # fmt: skip
    keys = ("members", "given_out", "in_favour", "against", "no_opinion", "invalid", "carried")
    rows = tuple(
        (str(index), f"{vote['title']} ({str(vote['way']).lower()})", *(str(vote[key]) for key in keys))
        for index, vote in enumerate(votes, start=1)
    )
    return [Table(columns, rows), *(Para(str(line), italic=True) for vote in votes for line in vote["earlier"])]


def _course(steps: Sequence[Body]) -> list[Block]:
    blocks: list[Block] = []
    for index, step in enumerate(steps, start=1):
        blocks.append(Para(str(step.get("title", "")), lead=f"{index}. "))
        for note in step.get("notes", ()):
            speaker = comrade(str(note.get("speaker", "")))
            blocks += paragraphs(
                str(note.get("text", "")), lead=f"- {speaker[:1].upper()}{speaker[1:]}: " if speaker else "- "
            )
    return blocks


def _names(names: Sequence[str]) -> list[Block]:
    return [Para(f"{listed(names)}.")] if names else []


def _remarks(remarks: Sequence[Body]) -> list[Block]:
    return [
        Voice(
            who=str(remark.get("who", "")),
            words=str(remark.get("words", "")),
            answer_who=str(remark.get("answer_who", "")),
            answer=str(remark.get("answer", "")),
        )
        for remark in remarks
    ]


def _findings(findings: Sequence[Body]) -> list[Block]:
    blocks: list[Block] = []
    for finding in findings:
        if finding.get("answer_who"):
            blocks.append(
                Voice(
                    str(finding["who"]),
                    str(finding["fact"]),
                    str(finding["answer_who"]),
                    str(finding.get("answer", "")),
                )
            )
        else:
            blocks.append(Para(str(finding.get("fact", "")), lead=f"{finding.get('who', '')}: "))
        for said in finding.get("said", ()):
            blocks += paragraphs(str(said.get("text", "")), lead=f"{said.get('who', '')}: ")
    rows = [tuple(str(cell) for cell in row) for finding in findings for row in finding.get("actions", ())]
    if rows:
        numbered = tuple((str(index), *row) for index, row in enumerate(rows, start=1))
        columns = (
            Column("TT", 1, "center"), Column("Người sửa", 3.4), Column("Phần", 1.6, "center"),
            Column("Biện pháp", 6), Column("Hạn", 2.4, "center"),
        )  # fmt: skip
        blocks.append(Table(columns, numbered))
    return blocks


def _rechecks(items: Sequence[Body]) -> list[Block]:
    if not items:
        return []
    columns = (
        Column("TT", 1, "center"), Column("Việc đã hứa sửa", 5), Column("Người sửa", 3),
        Column("Kết quả", 2.4, "center"), Column("Lý do", 4),
    )  # fmt: skip
    rows = tuple(
        (
            str(index),
            str(item.get("measure", "")),
            str(item.get("owner", "")),
            str(item.get("outcome", "")),
            str(item.get("reason", "")),
        )
        for index, item in enumerate(items, start=1)
    )
    return [Table(columns, rows)]

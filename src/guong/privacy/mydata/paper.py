"""Everything about me as one paper. What was said of me stands with my answer, always (D2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from guong.kernel import clock
from guong.papers.compose.words import day, hour, paragraphs
from guong.papers.shapes import Block, Column, Head, Paper, Para, Section, Table, Voice

_PLAN = {"example": "Nêu gương", "pledge": "Cam kết"}
_REPLIES = {"accept": "Tiếp thu", "partly": "Tiếp thu một phần", "explain": "Giải trình"}
_PROMISES = {"kept": "Đã làm đúng", "partly": "Mới làm được một phần", "not": "Chưa làm được"}
_LOG = (Column("Khi nào", 3), Column("Ai", 4), Column("Việc", 7))


def compose(head: Head, data: Mapping[str, Any], titles: Mapping[str, str]) -> Paper:
    """`data` as gather.portable gives it; `titles`: headings of the sections of self-reviews, by key."""
    blocks: list[Block] = [
        Para("Đây là toàn bộ những gì phần mềm Gương giữ về tôi, lấy ra theo yêu cầu của chính tôi.", italic=True),
        *_person(data["person"]),
        *_reviews(data["self_reviews"], titles),
        *_promises(data["promises"]),
        *_remarks(data["remarks_about_me"], "Góp ý cho tôi và lời tôi trả lời", mine=False),
        *_remarks(data["remarks_by_me"], "Tôi đã góp ý", mine=True),
        *_findings(data["findings"]),
        *_plans(data["plans"]),
        *_ratings(data["year_end_ratings"]),
        *_log(data),
    ]
    return Paper(head=head, kind="HỒ SƠ CỦA TÔI", blocks=tuple(blocks))


def _at(text: str | None) -> str:
    """ISO text as 22/4/2026 19 giờ 30; days alone without an hour."""
    if not text:
        return ""
    if len(text) == 10:
        return day(date.fromisoformat(text))
    moment = datetime.fromisoformat(text)
    return f"{day(moment.astimezone(clock.ZONE).date())} {hour(moment)}"


def _person(person: Mapping[str, Any] | None) -> list[Block]:
    if person is None:
        return []
    lines: list[Block] = [
        Section("1. Thông tin trong danh sách"),
        Para(person["name"], lead="Họ và tên: ", strong=True),
        Para(_at(person["birth_date"]) or str(person["birth_year"] or ""), lead="Ngày sinh: "),
        Para(_at(person["admitted_on"]), lead="Ngày vào Đảng: "),
    ]
    lines += [Para(f"{row['unit']}, từ {_at(row['from'])}", lead="Sinh hoạt tại: ") for row in person["memberships"]]
    return lines + [
        Para(f"{row['post']}, {row['unit']}, từ {_at(row['from'])}", lead="Chức vụ: ") for row in person["posts"]
    ]


def _reviews(rows: list[Mapping[str, Any]], titles: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = [Section("2. Bản tự soi")]
    for row in rows:
        blocks.append(Para(row["drive"], strong=True))
        content = row["handed_in"][-1]["content"] if row["handed_in"] else row["draft"]
        for key, words in content.items():
            blocks += paragraphs(str(words), lead=f"{titles.get(key, key)}: ")
    return blocks if rows else [*blocks, Para("Chưa có.")]


def _promises(rows: list[Mapping[str, Any]]) -> list[Block]:
    blocks: list[Block] = [Section("Lời tuyên thệ, lời đã hứa")]
    for row in rows:
        said = "\n".join(f"{_PROMISES.get(one['word'], '')}. {one['fact']}" for one in row["answers"])
        blocks.append(Voice(f"{row['occasion']} ({_at(row['made_on'])})", row["text"], "Tôi trả lời", said))
    return blocks if rows else [*blocks, Para("Chưa có.")]


def _remarks(rows: list[Mapping[str, Any]], title: str, *, mine: bool) -> list[Block]:
    blocks: list[Block] = [Section(title)]
    for row in rows:
        who = f"Tôi góp ý {row['person'] or 'tập thể'}" if mine else f"Đồng chí {row['author']}"
        words = "\n".join(part for part in (row["fact"], row["judgement"]) if part)
        reply = row["reply"]
        said = f"{_REPLIES.get(reply['kind'], '')}. {reply['text']}" if reply else ""
        answerer = f"Đồng chí {reply['by']}" if reply and mine else "Tôi trả lời" if not mine else "Trả lời"
        blocks.append(Voice(f"{who} ({_at(row['made_at'])})", words, answerer, said))
    return blocks if rows else [*blocks, Para("Chưa có.")]


def _findings(rows: list[Mapping[str, Any]]) -> list[Block]:
    blocks: list[Block] = [Section("Khuyết điểm có tên tôi")]
    for row in rows:
        answer = row["my_answer"] or row["my_objection"]
        blocks.append(Voice(f"{row['unit']} ({_at(row['stated_at'])})", row["fact"], "Tôi trả lời", answer))
        blocks += [
            Para(f"{one['measure']} (trước {_at(one['deadline'])})", lead="Biện pháp của tôi: ")
            for one in row["my_measures"]
        ]
    return blocks if rows else [*blocks, Para("Chưa có.")]


def _plans(rows: list[Mapping[str, Any]]) -> list[Block]:
    blocks: list[Block] = [Section("Kế hoạch tu dưỡng")]
    for row in rows:
        blocks.append(Para(f"Năm {row['year']}", strong=True))
        for key, title in _PLAN.items():
            blocks += paragraphs(str(row["content"].get(key, "")), lead=f"{title}: ")
        for item in row["content"].get("items", []):
            blocks.append(Para(f"{item.get('shortcoming', '')}: {item.get('measure', '')}"))
        blocks += [Para(f"{one['to']} ({_at(one['sent_at'])})", lead="Bản sao gửi: ") for one in row["copies_to"]]
        blocks += [Voice(one["by"], one["text"], "Tôi trả lời", one["my_reply"]) for one in row["remarks_of_the_front"]]
    return blocks if rows else [*blocks, Para("Chưa có.")]


def _ratings(rows: list[Mapping[str, Any]]) -> list[Block]:
    """Each step with its words; a petition with its answer (D2)."""
    blocks: list[Block] = [Section("Xếp loại cuối năm")] if rows else []
    for row in rows:
        blocks.append(Para(str(row["drive"]), strong=True))
        for step in row["steps"]:
            blocks.append(Para(f"{step['words']} ({step['by']}, {_at(step['at'])})"))
            blocks += paragraphs(str(step["why"]))
        blocks += [Para(str(one["text"]), lead=f"{one['from']}: ") for one in row["opinions"]]
        if row["petition"]:
            blocks.append(Voice("Tôi kiến nghị", row["petition"]["text"], "Trả lời", row["petition"]["answer"]))
    return blocks


def _log(data: Mapping[str, Any]) -> list[Block]:
    reads = tuple((_at(row["at"]), str(row["who"]), "Mở hồ sơ của tôi") for row in data["who_read"][:500])
    lines = tuple((_at(row["at"]), str(row["who"]), f"{row['what']}: {row['which']}") for row in data["log"][:500])
    blocks: list[Block] = [Section("Ai đã mở hồ sơ của tôi, và việc gì đã làm liên quan đến tôi")]
    return [*blocks, Table(_LOG, reads + lines)] if reads or lines else [*blocks, Para("Chưa có.")]

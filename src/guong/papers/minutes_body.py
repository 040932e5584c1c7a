"""The body of minutes, drafted from what the meeting already recorded (law 2). Replies stand with remarks, always (D2)."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from guong.corrections.enums import HistoryEvent, Subject
from guong.corrections.models import Action, Finding, HistoryLine, MonthlyAnswer, RecheckItem
from guong.corrections.rules import format_percent
from guong.kernel import clock
from guong.meetings.enums import HERE, MeetingKind, Presence
from guong.meetings.models import Attendance, Meeting
from guong.meetings.selectors import VoteLine, vote_lines
from guong.papers.compose.words import day, hour, moment
from guong.plans.models import Plan
from guong.reviews.models import Remark, Reply, SelfReview

TITLES = {
    MeetingKind.THEMATIC: "sinh hoạt chuyên đề",
    MeetingKind.REGULAR: "sinh hoạt chi bộ thường kỳ",
    MeetingKind.RECHECK: "sinh hoạt soi lại",
    MeetingKind.COMMITTEE: "hội nghị cấp ủy",
    MeetingKind.BODY: "sinh hoạt của Mặt trận, đoàn thể",
    MeetingKind.AGENCY: "sinh hoạt cơ quan, đơn vị",
    MeetingKind.ADHOC: "kiểm điểm đột xuất",
}
_ADDRESSEES = {"committee": "chi ủy", "higher": "cấp ủy cấp trên"}
_SAID = {
    HistoryEvent.UPHELD: "Chi bộ xem xét ý kiến và giữ nhận xét",
    HistoryEvent.SHARE_CONTESTED: "Ý kiến về phần được giao",
    HistoryEvent.SHARE_SETTLED: "Chi bộ quyết định về phần được giao",
}


def body_of(meeting: Meeting) -> dict[str, Any]:
    """JSON-able. For this room's services, which have asked for the right; words are Vietnamese."""
    with translation.override("vi"):
        title = TITLES[MeetingKind(meeting.kind)]
        return {
            "subject": subject_of(meeting),
            "opening": f"Hôm nay, {moment(meeting.opened_at or meeting.starts_at)}, tại {meeting.place}, "
            f"{meeting.unit.name} tổ chức {title}.",
            "chair": meeting.chair.full_name if meeting.chair else "",
            "secretary": meeting.secretary.full_name if meeting.secretary else "",
            "roll": _roll(meeting),
            "guests": [f"{guest.name} ({guest.level})" for guest in meeting.guests.order_by("pk")],
            "steps": _steps(meeting),
            "reviews": _names(SelfReview.objects.filter(presented_in=meeting)),
            "remarks": [_remark(one) for one in _remarks(meeting)],
            "findings": [_finding(one) for one in _findings(meeting)],
            "rechecks": _rechecks(meeting),
            "items": _items(meeting),
            "unanswered": meeting.unanswered_reason,
            "contents": [
                tick.content.text for tick in meeting.ticks.select_related("content").order_by("content__position")
            ],
            "votes": [_vote(line) for line in vote_lines(meeting)],
            "plans": _names(Plan.objects.filter(presented_in=meeting)),
            "conclusion": meeting.conclusion,
            "typed": _typed(meeting),
            "ending": _ending(meeting),
        }


def subject_of(meeting: Meeting) -> list[str]:
    """The lines under BIÊN BẢN."""
    lines = [TITLES[MeetingKind(meeting.kind)]]
    if meeting.called_reason:
        lines.append(f"Lý do: {meeting.called_reason}")
    if meeting.drive is not None:
        lines.append(meeting.drive.name)
    return lines


def _ending(meeting: Meeting) -> str:
    if meeting.closed_at is None:
        return "Buổi sinh hoạt kết thúc lúc ..... giờ ..... cùng ngày."
    return f"Buổi sinh hoạt kết thúc lúc {hour(meeting.closed_at)}; biên bản được đọc lại để mọi người cùng nghe."


def _typed(meeting: Meeting) -> str:
    """That the meeting was held on paper, with who typed it in when (law 2, D26)."""
    if not meeting.on_paper or meeting.typed_at is None:
        return ""
    return f"Chép lại từ biên bản giấy; người chép: {meeting.typed_by_label}, {moment(meeting.typed_at)}."


def _vote(line: VoteLine) -> dict[str, Any]:
    """One standing tally, with those it corrected and why."""
    vote = line.vote
    return {
        "title": vote.title, "way": vote.get_way_display(), "members": line.members, "given_out": vote.given_out,
        "in_favour": vote.in_favour, "against": vote.against, "no_opinion": vote.no_opinion, "invalid": vote.invalid,
        "carried": "được thông qua" if line.carried else f"không được thông qua (cần {line.needed})",
        "earlier": [
            f"Ghi lần trước: tán thành {old.in_favour}, không tán thành {old.against}, không có ý kiến {old.no_opinion}, "
            f"không hợp lệ {old.invalid}. Lý do sửa: {newer.reason}"
            for newer, old in zip([vote, *line.earlier], line.earlier, strict=False)
        ],
    }  # fmt: skip


def _items(meeting: Meeting) -> list[dict[str, str]]:
    """What the meeting said of each open item (R23)."""
    rows = MonthlyAnswer.objects.filter(meeting=meeting).select_related("action__owner")
    return [
        {
            "measure": one.action.measure,
            "owner": one.action.owner.full_name,
            "outcome": one.get_word_display() + (f", hạn mới {day(one.new_deadline)}" if one.new_deadline else ""),
            "reason": one.reason,
        }
        for one in rows
    ]


def _names(rows: Any) -> list[str]:
    return list(rows.order_by("person__name_key").values_list("person__full_name", flat=True))


def _roll(meeting: Meeting) -> dict[str, Any]:
    marks = list(meeting.attendances.select_related("person").order_by("person__name_key"))
    return {
        "present": sum(mark.presence in HERE for mark in marks),
        "of": len(marks),
        "excused": [_absent(mark) for mark in marks if mark.presence == Presence.EXCUSED],
        "absent": [_absent(mark) for mark in marks if mark.presence == Presence.ABSENT],
    }


def _absent(mark: Attendance) -> str:
    """A name and the reason as a word of the list; illness stays unsaid on paper."""
    reason = "" if mark.reason in {"", "illness"} else f" ({mark.get_reason_display().lower()})"
    return f"{mark.person.full_name}{reason}"


def _steps(meeting: Meeting) -> list[dict[str, Any]]:
    notes: dict[int | None, list[dict[str, str]]] = {}
    for note in meeting.notes.select_related("speaker"):
        speaker = note.speaker.full_name if note.speaker else ""
        notes.setdefault(note.step_id, []).append({"speaker": speaker, "text": note.text})
    steps = [{"title": step.title, "notes": notes.pop(step.pk, [])} for step in meeting.steps.all()]
    loose = [note for left in notes.values() for note in left]
    return [*steps, {"title": "Ý kiến khác", "notes": loose}] if loose else steps


def _remarks(meeting: Meeting) -> list[Remark]:
    """What was said by name. A remark whose author is withheld (D14) belongs to no meeting and to no minutes."""
    return list(meeting.remarks.exclude(author=None).select_related("author", "person", "reply__by"))


def _remark(remark: Remark) -> dict[str, str]:
    target = f"đồng chí {remark.person.full_name}" if remark.person else _ADDRESSEES.get(remark.addressee, "")
    verb = "biểu dương" if remark.is_strength else "góp ý"
    reply = Reply.objects.filter(remark=remark).select_related("by").first()
    who = reply.who if reply else (remark.person.full_name if remark.person else "")
    answer = f"{reply.get_kind_display()}. {reply.text}".strip() if reply else ""
    return {
        "who": f"Đồng chí {remark.author_name} {verb} {target}",
        "words": " ".join(part for part in (remark.fact, remark.judgement) if part),
        "answer_who": f"{'Đồng chí ' if reply is None or reply.by else ''}{who} trả lời" if who else "Trả lời",
        "answer": answer or ("Không cần trả lời." if remark.is_strength else ""),
    }


def _findings(meeting: Meeting) -> list[Finding]:
    return list(Finding.objects.filter(meeting=meeting).select_related("person"))


def _finding(finding: Finding) -> dict[str, Any]:
    mine = finding.subject == Subject.PERSON and finding.person is not None
    who = f"Đồng chí {finding.person.full_name}" if mine and finding.person else "Tập thể"
    cause = f" Nguyên nhân: {finding.cause}" if finding.cause else ""
    state = " (đã rút sau khi xem xét ý kiến)" if finding.state == "dropped" else ""
    actions = Action.objects.filter(finding=finding).select_related("owner", "share")
    return {
        "who": who + state,
        "fact": finding.fact + cause,
        "answer_who": f"{who} trả lời" if mine else "",
        "answer": finding.answer or ("Đồng ý." if mine and finding.answered_at else ""),
        "said": [
            _said(line) for line in finding.history.select_related("by").filter(event__in=list(_SAID)).exclude(text="")
        ],
        "actions": [_action(one) for one in actions if one.share is None or one.share.removed_at is None],
    }


def _said(line: HistoryLine) -> dict[str, str]:
    by = f" (đồng chí {line.by.full_name})" if line.by else ""
    return {"who": _SAID[HistoryEvent(line.event)] + by, "text": line.text}


def _action(action: Action) -> list[str]:
    part = f"{format_percent(action.share.hundredths)} %" if action.share else "cá nhân"
    return [action.owner.full_name, part, action.measure, day(action.deadline)]


def _rechecks(meeting: Meeting) -> list[dict[str, str]]:
    items = RecheckItem.objects.filter(recheck__meeting=meeting).select_related("action__owner")
    return [
        {
            "measure": item.action.measure,
            "owner": item.action.owner.full_name,
            "outcome": item.get_outcome_display() if item.outcome else "chưa soi",
            "reason": item.reason,
        }
        for item in items
    ]


def made_on(meeting: Meeting) -> Any:
    """The day on the paper: the day the meeting was held."""
    return (meeting.opened_at or meeting.starts_at).astimezone(clock.ZONE).date()

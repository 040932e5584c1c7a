"""One measure of mine with everything that hangs on it, for taking along (D23)."""

from __future__ import annotations

from typing import Any

from guong.corrections.models import Action, Appeal, Finding


def measure(row: Action) -> dict[str, Any]:
    """What I promised, by when, step by step, what I said of it, what I laid beside it, and what the body said."""
    return {
        "measure": row.measure, "deadline": row.deadline.isoformat(), "promised_first": row.promised_first.isoformat(),
        "state": row.state, "evidence": row.evidence,
        "steps": [
            {"step": one.text, "due_on": one.due_on.isoformat(), "done": one.done_at is not None}
            for one in row.steps.filter(removed_at=None)
        ],
        "said": [{"due_on": one.due_on.isoformat(), "text": one.text} for one in row.progress.all()],
        "files": [
            {"caption": one.caption, "name": one.file.name if one.file else ""}
            for one in row.files.filter(removed_at=None).select_related("file")
        ],
        "later_days": [
            {
                "from": one.from_day.isoformat(), "to": one.to_day.isoformat(), "reason": one.reason, "state": one.state,
                "answer": one.answer,
            }
            for one in row.extensions.all()
        ],
        "at_meetings": [
            {"meeting": one.meeting.starts_at.isoformat(), "word": one.word, "reason": one.reason}
            for one in row.monthly.select_related("meeting")
        ],
    }  # fmt: skip


def appeal(row: Finding, person_id: int | None) -> dict[str, Any] | None:
    """My own appeal against the decision about a finding, and how it ended."""
    found = Appeal.objects.filter(finding=row, person_id=person_id or 0).first()
    if found is None:
        return None
    said = found.judges.exclude(word="") if found.decided_at else found.judges.none()
    return {
        "text": found.text, "filed_at": found.filed_at.isoformat(), "state": found.state,
        "reasons": [{"word": one.word, "text": one.text} for one in said],
    }  # fmt: skip

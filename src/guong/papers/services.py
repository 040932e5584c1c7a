"""Writes of this room: concluding a meeting with its minutes, drafting them again, and noting who took which paper away (D6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from guong.audit.reads import log_read
from guong.audit.work import record, service
from guong.corrections.models import Recheck
from guong.corrections.selectors import monthly_missing
from guong.corrections.services import open_recheck
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.text import clean_line
from guong.meetings.enums import MeetingKind
from guong.meetings.models import Meeting, Minutes
from guong.meetings.services.evening import close_meeting, save_minutes
from guong.papers import events  # noqa: F401  # registers the audit codes
from guong.papers.minutes_body import body_of

ASKED = frozenset({MeetingKind.REGULAR.value, MeetingKind.RECHECK.value})
"""Meetings that give an answer for every open item (R23)."""


@dataclass(frozen=True, slots=True)
class Concluded:
    meeting: Meeting
    minutes: Minutes
    recheck: Recheck | None


@service
def conclude_meeting(
    *,
    actor: Actor,
    meeting: Meeting,
    conclusion: str = "",
    unanswered_reason: str = "",
    ended_at: datetime | None = None,
) -> Concluded:
    """Close a meeting, draft its minutes and set the day of the re-check, all or nothing.

    A regular meeting does not close while an open item has no answer (R23), unless its chair says why. Other errors as
    `close_meeting`.
    """
    missing = monthly_missing(actor=actor, meeting=meeting) if meeting.kind in ASKED else []
    reason = clean_line(unanswered_reason)
    if missing and not reason:
        raise Invalid(
            _("%(count)s open items have no answer yet: done, goes on, or cannot. Answer each, or say why not."),
            field="unanswered_reason", params={"count": len(missing)},
        )  # fmt: skip
    if missing and actor.person_id is not None and meeting.chair_id not in {None, actor.person_id}:
        raise Invalid(_("Only the chair closes a meeting with open items unanswered."), field="unanswered_reason")
    closed = close_meeting(
        actor=actor,
        meeting=meeting,
        conclusion=conclusion,
        unanswered_reason=reason if missing else "",
        ended_at=ended_at,
    )
    minutes = draft_minutes(actor=actor, meeting=closed)
    return Concluded(closed, minutes, open_recheck(actor=actor, meeting=closed))


@service
def draft_minutes(*, actor: Actor, meeting: Meeting) -> Minutes:
    """Draft minutes from what the meeting recorded and store them as a revision; nothing new → the last one stays."""
    actor.require("meetings.meeting:run", meeting.unit.path)
    body = body_of(meeting)
    last = Minutes.objects.filter(meeting=meeting).order_by("-number").first()
    if last is not None and last.body == body:
        return last
    return save_minutes(actor=actor, meeting=meeting, body=body)


@service
def note_paper(*, actor: Actor, kind: str, target: models.Model, unit_path: str, person_id: int | None = None) -> None:
    """Note that a paper was made. One about a person is a read of that person's file, shown to him or her (D6)."""
    if person_id is not None:
        log_read(actor=actor, person_id=person_id, unit_path=unit_path, part=kind, target=target, purpose="paper")
        return
    record(actor, "papers.paper.made", target, unit_path=unit_path, changes={"kind": kind})

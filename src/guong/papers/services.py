"""Writes of this room: drafting minutes, and noting who took which paper away (D6)."""

from __future__ import annotations

from django.db import models

from guong.audit.reads import log_read
from guong.audit.work import record, service
from guong.kernel.actor import Actor
from guong.meetings.models import Meeting, Minutes
from guong.meetings.services.evening import save_minutes
from guong.papers import events  # noqa: F401  # registers the audit codes
from guong.papers.minutes_body import body_of


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

"""Everything about one member, gathered from the rooms by their own selectors: for "My file" and to be taken along (D23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guong.audit import reads
from guong.audit.selectors import about_person
from guong.corrections import selectors as corrections
from guong.corrections.models import Finding, Share
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.models import Person
from guong.plans import selectors as plans
from guong.plans.models import Plan
from guong.reviews import selectors as reviews
from guong.reviews.models import Remark


@dataclass(frozen=True, slots=True)
class Said:
    """Something said about me: a remark, or a finding that names me or of which I carry a share."""

    at: datetime
    remark: Remark | None = None
    finding: Finding | None = None
    share: Share | None = None  # my own share of a collective finding


def said_about_me(*, actor: Actor, remarks: list[Remark]) -> list[Said]:
    """Remarks and findings together, newest first."""
    found = corrections.findings_about(actor=actor, person_id=actor.person_id or 0)
    both = [Said(remark.made_at, remark=remark) for remark in remarks]
    both += [Said(row.stated_at, finding=row, share=_own_share(row, actor)) for row in found]
    return sorted(both, key=lambda said: said.at, reverse=True)


def _own_share(finding: Finding, actor: Actor) -> Share | None:
    shares: list[Share] = getattr(finding, "standing_shares", [])
    return next((share for share in shares if share.person_id == actor.person_id), None)


def portable(*, actor: Actor, person: Person | None) -> dict[str, Any]:
    """All of it as plain values. Nothing of anybody else: of a collective's finding only my own share."""
    read_rows = about_person(actor=actor, person_id=actor.person_id or 0, limit=10_000, code=reads.CODE)
    found = corrections.findings_about(actor=actor, person_id=actor.person_id or 0)
    return {
        "taken_at": clock.now().isoformat(),
        "person": _person(person) if person else None,
        **reviews.my_words(actor=actor),
        "findings": [_finding(row, actor) for row in found],
        "plans": [_plan(row) for row in (plans.my_plans(actor=actor) if person else [])],
        "who_read": [{"at": row.at.isoformat(), "who": row.actor_label, **row.changes} for row in read_rows],
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "code": person.code,
        "name": person.full_name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "birth_year": person.birth_year,
        "admitted_on": person.admitted_on.isoformat() if person.admitted_on else None,
        "official_on": person.official_on.isoformat() if person.official_on else None,
        "occupation": person.occupation,
        "kind": person.kind,
    }


def _finding(row: Finding, actor: Actor) -> dict[str, Any]:
    share = _own_share(row, actor)
    actions = [a for a in getattr(row, "standing_actions", []) if a.owner_id == actor.person_id]
    return {
        "stated_at": row.stated_at.isoformat(),
        "unit": row.unit.name,
        "subject": row.subject,
        "kind": row.kind,
        "fact": row.fact,
        "cause": row.cause,
        "state": row.state,
        "my_answer": row.answer if row.person_id == actor.person_id else "",
        "my_share_hundredths": share.hundredths if share else None,
        "my_objection": share.contest_text if share else "",
        "my_measures": [
            {"measure": a.measure, "deadline": a.deadline.isoformat(), "state": a.state, "evidence": a.evidence}
            for a in actions
        ],
    }


def _plan(row: Plan) -> dict[str, Any]:
    return {
        "drive": row.drive.name,
        "year": row.year,
        "state": row.state,
        "content": row.draft,
        "submitted_at": row.submitted_at.isoformat() if row.submitted_at else None,
        "accepted_at": row.accepted_at.isoformat() if row.accepted_at else None,
    }

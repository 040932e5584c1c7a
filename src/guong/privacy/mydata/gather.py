"""Everything about me as plain values: JSON-able, names of others only where I may see them anyway."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from guong.audit import areas
from guong.audit.reads import CODE
from guong.audit.selectors import about_person
from guong.corrections import selectors as corrections
from guong.corrections.models import Finding
from guong.files.models import StoredFile
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.meetings.models import Attendance, Invitation, MakeUp
from guong.org.models import Membership, Person, Post, Standing
from guong.plans import selectors as plans
from guong.plans.models import Delivery, MonitorRemark, Plan, Posting
from guong.privacy import selectors
from guong.privacy.mydata.measures import appeal, measure
from guong.privacy.mydata.said import own_share
from guong.questions.models import Question
from guong.ratings import selectors as ratings
from guong.ratings.models import Petition, Rating
from guong.reviews import selectors as reviews

_ALL = 100_000


def portable(*, actor: Actor, person: Person | None) -> dict[str, Any]:
    """All of it. Nothing of anybody else: of a collective's finding only my own share, of the log only lines about me."""
    me = actor.person_id or 0
    reads = about_person(actor=actor, person_id=me, limit=_ALL, code=CODE)
    lines = about_person(actor=actor, person_id=me, limit=_ALL)
    found = corrections.findings_about(actor=actor, person_id=me)
    return {
        "taken_at": clock.now().isoformat(),
        "person": _person(person) if person else None,
        **reviews.my_words(actor=actor),
        "findings": [_finding(row, actor) for row in found],
        "plans": [_plan(row) for row in (plans.my_plans(actor=actor) if person else [])],
        "year_end_ratings": [_rating(row) for row in (ratings.my_ratings(actor=actor) if person else [])],
        "study": [_invitation(row) for row in Invitation.objects.filter(person_id=me).select_related("conference")],
        "attendance": [_attendance(row) for row in Attendance.objects.filter(person_id=me).select_related("meeting__unit")],
        "requests": [_request(row) for row in selectors.my_requests(actor=actor)],
        "questions": [_question(row) for row in Question.objects.filter(person_id=me).select_related("answer", "at")],
        "holds": [
            {"reason": row.reason, "from": row.from_on.isoformat(), "until": row.until_on.isoformat()}
            for row in selectors.holds_on_me(actor=actor)
        ],
        "who_read": [{"at": row.at.isoformat(), "who": row.actor_label, **row.changes} for row in reads],
        "log": [
            {
                "at": row.at.isoformat(), "who": row.actor_label, "what": areas.what(row), "which": areas.which(row),
                "facts": areas.facts(row), "why": row.reason,
            }
            for row in lines if row.code != CODE
        ],
        "files": [{"name": name, "size": stored.size} for name, stored in my_files(actor=actor)],
    }  # fmt: skip


def _question(row: Question) -> dict[str, Any]:
    return {
        "asked_at": row.asked_at.isoformat(), "topic": row.topic, "text": row.text, "lies_with": row.at.name,
        "state": row.state, "answer": row.answer.text if row.answer else "",
    }  # fmt: skip


def my_files(*, actor: Actor) -> list[tuple[str, StoredFile]]:
    """(name inside the package, file): what I sent as proof, and the photographs of my posted plan."""
    if actor.person_id is None:
        return []
    proofs = MakeUp.objects.filter(person_id=actor.person_id).exclude(proof=None).select_related("proof")
    posted = Posting.objects.filter(plan__person_id=actor.person_id).exclude(proof=None).select_related("proof")
    found = [row.proof for row in proofs if row.proof] + [row.proof for row in posted if row.proof]
    return [(f"tep/{number:02d}-{stored.name}", stored) for number, stored in enumerate(found, start=1)]


def _person(person: Person) -> dict[str, Any]:
    day = _day
    return {
        "code": person.code, "name": person.full_name, "birth_date": day(person.birth_date),
        "birth_year": person.birth_year, "gender": person.gender, "admitted_on": day(person.admitted_on),
        "official_on": day(person.official_on), "occupation": person.occupation, "kind": person.kind,
        "managed_by_higher": person.managed_by_higher, "wants_help": person.wants_help,
        "memberships": [
            {"unit": row.unit.name, "from": day(row.from_on), "to": day(row.to_on)}
            for row in Membership.objects.filter(person=person).select_related("unit").order_by("from_on")
        ],
        "posts": [
            {"unit": row.unit.name, "post": str(row.get_kind_display()), "from": day(row.from_on), "to": day(row.to_on)}
            for row in Post.objects.filter(person=person).select_related("unit").order_by("from_on")
        ],
        "standings": [
            {"standing": str(row.get_kind_display()), "from": day(row.from_on), "to": day(row.to_on)}
            for row in Standing.objects.filter(person=person).order_by("from_on")
        ],
    }  # fmt: skip


def _finding(row: Finding, actor: Actor) -> dict[str, Any]:
    share = own_share(row, actor)
    actions = [a for a in getattr(row, "standing_actions", []) if a.owner_id == actor.person_id]
    mine = row.person_id == actor.person_id
    return {
        "stated_at": row.stated_at.isoformat(), "unit": row.unit.name, "subject": row.subject, "kind": row.kind,
        "fact": row.fact, "cause": row.cause, "state": row.state,
        "my_answer": row.answer if mine else "", "decision": row.settled_text if mine else "",
        "my_share_hundredths": share.hundredths if share else None, "my_objection": share.contest_text if share else "",
        "my_measures": [measure(a) for a in actions],
        "my_appeal": appeal(row, actor.person_id) if mine else None,
    }  # fmt: skip


def _plan(row: Plan) -> dict[str, Any]:
    copies = Delivery.objects.filter(plan=row).order_by("pk")
    said = MonitorRemark.objects.filter(delivery__plan=row)
    return {
        "drive": row.drive.name, "year": row.year, "state": row.state, "content": row.draft,
        "typed_by": row.typed_by_label, "submitted_at": _moment(row.submitted_at), "accepted_at": _moment(row.accepted_at),
        "handed_in": [
            {"number": one.number, "made_at": _moment(one.made_at), "content": one.content} for one in row.revisions.all()
        ],
        "returned": [{"at": _moment(one.at), "by": one.by_label, "reason": one.reason} for one in row.returns.all()],
        "copies_to": [{"to": one.recipient_label, "sent_at": _moment(one.sent_at)} for one in copies],
        "posted": [
            {"place": one.place, "from": _day(one.from_on), "until": _day(one.until_on), "parts": one.fields}
            for one in row.postings.all()
        ],
        "remarks_of_the_front": [
            {"by": one.author_label, "at": _moment(one.made_at), "text": one.text, "my_reply": one.reply} for one in said
        ],
        "assessed": [
            {
                "by": one.made_by_label, "at": _moment(one.made_at), "word": one.word, "text": one.text,
                "my_reply": one.reply,
            }
            for one in row.assessments.all()
        ],
        "commitment_signed_on": _day(row.pledged_on),
    }  # fmt: skip


def _rating(row: Rating) -> dict[str, Any]:
    asked = Petition.objects.filter(rating=row).first()
    return {
        "drive": row.campaign.drive.name, "unit": row.unit.name, "state": row.state, "level": row.level, "draft": row.draft,
        "steps": [
            {
                "step": one.stage, "at": _moment(one.made_at), "by": one.by_label, "level": one.level, "why": one.why,
                "words": f"{one.get_stage_display()}: {one.get_level_display()}",
                **{key: one.content.get(key) for key in ("points", "grounds", "met")}, "counts": one.evidence,
            }
            for one in row.judgements.all()
        ],
        "opinions": [{"from": one.source, "at": _moment(one.noted_at), "text": one.text} for one in row.opinions.all()],
        "petition": {"text": asked.text, "filed_at": _moment(asked.filed_at), "answer": asked.answer} if asked else None,
    }  # fmt: skip


def _invitation(row: Invitation) -> dict[str, Any]:
    makeup = MakeUp.objects.filter(invitation=row).first()
    return {
        "conference": row.conference.name, "presence": row.presence, "reason": row.reason, "note": row.reason_note,
        "make_up": {"state": makeup.state, "note": makeup.proof_note} if makeup else None,
    }  # fmt: skip


def _attendance(row: Attendance) -> dict[str, Any]:
    return {
        "unit": row.meeting.unit.name, "at": _moment(row.meeting.starts_at), "presence": row.presence, "reason": row.reason,
    }  # fmt: skip


def _request(row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind, "asked_at": _moment(row.asked_at), "text": row.text, "due_on": _day(row.due_on),
        "state": row.state, "extended_reason": row.extended_reason, "answer": row.answer,
        "answered_by": row.answered_by_label,
    }  # fmt: skip


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None

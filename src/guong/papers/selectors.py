"""Reading what a paper needs, within the rights of whoever asks for it."""

from __future__ import annotations

import io
from datetime import date

import segno
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from guong.corrections.selectors import open_items
from guong.directives import rules as directive_rules
from guong.directives.models import Draft
from guong.directives.perms import DIRECTIVE_WRITE
from guong.drives.models import Drive
from guong.figures.board import Board
from guong.figures.milestones import Milestone
from guong.figures.selectors import board
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import Invalid, NotFound
from guong.meetings import selectors as meetings
from guong.meetings.enums import MeetingKind
from guong.meetings.models import Meeting
from guong.org.models import Unit
from guong.org.selectors import members, posts_of, profile_on
from guong.papers.blank_forms import forms_of
from guong.papers.compose import directive, kit, minutes, notice, plan, report, review
from guong.papers.letterhead import head_of, posts_line, signer_of
from guong.papers.minutes_body import TITLES, made_on
from guong.papers.shapes import Head, Notice, Paper, short
from guong.plans.models import Plan, PlanRevision, Posting
from guong.plans.querysets import readable_copies, sits_on_committee
from guong.plans.selectors import posting
from guong.reviews.models import ReviewRevision, ReviewSignature, SelfReview


def minutes_paper(*, actor: Actor, meeting: Meeting) -> Paper:
    """The newest minutes of a meeting, for whoever may open it (by right or by office); Invalid while none has been drafted."""
    meeting = meetings.meeting(actor=actor, meeting_id=meeting.pk)
    newest = meetings.newest_minutes(actor=actor, meeting=meeting)
    if newest is None:
        raise Invalid(_("The minutes have not been drafted yet. Open the meeting and press “Draft the minutes”."))
    said = [
        {
            "who": one.person.full_name,
            "words": one.text,
            "answer_who": "Chi bộ trả lời" if one.answer else "",
            "answer": one.answer,
        }
        for one in meetings.reading(actor=actor, minutes=newest).objections
    ]
    return minutes.compose(head_of(meeting.unit, made_on(meeting)), newest.body, said)


def draft_paper(*, actor: Actor, draft: Draft) -> Paper:
    """A document that is being written, or was issued here: its number and day are left open until it is issued."""
    actor.require(DIRECTIVE_WRITE, draft.unit.path)
    issued = draft.directive
    on = issued.issued_on if issued else None
    open_number = f"      -{directive_rules.LETTERS[draft.kind]}/{directive_rules.organisation_of(draft.unit.kind)}"
    title, name = signer_of(draft.unit, on or clock.today())
    facts = directive.DirectiveFacts(
        kind=draft.kind, title=draft.title, opening=draft.opening, body=draft.body, signer_title=title, signer=name,
        sections=[(one["heading"], one["text"]) for one in draft.sections], recipients=draft.recipients,
    )  # fmt: skip
    return directive.compose(head_of(draft.unit, on, number=f"Số {issued.symbol if issued else open_number}"), facts)


def report_paper(*, actor: Actor, drive: Drive, unit: Unit, on: date | None = None) -> Paper:
    """The report of a unit on a drive. Errors as `figures.selectors.figures`."""
    return report.compose(*report_facts(actor=actor, drive=drive, unit=unit, on=on))


def report_facts(*, actor: Actor, drive: Drive, unit: Unit, on: date | None = None) -> tuple[Head, report.ReportFacts]:
    """What every form of the report is made of: its letterhead, and each figure once (R47). Errors as `report_paper`."""
    with translation.override("vi"):
        seen = board(actor=actor, drive=drive, unit=unit, on=on)
        title, name = signer_of(unit, seen.as_of)
        typed = profile_on(unit, seen.as_of)  # what the office had typed by that day (S88)
        facts = report.ReportFacts(
            drive=drive.name,
            unit=unit.name,
            basis=[f"{one.symbol} {one.issuer}" for one in drive.basis.all()],
            as_of=seen.as_of,
            households=typed.households if typed else unit.households,
            population=typed.population if typed else unit.population,
            figures=seen.figures,
            cells=[] if seen.top.is_cell else _cell_lines(seen),
            signer_title=title,
            signer=name,
            late=_late_lines(seen),
        )
        return head_of(unit, seen.as_of), facts


def _late_lines(seen: Board) -> list[report.LateLine]:
    late = (one for one in seen.late if one.matter == "meeting")
    return [report.LateLine(cell.name, cell.days, cell.new_day) for one in late for cell in one.cells]


def _cell_lines(seen: Board) -> list[report.CellLine]:
    return [
        report.CellLine(
            name=row.name,
            eligible=row.eligible,
            study=_ratio(row.milestones["study"]),
            met_on=row.milestones["meeting"].day if row.milestones["meeting"].state == "ok" else None,
            plans=_ratio(row.milestones["plans"]),
        )
        for group in seen.groups
        for row in group.rows
    ]


def _ratio(milestone: Milestone) -> str:
    return report.amount(milestone.ratio)[0] if milestone.ratio is not None else ""


def kit_papers(*, actor: Actor, meeting: Meeting) -> list[Paper]:
    """The evening kit, for whoever runs the meetings of the body: it holds the open items of people."""
    actor.require("meetings.meeting:run", meeting.unit.path)
    day = made_on(meeting)
    with translation.override("vi"):
        facts = kit.KitFacts(
            title=TITLES[MeetingKind(meeting.kind)],
            unit=meeting.unit.name,
            starts_at=meeting.starts_at,
            place=meeting.place,
            chair=meeting.chair.full_name if meeting.chair else "",
            steps=[(step.title, step.minutes) for step in meeting.steps.all()],
            items=[
                kit.OpenItem(one.finding.fact, one.owner.full_name, one.measure, one.deadline)
                for one in open_items(actor=actor, unit=meeting.unit)
            ],
            people=[person.full_name for person in members(actor=actor, unit=meeting.unit, on=day)],
            forms=forms_of(meeting),
            contents=[one.content.text for one in meetings.contents(actor=actor, meeting=meeting)],
        )
        return kit.compose(head_of(meeting.unit, day), facts)


def notice_paper(*, actor: Actor, meeting: Meeting) -> Paper:
    """The notice of a meeting with its agenda (R9), for whoever may read the agenda; it holds no word of anybody."""
    meeting = meetings.agenda(actor=actor, meeting_id=meeting.pk)
    day = made_on(meeting)
    title, name = signer_of(meeting.unit, day)
    drive = meeting.drive
    with translation.override("vi"):
        facts = notice.NoticeFacts(
            title=TITLES[MeetingKind(meeting.kind)], asked=meeting.unit.name, starts_at=meeting.starts_at, place=meeting.place,
            mode=str(meeting.get_mode_display()), chair=meeting.chair.full_name if meeting.chair else "",
            keeper=meeting.secretary.full_name if meeting.secretary else "",
            steps=[(step.title, step.minutes) for step in meeting.steps.all()],
            contents=[one.text for one in drive.contents.all()] if drive else [], signer_title=title, signer=name,
        )  # fmt: skip
    return notice.compose(head_of(meeting.unit, min(clock.today(), day)), facts)


def plan_paper(*, actor: Actor, plan_id: int) -> tuple[Plan, Paper]:
    """A personal plan as it was last submitted; its owner may also print the draft.

    For its owner, the committee of the cell, and those to whom routing sent a copy (R26). NotFound for others.
    """
    found = Plan.objects.filter(pk=plan_id).select_related("person", "unit__parent", "drive__owner").first()
    if found is None:
        raise NotFound
    newest = _readable_revision(actor, found)
    if newest is None and actor.person_id != found.person_id:
        raise NotFound
    with translation.override("vi"):
        paper = plan.compose(_plan_head(found, newest), _plan_facts(found, newest))
    return found, paper


def _readable_revision(actor: Actor, found: Plan) -> PlanRevision | None:
    """The newest text for the owner and the cell committee; for whoever was sent a copy, the text of that copy."""
    newest = found.revisions.order_by("-number").first()
    if actor.person_id is not None and actor.person_id == found.person_id:
        return newest
    if sits_on_committee(actor, found.unit, clock.today()):
        return newest
    copy = readable_copies(actor).filter(plan=found).select_related("revision").order_by("-pk").first()
    if copy is not None:
        return copy.revision
    refuse(actor, found.unit.path)
    return None


def _plan_head(found: Plan, revision: PlanRevision | None) -> Head:
    on = revision.made_at.astimezone(clock.ZONE).date() if revision else None
    return head_of(found.unit, on)


def _plan_facts(found: Plan, revision: PlanRevision | None, shown: frozenset[str] | None = None) -> plan.PlanFacts:
    copies = [delivery.recipient_label for delivery in found.deliveries.order_by("pk")]
    day = revision.made_at.astimezone(clock.ZONE).date() if revision else clock.today()
    facts = plan.PlanFacts(
        name=found.person.full_name,
        posts=posts_line(posts_of(found.person_id, day)),
        cell=found.unit.name,
        year=found.year,
        content=revision.content if revision else found.draft,
        recipients=[*copies, "Lưu"] if copies else [],
    )
    return (
        facts
        if shown is None
        else plan.PlanFacts(
            facts.name, facts.posts, facts.cell, facts.year, facts.content, facts.recipients, signed=True, shown=shown
        )
    )


def posting_address(*, actor: Actor, posting_id: int) -> str:
    """The token of a posting's public page, for whoever may print its sheet."""
    return posting(actor=actor, posting_id=posting_id).token


def posting_paper(*, actor: Actor, posting_id: int, url: str) -> tuple[Posting, Paper]:
    """The sheet for the board: only the fields chosen for posting (D21). For whoever posts at that office."""
    found = posting(actor=actor, posting_id=posting_id)
    notice = Notice(
        place=found.place,
        from_on=found.from_on,
        until_on=found.until_on,
        qr=qr_code(url),
        posted_by=found.posted_by_label,
    )
    with translation.override("vi"):
        facts = _plan_facts(found.plan, found.revision, shown=frozenset({"name", "posts", *found.fields}))
        head = head_of(found.unit, found.posted_at.astimezone(clock.ZONE).date())
        return found, plan.compose(head, facts, notice)


def review_paper(*, actor: Actor, review_id: int) -> tuple[SelfReview, Paper]:
    """A self-review on paper: for its author (the draft too), and the handed-in text for the secretary of the cell."""
    found = (
        SelfReview.objects.filter(pk=review_id).select_related("person", "unit__parent", "template", "drive").first()
    )
    if found is None:
        raise NotFound
    newest = ReviewRevision.objects.filter(review=found).order_by("-number").first()
    if actor.person_id != found.person_id:
        actor.require("reviews.review:read", found.unit.path)
        if newest is None or found.state == "draft":
            raise NotFound
    content = newest.content if newest is not None and found.state != "draft" else found.draft
    sections = [(str(one["title"]), str(content.get(one["key"], ""))) for one in found.template.sections]
    sections += _promises_of(found)
    if found.finalised_at is not None:
        sections += _ending_of(found)
    on = newest.made_at.astimezone(clock.ZONE).date() if newest else None
    paper = review.compose(
        head_of(found.unit, on),
        name=found.person.full_name,
        cell=found.unit.name,
        year=found.drive.year,
        sections=sections,
    )
    return found, paper


def _promises_of(found: SelfReview) -> list[tuple[str, str]]:
    """What the author says of each promise, under the promise itself (S138); nothing where none was answered."""
    with translation.override("vi"):
        said = [
            f"{one.promise.occasion} ({short(one.promise.made_on)}): {one.promise_text}\n{one.get_word_display()}. {one.fact}"
            for one in found.promise_answers.select_related("promise")
        ]
    return [("Lời đã hứa và việc đã làm", "\n".join(said))] if said else []


def _ending_of(found: SelfReview) -> list[tuple[str, str]]:
    """What stands under the final text, always printed with it: what the cell says, and the author's own word (D2, D4)."""
    signature = ReviewSignature.objects.filter(review=found).first()
    with translation.override("vi"):
        word = f"{signature.get_word_display()}." if signature else "Chưa ghi ý kiến."
    said = "\n".join(line for line in (word, signature.reason if signature else "") if line)
    lines = [("Nhận xét của chi bộ", found.assessment)] if found.assessment else []
    return [*lines, ("Ý kiến của người tự soi dưới bản hoàn chỉnh", said)]


def qr_code(url: str) -> str:
    """An SVG picture of an address. No right needed: it holds nothing but the address."""
    buffer = io.BytesIO()
    segno.make(url, error="m").save(buffer, kind="svg", border=0, xmldecl=False)
    return buffer.getvalue().decode()

"""Papers as files. Each reads through the selectors with the rights of whoever asks, and is noted in the log.

The file is made before the note is written: no page is set while the database is locked.
"""

from __future__ import annotations

from datetime import date

from guong.directives.models import Draft
from guong.drives.models import Drive
from guong.kernel.actor import Actor
from guong.meetings.models import Meeting
from guong.org.models import Unit
from guong.papers import docx, pdf, selectors, xlsx
from guong.papers.services import note_paper


def minutes_docx(*, actor: Actor, meeting: Meeting) -> bytes:
    made = docx.render(selectors.minutes_paper(actor=actor, meeting=meeting))
    note_paper(actor=actor, kind="minutes", target=meeting, unit_path=meeting.unit.path)
    return made


def minutes_pdf(*, actor: Actor, meeting: Meeting) -> bytes:
    made = pdf.render([selectors.minutes_paper(actor=actor, meeting=meeting)])
    note_paper(actor=actor, kind="minutes", target=meeting, unit_path=meeting.unit.path)
    return made


def report_docx(*, actor: Actor, drive: Drive, unit: Unit, on: date | None = None) -> bytes:
    return docx.render(selectors.report_paper(actor=actor, drive=drive, unit=unit, on=on))


def report_pdf(*, actor: Actor, drive: Drive, unit: Unit, on: date | None = None) -> bytes:
    return pdf.render([selectors.report_paper(actor=actor, drive=drive, unit=unit, on=on)])


def report_xlsx(*, actor: Actor, drive: Drive, unit: Unit, on: date | None = None) -> bytes:
    """The same facts as a spreadsheet."""
    return xlsx.render(*selectors.report_facts(actor=actor, drive=drive, unit=unit, on=on))


def evening_kit_pdf(*, actor: Actor, meeting: Meeting) -> bytes:
    made = pdf.render(selectors.kit_papers(actor=actor, meeting=meeting))
    note_paper(actor=actor, kind="kit", target=meeting, unit_path=meeting.unit.path)
    return made


def notice_docx(*, actor: Actor, meeting: Meeting) -> bytes:
    return docx.render(selectors.notice_paper(actor=actor, meeting=meeting))


def notice_pdf(*, actor: Actor, meeting: Meeting) -> bytes:
    return pdf.render([selectors.notice_paper(actor=actor, meeting=meeting)])


def plan_docx(*, actor: Actor, plan_id: int) -> bytes:
    plan, paper = selectors.plan_paper(actor=actor, plan_id=plan_id)
    made = docx.render(paper)
    note_paper(actor=actor, kind="plan", target=plan, unit_path=plan.unit.path, person_id=plan.person_id)
    return made


def plan_pdf(*, actor: Actor, plan_id: int) -> bytes:
    plan, paper = selectors.plan_paper(actor=actor, plan_id=plan_id)
    made = pdf.render([paper])
    note_paper(actor=actor, kind="plan", target=plan, unit_path=plan.unit.path, person_id=plan.person_id)
    return made


def posting_sheet_pdf(*, actor: Actor, posting_id: int, url: str) -> bytes:
    """`url` is the address of the public page, printed as a QR code."""
    posting, paper = selectors.posting_paper(actor=actor, posting_id=posting_id, url=url)
    made = pdf.render([paper])
    note_paper(actor=actor, kind="posting", target=posting, unit_path=posting.unit.path)
    return made


def review_pdf(*, actor: Actor, review_id: int) -> bytes:
    review, paper = selectors.review_paper(actor=actor, review_id=review_id)
    made = pdf.render([paper])
    note_paper(actor=actor, kind="self_review", target=review, unit_path=review.unit.path, person_id=review.person_id)
    return made


def draft_docx(*, actor: Actor, draft: Draft) -> bytes:
    made = docx.render(selectors.draft_paper(actor=actor, draft=draft))
    note_paper(actor=actor, kind="directive", target=draft, unit_path=draft.unit.path)
    return made


def draft_pdf(*, actor: Actor, draft: Draft) -> bytes:
    made = pdf.render([selectors.draft_paper(actor=actor, draft=draft)])
    note_paper(actor=actor, kind="directive", target=draft, unit_path=draft.unit.path)
    return made

"""Papers to download: each goes through the selectors of its room with the rights of whoever asks."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guong.drives import selectors as drives
from guong.kernel import clock
from guong.kernel.dates import parse_vietnamese
from guong.kernel.errors import Invalid
from guong.meetings import selectors as meetings
from guong.org import selectors as org
from guong.papers import exports
from guong.papers.pledging import commitments_pdf as commitments
from guong.papers.selectors import posting_address
from guong.plans import selectors as plans
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.web.views.meeting_parts import at_seat

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENDINGS = {PDF: "pdf", DOCX: "docx", XLSX: "xlsx"}
FIGURES = "figures.figures:read"
READ_MEETING = "meetings.meeting:read"
AGENDA = "meetings.meeting:agenda"


def _file(made: bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep; PDF opens in the browser, where it is printed."""
    response = HttpResponse(made, content_type=kind)
    how = "inline" if kind == PDF else "attachment"
    ending = _ENDINGS[kind]
    response["Content-Disposition"] = f'{how}; filename="{name}.{ending}"'
    return response


@require_safe
def minutes_docx(request: Request, meeting_id: int) -> HttpResponse:
    meeting = at_seat(request, meeting_id)
    return _file(exports.minutes_docx(actor=request.actor, meeting=meeting), f"bien-ban-{meeting_id}", DOCX)


@require_safe
def minutes_pdf(request: Request, meeting_id: int) -> HttpResponse:
    meeting = at_seat(request, meeting_id)
    return _file(exports.minutes_pdf(actor=request.actor, meeting=meeting), f"bien-ban-{meeting_id}", PDF)


@require_safe
def kit_pdf(request: Request, meeting_id: int) -> HttpResponse:
    """Agenda, open items, attendance list, blank minutes: one print job."""
    meeting = meetings.meeting(actor=request.actor, meeting_id=meeting_id)
    return _file(exports.evening_kit_pdf(actor=request.actor, meeting=meeting), f"bo-in-{meeting_id}", PDF)


@require_safe
def notice_docx(request: Request, meeting_id: int) -> HttpResponse:
    """The notice of the meeting, to send on or to hang up."""
    meeting = meetings.agenda(actor=request.actor, meeting_id=meeting_id)
    return _file(exports.notice_docx(actor=request.actor, meeting=meeting), f"giay-moi-{meeting_id}", DOCX)


@require_safe
def notice_pdf(request: Request, meeting_id: int) -> HttpResponse:
    meeting = meetings.agenda(actor=request.actor, meeting_id=meeting_id)
    return _file(exports.notice_pdf(actor=request.actor, meeting=meeting), f"giay-moi-{meeting_id}", PDF)


def _on(request: Request) -> date | None:
    typed = request.GET.get("ngay", "").strip()
    if not typed:
        return None
    try:
        return parse_vietnamese(typed)
    except ValueError:
        raise Invalid(_("“%(typed)s” is not a date. Type it like 22/04/2026."), params={"typed": typed[:30]}) from None


@require_safe
def report_docx(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=FIGURES)
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    made = exports.report_docx(actor=request.actor, drive=drive, unit=unit, on=_on(request))
    return _file(made, f"bao-cao-{drive.code}-{unit.code}-{_on(request) or clock.today()}", DOCX)


@require_safe
def report_pdf(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=FIGURES)
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    made = exports.report_pdf(actor=request.actor, drive=drive, unit=unit, on=_on(request))
    return _file(made, f"bao-cao-{drive.code}-{unit.code}-{_on(request) or clock.today()}", PDF)


@require_safe
def report_xlsx(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=FIGURES)
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    made = exports.report_xlsx(actor=request.actor, drive=drive, unit=unit, on=_on(request))
    return _file(made, f"bao-cao-{drive.code}-{unit.code}-{_on(request) or clock.today()}", XLSX)


@require_safe
def plan_docx(request: Request, plan_id: int) -> HttpResponse:
    return _file(exports.plan_docx(actor=request.actor, plan_id=plan_id), f"ke-hoach-{plan_id}", DOCX)


@require_safe
def plan_pdf(request: Request, plan_id: int) -> HttpResponse:
    return _file(exports.plan_pdf(actor=request.actor, plan_id=plan_id), f"ke-hoach-{plan_id}", PDF)


@require_safe
def commitments_pdf(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """The commitment sheets of a cell, one print job (S47)."""
    drive, unit = plans.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    made = commitments(actor=request.actor, drive=drive, unit=unit)
    return _file(made, f"cam-ket-{unit.code}-{drive.code}", PDF)


@require_safe
def posting_pdf(request: Request, posting_id: int) -> HttpResponse:
    """The sheet for the board, with the address of its public page as a QR code."""
    made = exports.posting_sheet_pdf(
        actor=request.actor, posting_id=posting_id, url=request.build_absolute_uri(_public(request, posting_id))
    )
    return _file(made, f"niem-yet-{posting_id}", PDF)


def _public(request: Request, posting_id: int) -> str:
    token = posting_address(actor=request.actor, posting_id=posting_id)
    try:
        return reverse("posting-public", kwargs={"token": token})
    except NoReverseMatch:
        return f"/niem-yet/{token}/"


@require_safe
def review_pdf(request: Request, review_id: int) -> HttpResponse:
    return _file(exports.review_pdf(actor=request.actor, review_id=review_id), f"tu-soi-{review_id}", PDF)


routes: list[URLPattern] = [
    route(
        "hop/<int:meeting_id>/bien-ban.docx", minutes_docx, name="minutes-docx", room="papers", permission=READ_MEETING
    ),
    route("hop/<int:meeting_id>/bien-ban.pdf", minutes_pdf, name="minutes-pdf", room="papers", permission=READ_MEETING),
    route("hop/<int:meeting_id>/giay-moi.docx", notice_docx, name="notice-docx", room="papers", permission=AGENDA),
    route("hop/<int:meeting_id>/giay-moi.pdf", notice_pdf, name="notice-pdf", room="papers", permission=AGENDA),
    route("hop/<int:meeting_id>/bo-in.pdf", kit_pdf, name="kit-pdf", room="papers", permission="meetings.meeting:run"),
    route(
        "dot/<int:drive_id>/bang/<int:unit_id>/bao-cao.docx",
        report_docx,
        name="report-docx",
        room="papers",
        permission=FIGURES,
    ),
    route(
        "dot/<int:drive_id>/bang/<int:unit_id>/bao-cao.pdf",
        report_pdf,
        name="report-pdf",
        room="papers",
        permission=FIGURES,
    ),
    route(
        "dot/<int:drive_id>/bang/<int:unit_id>/bao-cao.xlsx",
        report_xlsx,
        name="report-xlsx",
        room="papers",
        permission=FIGURES,
    ),
    route(
        "ke-hoach/chi-bo/<int:unit_id>/dot/<int:drive_id>/cam-ket.pdf",
        commitments_pdf,
        name="plans-pledges-pdf",
        room="papers",
        permission="meetings.meeting:run",
    ),
    route("ke-hoach/<int:plan_id>/ban-in.docx", plan_docx, name="plan-docx", room="papers", permission=SIGNED_IN),
    route("ke-hoach/<int:plan_id>/ban-in.pdf", plan_pdf, name="plan-pdf", room="papers", permission=SIGNED_IN),
    route(
        "niem-yet/<int:posting_id>/to-treo.pdf",
        posting_pdf,
        name="posting-pdf",
        room="papers",
        permission="plans.post:write",
    ),
    route("tu-soi/<int:review_id>/ban-in.pdf", review_pdf, name="review-pdf", room="papers", permission=SIGNED_IN),
]

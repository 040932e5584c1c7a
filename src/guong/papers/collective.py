"""A collective report begun from the body's own figures and open matters (R13), and printed."""

from __future__ import annotations

from django.utils import translation

from guong.audit.work import service
from guong.corrections.enums import Subject
from guong.corrections.models import Finding
from guong.corrections.selectors import findings_of_unit
from guong.drives.models import Drive
from guong.figures.rules import Few
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.numbers import Ratio
from guong.org.models import Unit
from guong.papers import docx
from guong.papers.compose.report import LABELS, amount
from guong.papers.compose.words import day, paragraphs
from guong.papers.letterhead import head_of, signer_of
from guong.papers.services import note_paper
from guong.papers.shapes import Block, Paper, Section, Signature
from guong.reviews import selectors, services
from guong.reviews.models import CollectiveReport

FIGURES = "figures.figures:read"
FINDINGS = "corrections.finding:read"
_SHOWN = (
    "study.attended", "meetings.held", "reviews.handed_in", "remarks.replied", "findings.closed", "actions.done",
    "plans.accepted",
)  # fmt: skip


@service
def begin_report(*, actor: Actor, drive: Drive, unit: Unit, kind: str) -> CollectiveReport:
    """Begin a report with what the books of the body already say; errors as `reviews.services.start_report`.

    Only what concerns the whole body is proposed: no shortcoming of one comrade goes into a text that all read.
    """
    with translation.override("vi"):
        content = {**_figures(actor, drive, unit), **_matters(actor, drive, unit)}
    return services.start_report(actor=actor, drive=drive, unit=unit, kind=kind, content=content)


def _figures(actor: Actor, drive: Drive, unit: Unit) -> dict[str, str]:
    if not actor.can(FIGURES, unit.path):
        return {}
    seen = figures(actor=actor, drive=drive, unit=unit)
    lines = []
    for key in _SHOWN:
        value = seen.get(key)
        if value is None or isinstance(value, Few) or (isinstance(value, Ratio) and not value.of):
            continue
        number, percent = amount(value)
        lines.append(f"{LABELS[key]}: {number}{f' ({percent})' if percent else ''}.")
    if not lines:
        return {}
    return {"strengths": "\n".join([f"Số liệu đến ngày {day(clock.today())}:", *lines])}


def _matters(actor: Actor, drive: Drive, unit: Unit) -> dict[str, str]:
    """Open shortcomings of the whole body, and those that earlier drives left or closed."""
    if not actor.can(FINDINGS, unit.path):
        return {}
    whole = [one for one in findings_of_unit(actor=actor, unit=unit) if one.subject == Subject.COLLECTIVE]
    here = [one for one in whole if one.drive_id == drive.pk and one.closed_at is None]
    before = [one for one in whole if one.drive_id != drive.pk]
    found = {"shortcomings": [one.fact for one in here], "fixed_before": [_fixed(one) for one in before]}
    return {key: "\n".join(f"- {line}" for line in lines) for key, lines in found.items() if lines}


def _fixed(finding: Finding) -> str:
    state = (
        f"đã khép lại ngày {day(finding.closed_at.astimezone(clock.ZONE).date())}" if finding.closed_at else "còn mở"
    )
    return f"{finding.fact} ({state})"


def collective_paper(*, actor: Actor, report_id: int) -> tuple[CollectiveReport, Paper]:
    """The report as its reader sees it, on paper, with every opinion that was answered differently than accepted (D2)."""
    seen = selectors.open_report(actor=actor, report_id=report_id)
    report = seen.report
    with translation.override("vi"):
        blocks: list[Block] = []
        numbered = [one for one in report.template.sections if seen.content.get(one["key"])]
        for index, section in enumerate(numbered, start=1):
            blocks += [Section(f"{index}. {section['title']}"), *paragraphs(seen.content[section["key"]])]
        on = (report.final_at or report.circulated_at or report.begun_at).astimezone(clock.ZONE).date()
        title, name = signer_of(report.unit, on)
        paper = Paper(
            head=head_of(report.unit, on if report.final_at else None),
            kind="BÁO CÁO" if report.final_at else "DỰ THẢO BÁO CÁO",
            subject=(report.template.title.removeprefix("Báo cáo ").strip(), report.drive.name),
            blocks=tuple(blocks), right=Signature((f"T/M {_body(report)}", title), name),
        )  # fmt: skip
    return report, paper


def _body(report: CollectiveReport) -> str:
    return {"cell": "CHI BỘ", "cell_committee": "CHI ỦY", "committee": "CẤP ỦY"}.get(report.kind, "TẬP THỂ LÃNH ĐẠO")


def collective_docx(*, actor: Actor, report_id: int) -> bytes:
    """The report as .docx, for everybody who may open it."""
    report, paper = collective_paper(actor=actor, report_id=report_id)
    made = docx.render(paper)
    note_paper(actor=actor, kind="collective_report", target=report, unit_path=report.unit.path)
    return made

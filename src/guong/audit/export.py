"""The log as a table for a spreadsheet. Every cell is text: nothing is read as a formula (Z8)."""

from __future__ import annotations

import io

import xlsxwriter
from django.utils.translation import gettext as _

from guong.audit import areas
from guong.audit.models import Entry
from guong.audit.selectors import Wanted, log
from guong.audit.services import note_export
from guong.kernel import clock
from guong.kernel.actor import Actor

MOST = 20_000
"""Rows in one file; older ones are taken by choosing earlier days."""


def log_xlsx(*, actor: Actor, wanted: Wanted) -> bytes:
    """What `log` shows for these wishes, at most MOST rows, as .xlsx. Taking it away is noted in the log itself."""
    rows = log(actor=actor, wanted=wanted, limit=MOST)
    made = _table(rows)
    if rows:
        note_export(actor=actor, entry=rows[0], rows=len(rows), unit_path=rows[0].unit_path)
    return made


def _table(rows: list[Entry]) -> bytes:
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet(_("Log"))
    bold = book.add_format({"bold": True, "text_wrap": True})
    titles = (_("Row"), _("When"), _("Who"), _("What"), _("Which"), _("Facts"), _("Why"))
    for column, (title, width) in enumerate(zip(titles, (9, 18, 28, 36, 36, 44, 36), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, bold)
    sheet.freeze_panes(1, 0)
    for number, entry in enumerate(rows, start=1):
        cells = (
            str(entry.seq), f"{entry.at.astimezone(clock.ZONE):%d/%m/%Y %H:%M}", entry.actor_label, areas.what(entry),
            areas.which(entry), areas.facts(entry), entry.reason,
        )  # fmt: skip
        for column, text in enumerate(cells):
            sheet.write_string(number, column, text)
    book.close()
    return buffer.getvalue()

"""A form that comes back from Word: opened with care, its identity checked, its words placed. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from guong.kernel.errors import Invalid
from guong.papers.forms.lines import Line, Walk, list_kinds
from guong.papers.forms.opening import open_form
from guong.papers.forms.placing import place
from guong.papers.forms.sheet import NOBODY, FormId, FormSheet, form_ids


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What a file holds. `pictures`: how many were left out; `known`: whether the file bears the mark of a form of ours."""

    sections: dict[str, str]
    loose: list[str]
    pictures: int
    known: bool


def read_form(sheet: FormSheet, name: str, data: bytes) -> FilledForm:
    """The words of a filled form for `sheet`. Invalid, with field "file", for a file that cannot be read, another person's
    form, or a form or version other than the sheet's; a document without our mark is read by its headings.
    """
    document, extra, lists = open_form(name, data)
    walk = Walk(list_kinds(lists))
    lines = walk.lines(document)
    found = _identities(lines)
    for form in found:
        _refuse_other(form, sheet.form)
    notes = [line for root in extra for line in Walk().lines(root)]
    placed = place(sheet, lines, notes)
    if not placed.sections and not placed.loose:
        raise Invalid(
            _("Nothing is written in this file yet. Fill in the form, save it, and choose it again."), field="file"
        )
    return FilledForm(placed.sections, placed.loose, walk.pictures, bool(found))


def _identities(lines: list[Line]) -> set[FormId]:
    """Every form whose mark the file bears: in a frame, or in the line under the form."""
    found: set[FormId] = set()
    for line in lines:
        for tag in line.tags:
            found.update(form_ids(tag.removeprefix("guong:")) if tag.startswith("guong:") else ())
        if "Mã tờ" in line.text:
            found.update(form_ids(line.text))
    return found


def _refuse_other(form: FormId, wanted: FormId) -> None:
    if form.owner not in {NOBODY, wanted.owner}:
        raise Invalid(
            _("This form was printed for another comrade, or for another drive. Choose the file of this self-review; if it is the right text, print a form here and paste the words into it."),
            field="file",
        )  # fmt: skip
    if (form.code, form.version) != (wanted.code, wanted.version):
        raise Invalid(
            _("This file is on form %(found)s, while this self-review is on form %(wanted)s. Print the right form here, paste your words into it, and send that."),
            field="file",
            params={"found": f"{form.code}-{form.version}", "wanted": f"{wanted.code}-{wanted.version}"},
        )  # fmt: skip

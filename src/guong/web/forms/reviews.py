"""The self-review form, built from the sections of its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField

from guong.kernel.errors import Invalid
from guong.reviews import rules

_PREFIX = "s-"
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class Part:
    """One section as a page shows it. `state`: ok, go or no, for the step strip."""

    key: str
    numeral: str
    tab: str
    title: str
    required: bool
    state: str
    words: int
    text: str
    field: BoundField | None = None
    dimensions: tuple[str, ...] = ()


def parts(
    sections: Sequence[Mapping[str, Any]], content: Mapping[str, str], form: forms.Form | None = None
) -> list[Part]:
    """The sections with their words, in the order of the form."""
    states = rules.section_states(sections, content)
    return [
        Part(
            key=section["key"], numeral=_NUMERALS[index], tab=section["tab"], title=section["title"],
            required=section["required"], state=states[index], text=content.get(section["key"], ""),
            words=rules.own_words({"": content.get(section["key"], "")}),
            field=form[_PREFIX + section["key"]] if form is not None else None,
            dimensions=tuple(section.get("dimensions", ())),
        )
        for index, section in enumerate(sections)
    ]  # fmt: skip


def written(sections: Sequence[Mapping[str, Any]], content: Mapping[str, str]) -> list[Part]:
    """The sections that hold words, numbered as they stand on the paper."""
    filled = [part for part in parts(sections, content) if part.text]
    return [replace(part, numeral=_NUMERALS[index]) for index, part in enumerate(filled)]


class ReviewForm(forms.Form):
    """One text field per section; `stamp` says which words the page was opened with. Nothing is required to save."""

    stamp = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, sections: Sequence[Mapping[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        for section in sections:
            self.fields[_PREFIX + section["key"]] = forms.CharField(
                required=False, strip=False, label=section["ask"], help_text=section["hint"],
                widget=forms.Textarea(
                    attrs={"rows": 5, "class": "in write", "aria-describedby": f"hint-{section['key']}", "data-words": ""}
                ),
            )  # fmt: skip

    @classmethod
    def showing(cls, sections: Sequence[Mapping[str, Any]], content: Mapping[str, str], stamp: int) -> ReviewForm:
        """The form filled with what is kept."""
        words = {_PREFIX + key: text for key, text in content.items()}
        return cls(sections, initial={**words, "stamp": stamp})

    def content(self) -> dict[str, str]:
        """{section key: text} of what was posted."""
        data = self.data
        return {section["key"]: str(data.get(_PREFIX + section["key"], "")) for section in self.sections}

    def posted_stamp(self) -> int:
        """The posted stamp; -1, which no page was opened with, if it is missing or no number."""
        value = str(self.data.get("stamp", ""))
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1

    def blame(self, error: Invalid) -> None:
        """Put the sentence at the section it names, else above the form."""
        self.is_valid()
        field = f"{_PREFIX}{error.field}"
        self.add_error(field if field in self.fields else None, str(error))

    def parts(self) -> list[Part]:
        """The sections with their fields, for the page."""
        shown = self.content() if self.is_bound else {
            key.removeprefix(_PREFIX): str(value) for key, value in self.initial.items() if key.startswith(_PREFIX)
        }  # fmt: skip
        return parts(self.sections, shown, self)

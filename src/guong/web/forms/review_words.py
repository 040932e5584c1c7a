"""The form that comes back from Word: the file, then the page on which its author looks at it before it becomes the draft."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from guong.kernel.text import fold
from guong.papers.forms.reading import FilledForm
from guong.web.forms.reviews import ReviewForm

_LOOSE = "loose"
_PLACE = "place-"
DROP = "-"


class WordForm(forms.Form):
    """One .docx file, measured before it is read into memory."""

    file = forms.FileField(
        label=_("The form you filled in Word"),
        help_text=_("A .docx file. Pictures in it are left out."),
        error_messages={
            "required": _("Choose the file of the form."),
            "empty": _("The file is empty. Choose the form again."),
        },
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Take the pictures out of it, save it again and send that."),
                params={"limit": settings.UPLOAD_LIMIT // 1024 // 1024},
            )
        return file


def together(draft: Mapping[str, str], sections: Mapping[str, str]) -> dict[str, str]:
    """Draft and file in one: nothing of either is lost. Where one holds the other, the longer one is enough."""
    merged = dict(draft)
    for key, text in sections.items():
        kept = draft.get(key, "")
        if not kept or _flat(kept) in _flat(text):
            merged[key] = text
        elif _flat(text) not in _flat(kept):
            merged[key] = f"{kept}\n\n{text}"
    return merged


def _flat(text: str) -> str:
    return fold(text)


class PlacingForm(ReviewForm):
    """The sections with what the file said, and every piece that no section claimed, each with a choice of its place."""

    def __init__(
        self, sections: Sequence[Mapping[str, Any]], *args: Any, loose: Sequence[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(sections, *args, **kwargs)
        self.loose = list(loose) if loose is not None else self._posted_loose()
        choices = [("", _("Choose its place")), *((s["key"], s["title"]) for s in sections), (DROP, _("Leave it out"))]
        for index in range(len(self.loose)):
            self.fields[f"{_PLACE}{index}"] = forms.ChoiceField(
                label=_("Where does this belong?"), choices=choices, widget=forms.Select(attrs={"class": "in"})
            )

    def _posted_loose(self) -> list[str]:
        """The pieces as the page before sent them; anything else than a list of texts is none."""
        try:
            posted = json.loads(str(self.data.get(_LOOSE, "[]")))
        except (ValueError, RecursionError):
            return []
        return [str(piece) for piece in posted if isinstance(piece, str)] if isinstance(posted, list) else []

    @property
    def loose_as_text(self) -> str:
        return json.dumps(self.loose, ensure_ascii=False)

    def pieces(self) -> list[tuple[str, forms.BoundField]]:
        """Each piece with the field of its place."""
        return [(piece, self[f"{_PLACE}{index}"]) for index, piece in enumerate(self.loose)]

    def placed(self) -> dict[str, str] | None:
        """The sections with the pieces added where they were put; None (and an error) while one has no place."""
        for index in range(len(self.loose)):
            if not self.data.get(f"{_PLACE}{index}"):
                self.is_valid()
                self.add_error(None, _("A piece of the file has no place yet. Choose one, or leave it out."))
                return None
        words = self.content()
        for index, piece in enumerate(self.loose):
            key = str(self.data.get(f"{_PLACE}{index}"))
            if key in words:
                words[key] = f"{words[key]}\n\n{piece}".strip()
        return words


def showing(
    sections: Sequence[Mapping[str, Any]], draft: Mapping[str, str], stamp: int, found: FilledForm
) -> PlacingForm:
    """The page after a file was read."""
    words = {f"s-{key}": text for key, text in together(draft, found.sections).items()}
    return PlacingForm(sections, loose=found.loose, initial={**words, "stamp": stamp})

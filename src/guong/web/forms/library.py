"""Forms of the library: a thing on the shelf, a photograph, an agenda, materials to send, paper handed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guong.directives.models import Directive
from guong.drives.models import Drive
from guong.library.enums import ItemKind
from guong.library.models import Item, Receipt
from guong.library.services.frames import StepInput
from guong.meetings.enums import MeetingKind, StepKind
from guong.org.models import Unit
from guong.web.forms.dates import DayField

STEPS = 14


def _named(rows: Sequence[Any], empty: Any = None) -> list[tuple[str, Any]]:
    listed = [(str(one.pk), str(one)) for one in rows]
    return listed if empty is None else [("", empty), *listed]


class _Shelf(forms.Form):
    """Whose shelf, and of which drive."""

    unit = forms.ChoiceField(label=_("On the shelf of"))
    drive = forms.ChoiceField(label=_("Drive"), required=False)

    def __init__(self, units: Sequence[Unit], drives: Sequence[Drive], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(one.pk): one for one in units}
        self._drives = {str(one.pk): one for one in drives}
        self.fields["unit"].choices = [(key, one.name) for key, one in self._units.items()]  # type: ignore[attr-defined]
        self.fields["drive"].choices = [  # type: ignore[attr-defined]
            ("", _("No drive in particular")), *((key, one.name) for key, one in self._drives.items()),
        ]  # fmt: skip

    def where(self) -> dict[str, Any]:
        return {"unit": self._units[self.cleaned_data["unit"]], "drive": self._drives.get(self.cleaned_data["drive"])}


class ItemForm(_Shelf):
    """A file, or a document of the register."""

    kind = forms.ChoiceField(label=_("What kind of thing"), choices=ItemKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=300)
    about = forms.CharField(
        label=_("What it is good for"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Of a film: what is said in it, for those who cannot hear."),
    )  # fmt: skip
    required = forms.BooleanField(label=_("Everybody must read it"), required=False)
    file = forms.FileField(
        label=_("File"), required=False,
        help_text=_("PDF, Word, Excel, OpenDocument, text, a picture; a film as MP4 or WebM."),
    )  # fmt: skip
    directive = forms.ChoiceField(label=_("Or a document of the register"), required=False)
    adapted_from = forms.ChoiceField(label=_("Our own version of the form"), required=False)

    def __init__(
        self, units: Sequence[Unit], drives: Sequence[Drive], documents: Sequence[Directive], forms_above: Sequence[Item],
        *args: Any, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(units, drives, *args, **kwargs)
        self._documents = {str(one.pk): one for one in documents}
        self._above = {str(one.pk): one for one in forms_above}
        self.fields["directive"].choices = [  # type: ignore[attr-defined]
            ("", _("No document")), *((key, f"{one.symbol} ({one.issued_on:%d/%m/%Y})") for key, one in self._documents.items()),
        ]  # fmt: skip
        self.fields["adapted_from"].choices = _named(list(self._above.values()), _("Of none"))  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        named = {name: data[name] for name in ("kind", "title", "about", "required")}
        return self.where() | named | {
            "directive": self._documents.get(data["directive"]), "adapted_from": self._above.get(data["adapted_from"]),
        }  # fmt: skip


class PhotoForm(_Shelf):
    """A picture with what it shows, where, when, and who agreed."""

    file = forms.FileField(
        label=_("Picture"), help_text=_("The place and the device are removed from the picture before it is kept."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    caption = forms.CharField(label=_("What it shows"), max_length=300)
    place = forms.CharField(label=_("Place"), max_length=200)
    taken_on = DayField(label=_("Day"))
    keep_until = DayField(label=_("Shown until"), help_text=_("Then nobody sees it any more; at most five years."))
    consent = forms.CharField(
        label=_("Who agreed to be shown, and how it was asked"), max_length=300, required=False,
        help_text=_("Needed to publish it."),
    )  # fmt: skip
    publish = forms.ChoiceField(
        label=_("Who sees it"), widget=forms.RadioSelect,
        choices=[("no", _("Only our own body")), ("yes", _("Also those beside and below us"))],
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        named = {name: data[name] for name in ("caption", "taken_on", "keep_until", "consent")}
        return self.where() | named | {"place": data["place"], "publish": data["publish"] == "yes"}


class ConsentForm(forms.Form):
    """Who agreed, to publish a picture that is there."""

    consent = forms.CharField(label=_("Who agreed to be shown, and how it was asked"), max_length=300, required=False)


class _Steps(forms.Form):
    """Up to fourteen steps; a line without a title is left out."""

    name = forms.CharField(label=_("Name of the agenda"), max_length=200)
    steps = forms.CharField(required=False, widget=forms.HiddenInput)  # where errors about the whole agenda stand

    def __init__(self, given: Sequence[Mapping[str, Any]], limits: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits
        for n in range(STEPS):
            one = given[n] if n < len(given) else {}
            self._line(n, one)

    def _line(self, n: int, one: Mapping[str, Any]) -> None:
        self.fields[f"title{n}"] = forms.CharField(
            label=_("Step %(n)s") % {"n": n + 1}, max_length=200, required=False, initial=one.get("title", "")
        )
        self.fields[f"kind{n}"] = forms.ChoiceField(
            label=_("Kind"), choices=StepKind.choices, required=False, initial=one.get("kind", StepKind.OTHER)
        )
        numbers = {"minutes": one.get("minutes", 10)}
        if self.limits:
            numbers |= {"least": one.get("least", 5), "most": one.get("most", 60)}
        labels = {"minutes": _("Number of minutes"), "least": _("At least"), "most": _("At most")}
        for key, value in numbers.items():
            self.fields[f"{key}{n}"] = forms.IntegerField(
                label=labels[key], min_value=1, max_value=480, required=False, initial=value
            )
        if self.limits:
            self.fields[f"fixed{n}"] = forms.BooleanField(
                label=_("Must stay"), required=False, initial=one.get("fixed", False)
            )

    def clean(self) -> dict[str, Any]:
        """A line with a title has its minutes."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(STEPS):
            keys = ("minutes", "least", "most") if self.limits else ("minutes",)
            for key in keys:
                if data.get(f"title{n}") and data.get(f"{key}{n}") is None and f"{key}{n}" not in self.errors:
                    self.add_error(f"{key}{n}", _("Say how many minutes."))
        return data

    def inputs(self) -> list[StepInput]:
        data, found = self.cleaned_data, []
        for n in range(STEPS):
            if not data.get(f"title{n}"):
                continue
            more = (data[f"least{n}"], data[f"most{n}"], data[f"fixed{n}"]) if self.limits else ()
            found.append(StepInput(data[f"kind{n}"] or StepKind.OTHER, data[f"title{n}"], data[f"minutes{n}"], *more))
        return found

    def lines(self) -> Iterator[dict[str, BoundField]]:
        keys = ("title", "kind", "minutes", *(("least", "most", "fixed") if self.limits else ()))
        for n in range(STEPS):
            yield {key: self[f"{key}{n}"] for key in keys}


class FrameForm(_Steps):
    """An agenda to hand down, with its limits."""

    kind = forms.ChoiceField(label=_("For which meetings"), choices=MeetingKind.choices)
    unit = forms.ChoiceField(label=_("Handed down by"))
    drive = forms.ChoiceField(label=_("Drive"), required=False)
    least = forms.IntegerField(label=_("Fewest minutes in all"), min_value=1, max_value=1440)
    most = forms.IntegerField(label=_("Most minutes in all"), min_value=1, max_value=1440)
    may_add = forms.BooleanField(label=_("Those below may add steps"), required=False, initial=True)

    def __init__(
        self,
        units: Sequence[Unit],
        drives: Sequence[Drive],
        given: Sequence[Mapping[str, Any]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(given, True, *args, **kwargs)
        self._units = {str(one.pk): one for one in units}
        self._drives = {str(one.pk): one for one in drives}
        self.fields["unit"].choices = [(key, one.name) for key, one in self._units.items()]  # type: ignore[attr-defined]
        self.fields["drive"].choices = [  # type: ignore[attr-defined]
            ("", _("Every meeting of this kind")), *((key, one.name) for key, one in self._drives.items()),
        ]  # fmt: skip

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        named = {name: data[name] for name in ("kind", "name", "least", "most", "may_add")}
        return named | {
            "unit": self._units[data["unit"]], "drive": self._drives.get(data["drive"]), "steps": self.inputs(),
        }  # fmt: skip


class AdaptForm(_Steps):
    """The own version of an agenda from above."""

    unit = forms.ChoiceField(label=_("For the meetings of"))

    def __init__(self, units: Sequence[Unit], given: Sequence[Mapping[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(given, False, *args, **kwargs)
        self._units = {str(one.pk): one for one in units}
        self.fields["unit"].choices = [(key, one.name) for key, one in self._units.items()]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"unit": self._units[data["unit"]], "name": data["name"], "steps": self.inputs()}


class SendForm(forms.Form):
    """Which things go to those who are to come."""

    items = forms.MultipleChoiceField(
        label=_("What is sent"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing.")},
    )

    def __init__(self, things: Sequence[Item], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._things = {str(one.pk): one for one in things}
        self.fields["items"].choices = [(key, one.title) for key, one in self._things.items()]  # type: ignore[attr-defined]

    def chosen(self) -> list[Item]:
        return [self._things[key] for key in self.cleaned_data["items"]]


class PaperForm(forms.Form):
    """To whom paper was handed."""

    people = forms.MultipleChoiceField(
        label=_("Paper was handed to"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the names of those who have the paper.")},
    )  # fmt: skip

    def __init__(self, receipts: Sequence[Receipt], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = [(str(one.person_id), one.person.full_name) for one in receipts if not one.way]
        self.fields["people"].choices = waiting  # type: ignore[attr-defined]

    def ids(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["people"]]

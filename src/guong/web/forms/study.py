"""Forms of study: convening, marking one cell, proof of make-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guong.drives.enums import MeetingMode
from guong.kernel import clock
from guong.meetings.enums import AbsenceReason, Presence
from guong.meetings.models import BridgePoint, Invitation
from guong.meetings.selectors import Audience, CellStudy
from guong.org.enums import PostKind, UnitKind
from guong.web.forms.dates import DayField, HourField

SITTINGS = 5
BLOCKS = {  # of the office's own data, in the words of the screen
    "agency": _("Agencies"), "school": _("Schools"), "rural": _("Rural"), "urban": _("Urban"), "business": _("Firms"),
    "armed": _("Police and military"), "residential": _("Residential groups"),
}  # fmt: skip
WHO = [
    ("here", _("Eligible members who are not far away")),
    ("eligible", _("All eligible members")),
    ("all", _("All members, exempt ones too")),
]


class ConveneForm(forms.Form):
    """Name, how, who, up to five sittings, and when make-up study is due. Empty sittings are left out."""

    name = forms.CharField(
        label=_("What is studied"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    mode = forms.ChoiceField(
        label=_("How the conference is held"), choices=MeetingMode.choices, widget=forms.RadioSelect
    )
    who = forms.ChoiceField(
        label=_("Who is convened"), choices=WHO, widget=forms.RadioSelect,
        help_text=_("The convened are counted apart from the eligible and from all members."),
    )  # fmt: skip
    offices = forms.MultipleChoiceField(
        label=_("Only holders of these offices"), required=False, widget=forms.CheckboxSelectMultiple
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only cells of these kinds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    blocks = forms.MultipleChoiceField(
        label=_("Only these blocks"), required=False, widget=forms.CheckboxSelectMultiple
    )
    place = forms.CharField(label=_("Place"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    makeup_due_on = DayField(label=_("The absent make it up by"))
    sittings = forms.CharField(required=False, widget=forms.HiddenInput)  # where errors about all sittings stand

    def __init__(self, groups: Audience, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "offices": [(key, PostKind(key).label) for key in groups.offices],
            "kinds": [(key, UnitKind(key).label) for key in groups.kinds],
            "blocks": [(key, BLOCKS.get(key, key)) for key in groups.blocks],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for index in range(SITTINGS):
            self.fields[f"day{index}"] = DayField(
                label=_("Day of sitting %(n)s") % {"n": index + 1}, required=index == 0
            )
            self.fields[f"hour{index}"] = HourField(label=_("Hour"), required=index == 0, initial=time(8, 0))

    def audience(self) -> Audience:
        """Whom the ticks leave; nothing ticked leaves everybody."""
        return Audience(*(self.cleaned_data[name] for name in ("offices", "kinds", "blocks")))

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """The fields of each sitting, for the page."""
        return [(self[f"day{index}"], self[f"hour{index}"]) for index in range(SITTINGS)]

    def moments(self) -> list[tuple[datetime, str]]:
        """(moment, place) of the sittings that were filled in."""
        data = self.cleaned_data
        days: list[tuple[date | None, time | None]] = [
            (data.get(f"day{index}"), data.get(f"hour{index}")) for index in range(SITTINGS)
        ]
        return [
            (datetime.combine(day, hour or time(8, 0), tzinfo=clock.ZONE), data["place"]) for day, hour in days if day
        ]


class MarksForm(forms.Form):
    """One cell of a conference: a choice for each name, none chosen beforehand. What is left empty is not sent."""

    def __init__(self, invited: Sequence[Invitation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invited = invited
        for one in invited:
            key = one.person_id
            self.fields[f"p{key}"] = forms.ChoiceField(
                label=one.person.full_name, choices=Presence.choices, required=False, initial=one.presence,
                widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"r{key}"] = forms.ChoiceField(
                label=_("Reason"),
                choices=[("", _("Reason")), *AbsenceReason.choices],
                required=False,
                initial=one.reason,
            )
            self.fields[f"n{key}"] = forms.CharField(
                label=_("Note"), max_length=200, required=False, initial=one.reason_note,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """An absence with reason names it at its own line."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.invited:
            if data.get(f"p{one.person_id}") == Presence.EXCUSED and not data.get(f"r{one.person_id}"):
                self.add_error(f"r{one.person_id}", _("Choose why the member is absent."))
        return data

    def marks(self) -> list[tuple[int, str, str, str]]:
        """What mark_presence takes: names that were marked and differ from what is kept."""
        found = []
        for one in self.invited:
            key = one.person_id
            given = (self.cleaned_data[f"p{key}"], self.cleaned_data[f"r{key}"], self.cleaned_data[f"n{key}"])
            if given[0] != Presence.EXCUSED:
                given = (given[0], "", "")
            if given[0] and given != (one.presence, one.reason, one.reason_note):
                found.append((key, *given))
        return found

    def rows(self) -> Iterator[tuple[Invitation, BoundField, BoundField, BoundField]]:
        for one in self.invited:
            key = one.person_id
            yield one, self[f"p{key}"], self[f"r{key}"], self[f"n{key}"]


class ProofForm(forms.Form):
    """A photo of the notes, or a few words."""

    file = forms.FileField(
        label=_("Photo of my notes"), required=False,
        help_text=_("The place and the device are removed from the picture before it is kept."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("What I studied, in a few words"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def upload(self) -> UploadedFile[Any] | None:
        found = self.cleaned_data.get("file")
        return found if isinstance(found, UploadedFile) else None


class BridgeForm(forms.Form):
    """A place from which people take part."""

    name = forms.CharField(label=_("Name of the bridge point"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=200)


class SeatsForm(forms.Form):
    """Each cell's bridge point."""

    def __init__(
        self, cells: Sequence[CellStudy], points: Sequence[BridgePoint], seats: Mapping[int, int | None], *args: Any,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        offered = [("", _("Main hall")), *((str(one.pk), one.name) for one in points)]
        for cell in cells:
            self.fields[f"u{cell.unit_id}"] = forms.ChoiceField(
                label=cell.name, choices=offered, required=False, initial=str(seats.get(cell.unit_id) or "")
            )

    def points(self) -> dict[int, int | None]:
        return {int(name[1:]): int(value) if value else None for name, value in self.cleaned_data.items()}


class ExtendForm(forms.Form):
    """A later last day of make-up study."""

    due_on = DayField(label=_("New last day"))

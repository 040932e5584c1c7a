"""Forms of meetings: planning, and what is noted during the evening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.drives.enums import MeetingMode
from guong.drives.models import Drive
from guong.kernel import clock
from guong.meetings.enums import Level, MeetingKind
from guong.org.models import Person
from guong.web.forms.dates import DayField, HourField

EVENING = time(19, 30)  # S4


def _names(people: Sequence[Person], empty: Any) -> list[tuple[str, Any]]:
    return [("", empty), *((str(person.pk), person.full_name) for person in people)]


class PlanForm(forms.Form):
    """Kind, drive, day, hour, place, mode, chair and secretary of a meeting."""

    kind = forms.ChoiceField(label=_("What kind of meeting"), choices=MeetingKind.choices, widget=forms.RadioSelect)
    drive = forms.ChoiceField(
        label=_("In which drive"),
        required=False,
        help_text=_("A thematic meeting belongs to a drive; a regular one may."),
    )
    starts_at = DayField(label=_("Day"))
    hour = HourField(label=_("Hour"), initial=EVENING)
    place = forms.CharField(label=_("Place"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    mode = forms.ChoiceField(label=_("How the meeting is held"), choices=MeetingMode.choices, widget=forms.RadioSelect)
    chair = forms.ChoiceField(label=_("Chair"), required=False)
    secretary = forms.ChoiceField(label=_("Who keeps the minutes"), required=False)

    def __init__(
        self, people: Sequence[Person], drives: Sequence[Drive], kinds: Sequence[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.pk): person for person in people}
        self._drives = {str(drive.pk): drive for drive in drives}
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind, MeetingKind(kind).label) for kind in kinds]
        fields["drive"].choices = [("", _("In no drive")), *((key, one.name) for key, one in self._drives.items())]
        fields["chair"].choices = _names(people, _("Not decided yet"))
        fields["secretary"].choices = _names(people, _("Not decided yet"))

    def facts(self) -> dict[str, Any]:
        """What plan_meeting takes."""
        data = self.cleaned_data
        return {
            "kind": data["kind"], "place": data["place"], "mode": data["mode"], "drive": self._drives.get(data["drive"]),
            "starts_at": datetime.combine(data["starts_at"], data["hour"], tzinfo=clock.ZONE),
            "chair": self._people.get(data["chair"]), "secretary": self._people.get(data["secretary"]),
        }  # fmt: skip


class NoteForm(forms.Form):
    """What was said, by whom."""

    speaker = forms.ChoiceField(label=_("Who speaks"), required=False)
    text = forms.CharField(label=_("What was said"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.pk): person for person in people}
        self.fields["speaker"].choices = _names(people, _("Nobody in particular"))  # type: ignore[attr-defined]

    def chosen(self) -> Person | None:
        return self._people.get(str(self.cleaned_data.get("speaker") or ""))


class GuestForm(forms.Form):
    """A guest with the level he or she comes from (S8)."""

    name = forms.CharField(label=_("Guest"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    level = forms.CharField(
        label=_("From which level"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    body_level = forms.ChoiceField(
        label=_("Level for the figures"), required=False, choices=[("", _("Not counted")), *Level.choices]
    )


class CloseForm(forms.Form):
    """The chair's conclusion."""

    conclusion = forms.CharField(
        label=_("Conclusion of the chair"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What was done well, what is to be corrected, by whom and until when."),
    )  # fmt: skip

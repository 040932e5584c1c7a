"""Forms of a cell's registration and of the ward's assignments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.drives.enums import Duty, MeetingMode
from guong.drives.models import DriveUnit
from guong.kernel import clock
from guong.org.models import Person
from guong.web.forms.dates import DayField, HourField

EVENING = time(19, 30)  # S4


class RegistrationForm(forms.Form):
    """Day, hour, place, mode and chair. `starts_at` is the day: the service's errors about the moment belong to it."""

    starts_at = DayField(label=_("Day"))
    hour = HourField(label=_("Hour"), initial=EVENING)
    place = forms.CharField(label=_("Place"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    mode = forms.ChoiceField(label=_("How the meeting is held"), choices=MeetingMode.choices, widget=forms.RadioSelect)
    chair = forms.ChoiceField(label=_("Chair"), required=False)

    def __init__(self, chairs: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._chairs = {str(person.pk): person for person in chairs}
        listed = [(key, person.full_name) for key, person in self._chairs.items()]
        self.fields["chair"].choices = [("", _("Not decided yet")), *listed]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        moment = datetime.combine(data["starts_at"], data["hour"], tzinfo=clock.ZONE)
        chair = self._chairs.get(data["chair"])
        return {"starts_at": moment, "place": data["place"], "mode": data["mode"], "chair": chair}


class MoveForm(RegistrationForm):
    """The same with a reason, which stays beside the earlier day."""

    reason = forms.CharField(
        label=_("Why it is moved"), max_length=300, help_text=_("One sentence; the committee above reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class AssignForm(forms.Form):
    """Somebody of the committee and a cell."""

    person = forms.ChoiceField(label=_("Member of the committee"))
    unit = forms.ChoiceField(label=_("Cell"))
    duty = forms.ChoiceField(
        label=_("What the comrade is sent for"),
        choices=Duty.choices,
        widget=forms.RadioSelect,
        initial=Duty.ATTEND,
        required=False,
    )

    def __init__(self, people: Sequence[Person], cells: Sequence[DriveUnit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.pk): one for one in people}
        self._cells = {str(one.unit_id): one.unit for one in cells}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a name")), *((key, one.full_name) for key, one in self._people.items())
        ]  # fmt: skip
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a cell")), *((str(one.unit_id), one.name) for one in cells)
        ]  # fmt: skip

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "person": self._people[data["person"]], "unit": self._cells[data["unit"]], "duty": data["duty"] or Duty.ATTEND,
        }  # fmt: skip

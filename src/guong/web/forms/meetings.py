"""Forms of meetings: planning, and what is noted during the evening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.corrections.enums import MonthlyWord
from guong.drives.enums import MeetingMode
from guong.drives.models import Drive
from guong.kernel import clock
from guong.meetings.enums import Level, MeetingKind, VoteWay
from guong.meetings.models import Meeting
from guong.meetings.services.voting import Tally
from guong.org.models import Person
from guong.web.forms.corrections import PeopleForm
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
    called_reason = forms.CharField(
        label=_("Why it is held out of turn"), required=False, max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Only for a review out of turn. Members read it; write the matter, not who is to blame."),
    )  # fmt: skip
    starts_at = DayField(label=_("Day"))
    hour = HourField(label=_("Hour"), initial=EVENING)
    place = forms.CharField(label=_("Place"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    mode = forms.ChoiceField(label=_("How the meeting is held"), choices=MeetingMode.choices, widget=forms.RadioSelect)
    chair = forms.ChoiceField(
        label=_("Chair"),
        required=False,
        help_text=_("Runs and closes this meeting on the own device, whatever the office."),
    )
    secretary = forms.ChoiceField(
        label=_("Who keeps the minutes"),
        required=False,
        help_text=_("Calls the roll and writes the notes of this meeting."),
    )

    def __init__(
        self, people: Sequence[Person], drives: Sequence[Drive], kinds: Sequence[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.pk): person for person in people}
        self._drives = {str(drive.pk): drive for drive in drives}
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind, MeetingKind(kind).label) for kind in kinds]
        fields["drive"].choices = [("", _("In no drive")), *((key, one.name) for key, one in self._drives.items())]
        if MeetingKind.ADHOC not in kinds:
            del self.fields["called_reason"]
        fields["chair"].choices = _names(people, _("Not decided yet"))
        fields["secretary"].choices = _names(people, _("Not decided yet"))

    def facts(self) -> dict[str, Any]:
        """What plan_meeting takes."""
        data = self.cleaned_data
        return {
            "kind": data["kind"], "place": data["place"], "mode": data["mode"], "drive": self._drives.get(data["drive"]),
            "starts_at": datetime.combine(data["starts_at"], data["hour"], tzinfo=clock.ZONE),
            "chair": self._people.get(data["chair"]), "secretary": self._people.get(data["secretary"]),
            "reason": data.get("called_reason", ""),
        }  # fmt: skip


class ChangeForm(PlanForm):
    """A planned meeting's day, hour, place, mode and people; with the reason when the cell has registered it."""

    reason = forms.CharField(
        label=_("Why it moves"), required=False, max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Needed when day, hour or place change: the ward office sees the move of a registered meeting."),
    )  # fmt: skip

    def __init__(self, people: Sequence[Person], registered: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(people, [], [], *args, **kwargs)
        for name in ("kind", "drive", *(() if registered else ("reason",))):
            del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """What change_meeting takes."""
        data = {**self.cleaned_data, "kind": "", "drive": ""}
        self.cleaned_data = data
        facts = super().facts()
        return {
            **{name: facts[name] for name in ("starts_at", "place", "mode", "chair", "secretary")},
            "reason": data.get("reason", ""),
        }


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
    """A guest with the level he or she comes from (S8); staff who are no members are noted as a group with their number (S27)."""

    name = forms.CharField(
        label=_("Guest"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("One name, or a group with its number: 12 officials who are no members."),
    )  # fmt: skip
    level = forms.CharField(
        label=_("From which level"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("A level above, or the office in which they work."),
    )  # fmt: skip
    body_level = forms.ChoiceField(
        label=_("Level for the figures"), required=False, choices=[("", _("Not counted")), *Level.choices]
    )


class CloseForm(forms.Form):
    """The chair's conclusion."""

    conclusion = forms.CharField(
        label=_("Conclusion of the chair"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What was done well, what is to be corrected, by whom and until when."),
    )  # fmt: skip


class EndForm(CloseForm):
    """The conclusion, with the reason for open items without an answer, and the hour at which a meeting on paper ended."""

    unanswered_reason = forms.CharField(
        label=_("Why open items stay without an answer"), required=False, max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Only the chair closes like this. The reason stands in the minutes."),
    )  # fmt: skip
    ended_at = HourField(label=_("It ended at"), required=False)

    def __init__(self, meeting: Meeting, missing: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._began = meeting.opened_at or meeting.starts_at
        if not missing:
            del self.fields["unanswered_reason"]
        if not meeting.on_paper:
            del self.fields["ended_at"]
        else:
            self.fields["ended_at"].required = True

    def facts(self) -> dict[str, Any]:
        """What conclude_meeting takes; an hour before the beginning is of the next day."""
        data = {"conclusion": self.cleaned_data["conclusion"]}
        if "unanswered_reason" in self.fields:
            data["unanswered_reason"] = self.cleaned_data["unanswered_reason"]
        if "ended_at" in self.fields:
            data["ended_at"] = datetime.combine(
                self._began.astimezone(clock.ZONE).date(), self.cleaned_data["ended_at"], tzinfo=clock.ZONE
            )
        return data


class CancelForm(forms.Form):
    """Why a planned meeting is called off."""

    reason = forms.CharField(
        label=_("Why it is called off"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class HeldForm(forms.Form):
    """When a meeting that was held on paper began."""

    day = DayField(label=_("Day"))
    hour = HourField(label=_("It began at"))

    def began_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=clock.ZONE)


def _count(label: Any, *, required: bool = True) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4})
    return forms.IntegerField(label=label, min_value=0, max_value=9999, required=required, widget=widget)


class TallyForm(forms.Form):
    """The numbers of a vote. Nothing about who voted how."""

    given_out = _count(_("Ballots given out, or hands counted"))
    in_favour = _count(_("In favour"))
    against = _count(_("Against"))
    no_opinion = _count(_("No opinion"))
    invalid = _count(_("Invalid"), required=False)
    voteless = _count(_("Members without a vote (probationary)"), required=False)

    def tally(self) -> Tally:
        names = ("given_out", "in_favour", "against", "no_opinion", "invalid", "voteless")
        return Tally(**{name: self.cleaned_data.get(name) or 0 for name in names})


class VoteForm(TallyForm):
    """What was voted on, how, and the numbers."""

    field_order = ["title", "way", "given_out", "in_favour", "against", "no_opinion", "invalid", "voteless"]
    title = forms.CharField(
        label=_("What is voted on"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    way = forms.ChoiceField(label=_("How"), choices=VoteWay.choices, widget=forms.RadioSelect)


class VoteCorrectionForm(TallyForm):
    """The right numbers, and why the first ones were wrong."""

    reason = forms.CharField(
        label=_("Why the tally is corrected"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class QualityForm(forms.Form):
    """Points for each criterion that the rules name (R11)."""

    def __init__(self, most: dict[str, int], named: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, highest in most.items():
            self.fields[name] = _count(named[name])
            self.fields[name].help_text = str(_("from 0 to %(most)s") % {"most": highest})

    @property
    def rows(self) -> list[forms.BoundField]:
        return list(self)


class ItemForm(PeopleForm):
    """Three answers of equal weight for one open item (R23); none is preselected."""

    word = forms.ChoiceField(label=_("How it stands"), choices=MonthlyWord.choices, widget=forms.RadioSelect)
    new_deadline = DayField(label=_("New date"), required=False, help_text=_("Only if it goes on: day/month/year"))
    reason = forms.CharField(
        label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed for “cannot”, and when the day has passed."),
    )  # fmt: skip
    by = forms.ChoiceField(label=_("Who judged"), required=False)


class CodeForm(forms.Form):
    """The six digits on the wall."""

    code = forms.CharField(
        label=_("The six digits on the wall"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class LessonForm(forms.Form):
    """What other cells may read of a model meeting. No names."""

    course = forms.CharField(
        label=_("How the evening went"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Preparation, steps, minutes, figures. No names of members, nothing that was said about a person."),
    )  # fmt: skip
    lessons = forms.CharField(
        label=_("What others may take over, and what to do otherwise"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip


class ReturnForm(forms.Form):
    """Why the lessons of a model meeting are sent back."""

    reason = forms.CharField(
        label=_("What is to be mended"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

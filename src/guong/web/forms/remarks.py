"""Forms of a remark and of its answer. Nothing is preselected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.org.models import Person
from guong.reviews.enums import Addressee, CameBy, ReplyKind, Topic

KINDS = [("criticism", _("Something to mend")), ("strength", _("Something done well"))]


def _people(people: Sequence[Person], empty: Any) -> list[tuple[str, Any]]:
    return [("", empty), *((str(person.pk), person.full_name) for person in people)]


class RemarkForm(forms.Form):
    """Fact first, judgement apart (D15)."""

    what = forms.ChoiceField(label=_("What I want to say"), choices=KINDS, widget=forms.RadioSelect)
    addressee = forms.ChoiceField(label=_("To whom"), choices=Addressee.choices, widget=forms.RadioSelect)
    person = forms.ChoiceField(label=_("Which comrade"), required=False, help_text=_("Only for a remark to a person."))
    unnamed = forms.BooleanField(
        label=_("Withhold my name"), required=False,
        help_text=_("Only for a remark to the cell committee or to the committee above."),
    )  # fmt: skip
    fact = forms.CharField(
        label=_("The fact"),
        help_text=_("Tell it as it happened: what, when, where. Without a fact a remark cannot be handed in."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    judgement = forms.CharField(
        label=_("What I think of it"), required=False,
        help_text=_("Apart from the fact. May be left empty."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    topic = forms.ChoiceField(
        label=_("The topic"), required=False, choices=[("", _("No topic")), *Topic.choices],
        help_text=_("Only for a remark to a committee: cells that say the same are found together."),
    )  # fmt: skip
    by = forms.ChoiceField(
        label=_("Who says it"), required=False,
        help_text=_("Only when the secretary types for somebody who wrote, telephoned or sent a message."),
    )  # fmt: skip
    came_by = forms.ChoiceField(
        label=_("How the words came"), required=False, choices=[("", _("Not for somebody else")), *CameBy.choices],
        help_text=_("The author says yes on screen before it counts."),
    )  # fmt: skip
    signed = forms.BooleanField(
        label=_("Its author signed the sheet and the cell keeps it: hand in now"), required=False
    )

    def __init__(self, people: Sequence[Person], speakers: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in [*people, *speakers]}
        self.fields["person"].choices = _people(people, _("Choose a name"))  # type: ignore[attr-defined]  # a ChoiceField
        if speakers:
            self.fields["by"].choices = _people(speakers, _("Myself"))  # type: ignore[attr-defined]  # a ChoiceField
        else:
            for name in ("by", "came_by", "signed"):
                del self.fields[name]

    def chosen(self, field: str) -> Person | None:
        """The chosen person, or None."""
        return self.people.get(str(self.cleaned_data.get(field) or ""))


class TypedRemarkForm(forms.Form):
    """What was typed for me, to be put right before I say yes."""

    fact = forms.CharField(label=_("The fact"), widget=forms.Textarea(attrs={"rows": 4}))
    judgement = forms.CharField(label=_("What I think of it"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReplyForm(forms.Form):
    """Three answers of equal weight (R27)."""

    kind = forms.ChoiceField(label=_("My answer"), choices=ReplyKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("My words"), required=False,
        help_text=_("Needed to explain. Printed together with the remark, for ever; nobody can leave it out."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

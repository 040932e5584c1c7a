"""Forms that sort findings: fields, priority, targets; what came back; closing on confidence and looking again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.corrections.enums import TargetScope
from guong.corrections.models import Finding, Tag, Target
from guong.web.forms.corrections import DayField, PeopleForm, choice, words


class MarksForm(forms.Form):
    """Fields, what comes first, and the target a finding stands against."""

    tags = forms.MultipleChoiceField(label=_("Fields"), required=False, widget=forms.CheckboxSelectMultiple)
    free = forms.CharField(
        label=_("Other fields, in your own words"), required=False, max_length=400,
        help_text=_("Separated by semicolons, at most five."),
    )  # fmt: skip
    priority_why = forms.CharField(
        label=_("Put right first, because"), required=False, max_length=300,
        help_text=_("Only for a root from which others grow. Empty: it waits its turn."),
    )  # fmt: skip
    target = forms.ChoiceField(label=_("Target of the year or of the term"), required=False)

    def __init__(self, tags: Sequence[Tag], targets: Sequence[Target], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {str(one.pk): one for one in targets}
        self.fields["tags"].choices = [(str(one.pk), one.name) for one in tags]  # type: ignore[attr-defined]
        listed = [(pk, f"{one.name} ({one.unit.name}, {one.to_year})") for pk, one in self.targets.items()]
        self.fields["target"].choices = [("", _("None")), *listed]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Values for the service."""
        return {
            "tags": [int(pk) for pk in self.cleaned_data["tags"]], "free": self.cleaned_data["free"].split(";"),
            "priority_why": self.cleaned_data["priority_why"],
            "target": self.targets.get(self.cleaned_data["target"]),
        }  # fmt: skip


class TagsForm(forms.Form):
    """The list of fields, one a line."""

    names = words(
        _("Fields, one a line"), _("A new version is published; findings keep the one they were marked with."), rows=16
    )
    note = forms.CharField(label=_("Why it changes"), required=False, max_length=300)


class TargetForm(forms.Form):
    """A target as the documents say it."""

    name = forms.CharField(label=_("What is to be reached"), max_length=300)
    scope = choice(_("Whose target"), TargetScope.choices)
    from_year = forms.IntegerField(label=_("From the year"), min_value=2000, max_value=2100)
    to_year = forms.IntegerField(label=_("To the year"), min_value=2000, max_value=2100)
    source = forms.CharField(label=_("In which document it stands"), max_length=200)


class AgainForm(forms.Form):
    """Which earlier finding this is again."""

    earlier = forms.ChoiceField(label=_("Which earlier one came back"))

    def __init__(self, rows: Sequence[Finding], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(one.pk): one for one in rows}
        listed = [(pk, f"{one.stated_at:%d/%m/%Y}: {one.fact[:90]}") for pk, one in self.rows.items()]
        self.fields["earlier"].choices = [("", _("Choose")), *listed]  # type: ignore[attr-defined]


class ConfidenceForm(forms.Form):
    """Close on progress and confidence: on what it rests, and when it is looked at again."""

    words = words(
        _("What progress is seen"), _("It stands with the finding and is read when it is looked at again."), rows=3
    )
    revisit_on = DayField(label=_("Looked at again on"), help_text=_("Within twelve months: day/month/year"))


class RevisitForm(PeopleForm):
    """What is seen on that day; nothing is preselected."""

    holds = choice(_("What is seen now"), [("yes", _("It holds")), ("no", _("It does not hold: open it again"))])
    text = words(_("What one sees"), rows=3)
    by = forms.ChoiceField(label=_("Who looked"), required=False)


class ApproveForm(PeopleForm):
    """Whether the collective as such carries a part."""

    approve = choice(
        _("What is decided"),
        [("yes", _("The collective as a whole carries it")), ("no", _("It goes to comrades by name"))],
    )
    text = words(_("The reason"), _("Needed when it goes to comrades."), rows=3, required=False)
    by = forms.ChoiceField(label=_("Who decided"), required=False)

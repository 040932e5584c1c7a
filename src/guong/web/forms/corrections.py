"""Forms of findings, answers, measures and judgements. Nothing that judges a person is preselected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.corrections.enums import CauseKind, FindingKind, Outcome, Severity, Source, Subject
from guong.drives.models import Drive
from guong.org.models import Person, Unit

DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day as offices type it; a day that does not exist gets a sentence."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=DATE_FORMATS,
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"invalid": _("There is no such day. Write it as day/month/year, for example 22/04/2026.")},
            **kwargs,
        )


def words(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def choice(label: Any, choices: Any, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    """Answers of equal weight, none preselected."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, required=required, help_text=help_text
    )


class PeopleForm(forms.Form):
    """A form with fields that name somebody of a list; foreign ids are not among the choices."""

    def offer(self, field: str, people: Sequence[Person], empty: Any) -> None:
        """Fill a choice of people."""
        self.people: dict[str, Person] = getattr(self, "people", {}) | {str(one.pk): one for one in people}
        listed = [("", empty), *((str(one.pk), one.full_name) for one in people)]
        self.fields[field].choices = listed  # type: ignore[attr-defined]  # a ChoiceField

    def chosen(self, field: str) -> Person | None:
        return self.people.get(str(self.cleaned_data.get(field) or ""))


class FindingForm(PeopleForm):
    """Fact first; circumstances before the person (D15, D16)."""

    drive = forms.ChoiceField(label=_("Drive"))
    subject = choice(_("Whose shortcoming"), Subject.choices)
    person = forms.ChoiceField(label=_("Which comrade"), required=False, help_text=_("Only when it is of one comrade."))
    fact = words(
        _("The concrete fact"), _("What happened, when, where; in figures if there are any. Not what you think of it.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose a kind")), *FindingKind.choices])
    source = forms.ChoiceField(label=_("Where it comes from"), choices=[("", _("Choose")), *Source.choices])
    raised_by = forms.ChoiceField(
        label=_("Which body supervised"), required=False, help_text=_("Only for an inspection or a monitor's remark.")
    )
    severity = choice(_("How big it is"), Severity.choices)
    cause_kind = choice(_("Where the cause lies"), CauseKind.choices, required=False)
    cause = words(
        _("The cause"), _("First the circumstances: time, means, rules, numbers of people."), rows=2, required=False
    )

    def __init__(
        self, drives: Sequence[Drive], people: Sequence[Person], own_only: bool, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.drives = {str(one.pk): one for one in drives}
        self.fields["drive"].choices = [(pk, one.name) for pk, one in self.drives.items()]  # type: ignore[attr-defined]
        self.offer("person", people, _("Choose a name"))
        if len(drives) == 1:
            del self.fields["drive"]
        if own_only:
            for name in ("subject", "person", "source"):
                del self.fields[name]

    def offer_supervisors(self, units: Sequence[Unit]) -> None:
        """Bodies that may have supervised; without any the question is not asked (S70)."""
        self.supervisors = {str(one.pk): one for one in units}
        if not units:
            del self.fields["raised_by"]
            return
        listed = [(pk, one.name) for pk, one in self.supervisors.items()]
        self.fields["raised_by"].choices = [("", _("None")), *listed]  # type: ignore[attr-defined]

    def supervisor(self) -> Unit | None:
        return self.supervisors.get(str(self.cleaned_data.get("raised_by") or ""))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("subject") == Subject.PERSON and not data.get("person") and "person" in self.fields:
            self.add_error("person", _("Choose the comrade whom this concerns."))
        return data


class AnswerForm(forms.Form):
    """Two answers of equal weight."""

    accept = choice(
        _("The answer"), [("yes", _("I accept it")), ("no", _("I have a say"))],
    )  # fmt: skip
    text = words(
        _("In my own words"),
        _("Kept as you write it and printed with it. Needed when you have a say."),
        rows=5,
        required=False,
    )


class SettleForm(PeopleForm):
    """How an objection is decided."""

    uphold = choice(_("What is decided"), [("drop", _("The objection is right: drop it")), ("uphold", _("It stands"))])
    text = words(_("The reason"), _("The comrade reads it; it stays with the finding."))
    by = forms.ChoiceField(label=_("Who decided"), required=False)


class MeasureForm(PeopleForm):
    """Cause, circumstances first; then what is done, by whom, by when (R20, D16)."""

    cause_kind = choice(_("Where the cause lies"), CauseKind.choices)
    cause = words(_("The cause"), _("First the circumstances: time, means, rules, numbers of people."), rows=2)
    measure = words(_("What will be done"), _("One thing that others can see."), rows=3)
    owner = forms.ChoiceField(label=_("Who does it"))
    deadline = DayField(label=_("Done before"), help_text=_("Day/month/year"))


class ReportForm(forms.Form):
    evidence = words(_("What was done"), _("What, when, and how one can see it. No photograph is asked for."))


class JudgeForm(PeopleForm):
    """Confirm a report or send it back."""

    verdict = choice(_("What we see"), [("confirm", _("It is corrected")), ("back", _("Something is missing"))])
    reason = words(_("What is missing"), _("Needed to send it back."), rows=3, required=False)
    by = forms.ChoiceField(label=_("Who judged"), required=False)


class ReasonForm(forms.Form):
    reason = words(_("What happened again, and when"), rows=3)


class RecheckForm(PeopleForm):
    """Three answers of equal weight (S15)."""

    outcome = choice(_("How does the body see it?"), Outcome.choices)
    reason = words(_("Why"), _("Needed for “in part” and “not corrected yet”."), rows=2, required=False)
    new_deadline = DayField(label=_("New date"), required=False, help_text=_("Only if it goes on: day/month/year"))
    by = forms.ChoiceField(label=_("Who looked"), required=False)

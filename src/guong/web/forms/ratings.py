"""Forms of the year-end rating. No points and no level are preselected; services judge what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guong.kernel.numbers import typed_int
from guong.ratings import rules
from guong.ratings.enums import Level
from guong.ratings.evidence import Evidence
from guong.ratings.models import Ballot, Rating
from guong.ratings.schemebook import Book
from guong.ratings.services import Votes
from guong.web.forms.corrections import choice, words
from guong.web.forms.dates import DayField
from guong.web.forms.plans import Asked


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the form as it is drawn; `group` only where a new group begins; `before` what the comrade gave."""

    group: str
    name: str
    most: str
    points: BoundField
    grounds: BoundField
    evidence: str  # "planned", "done" or ""
    before: str


class RatingForm(forms.Form):
    """Points line by line, conditions, a level. `before`: a judgement that stands beside it (R37)."""

    use_required_attribute = False

    def __init__(
        self, subject: str, book: Book, content: Mapping[str, Any], data: Any = None, *,
        before: Mapping[str, Any] | None = None, why: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.subject, self.book, self._before = subject, book, before or {}
        self._lines = book.lines(subject)
        points, grounds = content.get("points", {}), content.get("grounds", {})
        for line in self._lines:
            key = str(line["key"])
            given = points.get(key)
            self.fields[f"points-{key}"] = Asked(
                label=line["name"], initial="" if given is None else rules.show_points(int(given)),
                widget=forms.TextInput(
                    {"inputmode": "decimal", "autocomplete": "off", "class": "in pts", "maxlength": 6}
                ),
            )  # fmt: skip
            self.fields[f"grounds-{key}"] = forms.CharField(
                label=_("On what it rests"), required=False, initial=grounds.get(key, ""),
                widget=forms.Textarea({"rows": 2, "class": "in"}),
            )  # fmt: skip
        self._ending(content, why)

    def _ending(self, content: Mapping[str, Any], why: bool) -> None:
        conditions = [
            (one["key"], one["text"])
            for row in self.book.levels
            for one in rules.conditions(self.book.levels, str(row["code"]), self.subject)
        ]
        self.fields["met"] = forms.MultipleChoiceField(
            label=_("What is true"), required=False, choices=conditions, initial=content.get("met", []),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Points alone do not give a level: each level has its conditions. Tick what is true."),
        )  # fmt: skip
        if self.subject == "body":
            tasks = content.get("tasks")
            self.fields["tasks"] = forms.CharField(
                label=_("Tasks done, percent"), required=False, initial="" if tasks is None else tasks,
                widget=forms.TextInput({"inputmode": "numeric", "class": "in pts", "maxlength": 3}),
            )  # fmt: skip
        level = choice(_("Level"), Level.choices, required=False)
        level.initial = content.get("level", "")
        self.fields["level"] = level
        if why:
            self.fields["why"] = words(
                _("Why it differs"), _("Needed when points or level differ from those of the comrade, who reads these words."),
                rows=3, required=False,
            )  # fmt: skip

    def lines(self) -> list[Line]:
        """The lines in order."""
        found, group = [], ""
        for line in self._lines:
            key = str(line["key"])
            given = self._before.get("points", {}).get(key)
            found.append(
                Line(
                    group="" if line["group"] == group else str(line["group"]), name=str(line["name"]),
                    most=rules.show_points(int(line["points"])), points=self[f"points-{key}"], grounds=self[f"grounds-{key}"],
                    evidence=str(line["evidence"]), before="" if given is None else rules.show_points(int(given)),
                )
            )  # fmt: skip
            group = str(line["group"])
        return found

    def content(self) -> dict[str, Any]:
        """What was typed, for the service to judge."""
        keys = [str(line["key"]) for line in self._lines]
        typed = self.data
        return {
            "points": {key: typed.get(f"points-{key}", "") for key in keys},
            "grounds": {key: typed.get(f"grounds-{key}", "") for key in keys},
            "met": typed.getlist("met") if hasattr(typed, "getlist") else [], "tasks": typed.get("tasks"),
            "level": typed.get("level", ""),
        }  # fmt: skip

    def posted_stamp(self) -> int:
        return typed_int(self.data.get("stamp"))


def evidence_lines(found: Evidence) -> dict[str, Evidence]:
    """The counts by the mark of the line beside which they stand."""
    return {"planned": found, "done": found}


class WordsForm(forms.Form):
    """One text."""

    use_required_attribute = False
    words = Asked(label=_("Words"), widget=forms.Textarea({"rows": 6}))

    def __init__(self, data: Any = None, *, label: Any, hint: Any = "") -> None:
        super().__init__(data)
        self.fields["words"].label, self.fields["words"].help_text = label, hint


class OpinionForm(forms.Form):
    """What a body concerned says (R37)."""

    use_required_attribute = False
    source = Asked(label=_("Which body"))
    words = Asked(label=_("What it says"), widget=forms.Textarea({"rows": 3}))


class DecideForm(forms.Form):
    """The level, and words when it is another one than proposed."""

    use_required_attribute = False
    level = choice(_("Level"), Level.choices, required=False)
    why = words(
        _("Words to it"), _("Needed for another level than proposed, and to send it back."), rows=3, required=False
    )


class AnswerForm(forms.Form):
    """The answer to a petition."""

    use_required_attribute = False
    level = choice(_("Level from now on"), Level.choices, required=False)
    words = Asked(
        label=_("The reason"), widget=forms.Textarea({"rows": 5}),
        help_text=_("The comrade reads it. What was decided first stays beside it."),
    )  # fmt: skip


class CampaignForm(forms.Form):
    """The days of a campaign (R40)."""

    use_required_attribute = False
    self_until = DayField(label=_("Comrades rate themselves until"))
    appraise_until = DayField(label=_("Collectives propose until"))
    decide_until = DayField(
        label=_("Levels are decided until"), help_text=_("Public servants: before 15 December, as we heard.")
    )
    summing_up_on = DayField(
        label=_("The unit's own yearly summing-up"), required=False, help_text=_("The review is held before it.")
    )


class GroundsForm(forms.Form):
    """Why the higher share holds (R34)."""

    use_required_attribute = False
    grounds = forms.CharField(
        label=_("Grounds for the higher share"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )


class BallotForm(forms.Form):
    """The tally of a secret vote: the papers, then a line of numbers for each comrade (R38)."""

    use_required_attribute = False
    held_on = DayField(label=_("Held on"))
    issued = forms.CharField(label=_("Papers given out"), max_length=4)
    returned = forms.CharField(label=_("Papers that came back"), max_length=4)
    counters = forms.CharField(label=_("Who counted"), max_length=300)

    def __init__(self, rated: Sequence[Rating], data: Any = None, *, ballot: Ballot | None = None) -> None:
        kept = {line.rating_id: line for line in ballot.lines.all()} if ballot is not None else {}
        first = (
            {
                "held_on": ballot.held_on,
                "issued": ballot.issued,
                "returned": ballot.returned,
                "counters": ballot.counters,
            }
            if ballot is not None
            else {}
        )
        super().__init__(data, initial=first)
        self.rated = list(rated)
        for row in self.rated:
            line = kept.get(row.pk)
            for name in (*rules.LEVELS, "invalid"):
                self.fields[f"{name}-{row.pk}"] = forms.CharField(
                    label=self.word(name), required=False, max_length=4,
                    initial="" if line is None else getattr(line, name),
                    widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "in pts"}),
                )  # fmt: skip
            self.fields[f"line-{row.pk}"] = forms.CharField(required=False, widget=forms.HiddenInput)
        for name in ("issued", "returned"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "pts", "autocomplete": "off"}

    @staticmethod
    def word(name: str) -> Any:
        """The heading of a column."""
        return _("Invalid") if name == "invalid" else Level(name).label

    def rows(self) -> list[tuple[Rating, list[BoundField], BoundField]]:
        """(rating, its boxes, where its sentence stands)."""
        return [
            (row, [self[f"{name}-{row.pk}"] for name in (*rules.LEVELS, "invalid")], self[f"line-{row.pk}"])
            for row in self.rated
        ]

    def whole(self, name: str) -> int:
        """A count as typed; -1 for what is no count."""
        return typed_int(str(self.data.get(name, "") or "0").strip(), -1, digits=4)

    def clean(self) -> dict[str, Any]:
        """Counts are whole numbers."""
        for row in self.rated:
            if any(self.whole(f"{name}-{row.pk}") < 0 for name in (*rules.LEVELS, "invalid")):
                self.add_error(f"line-{row.pk}", _("Type whole numbers only."))
        for name in ("issued", "returned"):
            if name in self.cleaned_data and self.whole(name) < 0:
                self.add_error(name, _("Type whole numbers only."))
        return dict(self.cleaned_data)

    def votes(self) -> list[Votes]:
        """The lines, for the service to judge."""
        return [
            Votes(
                row.pk, self.whole(f"invalid-{row.pk}"),
                tuple(self.whole(f"{name}-{row.pk}") for name in rules.LEVELS),  # type: ignore[arg-type]  # four levels
            )
            for row in self.rated
        ]  # fmt: skip

"""One form for each kind of reorganisation; each knows the order that it writes (reorganisation.services.prepare)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.kernel import clock
from guong.org.enums import COMMITTEE_KINDS, UnitKind
from guong.org.models import Person, Unit
from guong.reorganisation.enums import Kind
from guong.web.forms.org import day_field

KINDS = [("", _("Choose a kind")), *UnitKind.choices]


def _one(label: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, error_messages={"required": _("Choose one from the list.")}, **kwargs)


def _several(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one organisation.")}, **kwargs,
    )  # fmt: skip


def _code() -> forms.CharField:
    return forms.CharField(label=_("Code of the new organisation"), max_length=40, help_text=_("Short, such as XA-LIEN-HOP. A code never changes and never returns."))  # fmt: skip


def _name() -> forms.CharField:
    return forms.CharField(label=_("Name of the new organisation"), max_length=200)


class EventForm(forms.Form):
    """What every event has. `top`: the unit it starts from; `below`, `places`: what may be chosen."""

    on = day_field(_("First day of the new order"), help_text=_("Empty means today."))
    basis = forms.CharField(
        label=_("Decision it stands on"), max_length=300,
        help_text=_("Number, day and issuer, for example: Nghị quyết số 12-NQ/TU ngày 5/6/2025."),
        error_messages={"required": _("Name the decision it stands on, with number and day: it is kept with the history.")},
    )  # fmt: skip
    field_order: tuple[str, ...] = (
        "units",
        "unit",
        "parent",
        "into",
        "kind",
        "code",
        "name",
        "level",
        "block",
        "on",
        "basis",
    )

    def __init__(self, top: Unit, below: Sequence[Unit], places: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.top = top
        self._offer("units", below)
        self._offer("parent", places)
        self._offer("into", below)

    def _offer(self, name: str, units: Sequence[Unit]) -> None:
        if name in self.fields:
            rows = [(str(unit.pk), unit.name) for unit in units]
            single = not isinstance(self.fields[name], forms.MultipleChoiceField)
            self.fields[name].choices = [("", _("Choose an organisation")), *rows] if single else rows  # type: ignore[attr-defined]

    def day(self) -> Any:
        return self.cleaned_data["on"] or clock.today()

    def order(self) -> dict[str, Any]:
        """The order as plain values: names of units become their ids."""
        data = {key: value for key, value in self.cleaned_data.items() if key not in {"on", "basis"}}
        if "units" in data:
            data["units"] = [int(value) for value in data["units"]]
        for key in ("parent", "into"):
            if key in data:
                data[key] = int(data[key])
        return data


class OpenForm(EventForm):
    parent = _one(_("Below"))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    code = _code()
    name = _name()
    level = forms.CharField(label=_("Own word for its level"), max_length=60, required=False)
    block = forms.CharField(label=_("Block"), max_length=30, required=False)


class CloseForm(EventForm):
    units = _several(_("Organisations that end"))


class RenameForm(EventForm):
    name = forms.CharField(label=_("New name"), max_length=200)

    def order(self) -> dict[str, Any]:
        return {"unit": self.top.pk, "name": self.cleaned_data["name"]}


class MoveForm(EventForm):
    units = _several(_("Organisations that move, with all below them"))
    parent = _one(_("Put below"))


class MergeForm(EventForm):
    units = _several(_("Organisations that become one"))
    parent = _one(_("The new one stands below"))
    kind = forms.ChoiceField(label=_("Kind of the new one"), choices=[("", _("As the first of them")), *UnitKind.choices], required=False)  # fmt: skip
    code = _code()
    name = _name()


class AbsorbForm(EventForm):
    units = _several(_("Organisations that are taken in"))
    into = _one(_("By"))


class AbolishForm(EventForm):
    kind = forms.ChoiceField(label=_("The level that ends"), help_text=_("What stands below it goes up by one."))

    def __init__(self, top: Unit, below: Sequence[Unit], places: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(top, below, places, *args, **kwargs)
        there = {unit.kind for unit in below} & COMMITTEE_KINDS
        self.fields["kind"].choices = [("", _("Choose a kind")), *[row for row in UnitKind.choices if row[0] in there]]  # type: ignore[attr-defined]

    def order(self) -> dict[str, Any]:
        return {"top": self.top.pk, "kind": self.cleaned_data["kind"]}


class SplitForm(EventForm):
    """Two parts at most at a time; each member and each unit below is put where it goes."""

    closes = forms.ChoiceField(
        label=_("The old organisation"), widget=forms.RadioSelect,
        choices=[("yes", _("ends")), ("no", _("goes on with whoever stays"))],
        error_messages={"required": _("Choose one of the two.")},
    )  # fmt: skip
    code = forms.CharField(label=_("Code of the first new one"), max_length=40)
    name = forms.CharField(label=_("Name of the first new one"), max_length=200)
    code2 = forms.CharField(label=_("Code of the second new one"), max_length=40, required=False)
    name2 = forms.CharField(label=_("Name of the second new one"), max_length=200, required=False)
    field_order = ("closes", "name", "code", "name2", "code2", "on", "basis")

    def __init__(self, top: Unit, below: Sequence[Unit], places: Sequence[Unit], *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:  # fmt: skip
        super().__init__(top, below, places, *args, **kwargs)
        self.rows: list[str] = []
        children = [unit for unit in below if unit.parent_id == top.pk]
        self._seats("c", [(unit.pk, unit.name) for unit in children])
        self._seats("p", [(person.pk, person.full_name) for person in people])

    def _seats(self, mark: str, named: list[tuple[int, str]]) -> None:
        for pk, label in named:
            self.fields[f"{mark}-{pk}"] = forms.ChoiceField(
                label=label, required=False, widget=forms.RadioSelect,
                choices=[("", _("Stays")), ("1", _("To the first")), ("2", _("To the second"))],
            )  # fmt: skip
            self.rows.append(f"{mark}-{pk}")

    def seats(self) -> list[forms.BoundField]:
        return [self[name] for name in self.rows]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        second = bool(data.get("code2") or data.get("name2"))
        if not second and any(data.get(name) == "2" for name in self.rows):
            self.add_error("code2", _("Somebody goes to the second one: give it a code and a name."))
        return data

    def order(self) -> dict[str, Any]:
        data = self.cleaned_data
        parts = [{"code": data["code"], "name": data["name"], **self._of("1")}]
        if data["code2"] or data["name2"]:
            parts.append({"code": data["code2"], "name": data["name2"], **self._of("2")})
        return {"unit": self.top.pk, "closes": data["closes"] == "yes", "parts": parts}

    def _of(self, part: str) -> dict[str, list[int]]:
        chosen = [name for name in self.rows if self.cleaned_data[name] == part]
        return {
            "people": [int(name[2:]) for name in chosen if name[0] == "p"],
            "children": [int(name[2:]) for name in chosen if name[0] == "c"],
        }


FORMS: dict[str, type[EventForm]] = {
    Kind.OPEN: OpenForm,
    Kind.CLOSE: CloseForm,
    Kind.RENAME: RenameForm,
    Kind.MOVE: MoveForm,
    Kind.MERGE: MergeForm,
    Kind.ABSORB: AbsorbForm,
    Kind.SPLIT: SplitForm,
    Kind.ABOLISH: AbolishForm,
}


class ConfirmForm(forms.Form):
    """What is given anew at once, out of what the report says ends."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=40)
    posts = forms.MultipleChoiceField(
        label=_("Offices that go on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    grants = forms.MultipleChoiceField(
        label=_("Rights that go on"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, posts: list[tuple[str, str]], grants: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posts"].choices = posts  # type: ignore[attr-defined]
        self.fields["grants"].choices = grants  # type: ignore[attr-defined]
        for name, rows in (("posts", posts), ("grants", grants)):
            if not rows:
                del self.fields[name]

    def ids(self, name: str) -> list[int]:
        return [int(value) for value in self.cleaned_data.get(name, [])]

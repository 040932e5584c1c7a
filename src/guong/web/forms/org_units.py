"""Forms of one organisation: added, changed, its typed figures, its division of work; of a member's move and requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guong.org.enums import Ground, MemberKind, StandingKind, UnitKind, WorkField
from guong.org.models import Person, Unit
from guong.web.forms.org import GENDERS, day_field

_CHOOSE = _("Choose one from the list.")


class UnitForm(forms.Form):
    """What is said of an organisation. The code is asked for once, when it is added."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose a kind")), *UnitKind.choices])
    name = forms.CharField(label=_("Name"), max_length=200)
    level = forms.CharField(
        label=_("Own word for its level"), max_length=60, required=False,
        help_text=_("For example Huyện ủy, Thị ủy. Empty: the kind is shown."),
    )  # fmt: skip
    block = forms.CharField(
        label=_("Block"), max_length=30, required=False, help_text=_("For example cơ quan, trường học, nông thôn.")
    )
    name_only = forms.BooleanField(
        label=_("Only its name is kept here (armed forces): no members, no figures"), required=False
    )

    def __init__(self, *args: Any, blocks: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks = blocks
        self.fields["block"].widget.attrs["list"] = "blocks"


class NewUnitForm(UnitForm):
    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Short, such as TDP-12. A code never changes and never returns.")
    )
    field_order = ("name", "code", "kind", "level", "block", "name_only")


class ChangeUnitForm(UnitForm):
    on = day_field(_("Since"), help_text=_("Empty means today. What it was called before stays under its days."))
    field_order = ("name", "kind", "level", "block", "name_only", "on")


class ProfileForm(forms.Form):
    """Figures that the office types (S88)."""

    as_of = forms.DateField(
        label=_("As of"), input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("There is no such date. Write day/month/year, for example 19/05/1972.")},
    )  # fmt: skip
    households = forms.IntegerField(label=_("Households"), min_value=0, max_value=99_999_999, required=False)
    population = forms.IntegerField(label=_("People"), min_value=0, max_value=999_999_999, required=False)
    groups = forms.IntegerField(label=_("Residential groups, villages"), min_value=0, max_value=999_999, required=False)
    source = forms.CharField(label=_("Where the figures come from"), max_length=200, required=False)


class PortfolioForm(forms.Form):
    """Who answers for which field of work (S76)."""

    person = forms.ChoiceField(label=_("Comrade"), error_messages={"required": _CHOOSE})
    field = forms.ChoiceField(label=_("Field of work"), choices=[("", _("Choose a field")), *WorkField.choices])
    area = forms.ChoiceField(label=_("Organisation that he or she follows"), required=False)
    since = day_field(_("Since"), help_text=_("Empty means today."))

    def __init__(self, people: Sequence[Person], units: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.units = {str(unit.pk): unit for unit in units}
        names = [(key, person.full_name) for key, person in self.people.items()]
        self.fields["person"].choices = [("", _("Choose a name")), *names]  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("None")), *[(key, unit.name) for key, unit in self.units.items()]]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "person": self.people[data["person"]], "field": data["field"], "area": self.units.get(data["area"]),
            "since": data["since"],
        }  # fmt: skip


class PersonForm(forms.Form):
    """What the office's list says of a member, the tier of management among it (S107)."""

    full_name = forms.CharField(
        label=_("Full name"), max_length=120,
        error_messages={"required": _("The member has no name. Type family name, middle name and given name.")},
    )  # fmt: skip
    birth_date = day_field(_("Date of birth"), help_text=_("Day/month/year"))
    gender = forms.ChoiceField(label=_("Gender"), choices=GENDERS, required=False)
    admitted_on = day_field(_("Admitted on"))
    official_on = day_field(_("Full member since"))
    occupation = forms.CharField(label=_("Occupation"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Form of self-review"), choices=MemberKind.choices)
    managed_by_higher = forms.BooleanField(label=_("Managed by a higher standing committee"), required=False)
    wants_help = forms.BooleanField(label=_("Writes by hand; somebody types for him or her"), required=False)


class TransferForm(forms.Form):
    """To another cell here, to another committee that receives him itself, or out of the installation."""

    to_unit = forms.ChoiceField(label=_("To the cell"), required=False)
    committee = forms.CharField(
        label=_("Or to another committee that uses this program: its code"), max_length=60, required=False,
        help_text=_("Its office receives the comrade into a cell and writes the day. Until then nothing changes."),
    )  # fmt: skip
    destination = forms.CharField(label=_("Or to an organisation outside"), max_length=300, required=False)
    on = day_field(_("First day there"), help_text=_("Empty means today."))
    reason = forms.CharField(
        label=_("Why, with the paper it stands on"), max_length=300,
        error_messages={"required": _("Say why, with the paper it stands on.")},
    )  # fmt: skip

    def __init__(self, cells: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = {str(unit.pk): unit for unit in cells}
        rows = [(key, unit.name) for key, unit in self.cells.items()]
        self.fields["to_unit"].choices = [("", _("Choose a cell")), *rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            sum(bool(data.get(name)) for name in ("to_unit", "committee", "destination")) != 1
            and "to_unit" not in self.errors
        ):
            self.add_error(
                "to_unit",
                _("Choose a cell, or type the code of a committee, or an organisation outside: one of the three."),
            )
        return data


class ReceiveForm(forms.Form):
    """Into which cell, from which day."""

    cell = forms.ChoiceField(label=_("Into the cell"), error_messages={"required": _CHOOSE})
    on = day_field(_("First day there"), help_text=_("Empty means today."))

    def __init__(self, cells: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = {str(unit.pk): unit for unit in cells}
        rows = [(key, unit.name) for key, unit in self.cells.items()]
        self.fields["cell"].choices = [("", _("Choose a cell")), *rows]  # type: ignore[attr-defined]


class SendBackForm(forms.Form):
    words = forms.CharField(
        label=_("Why it is sent back"), max_length=300,
        error_messages={"required": _("Say why it is sent back: the other office reads it.")},
    )  # fmt: skip


class AskForm(forms.Form):
    """A member's request to the cell (R3)."""

    wanted = forms.ChoiceField(
        label=_("I ask"), widget=forms.RadioSelect,
        choices=[
            (StandingKind.EXEMPT.value, _("to be exempt from work and party activity")),
            (StandingKind.AWAY.value, _("to take part from afar while I work elsewhere")),
        ],
        error_messages={"required": _("Say what you ask for: choose one of the two.")},
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("Because of"), choices=[("", _("Choose a reason")), *Ground.choices])
    from_on = day_field(_("From the day"), help_text=_("Empty means today."))
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read by you and the secretary of your cell alone."),
    )  # fmt: skip


class DecideForm(forms.Form):
    """What the cell decided."""

    agree = forms.ChoiceField(
        label=_("The cell"), widget=forms.RadioSelect, choices=[("yes", _("agrees")), ("no", _("does not agree"))],
        error_messages={"required": _("Choose one of the two.")},
    )  # fmt: skip
    met_on = day_field(_("Decided in the meeting on"), help_text=_("Empty means today."))
    decision = forms.CharField(
        label=_("The decision, and why"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

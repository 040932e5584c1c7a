"""Why it happened, before whose it is."""

from __future__ import annotations

from guong.corrections.enums import CauseKind, FindingKind
from guong.web.forms.corrections import FindingForm, MeasureForm


def test_D16_circumstances_are_offered_before_the_person() -> None:
    for form in (FindingForm, MeasureForm):
        offered = [value for value, _label in form.base_fields["cause_kind"].choices if value]
        assert offered == [CauseKind.OBJECTIVE, CauseKind.SUBJECTIVE], form
        assert form.base_fields["cause_kind"].initial is None, "nothing is chosen for the writer"


def test_S66_a_measure_cannot_be_set_without_its_cause() -> None:
    assert MeasureForm.base_fields["cause_kind"].required
    assert MeasureForm.base_fields["cause"].required
    assert {"leadership", "discipline", "speaking", "avoidance"} <= set(FindingKind.values)

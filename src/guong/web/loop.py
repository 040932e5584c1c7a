"""The loop strip of a drive and a unit, for every page that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guong.drives.models import Drive
from guong.figures import selectors
from guong.figures.board import Step
from guong.kernel.actor import Actor
from guong.org.models import Unit
from guong.web import figure_words as words
from guong.web.components import LoopStep


def loop_steps(*, actor: Actor, drive: Drive, unit: Unit, url: str = "") -> list[LoopStep]:
    """The seven steps as the component draws them. Errors as `figures.selectors.figures`."""
    return [as_component(step, url) for step in selectors.loop(actor=actor, drive=drive, unit=unit)]


def as_component(step: Step, url: str = "") -> LoopStep:
    return LoopStep(
        label=str(words.STEPS[step.key]),
        state=step.state,
        figure=_figure(step),
        note=_note(step),
        url=url,
        stopped=step.stopped,
    )


def as_components(steps: Sequence[Step], url: str = "") -> list[LoopStep]:
    return [as_component(step, url) for step in steps]


def _figure(step: Step) -> str:
    if step.few is not None:
        return "–"
    if step.key == "directives":
        return str(step.n)
    return f"{step.n}/{step.of}" if step.of else "–"


def _note(step: Step) -> str:
    if step.few is not None:
        return _("a small number, not stated")
    if step.late:
        return ngettext("%(n)s cell late", "%(n)s cells late", step.late) % {"n": step.late}
    return str(words.NOTES[step.key])

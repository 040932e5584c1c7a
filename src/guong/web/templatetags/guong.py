"""Tags and filters of every template; what they draw stands in web.components."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString, mark_safe

from guong.drives.mode_words import mode_word as words_of_mode
from guong.drives.models import Drive
from guong.kernel.text import given_name
from guong.web import components

register = template.Library()

register.simple_tag(components.icon, name="icon")
register.simple_tag(components.dau, name="dau")
register.simple_tag(components.shape, name="mark")
register.simple_tag(components.bloc, name="bloc")
register.simple_tag(components.ratio, name="ratio")
register.simple_tag(components.pips, name="pips")


@register.simple_tag
def mode_word(key: str, drive: Drive | None, name: str = "") -> str:
    """The words of the drive's mode (drives.mode_words), with a comrade's name where they hold one."""
    return str(words_of_mode(key, drive)) % {"name": name} if name else str(words_of_mode(key, drive))


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """22/04/2026; nothing for nothing."""
    return components.short_day(value) if value else ""


@register.filter
def vn_weekday(value: date | datetime | None) -> str:
    """Thứ Tư, 22/4/2026."""
    return components.full_day(value) if value else ""


@register.filter
def vn_time(value: datetime | None) -> str:
    """19 giờ 30, or 19:30 in English."""
    return components.hour(value) if value else ""


@register.filter
def vn_number(value: Any) -> str:
    """1.234; what is not a number stays as it is."""
    return components.whole(value) if isinstance(value, int | float) else str(value if value is not None else "")


@register.filter
def given(value: Any) -> str:
    """The given name: how a person is addressed."""
    return given_name(str(value or ""))


@register.simple_tag(takes_context=True)
def page_title(context: Context) -> SafeString:
    """The words of the page's `title` block, for the default heading."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block("title") if blocks is not None else None
    text = block.nodelist.render(context) if block is not None else ""
    return mark_safe(text.strip())  # noqa: S308  # rendered by the template engine, so escaped already


def _kind(bound: BoundField) -> str:
    """How a field is laid out: seg, many, check or line."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect) and not isinstance(widget, CheckboxSelectMultiple):
        return "seg"
    if isinstance(widget, CheckboxSelectMultiple):
        return "many"
    return "check" if isinstance(widget, CheckboxInput) else "line"


def _control(bound: BoundField, kind: str) -> SafeString:
    """The control with our class, tied to its hint and its error."""
    given_class = str(bound.field.widget.attrs.get("class", ""))
    attrs: dict[str, Any] = {"class": f"in {given_class}".strip()} if kind == "line" else {}
    parts = (("hint", bound.help_text), ("error", bound.errors))
    described = [f"{bound.auto_id}-{part}" for part, words in parts if words]
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Label, hint, control and the sentence of what is wrong. Radio buttons become a row, a checkbox stands before its words."""
    kind = _kind(bound)
    control = _control(bound, kind) if kind in {"line", "check"} else ""
    return {"field": bound, "kind": kind, "hidden": bound.is_hidden, "control": control}


@register.inclusion_tag("components/choices.html")
def choices(bound: BoundField) -> dict[str, Any]:
    """Radio buttons of equal weight in one row, none chosen beforehand unless the form holds a value."""
    return {"field": bound}


@register.inclusion_tag("components/errors.html")
def errors(form: BaseForm | None) -> dict[str, Any]:
    """What is wrong with the whole form, and links to the fields that have a sentence of their own."""
    if form is None or not form.errors:
        return {"any": False}
    fields = [bound for bound in form if bound.errors and not bound.is_hidden]
    hidden = [sentence for bound in form if bound.is_hidden for sentence in bound.errors]
    return {"general": [*form.non_field_errors(), *hidden], "fields": fields, "any": True}


@register.inclusion_tag("components/loop.html")
def loop(steps: Sequence[components.LoopStep]) -> dict[str, Any]:
    """The seven-step strip; on a phone its shapes and one sentence about where it stands."""
    rows = [(step, components.shape(step.state), components.spoken(step.state)) for step in steps]
    at = next((index for index, step in enumerate(steps) if step.stopped), None)
    if at is None:
        at = next((index for index, step in enumerate(steps) if step.state in {"go", "late"}), None)
    now = steps[at] if at is not None else None
    return {"rows": rows, "now": now, "number": (at or 0) + 1, "total": len(steps)}


@register.inclusion_tag("components/back.html")
def back(url: str, text: Any) -> dict[str, Any]:
    """A link to where one came from, above the heading."""
    return {"url": url, "text": text}

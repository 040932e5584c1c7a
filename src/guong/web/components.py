"""The pieces that pages are made of: status shapes, the date tile, the loop strip. Values in, safe HTML out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from guong.kernel import clock
from guong.kernel.numbers import Ratio


@dataclass(frozen=True, slots=True)
class LoopStep:
    """One of the seven steps. `state`: ok, go, no or late; `stopped` marks where the loop stands still."""

    label: Any
    state: str
    figure: Any = ""
    note: Any = ""
    url: str = ""
    stopped: bool = False


# Each status is a shape that is told apart without colour; drawn here, 16 × 16.
_SHAPES: Mapping[str, str] = {
    "tick": '<path d="M2.5 8.5 6.2 12.2 13.5 4.5" fill="none" stroke="currentColor" stroke-width="2.3" '
    'stroke-linecap="round" stroke-linejoin="round"/>',
    "ok": '<circle cx="8" cy="8" r="7.5" fill="currentColor"/><path class="cut" d="M4.7 8.3 7 10.6 11.3 5.8" fill="none" '
    'stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>',
    "go": '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.8"/>'
    '<path d="M8 1.4a6.6 6.6 0 0 1 0 13.2z" fill="currentColor"/>',
    "no": '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.6 1.9"/>',
    "late": '<path d="M8 .2 15.8 8 8 15.8.2 8z" fill="currentColor"/>'
    '<path class="cut" d="M8 4.6v4.2M8 11v.2" fill="none" stroke-width="1.8" stroke-linecap="round"/>',
    "say": '<path d="M2 2.6h12v8.6H6.6L3.8 13.8v-2.6H2z" fill="none" stroke="currentColor" stroke-width="1.6" '
    'stroke-linejoin="round"/><path d="M5 5.8h6M5 8.2h3.6" stroke="currentColor" stroke-width="1.4"/>',
}
_SPOKEN: Mapping[str, Any] = {
    "tick": gettext_lazy("done"),
    "ok": gettext_lazy("done"),
    "go": gettext_lazy("under way"),
    "no": gettext_lazy("not due yet"),
    "late": gettext_lazy("late"),
    "say": gettext_lazy("has something to say"),
}


_WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)


def shape(state: str) -> SafeString:
    """The status shape alone, hidden from readers aloud. KeyError for an unknown state."""
    svg = f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{_SHAPES[state]}</svg>'
    return mark_safe(svg)  # noqa: S308  # our own constants


def spoken(state: str) -> str:
    """The word of a state, for readers aloud where only the shape is drawn."""
    return str(_SPOKEN[state])


def icon(name: str) -> SafeString:
    """An icon of the sprite that tools/build_front.mjs makes; decoration only, so hidden from readers aloud."""
    return format_html(
        '<svg class="i" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("dist/icons.svg"),
        name,
    )


def dau(state: str, text: Any) -> SafeString:
    """Status as a shape and a word. `state`: tick, ok, go, no, late, say."""
    return format_html('<span class="dau d-{}">{} <span>{}</span></span>', state, shape(state), text)


def local_day(value: date | datetime) -> date:
    """The day in Viet Nam of a date or an aware moment."""
    return value.astimezone(clock.ZONE).date() if isinstance(value, datetime) else value


def weekday_name(day: date) -> str:
    return str(_WEEKDAYS[day.weekday()])


def full_day(value: date | datetime) -> str:
    """ "Thứ Tư, 22/4/2026": as a deadline is read aloud."""
    day = local_day(value)
    return f"{weekday_name(day)}, {day.day}/{day.month}/{day.year}"


def short_day(value: date | datetime) -> str:
    """ "22/04/2026"."""
    return local_day(value).strftime("%d/%m/%Y")


def hour(value: datetime) -> str:
    """ "19 giờ 30", "8 giờ"; "19:30" in English."""
    moment = value.astimezone(clock.ZONE)
    if moment.minute:
        return _("%(hour)d:%(minute)02d") % {"hour": moment.hour, "minute": moment.minute}
    return _("%(hour)d:00") % {"hour": moment.hour}


def bloc(value: date | datetime, state: str = "") -> SafeString:
    """The tear-off date. `state`: "" later, "now" today, "late"."""
    day = local_day(value)
    name = weekday_name(day)
    head = _("Today") if day == clock.today() else (name[:3] if get_language() == "en" else name)
    return format_html(
        '<time class="bloc {}" datetime="{}"><span>{}</span><b>{}</b><i>{}</i></time>',
        state,
        day.isoformat(),
        head,
        day.day,
        _("month %(month)s") % {"month": day.month},
    )


def whole(value: int | float) -> str:
    """A number as offices write it: 1.234 (1,234 in English)."""
    text = f"{value:,}"
    return text if get_language() == "en" else text.translate(str.maketrans(",.", ".,"))


def ratio(n: Any, of: int | None = None) -> SafeString:
    """n/of first, the percentage second. Takes two numbers, or one value with `n` and `of` (kernel.numbers.Ratio)."""
    if of is None:
        if not hasattr(n, "of"):
            return format_html('<span class="ratio">{}</span>', whole(n) if isinstance(n, int) else n)
        n, of = n.n, n.of
    percent = Ratio(int(n), int(of or 0)).percent
    text = f"{whole(int(n))}/{whole(int(of or 0))}"
    if percent is None:
        return format_html('<span class="ratio">{}</span>', text)
    return format_html('<span class="ratio">{} <small class="mut">{} %</small></span>', text, percent)


def pips(n: int, of: int) -> SafeString:
    """■■□ beside a ratio; more than twelve would not be counted by an eye, so nothing is drawn then."""
    if not 0 < of <= 12:
        return SafeString("")
    boxes = format_html_join(
        "", '<rect class="{}" x="{}" y="1" width="7" height="8"/>',
        (("full" if index < n else "empty", 1 + index * 10) for index in range(of)),
    )  # fmt: skip
    width = of * 10
    return format_html(
        '<svg class="pips" viewBox="0 0 {} 10" width="{}" height="10" aria-hidden="true">{}</svg>', width, width, boxes
    )

"""Days and hours as offices type them."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guong.kernel.dates import parse_vietnamese

_HOUR = re.compile(r"^(\d{1,2})\s*(?:h|g|:|\.|giờ|gio)?\s*(\d{2})?\s*(?:phút|phut|p)?$", re.IGNORECASE)


class DayField(forms.CharField):
    """A date: day/month/year in any of the usual ways; 31/02 gets a sentence."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "day", "maxlength": 12})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        try:
            return parse_vietnamese(str(value))
        except ValueError:
            raise ValidationError(
                _("There is no day “%(value)s”. Type day/month/year, for example 05/04/2026.") % {"value": value}
            ) from None


class HourField(forms.CharField):
    """An hour: 19:30, 19h30, 19 giờ 30, 19."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "hour", "maxlength": 12})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, time) or value in self.empty_values:
            return value or None
        match = _HOUR.match(str(value).strip())
        try:
            if match is None:
                raise ValueError
            return time(int(match.group(1)), int(match.group(2) or 0))
        except ValueError:
            raise ValidationError(_("“%(value)s” is no hour. Type it as 19:30.") % {"value": value}) from None

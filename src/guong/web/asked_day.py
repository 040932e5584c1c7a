"""The day that a page is asked for (`?ngay=`), read one way by all of them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from guong.kernel import clock
from guong.kernel.dates import parse_vietnamese
from guong.web.http import Request


def asked_day(request: Request) -> tuple[date | None, str]:
    """The day asked for, and what is wrong with it; a wrong day shows today."""
    typed = request.GET.get("ngay", "").strip()
    if not typed:
        return None, ""
    try:
        day = parse_vietnamese(typed)
    except ValueError:
        return None, _("“%(typed)s” is not a date. Type it like 22/04/2026.") % {"typed": typed[:30]}
    if day > clock.today():
        return None, _("This day has not come yet. Choose today or an earlier day.")
    return day, ""

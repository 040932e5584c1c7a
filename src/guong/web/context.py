"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from guong.web.frame import Frame


def shell(request: HttpRequest) -> dict[str, Any]:
    """`actor`, whether this is the demonstration, and `shell`: the frame around the page."""
    return {"actor": getattr(request, "actor", None), "demo": settings.DEMO, "shell": Frame(request)}

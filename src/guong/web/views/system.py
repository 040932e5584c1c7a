"""The page of whoever looks after the machine."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.views.decorators.http import require_safe

from guong import __version__
from guong.web import health
from guong.web.http import Request
from guong.web.routing import route


@require_safe
def system(request: Request) -> HttpResponse:
    """Whether the machine is well, and the commands its keeper uses. No content of anybody."""
    context = {"nav": "settings", "checks": health.checks(actor=request.actor), "version": __version__}
    return render(request, "shell/system.html", context)


routes: list[URLPattern] = [
    route("may-chu/", system, name="system", room="web", permission=health.PERM),
]

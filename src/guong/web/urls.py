"""All URLs: one list of routes per area."""

from __future__ import annotations

from django.urls import URLPattern

from guong.web.views import shell

handler404 = "guong.web.errors.not_found"

urlpatterns: list[URLPattern] = [
    *shell.routes,
]

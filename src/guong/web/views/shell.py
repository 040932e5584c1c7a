"""Sign-in and the pages that belong to no room."""

from __future__ import annotations

from django.urls import URLPattern

routes: list[URLPattern] = []

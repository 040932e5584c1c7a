"""All URLs: one list of routes per area."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern

from guong.web import demo_door
from guong.web.views import (
    access,
    corrections,
    corrections_division,
    corrections_rechecks,
    exchange,
    figures,
    home,
    my_file,
    org,
    papers,
    preferences,
    remarks,
    reviews,
    shell,
    unit_reviews,
)

handler400 = "guong.web.errors.bad_request"
handler403 = "guong.web.errors.forbidden"
handler404 = "guong.web.errors.not_found"
handler500 = "guong.web.errors.broken"

urlpatterns: list[URLPattern] = [
    *home.routes,
    *shell.routes,
    *preferences.routes,
    *my_file.routes,
    *remarks.routes,
    *reviews.routes,
    *unit_reviews.routes,
    *corrections.routes,
    *corrections_division.routes,
    *corrections_rechecks.routes,
    *org.routes,
    *exchange.routes,
    *access.routes,
    *figures.routes,
    *papers.routes,
    *(demo_door.routes if settings.DEMO else []),
]
